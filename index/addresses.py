"""Every place of a snapshot, whose units are read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from index.law import Law
from index.store import Store
from ingest.places import Places
from ingest.records import Unit

MOST = 100
"""In how many agreements at most it is looked for a place whose agreement is not named."""


class StoredPlaces(Places):
    """The places of the units of a snapshot, as they are read today."""

    def __init__(self, store: Store, law: Law) -> None:
        super().__init__(())
        self._store = store
        self.units = Units(store, law)

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        return _Labels(self._store)

    @cached_property
    def every_label(self) -> tuple[str, ...]:
        return self._store.agreements.every_label

    def having(self, label: str) -> tuple[str, ...]:
        agreements = self._store.agreements.position
        there = self._store.has_units([f"{agreement}/{label}" for agreement in agreements])
        return tuple(agreement for agreement, has in zip(agreements, there.tolist(), strict=True) if has)[:MOST]


class Units(Mapping[str, Unit]):
    """The units by their addresses, each as it is read today."""

    def __init__(self, store: Store, law: Law) -> None:
        self._store, self._law = store, law

    def __getitem__(self, address: str) -> Unit:
        rows = self._store.rows_of(address)
        if not rows:
            raise KeyError(address)
        shown = self._law.shown(date.today()) if len(rows) > 1 else None
        return self._store.wording(next(row for row in rows if shown is None or shown[row])).unit

    def __contains__(self, address: object) -> bool:
        return bool(self._store.rows_of(str(address)))

    def __iter__(self) -> Iterator[str]:
        for agreement in self._store.agreements.position:
            yield from (f"{agreement}/{label}" for label in self._store.agreements.labels(agreement))

    def __len__(self) -> int:
        return sum(len(self._store.agreements.labels(agreement)) for agreement in self._store.agreements.position)


class _Labels(Mapping[str, tuple[str, ...]]):
    """The labels of each agreement, longest first."""

    def __init__(self, store: Store) -> None:
        self._agreements = store.agreements

    def __getitem__(self, agreement: str) -> tuple[str, ...]:
        return tuple(sorted(self._agreements.labels(agreement), key=len, reverse=True))

    def __contains__(self, agreement: object) -> bool:
        return agreement in self._agreements.position

    def __iter__(self) -> Iterator[str]:
        return iter(self._agreements.position)

    def __len__(self) -> int:
        return len(self._agreements)
