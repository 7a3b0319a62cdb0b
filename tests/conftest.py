"""What several tests share: the knowledge base built once from the real sources, and small made-up ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.running import running
from index.build import build
from index.knowledge_base import KnowledgeBase

ENTRY = """
[[agreement]]
id = "{id}"
file = "{id}.txt"
sha256 = "{sha256}"
kind = "agreement"
title = "Kolektivna pogodba {id}"
short = "{short}"
country = "SI"
language = "sl"
script = "Latn"
parties = []
activity = "work"
text_state = "as published"
origin = "made up"
"""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the real sources."""
    folder = tmp_path_factory.mktemp("index")
    build(home=folder)
    return folder


@pytest.fixture(scope="session")
def served(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over this index, for all tests that drive a browser."""
    with running(home, tmp_path_factory.mktemp("served") / "log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def kb(home: Path) -> KnowledgeBase:
    return KnowledgeBase.open(home)


def write_corpus(folder: Path, **texts: str) -> Path:
    """A corpus with one Slovenian agreement per text, by its id."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    entries = []
    for name, text in texts.items():
        data = text.encode()
        (folder / "sources" / f"{name}.txt").write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        entries.append(ENTRY.format(id=name, short=name.upper(), sha256=sha256))
    (folder / "agreements.toml").write_text("".join(entries), encoding="utf-8")
    return folder
