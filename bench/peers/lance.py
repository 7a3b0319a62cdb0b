"""lancedb, embedded: its full-text index, its vectors, and its own fusion of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lancedb
import pyarrow as pa
from lancedb.rerankers import RRFReranker

from bench.exact import RANK, Scores
from bench.material import Material
from bench.peers import Ways

WAYS = Ways(dense="exact; IVF_HNSW_SQ from 50,000 rows", words="its BM25", hybrid="its RRF")
LARGE = 50_000
"""From here on the vectors have an index: below, its guide says, comparing all is quick enough."""
_NAME = "provisions"


class Lance:
    """One table."""

    def __init__(self, table: Any, rows: int) -> None:
        self._table, self._large = table, rows >= LARGE
        self._fuse = RRFReranker(K=RANK)

    def dense(self, query: Scores, count: int) -> list[int]:
        return self._rows(self._near(self._table.search(query, vector_column_name="vector")), count)

    def words(self, terms: list[str], count: int) -> list[int]:
        return self._rows(self._table.search(" ".join(terms), query_type="fts"), count) if terms else []

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        if not terms:
            return self.dense(query, count)
        asked = self._table.search(query_type="hybrid").vector(query).text(" ".join(terms))
        # It fuses as many rows of each list as it gives back.
        return self._rows(self._near(asked).rerank(self._fuse), 100)[:count]

    def _near(self, asked: Any) -> Any:
        asked = asked.distance_type("dot")
        return asked.nprobes(20).refine_factor(2) if self._large else asked

    def _rows(self, asked: Any, count: int) -> list[int]:
        found: list[int] = asked.select(["row"]).limit(count).to_arrow()["row"].to_pylist()
        return found

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        return None


def build(material: Material, folder: Path) -> None:
    """One table, then its indexes."""
    width = material.vectors.shape[1]
    kind = pa.schema([("row", pa.int64()), ("text", pa.utf8()), ("vector", pa.list_(pa.float32(), width))])

    def parts() -> Iterator[pa.RecordBatch]:
        for start, vectors, texts in material.batches(8192):
            flat = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), width)
            numbers = pa.array(range(start, start + len(texts)), pa.int64())
            yield pa.RecordBatch.from_arrays([numbers, pa.array(texts), flat], schema=kind)

    table = lancedb.connect(str(folder)).create_table(_NAME, parts(), schema=kind)
    table.create_fts_index(
        "text",
        base_tokenizer="whitespace",
        stem=False,
        remove_stop_words=False,
        ascii_folding=False,
        with_position=False,
    )
    if len(material.vectors) >= LARGE:
        table.create_index(metric="dot", vector_column_name="vector", index_type="IVF_HNSW_SQ")


def open_engine(folder: Path, rows: int) -> Lance:
    """The table."""
    return Lance(lancedb.connect(str(folder)).open_table(_NAME), rows)
