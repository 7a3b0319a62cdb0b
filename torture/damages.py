"""The ways in which a snapshot can be damaged."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from index.snapshot import MANIFEST, POINTER, current

Damage = Callable[[random.Random, list[Path], Path], str]
"""Damages one of the files of a snapshot, the last of which is the pointer, in a folder; says what it did."""


def _put(file: Path, data: bytes) -> None:
    """Another content for a file; the copies that share the old one keep it."""
    file.unlink(missing_ok=True)
    file.write_bytes(data)


def _flipped(chances: random.Random, files: list[Path], home: Path) -> str:
    file = chances.choice(files)
    data = bytearray(file.read_bytes())
    at = chances.randrange(len(data) * 8)
    data[at // 8] ^= 1 << at % 8
    _put(file, bytes(data))
    return f"{file.relative_to(home)}, bit {at}"


def _truncated(chances: random.Random, files: list[Path], home: Path) -> str:
    file = chances.choice(files)
    data = file.read_bytes()
    rest = chances.choice((0, len(data) - 1, chances.randrange(len(data))))
    _put(file, data[:rest])
    return f"{file.relative_to(home)}, {rest} of {len(data)} bytes"


def _zeroed(chances: random.Random, files: list[Path], home: Path) -> str:
    file = chances.choice([file for file in files if any(file.read_bytes())])
    data, size = file.read_bytes(), chances.choice((1, 8, 64, 512, 4096))
    at = chances.choice([at for at in range(0, len(data), size) if any(data[at : at + size])])
    end = min(len(data), at + size)
    _put(file, data[:at] + bytes(end - at) + data[end:])
    return f"{file.relative_to(home)}, {at} to {end}"


def _lengthened(chances: random.Random, files: list[Path], home: Path) -> str:
    file = chances.choice(files[:-1])  # the pointer may end in blanks
    _put(file, file.read_bytes() + chances.randbytes(chances.randint(1, 99)))
    return f"{file.relative_to(home)}"


def _swapped(chances: random.Random, files: list[Path], home: Path) -> str:
    one, other = chances.sample(files, 2)
    first, second = one.read_bytes(), other.read_bytes()
    if first == second:
        return _flipped(chances, files, home)
    _put(one, second)
    _put(other, first)
    return f"{one.relative_to(home)} and {other.relative_to(home)}"


def _older(chances: random.Random, files: list[Path], home: Path) -> str:
    """A file of the snapshot before this one."""
    here = current(home)
    there = next(path for path in home.iterdir() if path.is_dir() and path.name != here.name)
    changed = [
        f for f in files[:-1] if (old := there / f.relative_to(here)).is_file() and old.read_bytes() != f.read_bytes()
    ]
    file = chances.choice(changed)
    _put(file, (there / file.relative_to(here)).read_bytes())
    return str(file.relative_to(home))


def _missing(chances: random.Random, files: list[Path], home: Path) -> str:
    file = chances.choice(files)
    file.unlink()
    if file.parent != home and chances.random() < 0.2:
        shutil.rmtree(file.parent)
    return str(file.relative_to(home))


def _extra(chances: random.Random, files: list[Path], home: Path) -> str:
    names = ("topics.toml", "summaries.tsv", "glossary.tsv", "questions.tsv", "topic-questions.tsv", "new.npy", "x")
    folder = chances.choice([file.parent for file in files[:-1]])
    file = folder / chances.choice([name for name in names if not (folder / name).exists()])
    _put(file, chances.randbytes(50))
    return str(file.relative_to(home))


def _no_file(chances: random.Random, files: list[Path], home: Path) -> str:
    """A folder, or a link to nowhere, where a file was."""
    file = chances.choice(files)
    file.unlink()
    if chances.random() < 0.5:
        file.mkdir()
    else:
        file.symlink_to("nowhere")
    return str(file.relative_to(home))


def _other_version(chances: random.Random, files: list[Path], home: Path) -> str:
    """A manifest of another version, by somebody who signs it rightly."""
    file = current(home) / MANIFEST
    manifest = json.loads(file.read_bytes())
    name = chances.choice(("format", "analyser", "encoder_digest", "sha256", "units"))
    changed: dict[str, object] = {"format": chances.choice((0, -1, 5, 10**9)), "sha256": None, "units": "many"}
    manifest[name] = changed.get(name, "another")
    if chances.random() < 0.2:
        del manifest[name]
    data = json.dumps(manifest).encode()
    _put(file, data)
    _put(home / POINTER, f"{file.parent.name} {sha256(data).hexdigest()}".encode())
    return f"{name} = {manifest.get(name)!r}"


def _wrong_pointer(chances: random.Random, files: list[Path], home: Path) -> str:
    name, sum = (home / POINTER).read_text().split()
    older = next(path.name for path in home.iterdir() if path.is_dir() and path.name != name)
    names = (
        "",
        "nowhere",
        "../index",
        "/etc",
        f"{older} {sum}",
        f"{name} {sum} {sum}",
        name,
        f"{name} {sum[:-1]}",
        "\0 \0",
    )
    told = chances.choice((*names, f"../{'../' * 9} {sum}", "\udce4 x", os.fsdecode(chances.randbytes(70))))
    _put(home / POINTER, os.fsencode(told))
    return repr(told)


WAYS: tuple[tuple[str, Damage], ...] = (
    ("flipped bits", _flipped),
    ("truncated", _truncated),
    ("zeroed", _zeroed),
    ("lengthened", _lengthened),
    ("swapped", _swapped),
    ("older files", _older),
    ("missing", _missing),
    ("extra", _extra),
    ("not files", _no_file),
    ("other versions", _other_version),
    ("wrong pointers", _wrong_pointer),
)
