"""An edit, what it does to a text, and the way back from the changed text to the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the characters from `start` to `end` of the text that the repair saw give way."""

    start: int
    end: int
    replacement: str  # "": the characters go
    repair: str  # the name of the repair, as the report counts it


@dataclass(frozen=True, slots=True)
class Way:
    """Leads from a place in the changed text to its place before the change.

    >>> way = Way.after((Edit(1, 3, "", "trim"),))
    >>> [way.back(place) for place in range(3)]
    [0, 3, 4]
    """

    pieces: tuple[tuple[int, int, int, int], ...]  # changed start and end, earlier start and end
    starts: tuple[int, ...]

    @classmethod
    def after(cls, edits: Iterable[Edit]) -> Way:
        """The way back over edits that stand in order and do not overlap."""
        pieces, shift = [], 0
        for edit in edits:
            start = edit.start + shift
            end = start + len(edit.replacement)
            pieces.append((start, end, edit.start, edit.end))
            shift = end - edit.end
        return cls(tuple(pieces), tuple(piece[0] for piece in pieces))

    def back(self, place: int) -> int:
        """What was taken out belongs to what stands before it; at the very start, to what follows."""
        at = bisect_right(self.starts, place) - 1
        if at < 0 or place == 0:
            return place
        start, end, earlier_start, earlier_end = self.pieces[at]
        if place >= end:
            return earlier_end + place - end
        return min(earlier_start + place - start, max(earlier_start, earlier_end - 1))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they stand in order and do not overlap.

    >>> apply("1. ¢len", [Edit(3, 4, "č", "letters")])
    '1. člen'
    """
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.replacement]
        done = edit.end
    return "".join([*parts, text[done:]])


def replace(
    pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], text: str, name: str
) -> list[Edit]:
    """An edit for each match that the replacement would change.

    >>> replace(re.compile("  +"), " ", "a  b c", "blanks")
    [Edit(start=1, end=3, replacement=' ', repair='blanks')]
    """
    found = []
    for match in pattern.finditer(text):
        new = replacement(match) if callable(replacement) else match.expand(replacement)
        if new != match[0]:
            found.append(Edit(match.start(), match.end(), new, name))
    return found
