"""The documents that people added: each kept by its hash, with its register entry beside it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import MISSING, asdict, fields
from pathlib import Path

from ingest.corpus import Source, read_source
from ingest.records import Agreement
from ingest.register import read_entry

SETTING = "KOLEKTIVKA_ADDED"
"""Names another folder than the one beside the index."""

_ENTRY, _LEAVING = ".json", ".leaving"


class AddedError(ValueError):
    """An added document cannot be kept, read or removed."""


def added_home(index: Path) -> Path:
    """The folder of the added documents of an index.

    >>> added_home(Path("artifacts/index")) if SETTING not in os.environ else Path("artifacts/added")
    PosixPath('artifacts/added')
    """
    return Path(os.environ.get(SETTING) or index.parent / "added")


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
        (home / agreement.file).unlink(missing_ok=True)
        raise AddedError(f"{home} cannot be written ({error.strerror}); nothing was kept") from error


def take_out(home: Path, agreement: Agreement) -> None:
    """Removes a document for good, whether or not it was set aside before."""
    for file in (_aside(home, agreement), _entry_file(home, agreement), home / agreement.file):
        file.unlink(missing_ok=True)


def set_aside(home: Path, agreement: Agreement) -> None:
    """Takes a document out in a way that `put_back` undoes."""
    _entry_file(home, agreement).rename(_aside(home, agreement))


def put_back(home: Path, agreement: Agreement) -> None:
    """Undoes `set_aside`."""
    _aside(home, agreement).rename(_entry_file(home, agreement))


def _entry_file(home: Path, agreement: Agreement) -> Path:
    return home / f"{agreement.sha256}{_ENTRY}"


def _aside(home: Path, agreement: Agreement) -> Path:
    return home / f"{agreement.sha256}{_LEAVING}"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
