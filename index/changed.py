"""What changed in a provision: from each wording to the next, or between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.law import Law
from index.word_diff import Piece, word_diff
from ingest.address import Address
from ingest.places import Places
from ingest.wordings import Wording, in_force_on


@dataclass(frozen=True, slots=True)
class Change:
    """Two wordings of a place, and their words in one."""

    before: Wording
    after: Wording
    pieces: tuple[Piece, ...]  # of the place alone

    @property
    def differs(self) -> bool:
        """Whether the words of the place changed; those around it may have."""
        return any(piece.kind != "same" for piece in self.pieces)


def changes(law: Law, address: Address, first: date | None = None, last: date | None = None) -> tuple[Change, ...]:
    """The changes of a place: one for each new wording; with days, one between the texts in force on them.

    A day that is left out stands for the oldest wording, or for today; so does a day before the oldest wording.
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
    before = in_force_on(history, first) if first else None
    after = in_force_on(history, last or date.today())
    before, after = before or history[0], after or history[0]
    return () if before == after else (_change(before, after, address),)


def _change(before: Wording, after: Wording, address: Address) -> Change:
    return Change(before, after, word_diff(_words(before, address), _words(after, address)))


def _words(wording: Wording, address: Address) -> str:
    """The words of the place in a wording; "": it has no such place."""
    if not any(address.inside):
        return wording.text.strip()
    places = Places([wording.unit])
    return places.text(address) if places.exists(address) else ""
