"""SQLite with its full-text index and the extension sqlite-vec, which compares all vectors."""

from __future__ import annotations

from pathlib import Path

import apsw
import sqlite_vec

from bench.exact import DEEP, Scores, fused
from bench.material import Material
from bench.peers import Ways
from bench.peers.fts5 import KEEP, MAKE, FullText

WAYS = Ways(dense="exact", words="BM25 of FTS5", hybrid="RRF of both lists, by the caller")


class SqliteVec(FullText):
    """Both tables in one file."""

    def dense(self, query: Scores, count: int) -> list[int]:
        wanted = "SELECT rowid FROM vectors WHERE vector MATCH ? AND k = ? ORDER BY distance"
        return [row for (row,) in self.connection.execute(wanted, (query.tobytes(), count))]

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        return fused([self.dense(query, DEEP), self.words(terms, DEEP)], count)


def build(material: Material, folder: Path) -> None:
    """Two virtual tables in one transaction."""
    connection = _open(folder)
    with connection:
        connection.execute(MAKE)
        connection.execute(f"CREATE VIRTUAL TABLE vectors USING vec0(vector float[{material.vectors.shape[1]}])")
        for start, vectors, texts in material.batches():
            connection.executemany(KEEP, enumerate(texts, start))
            given = ((start + n, vector.tobytes()) for n, vector in enumerate(vectors))
            connection.executemany("INSERT INTO vectors(rowid, vector) VALUES (?, ?)", given)
    connection.close()


def open_engine(folder: Path, rows: int) -> SqliteVec:
    """The file, with the extension loaded."""
    return SqliteVec(_open(folder))


def _open(folder: Path) -> apsw.Connection:
    connection = apsw.Connection(str(folder / "both.db"))
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    return connection
