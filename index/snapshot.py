"""A snapshot of the index on disk: written whole, verified by checksums, switched by one pointer."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.fields import read_record

FORMAT = 6
"""Raised whenever a reader of the files would have to change."""

MANIFEST, POINTER = "manifest.json", "CURRENT"
_REBUILD = 'run "kolektivka build"'


class SnapshotError(ValueError):
    """The index on disk cannot be used."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was built with and what it holds."""

    format: int
    analyser: str
    encoder: str
    encoder_digest: str
    agreements: int
    units: int
    chunks: int
    sha256: tuple[tuple[str, str], ...]  # every other file, by its path in the folder


def current(home: Path) -> Path:
    """The folder of the snapshot in use; SnapshotError when there is none."""
    name, _ = _pointed(home)
    folder = home / name
    if not name or not folder.is_dir():
        raise SnapshotError(f"no index in {home}: {_REBUILD}")
    return folder


def verified(folder: Path) -> Manifest:
    """The manifest, after every file was compared with its checksum: a flipped bit loads and answers wrongly.

    The pointer holds the checksum of the manifest, the manifest those of the other files.
    """
    _, expected = _pointed(folder.parent)
    _compare(folder / MANIFEST, expected)
    try:
        manifest = read_record(Manifest, json.loads((folder / MANIFEST).read_bytes()), MANIFEST)
    except ValueError as error:
        raise SnapshotError(f"{folder / MANIFEST} is of another version: {_REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotError(f"{folder} has format {manifest.format}, this version reads {FORMAT}: {_REBUILD}")
    for name, expected in manifest.sha256:
        _compare(folder / name, expected)
    return manifest


def _compare(file: Path, expected: str) -> None:
    if not file.is_file() or _sha256(file) != expected:
        raise SnapshotError(f"{file} is damaged or missing: {_REBUILD}")


def publish(home: Path, manifest: Callable[[dict[str, str]], Manifest], write: Callable[[Path], None]) -> Path:
    """Writes a new snapshot beside the old one, then switches the pointer; on any error the old one stays.

    `write` fills the folder; `manifest` gets the checksums by file. Older snapshots but the last are removed:
    whoever still reads the last one is not disturbed.
    """
    name = uuid.uuid4().hex[:12]
    part = home / f".{name}.part"
    try:
        part.mkdir(parents=True)
        write(part)
        files = sorted(p for p in part.rglob("*") if p.is_file())
        sums = {p.relative_to(part).as_posix(): _sha256(p) for p in files}
        (part / MANIFEST).write_text(_json(asdict(manifest(sums))), encoding="utf-8")
        for file in [*files, part / MANIFEST]:
            _sync(file)
        last, _ = _pointed(home)
        part.rename(home / name)
        pointer = home / f".{name}.pointer"
        pointer.write_text(f"{name} {_sha256(home / name / MANIFEST)}", encoding="utf-8")
        _sync(pointer)
        pointer.replace(home / POINTER)
        _sync(home)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise SnapshotError(
            f"the index could not be written to {home} ({error.strerror}); the old one stays in use"
        ) from error
    for folder in home.iterdir():
        if folder.is_dir() and folder.name not in (name, last):
            shutil.rmtree(folder, ignore_errors=True)
    return home / name


def write_json_lines(file: Path, records: Sequence[object]) -> None:
    """One JSON value a line."""
    with file.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(_json(record) + "\n")


def _pointed(home: Path) -> tuple[str, str]:
    """Name and manifest checksum of the snapshot in use; empty: there is none."""
    try:
        name, checksum = (home / POINTER).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "", ""
    return name, checksum


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
