"""A build is whole or not at all, and does not do again what did not change."""

import gc
from pathlib import Path

import pytest

from index.build import build
from index.knowledge_base import KnowledgeBase
from index.snapshot import POINTER, SnapshotError, current
from tests.conftest import write_corpus

FIRST = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"
CHANGED = FIRST.replace("40", "36")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", a=FIRST)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_only_what_changed_is_embedded_again(corpus: Path, home: Path) -> None:
    assert build(corpus, home).embedded == 2
    assert build(corpus, home).embedded == 0
    write_corpus(corpus, a=CHANGED)
    assert build(corpus, home).embedded == 1
    assert "36 ur" in KnowledgeBase.open(home).unit("a/2").text


def test_a_kept_vector_is_the_one_that_would_be_computed(corpus: Path, home: Path, tmp_path: Path) -> None:
    build(corpus, home)
    write_corpus(corpus, a=CHANGED)
    build(corpus, home)
    build(corpus, tmp_path / "fresh")
    kept, fresh = KnowledgeBase.open(home), KnowledgeBase.open(tmp_path / "fresh")
    assert abs(kept.signals.dense.vectors() - fresh.signals.dense.vectors()).max() < 1e-5


def test_a_failed_build_leaves_the_old_index_in_use(corpus: Path, home: Path) -> None:
    build(corpus, home)
    write_corpus(corpus, a=CHANGED)
    (corpus / "sources" / "a.txt").unlink()
    with pytest.raises(ValueError, match=r"a\.txt"):
        build(corpus, home)
    assert "40 ur" in KnowledgeBase.open(home).unit("a/2").text


def test_a_source_that_is_not_the_registered_one_is_refused(corpus: Path, home: Path) -> None:
    (corpus / "sources" / "a.txt").write_text(CHANGED, encoding="utf-8")
    with pytest.raises(ValueError, match="not the file that the register describes"):
        build(corpus, home)


def test_an_open_index_answers_on_while_new_ones_are_published(corpus: Path, home: Path) -> None:
    build(corpus, home)
    reader = KnowledgeBase.open(home)
    write_corpus(corpus, a=CHANGED)
    build(corpus, home)
    assert "40 ur" in reader.search("delovni čas").hits[0].quote
    assert "36 ur" in KnowledgeBase.open(home).search("delovni čas").hits[0].quote


def test_a_snapshot_that_is_read_is_not_removed(corpus: Path, home: Path) -> None:
    build(corpus, home)
    reader = KnowledgeBase.open(home)
    for _ in range(4):
        build(corpus, home)
    assert reader.folder.is_dir() and len([path for path in home.iterdir() if path.is_dir()]) == 3
    assert reader.knowledge.questions == () and reader.original(reader.unit("a/2")) in FIRST
    del reader
    gc.collect()
    build(corpus, home)
    assert len([path for path in home.iterdir() if path.is_dir()]) == 2


@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "remove"])
def test_every_damaged_file_is_refused(corpus: Path, home: Path, damage: str) -> None:
    build(corpus, home)
    folder = current(home)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 5
    for file in files:
        whole = file.read_bytes()
        if damage == "remove":
            file.unlink()
        else:
            flipped = bytes([whole[len(whole) // 2] ^ 1])
            half = len(whole) // 2
            file.write_bytes(
                {"flip": whole[:half] + flipped + whole[half + 1 :], "truncate": whole[:-1], "empty": b""}[damage]
            )
        with pytest.raises(SnapshotError, match="kolektivka build"):
            KnowledgeBase.open(home)
        file.write_bytes(whole)
    assert KnowledgeBase.open(home).units


@pytest.mark.parametrize("pointer", [None, "", "nowhere", "../.."])
def test_a_missing_or_wrong_pointer_is_one_sentence(corpus: Path, home: Path, pointer: str | None) -> None:
    build(corpus, home)
    if pointer is None:
        (home / POINTER).unlink()
    else:
        (home / POINTER).write_text(pointer, encoding="utf-8")
    with pytest.raises(SnapshotError, match="kolektivka build"):
        KnowledgeBase.open(home)


def test_a_folder_that_cannot_be_written_loses_nothing(corpus: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SnapshotError, match="could not be written"):
        build(corpus, blocked / "index")


def test_a_full_disk_loses_nothing(corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(corpus, home)
    write_corpus(corpus, a=CHANGED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SnapshotError, match=r"No space left on device.*the old one stays"):
        build(corpus, home)
    monkeypatch.undo()
    assert "40 ur" in KnowledgeBase.open(home).unit("a/2").text
    assert not list(home.glob(".*.part"))


def test_an_index_of_another_encoder_is_refused(home: Path, corpus: Path) -> None:
    build(corpus, home)
    own = KnowledgeBase.open(home).encoder

    class Other:
        name, dimension, digest = "other", own.dimension, "another digest"
        encode_queries, encode_passages = own.encode_queries, own.encode_passages

    with pytest.raises(SnapshotError, match=r'built with encoder ".*", "other" is asked for'):
        KnowledgeBase.open(home, Other())
