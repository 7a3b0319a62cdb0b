"""The documents that people added: each kept by its hash, with its register entry beside it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import MISSING, asdict, fields
from pathlib import Path

from index.postgres.address import is_server
from ingest.corpus import Source, read_source
from ingest.records import Agreement
from ingest.register import read_entry

SETTING = "KOLEKTIVKA_ADDED"
"""Names another folder than the one beside the index."""
READ_ONLY = "KOLEKTIVKA_READ_ONLY"
"""`on`: visitors of the app may neither add nor remove documents; the command may."""

_ENTRY, _LEAVING, _PART = ".json", ".leaving", ".part"
_OURS = re.compile(r"\.?[0-9a-f]{64}\..+")


class AddedError(ValueError):
    """An added document cannot be kept, read or removed."""


def added_home(index: Path) -> Path:
    """The folder of the added documents of an index.

    >>> added_home(Path("artifacts/index")) if SETTING not in os.environ else Path("artifacts/added")
    PosixPath('artifacts/added')
    """
    return Path(os.environ.get(SETTING) or index.parent / "added")


def is_read_only() -> bool:
    """Whether visitors of the app may not add and remove documents; to a base on a server they never may."""
    on_server = is_server(os.environ.get("KOLEKTIVKA_INDEX", ""))
    return on_server or os.environ.get(READ_ONLY, "").strip().lower() not in ("", "0", "off", "no", "false")


def read_entries(home: Path) -> tuple[Agreement, ...]:
    """The entries of all added documents, by id; raises AddedError or RegisterError."""
    found = []
    for file in home.glob(f"*{_ENTRY}"):
        try:
            entry = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise AddedError(f"{file}: the entry of an added document is damaged; restore it or delete it") from error
        found.append(read_entry(entry, file.name))
    return tuple(sorted(found, key=lambda agreement: agreement.id))


def read_added(home: Path, taken: Collection[str] = ()) -> tuple[Source, ...]:
    """All added documents, read and split anew; `taken` are the ids of the register.

    Raises AddedError, RegisterError or SourceError: what is wrong, and with which document.
    """
    entries = read_entries(home)
    for agreement in entries:
        if agreement.id in taken:
            raise AddedError(
                f'"{agreement.id}" is the id of an added document and of an agreement in the register; '
                f'run "kolektivka remove {agreement.id}"'
            )
    return read_documents(home, entries)


def read_documents(home: Path, entries: Iterable[Agreement]) -> tuple[Source, ...]:
    """Some of the added documents, by their entries; raises AddedError."""
    try:
        return tuple(read_source(agreement, home) for agreement in entries)
    except ValueError as error:
        raise AddedError(f'{error} (an added document in {home}; "kolektivka added" lists them)') from error


def put(home: Path, agreement: Agreement, data: bytes) -> None:
    """Keeps a document: first its file, then its entry, by which it counts as kept; raises AddedError."""
    if hashlib.sha256(data).hexdigest() != agreement.sha256:
        raise AddedError(f"{agreement.title}: the file changed after it was read; add it again")
    defaults = {field.name: field.default for field in fields(Agreement) if field.default is not MISSING}
    entry = {name: value for name, value in asdict(agreement).items() if defaults.get(name, MISSING) != value}
    text = json.dumps(entry, ensure_ascii=False, indent=2, default=str)
    try:
        home.mkdir(parents=True, exist_ok=True)
        _write(home / agreement.file, data)
        _write(_entry_file(home, agreement), text.encode())
    except OSError as error:
        take_out(home, agreement)
        raise AddedError(f"{home} cannot be written ({error.strerror}); nothing was kept") from error


def take_out(home: Path, agreement: Agreement) -> None:
    """Removes a document for good, whether or not it was set aside before; what cannot go yet, `tidy` takes."""
    for file in (_entry_file(home, agreement), _aside(home, agreement), home / agreement.file):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def set_aside(home: Path, agreement: Agreement) -> None:
    """Takes a document out in a way that `put_back` undoes; raises AddedError when it cannot be done."""
    try:
        _entry_file(home, agreement).rename(_aside(home, agreement))
    except OSError as error:
        raise AddedError(f"{home} cannot be written ({error.strerror}); nothing was removed") from error


def put_back(home: Path, agreement: Agreement) -> None:
    """Undoes `set_aside`."""
    with suppress(OSError):  # whoever calls it has an error to tell already
        _aside(home, agreement).rename(_entry_file(home, agreement))


def tidy(home: Path) -> None:
    """Clears away what an interrupted addition or removal left; a removal that was begun is finished.

    Only for who is alone in the folder.
    """
    there = [file for file in home.iterdir() if _OURS.fullmatch(file.name)] if home.is_dir() else []
    kept = {file.stem for file in there if file.suffix == _ENTRY}
    for file in there:
        if file.suffix in (_PART, _LEAVING) or file.stem not in kept:
            with suppress(OSError):
                file.unlink()


def _entry_file(home: Path, agreement: Agreement) -> Path:
    return home / f"{agreement.sha256}{_ENTRY}"


def _aside(home: Path, agreement: Agreement) -> Path:
    return home / f"{agreement.sha256}{_LEAVING}"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}{_PART}")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
