"""What every engine is given: a passage of each unit as a vector and as words, questions likewise, what is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.exact import DEEP, Best, PlainBM25, Scores, fused, nearest

_BATCH = 2048
_MORE = 3 * DEEP  # rows kept of each list: the hundredth may share its score with others


@dataclass(frozen=True)
class Material:
    """The folder that `prepare` wrote; the texts are read from it whenever they are asked for."""

    folder: Path

    @cached_property
    def vectors(self) -> Scores:
        """(rows, d) vectors of norm 1, mapped from the file."""
        vectors: Scores = np.load(self.folder / "vectors.npy", mmap_mode="r")
        return vectors

    def texts(self) -> Iterator[str]:
        """The words of each row as they are indexed: lemmas with blanks between them."""
        with (self.folder / "words.txt").open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")

    def batches(self, size: int = _BATCH) -> Iterator[tuple[int, Scores, list[str]]]:
        """Rows in their order: the number of the first one, the vectors, the words."""
        texts = self.texts()
        for start in range(0, len(self.vectors), size):
            part = np.array(self.vectors[start : start + size])
            yield start, part, list(islice(texts, len(part)))

    @cached_property
    def asked(self) -> list[list[str]]:
        """The different words of each question."""
        asked: list[list[str]] = json.loads((self.folder / "asked.json").read_text(encoding="utf-8"))
        return asked

    @cached_property
    def queries(self) -> Scores:
        """(questions, d) vectors of the questions."""
        queries: Scores = np.load(self.folder / "queries.npy")
        return queries

    def best(self, name: str) -> list[Best]:
        """The exact lists of the questions: "dense", "words" or "fused"."""
        with np.load(self.folder / f"{name}.npz") as kept:
            ends = np.cumsum(kept["lengths"])[:-1]
            rows, scores = np.split(kept["rows"], ends), np.split(kept["scores"], ends)
        return [Best(r, s) for r, s in zip(rows, scores, strict=True)]


def prepare(corpus: str, folder: str, questions: Sequence[str]) -> dict[str, Any]:
    """Reads a corpus, embeds and analyses the first passage of each unit, and searches it exactly."""
    from index.analyse import terms
    from index.encoder import load_encoder

    place, encoder = Path(folder), load_encoder()
    place.mkdir(parents=True, exist_ok=True)
    rows = 0
    parts = place / "vectors.part"
    with parts.open("wb") as vectors, (place / "words.txt").open("w", encoding="utf-8") as words:
        for passages in _passages(Path(corpus)):
            vectors.write(np.asarray(encoder.encode_passages(passages), np.float32).tobytes())
            words.writelines(" ".join(terms(passage)) + "\n" for passage in passages)
            rows += len(passages)
    queries = np.asarray(encoder.encode_queries(list(questions)), np.float32)
    whole = np.memmap(parts, np.float32, "r", shape=(rows, queries.shape[1]))
    np.save(place / "vectors.npy", whole)
    parts.unlink()
    np.save(place / "queries.npy", queries)
    asked = [list(dict.fromkeys(terms(question))) for question in questions]
    (place / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    return {"rows": rows, "dimension": queries.shape[1], **search_exactly(folder)}


def _passages(corpus: Path) -> Iterator[list[str]]:
    """The first passage of each unit, the units of one source at a time."""
    from index.chunk import chunks_of
    from ingest.corpus import read_source
    from ingest.register import read_register

    for agreement in read_register(corpus / "agreements.toml"):
        first: dict[int, str] = {}
        for chunk in chunks_of(read_source(agreement, corpus / "sources").units):
            first.setdefault(chunk.unit, chunk.passage)
        yield list(first.values())


def search_exactly(folder: str) -> dict[str, Any]:
    """Finds what is right for each question and keeps it beside the vectors and words."""
    material = Material(Path(folder))
    dense = nearest(material.vectors, material.queries, _MORE)
    bm25 = PlainBM25(material.texts(), {term for terms in material.asked for term in terms})
    words = [bm25.best(terms, _MORE) for terms in material.asked]
    both = []
    for d, w in zip(dense, words, strict=True):
        rows = fused([d.rows[:DEEP].tolist(), w.rows[:DEEP].tolist()], 10)
        both.append(Best(np.array(rows, np.int64), np.arange(len(rows), 0, -1).astype(np.float32)))
    for name, lists in (("dense", dense), ("words", words), ("fused", both)):
        np.savez(
            material.folder / f"{name}.npz",
            lengths=np.array([len(best.rows) for best in lists]),
            rows=np.concatenate([best.rows for best in lists]),
            scores=np.concatenate([best.scores for best in lists]),
        )
    return {"questions": len(both)}
