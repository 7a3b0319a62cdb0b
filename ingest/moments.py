"""Dates and clock times: "1. 5. 2023", "do 31. decembra", "med 22. uro in šesto uro", "22,00–06,00 часова"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.measures import Bound
from ingest.number_words import number_words
from ingest.numbering import BLANK
from ingest.phrases import pattern_of

_COMMON_YEAR = 2001  # the end of a February of no year is its 28th
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
# Letters that a scanner takes for the digit 1.
_YEAR = r"[12l]\d{3}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a clock time in folded text, as ISO 8601 writes it; what is not said is left out: --03-01."""

    kind: Literal["date", "clock"]
    iso: str
    span: tuple[int, int]
    bound: Bound


@lru_cache(maxsize=2)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = number_words(language)
    names = "|".join(f"(?P<m{n}>{pattern_of(name)})" for n, name in enumerate(words.months, start=1))
    ordinal = "|".join(sorted(words.ordinal, key=len, reverse=True))
    end = {"sl": "kon(?:ec|ca|cu|cem)", "sr": "kraj(?:a|u|em)?"}[language]
    date = rf"""
        (?=\d|\b[a-z])  # nothing begins elsewhere, and most places are inside words
        (?<![\d.,/]) (?:
          (?P<d1>\d{{1,2}})\.\s?(?P<month>\d{{1,2}}|[ivx]+)\.\s?(?P<y1>{_YEAR})(?!\d)
        | (?P<d2>\d{{1,2}})\.?\s(?:{names})(?:\s+(?P<y2>{_YEAR})\b)?
        | (?P<d3>\d{{1,2}})\.?(?:\s+(?:dne|dana))?(?=\s+(?:v|u)\s+(?:\w+\s+)?mesec)
        | \b{end}\s+(?:mesec\w*\s+)?
          (?P<end>{names.replace("(?P<m", "(?P<e")})(?:\s+(?P<y6>{_YEAR})\b)?
        | \b(?P<name>{names.replace("(?P<m", "(?P<n")})\s+(?P<y3>{_YEAR})\b
        | \b(?:leta|letu|leto|letom|godine|godini|godinu)\s+(?P<y4>[12]\d{{3}})(?![\d.,]\d)
        | (?<!\d\.\s)(?<!\d\.)\b(?P<y5>[12]\d{{3}})\.?\s+(?:leta|letu|leto|godine|godini|godinu)\b )
    """
    hour = rf"(?:\d{{1,2}}(?:[.,:]\d{{2}})?\.?|(?:{ordinal})|(?:{'|'.join(words.cardinal)}))"
    unit = {"sl": r"\s*ur(?:a|e|i|o|ah|ami)?\b", "sr": r"\s*(?:casova|casa|cas|sati|sata|sat|h)\b"}[language]
    clock = rf"""
        \b(?:med|od|izmedju)\s+ (?P<from>{hour})(?:{unit})?\s*(?:-|–|\bin\b|\bi\b|\bdo\b)\s*(?P<to>{hour}){unit}
      | \b(?:do|od|po|ob|pred|pre|posle|nakon|iza|u)\s+
        (?P<at>\d{{1,2}}[.,:]\d{{2}}|\d{{1,2}}\.|(?:{ordinal})(?=\s)){unit}
    """
    return re.compile(date, re.VERBOSE), re.compile(clock, re.VERBOSE)


def moments(text: str, language: str) -> tuple[Moment, ...]:
    """The dates and clock times of a folded text, in order.

    >>> [(m.iso, m.bound) for m in moments("med 18. in 22. uro, najkasneje do 1. julija", "sl")]
    [('18:00', 'at least'), ('22:00', 'at most'), ('--07-01', 'at most')]
    >>> [(m.iso, m.bound) for m in moments("do kraja juna tekuce godine", "sr")]
    [('--06-30', 'at most')]
    """
    dates, clocks = _patterns(language)
    found = [*_dates(text, dates), *_clocks(text, clocks, language)]
    return tuple(sorted(found, key=lambda moment: moment.span))


def _dates(text: str, pattern: re.Pattern[str]) -> Iterator[Moment]:
    for match in pattern.finditer(text):
        month = next((n for n in range(1, 13) if match[f"m{n}"] or match[f"n{n}"] or match[f"e{n}"]), 0)
        if match["month"]:
            month = int(match["month"]) if match["month"].isdigit() else _ROMAN.index(match["month"]) + 1
        year = next((match[y] for y in ("y1", "y2", "y3", "y4", "y5", "y6") if match[y]), "").replace("l", "1")
        day = match["d1"] or match["d2"] or match["d3"] or ""
        if match["end"]:
            day = str(monthrange(int(year or _COMMON_YEAR), month)[1])
        if month <= 12 and int(day or 1) <= 31:
            yield Moment("date", _iso(year, month, day), match.span(), _bound(text, *match.span()))


def _iso(year: str, month: int, day: str) -> str:
    """ISO 8601, with a hyphen in place of every part that is not said.

    >>> _iso("2023", 5, "1"), _iso("", 3, "1"), _iso("", 0, "20"), _iso("1994", 4, ""), _iso("2001", 0, "")
    ('2023-05-01', '--03-01', '---20', '1994-04', '2001')
    """
    if not month:
        return year or f"---{int(day):02}"
    return "-".join([year or "-", f"{month:02}", *([f"{int(day):02}"] if day else [])])


def _clocks(text: str, pattern: re.Pattern[str], language: str) -> Iterator[Moment]:
    for match in pattern.finditer(text):
        if match["at"]:
            span = match.start("at"), match.end()
            yield Moment("clock", _time(match["at"], language), span, _bound(text, *span))
        elif _is_clock(match["from"], match["to"], language):
            yield Moment("clock", _time(match["from"], language), match.span("from"), "at least")
            yield Moment("clock", _time(match["to"], language), (match.start("to"), match.end()), "at most")


def _is_clock(first: str, last: str, language: str) -> bool:
    """Hours of the day, not a length of time: "22,00–06,00", "7. in 8. uro", "22 do 6 časova"; not "8 do 12 ur"."""
    if any(mark in first + last for mark in (",0", ",3", ":", ".")) or first in number_words(language).ordinal:
        return True
    return _time(first, language) > _time(last, language)


def _time(words: str, language: str) -> str:
    table = number_words(language)
    spelled = table.ordinal.get(words) or table.cardinal.get(words)
    if spelled:
        return f"{int(spelled[0]):02}:00"
    hour, _, minute = re.sub(r"[,:]", ".", words).strip(".").partition(".")
    return f"{int(hour):02}:{minute or '00'}"


_BEFORE: tuple[tuple[str, Bound], ...] = (
    (r"(?:do|najkasneje|najpozneje|najkasnije)(?:\s+(?:dne|dana|v|leta))?", "at most"),
    (r"(?:od|najprej)(?:\s+(?:dne|dana))?", "at least"),
    (r"(?:po|posle|nakon)(?:\s+(?:dne|dana))?", "more than"),
    (r"(?:pred|pre|prije)(?:\s+(?:dne|dana))?", "less than"),
)
_ONWARDS = re.compile(r"\.?\s*(?:in|i|pa)?\s*(?:dalje|naprej|nadalje)\b")


def _bound(text: str, start: int, end: int) -> Bound:
    """From when, until when, or just on the day."""
    if _ONWARDS.match(text, end):
        return "at least"
    before = text[max(0, start - 40) : start]
    for words, bound in _BEFORE:
        if re.search(rf"\b{words}\s*$", before):
            return bound
    return "exact"


def without_moments(text: str, found: tuple[Moment, ...]) -> str:
    """The folded text with the moments blanked out.

    >>> without_moments("do 1. julija 5 dni", moments("do 1. julija 5 dni", "sl"))
    'do ¤¤¤¤¤¤¤¤¤ 5 dni'
    """
    for moment in found:
        start, end = moment.span
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text
