"""Milvus in its embedded form: its BM25, its vectors, and its own fusion of both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusClient, RRFRanker

from bench.exact import DEEP, RANK, Scores
from bench.material import Material
from bench.peers import Ways
from bench.processes import descendants

WAYS = Ways(dense="HNSW (m 16, ef 100)", words="its BM25", hybrid="its RRF")
_NAME = "provisions"
_LONGEST = 65_535


class Milvus:
    """One collection."""

    def __init__(self, client: MilvusClient) -> None:
        self._client = client
        client.load_collection(_NAME)

    def dense(self, query: Scores, count: int) -> list[int]:
        wide = {"params": {"ef": DEEP}}
        return self._rows(
            self._client.search(_NAME, [query.tolist()], anns_field="vector", limit=count, search_params=wide)
        )

    def words(self, terms: list[str], count: int) -> list[int]:
        if not terms:
            return []
        return self._rows(self._client.search(_NAME, [" ".join(terms)], anns_field="sparse", limit=count))

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        if not terms:
            return self.dense(query, count)
        near = AnnSearchRequest([query.tolist()], "vector", {"metric_type": "IP", "params": {"ef": DEEP}}, DEEP)
        said = AnnSearchRequest([" ".join(terms)], "sparse", {"metric_type": "BM25"}, DEEP)
        return self._rows(self._client.hybrid_search(_NAME, [near, said], RRFRanker(RANK), count))

    def _rows(self, found: Any) -> list[int]:
        return [hit["id"] for hit in found[0]]

    def processes(self) -> list[int]:
        return sorted(descendants([os.getpid()]) - {os.getpid()})

    def close(self) -> None:
        self._client.close()


def build(material: Material, folder: Path) -> None:
    """One collection with a function that makes the words a sparse vector."""
    client = MilvusClient(str(folder / "milvus.db"))
    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=material.vectors.shape[1])
    analyzer = {"tokenizer": "standard"}
    schema.add_field("text", DataType.VARCHAR, max_length=_LONGEST, enable_analyzer=True, analyzer_params=analyzer)
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["sparse"]))
    index = client.prepare_index_params()
    index.add_index("vector", index_type="HNSW", metric_type="IP", params={"M": 16, "efConstruction": 100})
    index.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    client.create_collection(_NAME, schema=schema, index_params=index)
    for start, vectors, texts in material.batches():
        rows = zip(vectors.tolist(), texts, strict=True)
        client.insert(_NAME, [{"id": start + n, "vector": v, "text": t} for n, (v, t) in enumerate(rows)])
    client.flush(_NAME)
    client.close()


def open_engine(folder: Path, rows: int) -> Milvus:
    """The collection, loaded."""
    return Milvus(MilvusClient(str(folder / "milvus.db")))
