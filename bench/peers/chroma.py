"""chromadb, embedded: an HNSW index of vectors; in this form it does not rank by words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import chromadb

from bench.exact import Scores
from bench.material import Material
from bench.peers import Ways

WAYS = Ways(dense="HNSW, as it comes")
_NAME = "provisions"


class Chroma:
    """One collection."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    def dense(self, query: Scores, count: int) -> list[int]:
        found = self._collection.query(query_embeddings=[query], n_results=count, include=[])
        return [int(id) for id in found["ids"][0]]

    def words(self, terms: list[str], count: int) -> list[int]:
        raise NotImplementedError("chromadb does not rank by words")

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        raise NotImplementedError("chromadb does not rank by words")

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        return None


def build(material: Material, folder: Path) -> None:
    """All vectors, without texts."""
    client = chromadb.PersistentClient(str(folder))
    settings: Any = {"hnsw": {"space": "ip"}}
    collection = client.create_collection(_NAME, configuration=settings, embedding_function=None)
    for start, vectors, _ in material.batches():
        collection.add(ids=[str(start + n) for n in range(len(vectors))], embeddings=vectors)


def open_engine(folder: Path, rows: int) -> Chroma:
    """The collection."""
    return Chroma(chromadb.PersistentClient(str(folder)).get_collection(_NAME, embedding_function=None))
