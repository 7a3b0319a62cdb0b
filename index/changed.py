"""What changed in a provision: from each wording to the next, or between two days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

from index.as_of import Reading
from index.law import Law
from index.word_diff import Piece, word_diff
from ingest.address import Address
from ingest.places import Places
from ingest.wordings import Wording

Axis = Literal["in force", "applied"]
"""In force on a day, or applied to it: two questions, which may have two answers."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two wordings of a place, and their words in one."""

    before: Wording
    after: Wording
    pieces: tuple[Piece, ...]  # of the place alone
    axes: tuple[Axis, ...] = ()  # on which they differ between two days; empty: one wording follows the other

    @property
    def differs(self) -> bool:
        """Whether the words of the place changed; those around it may have."""
        return any(piece.kind != "same" for piece in self.pieces)


def changes(law: Law, address: Address, first: date | None = None, last: date | None = None) -> tuple[Change, ...]:
    """The changes of a place: one for each new wording; with days, between what is in force on them or applied to them.

    A day that is left out stands for the oldest wording, or for today; so does a day on which no text is known to be
    in force or applied. Where only one of both is known for a day, the other one is not compared.
    No change: there is one wording, or the same one on both days.
    Raises KeyError when there is no such unit, ValueError when the days are the wrong way round.

    >>> from index.knowledge_base import KnowledgeBase
    >>> law = KnowledgeBase.open().law
    >>> made = changes(law, Address("kpop", "6", "2"))
    >>> [(piece.kind, piece.text[:12]) for piece in made[0].pieces if piece.kind != "same"]
    [('removed', 'določen'), ('added', 'nedoločen'), ('removed', ' 3 let, ki z')]
    >>> changes(law, Address("kpop", "45"))
    ()
    """
    history = law.history(address.unit)
    if first is None and last is None:
        return tuple(_change(before, after, address) for before, after in pairwise(history))
    if first and last and last < first:
        raise ValueError(f"the days are the wrong way round: from {first} to {last}")
    before = _both(law.reading(address.unit, first)) if first else (history[0], history[0])
    after = _both(law.reading(address.unit, last or date.today()))
    made: list[Change] = []
    for axis, old, new in zip(get_args(Axis), before, after, strict=True):
        if made and (made[0].before, made[0].after) == (old, new):
            made = [replace(made[0], axes=(*made[0].axes, axis))]
        elif old and new and old != new:
            made.append(_change(old, new, address, (axis,)))
    return tuple(made)


def _both(reading: Reading) -> tuple[Wording | None, Wording | None]:
    """The wording on each axis; where neither has one, the one that is shown on both."""
    if reading.in_force is None and reading.applied is None:
        return reading.shown, reading.shown
    return reading.in_force, reading.applied


def _change(before: Wording, after: Wording, address: Address, axes: tuple[Axis, ...] = ()) -> Change:
    return Change(before, after, word_diff(_words(before, address), _words(after, address)), axes)


def _words(wording: Wording, address: Address) -> str:
    """The words of the place in a wording; "": it has no such place."""
    if not any(address.inside):
        return wording.text.strip()
    places = Places([wording.unit])
    return places.text(address) if places.exists(address) else ""
