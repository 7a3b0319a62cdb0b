"""Numbers joined to their units, to ranges ("2–7 dni") and to lists that share a unit ("8, 10 oziroma 12 mesecev")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.measures import Unit, measures
from ingest.numerals import Numeral

_RANGE = re.compile(r"\s*(?:[-–—]|(?:(?:in|i)\s+)?do(?:\s+(?:vkljucno|ukljucujuci|najvec|najvise))?)\s*")
_LIST = re.compile(r"\s*(?:,|(?:,\s*)?\b(?:in|ter|oz\.|oziroma|ali|i|ili|odnosno|in/ali)\b)\s*")
_BETWEEN = re.compile(r"\b(?:med|izmedju|od)(?:\s+(?:navrsenih|dopolnjenim|dopolnjenih))?\s*$")
_OR_MORE = re.compile(r"\s+(?:ali|in|i|ili)\s+(?:v\s+|u\s+)?(?:vec|vise)\b(?:\s+(?:kot|od)\b)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what it counts; positions are in the folded text."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None  # None: nothing known follows
    upper: Decimal | None = None  # None: not a range
    or_more: bool = False
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
            joined += [following, _with_the_unit_of(text, reading, following)]
    return tuple(reversed(joined))


def _alone(text: str, numeral: Numeral, language: str) -> Reading:
    start, end = numeral.span
    or_more = _OR_MORE.match(text, end) if numeral.style in ("digits", "word") else None
    if numeral.style == "times":
        return Reading(numeral, start, end, Unit("time", "count"))
    found = measures(language).unit_at(text, or_more.end() if or_more else end)
    if found is None:
        return Reading(numeral, start, end, None)
    return Reading(numeral, start, found[1], found[0], or_more=or_more is not None)


def _range(text: str, first: Reading, last: Reading) -> Reading | None:
    """Both ends as one, where the words between them make a range."""
    if last.upper is not None or first.value >= last.value or (first.unit and first.unit != last.unit):
        return None
    if last.unit is None and not _bare_range(first, last):
        return None
    gap = text[first.end : last.start]
    between = _LIST.fullmatch(gap) and "," not in gap and _BETWEEN.search(text[: first.start])
    if not _RANGE.fullmatch(gap) and not (between and "od" not in between[0].split()):
        return None
    return replace(first, end=last.end, unit=last.unit, upper=last.value)


def _bare_range(first: Reading, last: Reading) -> bool:
    return all(r.numeral.is_decimal or r.numeral.style == "fraction" for r in (first, last))


def _with_the_unit_of(text: str, reading: Reading, following: Reading) -> Reading:
    if reading.unit is not None or following.unit is None or reading.numeral.style in ("prefix", "times"):
        return reading
    if not _LIST.fullmatch(text[reading.end : following.start]):
        return reading
    return replace(reading, unit=following.unit, listed=True)
