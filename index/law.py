"""The provisions in time: every wording of every unit, what holds as of a day, and who refers to whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.as_of import Reading, read_on, standing_of_wording
from index.states import Standing
from ingest.links import Link, links, links_of
from ingest.records import Agreement, Unit
from ingest.resolve import Resolver
from ingest.wordings import Wording, wordings


class Law:
    """All wordings of the units of the agreements; row i of a mask is wording i.

    >>> from ingest.corpus import read_corpus
    >>> sources = read_corpus()
    >>> law = Law([s.agreement for s in sources], [u for s in sources for u in s.units])
    >>> [str(w.in_force_from) for w in law.history("kpop/64")]
    ['None', '2023-06-14']
    """

    def __init__(self, agreements: Iterable[Agreement], units: Iterable[Unit]) -> None:
        self.agreements = {agreement.id: agreement for agreement in agreements}
        self._units = {name: tuple(u for u in units if u.agreement == name) for name in self.agreements}
        amending = [(a, self._units[a.id]) for a in self.agreements.values() if a.amends]
        made = [wordings(self._units[a.id], a, amending) for a in self.agreements.values()]
        self._histories = {history[0].address: history for m in made for history in m.histories}
        self.unapplied = tuple(change for m in made for change in m.unapplied)
        self.wordings: tuple[Wording, ...] = tuple(w for history in self._histories.values() for w in history)

    def history(self, address: str) -> tuple[Wording, ...]:
        """The wordings of a unit, the oldest first; KeyError when there is no such unit."""
        return self._histories[address]

    def reading(self, address: str, day: date) -> Reading:
        """A unit as of a day: the wording in force, the one that applies, and how they stand."""
        history = self._histories[address]
        return read_on(history, self.agreements[history[0].unit.agreement], day, self.unapplied)

    def standing(self, wording: Wording, day: date) -> Standing:
        """How one wording stands on a day."""
        history = self._histories[wording.address]
        return standing_of_wording(wording, history, self.agreements[wording.unit.agreement], day, self.unapplied)

    def shown(self, day: date) -> NDArray[np.bool_]:
        """(wordings,) which one of each unit is read on a day: exactly one."""
        read = []
        for address, history in self._histories.items():
            here = self.reading(address, day).shown if len(history) > 1 else history[0]
            read += [wording is here for wording in history]
        return np.array(read, np.bool_)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference in the texts, with the places it leads to."""
        return tuple(link for name, units in self._units.items() for link in links(self.agreements[name], units))

    def links_of(self, wording: Wording) -> tuple[Link, ...]:
        """The references in one wording of a unit; their spans point into its text."""
        unit = wording.unit
        in_place = [unit if u.address == unit.address else u for u in self._units[unit.agreement]]
        return links_of(unit, Resolver(self.agreements[unit.agreement], in_place))
