"""Numbers joined to their units, to ranges ("2–7 dni") and to lists that share a unit ("8, 10 oziroma 12 mesecev")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.measures import Bound, Unit, measures
from ingest.number_words import number_words
from ingest.numerals import Numeral

_RANGE = re.compile(r"\s*(?:[-–—]|(?:(?:in|i)\s+)?do(?:\s+(?:vkljucno|ukljucujuci|najvec|najvise))?)\s*")
_LIST = re.compile(r"\s*(?:,|(?:,\s*)?\b(?:in|ter|oz\.|oziroma|ali|i|ili|odnosno|in/ali|a|pa|niti)\b)\s*")
_NOT = re.compile(r"(?:(?:ne|nije|ni|pa)\s+)*")
_BETWEEN = re.compile(r"\b(?:med|izmedju|od)(?:\s+(?:navrsenih|dopolnjenim|dopolnjenih))?\s*$")
# Serbian "jednom" is "once", and after a preposition "one": "u jednom mesecu".
_ONE = re.compile(r"\b(?:u|na|o|po|pri|s|sa)\s+jednom\Z")
_OPEN_END = re.compile(r"\s+(?:ali|in|i|ili)\s+(?:v\s+|u\s+)?(vec|vise|manj|manje)\b(?:\s+(?:kot|od)\b)?")
_AND_A_HALF = re.compile(r"\s+(?:i po|in pol)\b(?!\s*\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what it counts; positions are in the folded text."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None  # None: nothing known follows
    upper: Decimal | None = None  # None: not a range
    bound: Bound | None = None  # between number and unit: "26 ali več nedelj"; None: none there
    listed: bool = False  # the next reading of a list gave it its unit

    @property
    def value(self) -> Decimal:
        return self.numeral.value


def readings(text: str, numerals: Iterable[Numeral], language: str) -> tuple[Reading, ...]:
    """The numbers of a folded text in order, ranges made one.

    >>> from ingest.numerals import numerals
    >>> from ingest.plain import Plain
    >>> text = "nad 3 do 7 let; 8, 10 oziroma 12 mesecev"
    >>> found = readings(text, numerals(Plain.of(text), text, "sl"), "sl")
    >>> [(int(r.value), r.upper and int(r.upper), r.unit and r.unit.name) for r in found]
    [(3, 7, 'year'), (8, None, 'month'), (10, None, 'month'), (12, None, 'month')]
    """
    alone = [_alone(text, numeral, language) for numeral in numerals]
    joined: list[Reading] = []
    for reading in reversed(alone):
        following = joined.pop() if joined else None
        if following is None:
            joined.append(reading)
        elif merged := _range(text, reading, following):
            joined.append(merged)
        else:
            joined += [following, _with_the_unit_of(text, reading, following, language)]
    return tuple(reversed(joined))


def _alone(text: str, numeral: Numeral, language: str) -> Reading:
    start, end = numeral.span
    if numeral.style == "times" and not _ONE.search(text, max(0, start - 10), end):
        return Reading(numeral, start, end, Unit("time", "count"))
    open_end = _OPEN_END.match(text, end) if numeral.style in ("digits", "word") else None
    found = measures(language).unit_at(text, open_end.end() if open_end else end)
    if found is None or (numeral.style == "fraction" and _is_whole(text[start : found[1]], found[0], language)):
        return Reading(numeral, start, end, None)
    unit, end = found
    if unit.kind == "duration" and (half := _AND_A_HALF.match(text, end)):
        numeral, end = replace(numeral, value=numeral.value + Decimal("0.5")), half.end()
    bound: Bound | None = None
    if open_end:
        bound = "at least" if open_end[1].startswith("v") else "at most"
    return Reading(numeral, start, end, unit, bound=bound)


def _is_whole(words: str, unit: Unit, language: str) -> bool:
    """Whether a fraction is of what follows: "½ letne rasti" is no half of a year, "trećina zarade" a share."""
    return unit.kind == "factor" or bool(number_words(language).adjective_alone.match(words.split()[-1]))


def _range(text: str, first: Reading, last: Reading) -> Reading | None:
    """Both ends as one, where the words between them make a range."""
    if last.upper is not None or first.value >= last.value or (first.unit and first.unit != last.unit):
        return None
    if last.unit is None and not _bare_range(first, last):
        return None
    gap = text[first.end : last.start]
    between = _LIST.fullmatch(gap) and "," not in gap and _BETWEEN.search(text, max(0, first.start - 40), first.start)
    if not _RANGE.fullmatch(gap) and not (between and "od" not in between[0].split()):
        return None
    return replace(first, end=last.end, unit=last.unit, upper=last.value)


def _bare_range(first: Reading, last: Reading) -> bool:
    return all(r.numeral.is_decimal or r.numeral.style == "fraction" for r in (first, last))


def _with_the_unit_of(text: str, reading: Reading, following: Reading, language: str) -> Reading:
    if reading.unit is not None or following.unit is None or reading.numeral.style in ("prefix", "times"):
        return reading
    if not _joins(text[reading.end : following.start], language):
        return reading
    return replace(reading, unit=following.unit, listed=True)


def _joins(gap: str, language: str) -> bool:
    """Whether only a comma, an "in" and a bound stand between two numbers: "ne manj kot 2 in ne več kot 5 dni"."""
    joint = _LIST.match(gap)
    if joint is None or joint.end() == len(gap):
        return joint is not None
    bound = _NOT.sub("", gap[joint.end() :], count=1)
    return any(b.near.match(bound) or b.far.match(bound) for b in measures(language).bounds)
