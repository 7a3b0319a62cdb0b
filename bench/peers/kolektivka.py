"""Kolektivka's own engine, as it chooses it for so many rows, without anything else of Kolektivka."""

from __future__ import annotations

from pathlib import Path

from bench.exact import DEEP, Scores, fused
from bench.material import Material
from bench.peers import Ways
from index.dense import Dense, DenseFile
from index.engines import GRAPH_FROM, engine_for, kind_for
from index.lexical import Gathering, Lexical, Postings

WAYS = Ways(dense=f"exact; a graph from {GRAPH_FROM:,} passages", words="BM25", hybrid="RRF of both lists")


class Own:
    """The dense and the lexical index of one part."""

    def __init__(self, folder: Path) -> None:
        self._dense = Dense.load([folder / "vectors.faiss"])
        self._lexical = Lexical([Postings.load(folder / "words")])

    def dense(self, query: Scores, count: int) -> list[int]:
        found: list[int] = self._dense.top(query, count).tolist()
        return found

    def words(self, terms: list[str], count: int) -> list[int]:
        found: list[int] = self._lexical.top(terms, count).tolist()
        return found

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        return fused([self.dense(query, DEEP), self.words(terms, DEEP)], count)

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        return None


def build(material: Material, folder: Path) -> None:
    """Both indexes, row by row, as a build writes them."""
    rows, width = material.vectors.shape
    dense, words = DenseFile(width, kind_for(engine_for(rows), rows)), Gathering()
    for _, vectors, texts in material.batches():
        dense.add(vectors)
        for text in texts:
            words.add([words.number(term) for term in text.split()])
    dense.save(folder / "vectors.faiss")
    (folder / "words").mkdir()
    words.postings().save(folder / "words")


def open_engine(folder: Path, rows: int) -> Own:
    """Both indexes, read in place."""
    return Own(folder)
