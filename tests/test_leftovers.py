"""What a full disk, a lost process or a stranger leaves behind never answers, and is cleared away."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.add import added, examine, keep, remove
from index.added import SETTING, AddedError, added_home
from index.build import build
from index.knowledge_base import KnowledgeBase
from index.snapshot import POINTER, SnapshotError, current
from tests.conftest import write_corpus

FIRST = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"
CHANGED = FIRST.replace("40", "36")
DOCUMENT = "PRAVILNIK\n1. člen\nDelavec dobi delovno obleko.\n2. člen\nObleka se zamenja letno.\n"
ENTRY = {"title": "Pravilnik o obleki", "kind": "rulebook", "country": "SI", "id": "po"}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(SETTING, raising=False)
    return write_corpus(tmp_path / "corpus", a=FIRST)


@pytest.fixture
def home(tmp_path: Path, corpus: Path) -> Path:
    build(corpus, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def with_document(tmp_path: Path, corpus: Path, home: Path) -> Path:
    file = tmp_path / "document.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    keep(file, examine(file, ENTRY, corpus=corpus, home=home), corpus, home)
    return home


@contextmanager
def longest_file(size: int) -> Iterator[None]:
    """No file can become longer, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 500, 1000, 1500, 2000])
def test_no_file_of_an_index_is_published_in_half(corpus: Path, home: Path, size: int) -> None:
    write_corpus(corpus, a=CHANGED)
    with longest_file(size), pytest.raises(SnapshotError, match="could not be written") as error:
        build(corpus, home)
    assert "None" not in str(error.value)
    assert "40 ur" in KnowledgeBase.open(home).unit("a/2").text
    assert [path.name for path in home.iterdir() if path.is_dir()] == [current(home).name]
    build(corpus, home)
    assert "36 ur" in KnowledgeBase.open(home).unit("a/2").text


def test_a_build_clears_away_what_a_lost_one_left(corpus: Path, home: Path) -> None:
    (home / ".0123456789ab.part" / "parts").mkdir(parents=True)
    (home / ".0123456789ab.pointer").write_text("0123456789ab x", encoding="utf-8")
    (home / "0123456789ab").mkdir()
    last = current(home).name
    build(corpus, home)
    there = {path.name for path in home.iterdir()}
    assert there == {".lock", POINTER, last, current(home).name}


def test_a_build_finishes_a_lost_removal_and_clears_away_a_lost_addition(
    corpus: Path, with_document: Path, tmp_path: Path
) -> None:
    store = added_home(with_document)
    (entry,) = store.glob("*.json")
    entry.rename(entry.with_suffix(".leaving"))
    (store / f".{'a' * 64}.txt.part").write_text("half", encoding="utf-8")
    (store / f"{'b' * 64}.pdf").write_text("without its entry", encoding="utf-8")
    (store / "of a person.txt").write_text("not ours", encoding="utf-8")
    build(corpus, with_document)
    assert "po" not in KnowledgeBase.open(with_document).by_id
    assert {path.name for path in store.iterdir()} == {".lock", "of a person.txt"}


def test_a_removal_that_cannot_be_written_is_one_sentence(
    corpus: Path, with_document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.rename", broken)
    with pytest.raises(AddedError, match=r"cannot be written \(Input/output error\); nothing was removed"):
        remove("po", corpus, with_document)
    monkeypatch.undo()
    assert [agreement.id for agreement in added(with_document)] == ["po"]
    assert "po" in KnowledgeBase.open(with_document).by_id


@pytest.mark.parametrize("name", ["topics.toml", "parts/new.npy", "knowledge/x"])
def test_a_file_that_nobody_wrote_is_not_answered_from(home: Path, corpus: Path, name: str) -> None:
    (current(home) / name).write_text("", encoding="utf-8")
    with pytest.raises(SnapshotError, match="does not belong to the index: run"):
        KnowledgeBase.open(home)
    build(corpus, home)
    (current(home) / ".nfs0001").write_text("of the system", encoding="utf-8")
    assert KnowledgeBase.open(home).units


def test_a_folder_where_the_pointer_was_is_refused_and_mended(home: Path, corpus: Path) -> None:
    (home / POINTER).unlink()
    (home / POINTER / "x").mkdir(parents=True)
    with pytest.raises(SnapshotError, match="no index in"):
        KnowledgeBase.open(home)
    build(corpus, home)
    assert KnowledgeBase.open(home).units
