"""`kolektivka check` goes through the whole index and says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.check import check
from index.cli import main
from index.dense import DenseFile
from index.snapshot import MANIFEST, POINTER, current, read_manifest
from tests.conftest import write_corpus

TEXT = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build(write_corpus(tmp_path / "corpus", a=TEXT, b=TEXT.replace("40", "36")), tmp_path / "index")
    return tmp_path / "index"


def signed(home: Path, **changes: object) -> None:
    """Makes the checksums fit again, as somebody would who writes an index of their own."""
    folder = current(home)
    manifest = read_manifest(folder)
    sums = tuple((name, sha256((folder / name).read_bytes()).hexdigest()) for name, _ in manifest.sha256)
    data = json.dumps(asdict(replace(manifest, **{"sha256": sums, **changes}))).encode()  # type: ignore[arg-type]
    (folder / MANIFEST).write_bytes(data)
    (home / POINTER).write_text(f"{folder.name} {sha256(data).hexdigest()}", encoding="utf-8")


def part_of(home: Path) -> Path:
    return current(home) / read_manifest(current(home)).parts[0].folder


def other_vectors(home: Path, change: Callable[[np.ndarray], np.ndarray]) -> None:
    """Changes the vectors of the chunks."""
    from index.dense import Dense

    file = part_of(home) / "vectors.faiss"
    vectors = Dense.load([file]).vectors().copy()
    made = DenseFile(vectors.shape[1], "exact")
    made.add(np.ascontiguousarray(change(vectors), np.float32))
    made.save(file)
    signed(home)


def doubled(home: Path) -> None:
    file = part_of(home) / "lemmas" / "norms.npy"
    np.save(file, np.concatenate([np.load(file)] * 2))
    signed(home)


def renamed(home: Path) -> None:
    """A unit gets the label of another one."""
    file = part_of(home) / "wordings.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"label": "2"', b'"label": "1"'))
    signed(home)


def renumbered(home: Path) -> None:
    """A text gets the numbers of another one."""
    file = part_of(home) / "figures.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"40', b'"41'))
    signed(home)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (lambda home: (home / POINTER).unlink(), "no index in "),
    "a damaged file": (lambda home: (part_of(home) / "vectors.faiss").write_bytes(b""), "vectors.faiss is damaged"),
    "a file too many": (lambda home: (current(home) / "x").write_bytes(b""), "x does not belong to the index"),
    "wrong counts": (lambda home: signed(home, units=5), "the manifest states 5 units, there are 4"),
    "wrong agreements": (lambda home: signed(home, agreements=9), "the manifest states 9 agreements, there are 2"),
    "long vectors": (lambda home: other_vectors(home, lambda v: v * 2), "the vector of chunk 0 has the length 2.0000"),
    "no numbers": (lambda home: other_vectors(home, lambda v: v * np.nan), "the vector of chunk 0 has the length nan"),
    "swapped vectors": (lambda home: other_vectors(home, lambda v: v[::-1]), "the vector of a chunk is not the one of"),
    "missing vectors": (lambda home: other_vectors(home, lambda v: v[:-1]), "there are 3 vectors of "),
    "more documents": (doubled, 'the index "lemmas" has 8 documents, there are 4 texts'),
    "one address twice": (renamed, 'the address "a/1" stands 2 times'),
    "other numbers": (renumbered, 'the numbers of "a/2" are not those of its text'),
    "another encoder": (lambda home: signed(home, encoder_digest="x"), "was built with encoder"),
}


def test_a_sound_index_has_no_faults(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = check(home)
    assert (found.faults, found.agreements, found.units, found.chunks, found.embedded) == ([], 2, 4, 4, 4)
    assert main(["check", "--index", str(home)]) == 0
    assert capsys.readouterr().out.startswith("the index is whole: ")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_fails_the_command(home: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    make, told = FAULTS[fault]
    make(home)
    assert main(["check", "--json", "--index", str(home)]) == 1
    out, err = capsys.readouterr()
    faults = json.loads(out)["faults"]
    assert any(told in one for one in faults) and all("\n" not in one for one in faults)
    assert err.count("\n") == 1 and "kolektivka build" in err
