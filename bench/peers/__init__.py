"""The engines that are measured beside each other, each in its module, all behind one small interface."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.exact import Scores
from bench.material import Material


@dataclass(frozen=True, slots=True)
class Ways:
    """How an engine searches, for the table; "": it does not."""

    dense: str = ""
    words: str = ""
    hybrid: str = ""


class Engine(Protocol):
    """An engine over the rows of a material; each search gives row numbers, the best first.

    `open_engine(folder, rows)` of a module opens what its `build(material, folder)` left there and says in `WAYS`
    how it searches. A way that is "" is never called.
    """

    def dense(self, query: Scores, count: int) -> list[int]:
        """The rows nearest to a vector."""

    def words(self, terms: list[str], count: int) -> list[int]:
        """The rows that have any of the words, the best first."""

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        """The rows of both lists, fused."""

    def processes(self) -> list[int]:
        """The processes that serve it beside this one."""

    def close(self) -> None:
        """Ends what it started."""


class Module(Protocol):
    """What each module of this package has."""

    WAYS: Ways

    def build(self, material: Material, folder: Path) -> None:
        """Indexes all rows into an empty folder."""

    def open_engine(self, folder: Path, rows: int) -> Engine:
        """Opens what `build` left; the number of rows settles which index it has."""


NAMES = {
    "kolektivka": "Kolektivka's engine",
    "sqlite": "SQLite FTS5 + sqlite-vec",
    "fts5": "SQLite FTS5 alone",
    "chroma": "chromadb",
    "lance": "lancedb",
    "milvus": "milvus-lite",
    "txt_ai": "txtai",
    "postgres": "PostgreSQL + pgvector",
}
"""The modules of this package and the names of their engines."""

PACKAGES = {
    "kolektivka": (),
    "sqlite": ("apsw", "sqlite-vec"),
    "fts5": (),
    "chroma": ("chromadb",),
    "lance": ("lancedb",),
    "milvus": ("milvus-lite", "pymilvus"),
    "txt_ai": ("txtai",),
    "postgres": ("pgserver", "psycopg"),
}
"""The distributions whose versions are told."""


def module_of(name: str) -> Module:
    """The module of an engine; raises ImportError when its package is not installed."""
    module: Module = import_module(f"bench.peers.{name}")
    return module
