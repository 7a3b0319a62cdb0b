"""SQLite's own full-text index, from the standard library: words only."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from bench.exact import Scores
from bench.material import Material
from bench.peers import Ways

WAYS = Ways(words="BM25 of FTS5")
MAKE = "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61')"
KEEP = "INSERT INTO words(rowid, text) VALUES (?, ?)"
FIND = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"


class FullText:
    """Works on any connection that has `execute`."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def dense(self, query: Scores, count: int) -> list[int]:
        raise NotImplementedError("FTS5 has no vectors")

    def words(self, terms: list[str], count: int) -> list[int]:
        if not terms:
            return []
        wanted = " OR ".join(f'"{term}"' for term in terms)
        return [row for (row,) in self.connection.execute(FIND, (wanted, count))]

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        raise NotImplementedError("FTS5 has no vectors")

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        self.connection.close()


def build(material: Material, folder: Path) -> None:
    """One contentless table."""
    with sqlite3.connect(folder / "words.db") as connection:
        connection.execute(MAKE)
        connection.executemany(KEEP, enumerate(material.texts()))


def open_engine(folder: Path, rows: int) -> FullText:
    """The table, to be read."""
    return FullText(sqlite3.connect(folder / "words.db"))
