"""txtai: a FAISS index and its own BM25, with its own weighted sum of both; the vectors are given to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from txtai import Embeddings

from bench.exact import Scores
from bench.material import Material
from bench.peers import Ways

WAYS = Ways(dense="FAISS, as it comes", words="its BM25", hybrid="its weighted sum (0.5)")


class TxtAi:
    """txtai asks for a function from texts to vectors: this one gives the vectors that are known already."""

    def __init__(self) -> None:
        self._given: Scores = np.zeros((0, 0), np.float32)
        self._at = 0
        self.transform = lambda texts: self._vectors(texts)  # it takes functions alone, no methods
        self.embeddings = Embeddings(
            method="external",
            transform=self.transform,
            hybrid=True,
            content=False,
            scoring={"method": "bm25", "terms": True, "normalize": True},
        )

    def _vectors(self, texts: list[str]) -> Scores:
        found = self._given[self._at : self._at + len(texts)]
        self._at += len(texts)
        return np.array(found, np.float32)

    def index(self, material: Material) -> None:
        """Indexes all rows; it asks for their vectors in their order."""
        self._given = material.vectors
        self._at = 0
        rows: Iterator[tuple[int, str, None]] = ((n, text, None) for n, text in enumerate(material.texts()))
        self.embeddings.index(rows)

    def dense(self, query: Scores, count: int) -> list[int]:
        return self._search(query, "-", count, 1.0)

    def words(self, terms: list[str], count: int) -> list[int]:
        return self._search(np.zeros_like(self._given[0]), " ".join(terms), count, 0.0) if terms else []

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        return self._search(query, " ".join(terms) or "-", count, 0.5)

    def _search(self, query: Scores, text: str, count: int, weight: float) -> list[int]:
        self._given, self._at = query[None, :], 0
        return [int(row) for row, _ in self.embeddings.search(text, count, weights=weight)]

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        self.embeddings.close()


def build(material: Material, folder: Path) -> None:
    """One index with its scoring."""
    made = TxtAi()
    made.index(material)
    made.embeddings.save(str(folder / "index"))
    made.close()


def open_engine(folder: Path, rows: int) -> TxtAi:
    """The index as saved."""
    made = TxtAi()
    made.embeddings.load(str(folder / "index"), config={"transform": made.transform})
    return made
