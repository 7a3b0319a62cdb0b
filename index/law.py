"""The provisions in time: every wording of every unit, what holds as of a day, and who refers to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.as_of import Reading, read_on, standing_of_wording
from index.states import Standing
from index.store import Rows, Store
from ingest.amend import Unapplied
from ingest.links import Link, links, links_of
from ingest.records import Agreement, Unit
from ingest.resolve import Resolver
from ingest.wordings import Wording

DAYS = 16
"""Of how many days it is kept which wordings are read."""


class Law:
    """All wordings of the units of the agreements, read when they are asked for; row i of a mask is wording i.

    >>> from index.knowledge_base import KnowledgeBase
    >>> law = KnowledgeBase.open().law
    >>> [str(w.in_force_from) for w in law.history("kpop/64")]
    ['None', '2023-06-14']
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.agreements: Mapping[str, Agreement] = store.agreements.by_id
        self.shown = lru_cache(maxsize=DAYS)(self._shown)
        self.links_within = lru_cache(maxsize=DAYS)(self._links_within)

    @cached_property
    def wordings(self) -> Sequence[Wording]:
        """All of them."""
        return Rows(np.flatnonzero(self._store.there), self._store.wording)

    def history(self, address: str) -> tuple[Wording, ...]:
        """The wordings of a unit, the oldest first; KeyError when there is no such unit."""
        rows = self._store.rows_of(address)
        if not rows:
            raise KeyError(address)
        return tuple(self._store.wording(row) for row in rows)

    def row_of(self, wording: Wording) -> int:
        """The row of a wording."""
        return self._store.rows_of(wording.address)[self.history(wording.address).index(wording)]

    def reading(self, address: str, day: date) -> Reading:
        """A unit as of a day: the wording in force, the one that applies, and how they stand."""
        history = self.history(address)
        agreement = self.agreements[history[0].unit.agreement]
        return read_on(history, agreement, day, self._store.agreements.unapplied(agreement.id))

    def standing(self, wording: Wording, day: date) -> Standing:
        """How one wording stands on a day."""
        agreement = self.agreements[wording.unit.agreement]
        unapplied = self._store.agreements.unapplied(agreement.id)
        return standing_of_wording(wording, self.history(wording.address), agreement, day, unapplied)

    def _shown(self, day: date) -> NDArray[np.bool_]:
        """(wordings,) which one of each unit is read on a day: exactly one.

        The one in force, else the one that applies, else the oldest.
        """
        shown = self._store.there.copy()
        rows = self._store.several()
        if not len(rows):
            return shown
        begins, applies = self._store.begins[rows], self._store.applies[rows]
        starts = np.flatnonzero(np.diff(self._store.first_row[rows], prepend=-1))

        def last(days: NDArray[np.int32]) -> NDArray[np.int64]:
            """Of each unit, the last wording that has begun; -1: none has."""
            begun = (days > 0) & (days <= day.toordinal())
            return np.asarray(np.maximum.reduceat(np.where(begun, np.arange(len(rows)), -1), starts))

        chosen = last(begins)
        chosen = np.where(chosen < 0, last(applies), chosen)
        shown[rows] = False
        shown[rows[np.where(chosen < 0, starts, chosen)]] = True
        return shown

    def units_of(self, id: str, day: date | None = None) -> tuple[Unit, ...]:
        """The units of an agreement as they were split, or as they are read on a day, in its order."""
        rows = np.array(self._store.of_agreement(id), np.int64)
        of_day = self.shown(day)[rows] if day else np.isin(rows, self._store.originals())
        return tuple(self._store.wording(int(row)).unit for row in rows[of_day])

    @cached_property
    def unapplied(self) -> tuple[Unapplied, ...]:
        """The changes that are left to a person."""
        return tuple(chain.from_iterable(map(self._store.agreements.unapplied, self.agreements)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference in the texts, with the places it leads to."""
        return tuple(chain.from_iterable(map(self.links_within, self.agreements)))

    def _links_within(self, id: str) -> tuple[Link, ...]:
        """The references in the texts of one agreement; they lead to no other."""
        return links(self.agreements[id], self.units_of(id))

    def links_of(self, wording: Wording) -> tuple[Link, ...]:
        """The references in one wording of a unit; their spans point into its text."""
        unit = wording.unit
        in_place = [unit if u.address == unit.address else u for u in self.units_of(unit.agreement)]
        return links_of(unit, Resolver(self.agreements[unit.agreement], in_place))
