"""A small base in one of a few states that can be told apart by any answer."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.add import added, examine, keep, remove
from index.build import build
from index.encoder import Encoder, load_encoder
from index.held import is_held
from index.knowledge_base import KnowledgeBase
from ingest.reading import Reading
from tests.conftest import write_corpus

HOURS = ("40", "36")
"""The number that stands in every article of the old and of the new corpus."""
QUESTIONS = ("delovni čas", "letni dopust", "odmor med delom")
DOCUMENT = "PRAVILNIK\no delovni obleki\n1. člen\nDelavec dobi delovno obleko.\n2. člen\nObleka se zamenja letno.\n"
_TEXT = (
    "1. člen\n(delovni čas)\nDelovni čas traja {n} ur tedensko.\n"
    "2. člen\n(letni dopust)\nDelavec ima pravico do {n} dni letnega dopusta.\n"
    "3. člen\n(odmor)\nOdmor med delom traja {n} minut.\n"
)
_LEFT = (".part", ".pointer", ".leaving")


class Small:
    """A folder with the corpus, the index and the added documents of one small base."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder, self.encoder = folder, encoder
        self.corpus, self.home, self.store = folder / "corpus", folder / "index", folder / "added"
        self.document = folder / "document.txt"

    @classmethod
    def made(cls, folder: Path) -> Small:
        """A new base in its old state, with the corpus of the new one waiting to be built."""
        small = cls(folder, load_encoder())
        small.write(HOURS[0])
        build(small.corpus, small.home, small.encoder)
        small.document.write_text(DOCUMENT, encoding="utf-8")
        return small

    def write(self, hours: str) -> None:
        """The corpus with another number in every article."""
        write_corpus(self.corpus, a=_TEXT.format(n=hours))

    def read(self) -> Reading:
        """The document that can be added, examined."""
        given = {"country": "SI", "kind": "rulebook", "title": "Pravilnik o delovni obleki", "id": "pdo"}
        return examine(self.document, given, corpus=self.corpus, home=self.home)

    def copy(self, folder: Path) -> Small:
        """A copy that shares the files of the index, which nobody changes in place."""
        shutil.copytree(self.folder, folder, copy_function=os.link, ignore=shutil.ignore_patterns("corpus", ".lock"))
        shutil.copytree(self.corpus, folder / "corpus")
        return Small(folder, self.encoder)

    def build(self) -> None:
        """Builds it."""
        build(self.corpus, self.home, self.encoder)

    def keep(self, reading: Reading) -> None:
        """Adds the document."""
        keep(self.document, reading, self.corpus, self.home, self.encoder)

    def remove(self) -> None:
        """Removes the document."""
        remove("pdo", self.corpus, self.home, self.encoder)

    def state(self) -> str:
        """The number that every answer gives, and "+" when the added document is found; several: a mixture.

        Raises ValueError when it cannot be opened.
        """
        base = KnowledgeBase.open(self.home, self.encoder)
        return state_of(base)

    def listed(self) -> bool:
        """Whether the document counts as added."""
        return bool(added(self.home))

    def leftovers(self) -> list[str]:
        """What an interrupted change left, in the index and among the added documents."""
        there = [path for place in (self.home, self.store) if place.is_dir() for path in place.iterdir()]
        snapshots = [path for path in there if path.parent == self.home and path.is_dir() and not is_held(path)]
        orphans = [p for p in there if p.suffix == ".txt" and not p.with_suffix(".json").exists()]
        left = [path.name for path in (*there, *orphans) if path.name.endswith(_LEFT) or path in orphans]
        return left + [path.name for path in snapshots[2:]]


def state_of(base: KnowledgeBase) -> str:
    """The state that the answers of an open base are of."""
    told = {
        number
        for question in QUESTIONS
        for hit in base.search(question).hits
        for number in HOURS
        if number in hit.quote
    }
    return "/".join(sorted(told)) + ("+" if "pdo" in base.by_id else "")


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for a part, in memory where the system has one: what is tried here never waits for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="torture-") as folder:
        yield Path(folder)
