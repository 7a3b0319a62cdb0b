"""Adds a document to the base, and removes one: looked at first, then kept and searchable at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from index import as_json
from index.added import AddedError, added_home, put, put_back, read_entries, set_aside, take_out, tidy
from index.alone import alone
from index.build import Built
from index.encoder import Encoder
from index.extend import extend
from index.snapshot import HOME
from ingest.corpus import CORPUS
from ingest.foreign import foreign
from ingest.isolate import Limits, read_apart
from ingest.reading import Reading
from ingest.records import Agreement
from ingest.register import read_register


def examine(
    file: Path,
    given: Mapping[str, str] | None = None,
    name: str = "",
    corpus: Path = CORPUS,
    home: Path = HOME,
    limits: Limits | None = None,
) -> Reading:
    """What a file holds and the entry that it would get; nothing is kept.

    `given` are corrections of the entry by field, `name` the file's name as people know it. The file is read in a
    process of its own, so that a bad one costs no more than itself.

    Raises SourceError, RegisterError or ValueError with one sentence.
    """
    known = _known(corpus, home)
    taken = {name for agreement in known for name in (agreement.id, agreement.short)}
    return read_apart(file, name, given, sorted(taken), limits)


def obstacle(reading: Reading, corpus: Path = CORPUS, home: Path = HOME) -> str:
    """Why an examined document cannot be kept; "": it can."""
    agreement = reading.source.agreement
    for other in _known(corpus, home):
        if other.sha256 == agreement.sha256:
            return f'the same file is in the base already, as "{other.id}"'
        if other.id == agreement.id:
            return f'the id "{agreement.id}" is taken; choose another'
    return _unfit(reading)


def keep(
    file: Path, reading: Reading, corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None
) -> Built:
    """Keeps an examined file and makes it searchable; on any error the base stays as it was.

    Raises AddedError when the same file or id is in the base, when the entry lacks something, or when there is
    nothing to find in it.
    """
    agreement, store = reading.source.agreement, added_home(home)
    with alone(store):
        tidy(store)
        if reason := obstacle(reading, corpus, home):
            raise AddedError(f"{reading.name}: {reason}")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise AddedError(f"{reading.name}: the file cannot be read ({error.strerror}); add it again") from error
        put(store, agreement, data)
        try:
            return extend(corpus, home, encoder)
        except BaseException:  # also when it is interrupted: what is listed as added can be searched
            take_out(store, agreement)
            raise


def remove(id: str, corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None) -> Built:
    """Removes an added document from the base and from the disk; on any error it stays.

    Raises AddedError for an id that is not one of an added document.
    """
    store = added_home(home)
    with alone(store):
        tidy(store)
        entries = {agreement.id: agreement for agreement in read_entries(store)}
        if id not in entries:
            belongs = any(agreement.id == id for agreement in read_register(corpus / "agreements.toml"))
            where = f'"{id}" is part of the corpus' if belongs else f'no document "{foreign(id)}" was added'
            there = f"there are {', '.join(entries)}" if entries else "none was added so far"
            raise AddedError(f"{where}; only added documents can be removed: {there}")
        set_aside(store, entries[id])
        try:
            built = extend(corpus, home, encoder)
        except BaseException:
            put_back(store, entries[id])
            raise
        take_out(store, entries[id])
        return built


def added(home: Path = HOME) -> tuple[Agreement, ...]:
    """The entries of the added documents, by id."""
    return read_entries(added_home(home))


def of_reading(reading: Reading, kept: bool, obstacle: str = "") -> as_json.Json:
    """A reading as `kolektivka add --json` prints it: the report of the source, and what was recognised."""
    return {
        **as_json.of_report(reading.source.report),
        "format": reading.format,
        "language": reading.language.code,
        "script": reading.language.script,
        "confidence": reading.language.confidence,
        "proposed": [asdict(proposed) for proposed in reading.proposed],
        "missing": list(reading.missing),
        "kept": kept,
        "obstacle": obstacle,
    }


def _known(corpus: Path, home: Path) -> tuple[Agreement, ...]:
    return (*read_register(corpus / "agreements.toml"), *read_entries(added_home(home)))


def _unfit(reading: Reading) -> str:
    """What has no provision, no name or no clear address is of no use to anybody who asks."""
    if not reading.provisions:
        return "no article or numbered part was found, so nothing in it could be found"
    if reading.missing:
        return f"{' and '.join(reading.missing)} could not be told from the text; state it to keep it"
    if reading.twice:
        return f"the number {reading.twice[0]} stands twice in it; if the file holds two acts, add each as its own file"
    return ""
