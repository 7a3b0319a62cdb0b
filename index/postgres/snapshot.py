"""The snapshot that a server holds to be the current one, and its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.postgres.address import Server
from index.postgres.reader import GoneError, Reader, reader_of
from index.snapshot import FORMAT, Manifest, SnapshotError
from ingest.fields import read_record

_CURRENT = "select id, name, manifest::text, facts::text from snapshot where state = 'current'"


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot on a server."""

    reader: Reader
    number: int  # its tables are called after it
    name: str
    manifest: Manifest
    dimension: int  # of its vectors
    rarest: Mapping[str, float]  # by index of words, the best score of any document for any term


def current_on(server: Server) -> Stored:
    """The snapshot that was published last; raises ServerError or SnapshotError."""
    reader = reader_of(server)
    rows = reader.rows(_CURRENT)
    if not rows:
        raise SnapshotError(f'{server} has no index: run "kolektivka build --to" with this address')
    number, name, manifest, facts = rows[0]
    try:
        made = read_record(Manifest, json.loads(manifest), "manifest.json")
    except ValueError as error:
        raise _of_another(server) from error
    if made.format != FORMAT:
        raise _of_another(server)
    return Stored(reader, int(number), str(name), made, **json.loads(facts))


def name_on(server: Server) -> str:
    """The name of the current snapshot, "": there is none; raises ServerError."""
    rows = reader_of(server).rows("select id, name from snapshot where state = 'current'")
    return _name(*rows[0]) if rows else ""


def name_of(stored: Stored) -> str:
    """The name of a snapshot: another one for each, and for the same one that is published again."""
    return _name(stored.number, stored.name)


def _name(number: int, name: str) -> str:
    return f"{name}-{number}"


def write_files(stored: Stored, folder: Path) -> None:
    """Writes the files of a snapshot; raises SnapshotError for one that is not as it was published."""
    sums = dict(stored.manifest.sha256)
    rows = stored.reader.rows("select name, content from file where snapshot = %s", [stored.number])
    if not rows:
        raise GoneError(f"{stored.reader.server}: a newer snapshot has taken the place of the open one: ask again")
    for name, content in rows:
        if hashlib.sha256(content).hexdigest() != sums.get(name):
            raise SnapshotError(f'{name} on {stored.reader.server} is damaged: run "kolektivka build --to" again')
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _of_another(server: Server) -> SnapshotError:
    return SnapshotError(f'the index on {server} is of another version: run "kolektivka build --to" again')
