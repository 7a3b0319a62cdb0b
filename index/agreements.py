"""The agreements of a base: what every question needs of all of them at once, the rest when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.part_files import PartFiles
from ingest.amend import Unapplied
from ingest.fields import read_record
from ingest.records import Agreement, SplitReport

KEPT = 4096
"""How many agreements stay read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of an agreement without reading it."""

    id: str
    kind: str
    country: str
    short: str
    title: str
    digest: str  # of its entry in the register
    rows: tuple[int, int]  # its wordings: the first, and the one after the last

    @property
    def is_law(self) -> bool:
        """As of Agreement."""
        return self.kind != "note"


@dataclass(frozen=True, slots=True)
class _Entry:
    agreement: Agreement
    report: SplitReport
    labels: tuple[str, ...]
    unapplied: tuple[Unapplied, ...]


class AgreementFile:
    """The agreements of one part."""

    def __init__(self, part: PartFiles, first_row: int) -> None:
        self._entries, self.originals = part.agreements, part.originals
        listed = json.loads((part.folder / "agreements.json").read_text(encoding="utf-8"))
        self.labels: list[str] = json.loads((part.folder / "labels.json").read_text(encoding="utf-8"))
        self.listed = [
            Listed(**{**entry, "rows": (first_row + entry["rows"][0], first_row + entry["rows"][1])})
            for entry in listed
        ]

    def entry(self, at: int) -> _Entry:
        return read_record(_Entry, json.loads(self._entries[at]), "agreements.jsonl")


class Agreements(Sequence[Agreement]):
    """All agreements in the order of the base; each is read when it is asked for."""

    def __init__(self, parts: Sequence[AgreementFile], dropped: Sequence[frozenset[str]]) -> None:
        self._parts, self._where = parts, list[tuple[int, int]]()
        self.listed: list[Listed] = []
        for number, (part, gone) in enumerate(zip(parts, dropped, strict=True)):
            for at, listed in enumerate(part.listed):
                if listed.id not in gone:
                    self._where.append((number, at))
                    self.listed.append(listed)
        self.position = {listed.id: at for at, listed in enumerate(self.listed)}
        self.by_id = ById(self)
        self._entry = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, at: int) -> _Entry:
        part, place = self._where[at]
        return self._parts[part].entry(place)

    def __len__(self) -> int:
        return len(self._where)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        return self._entry(range(len(self))[at]).agreement

    @property
    def every_label(self) -> tuple[str, ...]:
        """The labels of all units, each once."""
        return tuple(dict.fromkeys(label for part in self._parts for label in part.labels))

    def report(self, at: int) -> SplitReport:
        """How well its source was split."""
        return self._entry(at).report

    def labels(self, id: str) -> tuple[str, ...]:
        """The labels of its units, in their order; KeyError for one that is not there."""
        return self._entry(self.position[id]).labels

    def unapplied(self, id: str) -> tuple[Unapplied, ...]:
        """The changes of it that are left to a person."""
        return self._entry(self.position[id]).unapplied

    def original(self, id: str) -> str:
        """Its source as read, before any repair."""
        part, place = self._where[self.position[id]]
        return str(self._parts[part].originals[place])


class ById(Mapping[str, Agreement]):
    """The agreements by their ids, in the order of the base."""

    def __init__(self, agreements: Agreements) -> None:
        self._agreements = agreements

    def __getitem__(self, id: str) -> Agreement:
        found: Agreement = self._agreements[self._agreements.position[id]]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._agreements.position)

    def __len__(self) -> int:
        return len(self._agreements)

    def __contains__(self, id: object) -> bool:
        return id in self._agreements.position
