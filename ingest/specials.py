"""Quantities of another form: "8. dan po objavi", "do dopolnjenega 15. leta", "sat i po"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.bounds import bound_of
from ingest.measures import Bound, Unit, measures
from ingest.number_words import number_words, word_value

_DAY_AFTER = r"(?<![\w.,])(?:(\d{1,3})\.|\b(%s))\s+(?:dan|dne|dana|dnem)(?=\s+(?:po|od|posle|nakon)\b)"
_BIRTHDAY = re.compile(r"(?<![\w.,])(\d{1,2})\.\s+(?:leta|leto|letu|godine|godinu|godini)\b")
_ONE_AND_A_HALF = re.compile(r"(?<!\w)([^\W\d_]+)\s+(?:i po|in pol)\b(?!\s*\d)(\s+(?:slobodn|prost)\w*)?")
_ONE_WAGE = re.compile(
    r"\b(?:v\s+visini|u\s+visini|u\s+iznosu)\s+(?P<wage>(?:(?:zadnje|znane|poslednje|objavljene)\s+)*"
    r"(?:povprecne|prosecne)\s+(?:(?:letne|mesecne|mesecna|bruto|neto)\s+)*(?:place|zarade|plate))\b"
)
_AGE, _DAY, _WAGE = Unit("year", "age"), Unit("day", "duration"), Unit("average wage", "factor")


@dataclass(frozen=True, slots=True)
class Special:
    """A quantity without a plain number before its unit; the span is in the folded text."""

    value: Decimal
    unit: Unit
    bound: Bound
    span: tuple[int, int]


def specials(text: str, language: str) -> tuple[Special, ...]:
    """All of them in a folded text from which dates and hours have been taken out."""
    return (*days_after(text, language), *ages(text, language), *one_and_a_half(text, language), *one_wage(text))


def days_after(text: str, language: str) -> Iterator[Special]:
    """ "Začne veljati osmi dan po objavi" is eight days.

    >>> [str(o.value) for o in days_after("osmi dan po objavi, 8. dan po objavi, prvi dan", "sl")]
    ['8', '8']
    """
    ordinals = number_words(language).ordinal
    for match in re.finditer(_DAY_AFTER % "|".join(sorted(ordinals, key=len, reverse=True)), text):
        value = Decimal(match[1]) if match[1] else ordinals[match[2]][0]
        bound = bound_of(text[max(0, match.start() - 40) : match.start()], "", language)
        yield Special(value, _DAY, bound or "exact", match.span())


def one_and_a_half(text: str, language: str) -> Iterator[Special]:
    """ "Sat i po", "leto in pol": one and a half without the one; free hours are a factor of hours worked.

    >>> [(str(o.value), o.unit.kind) for o in one_and_a_half("pravo na sat i po slobodno", "sr")]
    [('1.5', 'factor')]
    """
    for match in _ONE_AND_A_HALF.finditer(text):
        found = measures(language).unit_at(text, match.start())
        counted = re.search(r"(?:\d|\b[a-z]+)\s*$", text[max(0, match.start() - 20) : match.start()])
        if found is None or found[0].kind != "duration" or found[1] != match.end(1):
            continue
        if counted and (counted[0].strip().isdigit() or word_value(counted[0].strip(), language)):
            continue
        unit = Unit(found[0].name, "factor") if match[2] else found[0]
        bound = bound_of(text[max(0, match.start() - 40) : match.start()], "", language)
        yield Special(Decimal("1.5"), unit, bound or "exact", match.span())


def one_wage(text: str) -> Iterator[Special]:
    """ "V višini povprečne plače": one wage without the one.

    >>> [str(o.value) for o in one_wage("pomoc v visini zadnje znane povprecne letne place, v visini treh plac")]
    ['1']
    """
    for match in _ONE_WAGE.finditer(text):
        yield Special(Decimal(1), _WAGE, "exact", match.span("wage"))


def ages(text: str, language: str) -> Iterator[Special]:
    """ "Do dopolnjenega 15. leta" is an age; "v 15. letu delovne dobe" is not.

    >>> [(str(o.value), o.bound) for o in ages("otrok do dopolnjenega 15. leta", "sl")]
    [('15', 'at most')]
    """
    words = measures(language)
    for match in _BIRTHDAY.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if words.age_before.search(before) or words.age_after.match(text, match.end()):
            yield Special(Decimal(match[1]), _AGE, bound_of(before, "", language) or "exact", match.span())
