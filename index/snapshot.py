"""A snapshot of the index on disk: written whole, verified by checksums, switched by one pointer."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.held import is_held
from ingest.fields import read_record

HOME = Path(__file__).parent.parent / "artifacts" / "index"
"""Where the index lies when nobody says otherwise."""

FORMAT = 11
"""Raised whenever a reader of the files would have to change."""

MANIFEST, POINTER = "manifest.json", "CURRENT"
BIG = 16_000_000
"""From so many bytes on a file is read as a whole only once, and then only when it is not the file it was."""
NOTED = ".verified"
_REBUILD = 'run "kolektivka build"'


class SnapshotError(ValueError):
    """The index on disk cannot be used."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some agreements with everything that is kept of their texts; never changed once written."""

    folder: str  # in the snapshot
    dropped: tuple[str, ...] = ()  # ids of its agreements that were removed since, or stand in a later part


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was built with and what it holds."""

    format: int
    analyser: str
    encoder: str
    encoder_digest: str
    engine: str  # of index/engines.py
    agreements: int
    units: int
    chunks: int
    parts: tuple[Part, ...]  # their rows follow each other
    sha256: tuple[tuple[str, str], ...]  # every other file, by its path in the folder


def current(home: Path) -> Path:
    """The folder of the snapshot in use; SnapshotError when there is none."""
    name, _ = _pointed(home)
    folder = home / name
    if not name or not folder.is_dir():
        raise SnapshotError(f"no index in {home}: {_REBUILD}")
    return folder


def verified(folder: Path, fully: bool = False) -> Manifest:
    """The manifest, after every file was compared with its checksum: a flipped bit loads and answers wrongly.

    The pointer holds the checksum of the manifest, the manifest those of the other files. A big file that was compared
    before is compared again only when its size, its time or its place on the disk is another one, or `fully`: bits
    that go bad on the disk by themselves are then found by `kolektivka check`.
    """
    manifest = read_manifest(folder)
    note = _note(folder)
    before = {} if fully else _noted(note)
    for name, expected in manifest.sha256:
        if name not in before or before[name] != _stamp(folder / name):
            _compare(folder / name, expected)
    _refuse_more(folder, manifest)
    _write_note(folder, manifest)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest alone, after it was compared with the pointer; raises SnapshotError."""
    _, expected = _pointed(folder.parent)
    _compare(folder / MANIFEST, expected)
    try:
        manifest = read_record(Manifest, json.loads((folder / MANIFEST).read_bytes()), MANIFEST)
    except ValueError as error:
        raise SnapshotError(f"{folder / MANIFEST} is of another version: {_REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotError(f"{folder} has format {manifest.format}, this version reads {FORMAT}: {_REBUILD}")
    return manifest


def damages(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Every file that is not the one that was written, in one sentence each; all are read as a whole."""
    for name, expected in manifest.sha256:
        try:
            _compare(folder / name, expected)
        except SnapshotError as error:
            yield str(error)
    for file in _more(folder, manifest):
        yield _not_ours(file)


def _refuse_more(folder: Path, manifest: Manifest) -> None:
    for file in _more(folder, manifest):
        raise SnapshotError(_not_ours(file))


def _more(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """A knowledge file that was not there when it was built would be read; hidden files are the system's."""
    known = {MANIFEST, *(name for name, _ in manifest.sha256)}
    for file in sorted(folder.rglob("*")):
        if not file.is_dir() and not file.name.startswith(".") and file.relative_to(folder).as_posix() not in known:
            yield file


def _not_ours(file: Path) -> str:
    return f"{file} does not belong to the index: {_REBUILD}"


def _note(folder: Path) -> Path:
    """The file beside a snapshot that says which of its big files were compared."""
    return folder.parent / f".{folder.name}{NOTED}"


def _stamp(file: Path) -> list[int]:
    """What tells, without reading a file, that it is the one it was; []: there is none."""
    try:
        found = file.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def _noted(note: Path) -> dict[str, list[int]]:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        return {str(name): list(stamp) for name, stamp in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write_note(folder: Path, manifest: Manifest) -> None:
    """Notes the big files, which were compared or have just been written."""
    stamps = {name: _stamp(folder / name) for name, _ in manifest.sha256}
    big = {name: stamp for name, stamp in stamps.items() if stamp and stamp[0] >= BIG}
    if big and big != _noted(_note(folder)):
        with suppress(OSError):  # it only saves time
            part = folder.parent / f".{folder.name}.{os.getpid()}.part"
            part.write_text(json.dumps(big), encoding="utf-8")
            part.replace(_note(folder))


def _compare(file: Path, expected: str) -> None:
    try:
        whole = file.is_file() and _sha256(file) == expected
    except OSError:  # a disk that fails, rights that are missing
        whole = False
    if not whole:
        raise SnapshotError(f"{file} is damaged or missing: {_REBUILD}")


def publish(
    home: Path, manifest: Callable[[dict[str, str]], Manifest], write: Callable[[Path], Mapping[str, str]]
) -> Path:
    """Writes a new snapshot beside the old one, then switches the pointer; on any error the old one stays.

    `write` fills the folder and gives back the checksums of the files that it took over from an older snapshot;
    `manifest` gets those of all files. Older snapshots but the last are removed,
    except those that somebody still reads.
    """
    name = uuid.uuid4().hex[:12]
    part, pointer = home / f".{name}.part", home / f".{name}.pointer"
    last, _ = _pointed(home)
    try:
        part.mkdir(parents=True)
        taken_over = write(part)
        files = {p.relative_to(part).as_posix(): p for p in sorted(part.rglob("*")) if p.is_file()}
        sums = {name: taken_over.get(name) or _sha256(file) for name, file in files.items()}
        made = manifest(sums)
        (part / MANIFEST).write_text(_json(asdict(made)), encoding="utf-8")
        for file in [*(file for name, file in files.items() if name not in taken_over), part / MANIFEST]:
            _sync(file)
        part.rename(home / name)
        pointer.write_text(f"{name} {_sha256(home / name / MANIFEST)}", encoding="utf-8")
        _sync(pointer)
        if (home / POINTER).is_dir():
            _clear([home / POINTER])
        pointer.replace(home / POINTER)
    except BaseException as error:  # also when it is interrupted: half a snapshot only takes up room
        if _pointed(home)[0] != name:
            _clear([part, home / name, pointer])
        if not isinstance(error, OSError):
            raise
        raise SnapshotError(
            f"the index could not be written to {home} ({error.strerror or error}); the old one stays in use"
        ) from error
    with suppress(OSError):  # not every file system can do so with a folder
        _sync(home)
    _write_note(home / name, made)
    _clear(path for path in home.iterdir() if _is_left(path) and not _is_read(path, (name, last)))
    return home / name


def _is_left(path: Path) -> bool:
    """Whether it is a snapshot, or what an interrupted build left of one."""
    return path.is_dir() or path.name.endswith((".pointer", NOTED, ".part"))


def _is_read(path: Path, kept: Sequence[str]) -> bool:
    """Whether it belongs to a snapshot that is to be kept, or that somebody still reads."""
    name = _snapshot_of(path)
    return name in kept or is_held(path.parent / name)


def _snapshot_of(path: Path) -> str:
    """The name of the snapshot that a file beside it belongs to."""
    return path.name.removeprefix(".").removesuffix(NOTED)


def _clear(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)


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
