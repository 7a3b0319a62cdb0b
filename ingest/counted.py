"""What a number without a plain unit counts: ages, the n-th day after an event, bare coefficients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.bounds import bound_of
from ingest.measures import Bound, Unit, measures
from ingest.numerals import number_words
from ingest.readings import Reading

_DAY_AFTER = r"(?<![\w.,])(?:(\d{1,3})\.|\b(%s))\s+(?:dan|dne|dana|dnem)(?=\s+(?:po|od|posle|nakon)\b)"
_BIRTHDAY = re.compile(r"(?<![\w.,])(\d{1,2})\.\s+(?:leta|leto|letu|godine|godinu|godini)\b")
_YEAR, _DAY = Unit("year", "age"), Unit("day", "duration")
_COEFFICIENT = Unit("", "factor")
_BEFORE_COEFFICIENT = re.compile(r"\b(?:kolicnik|koeficien|koeficijen|faktor)\w*(?:\s+(?:od|do|je|znasa|iznosi))?\s*$")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]{3,})")
# Words of grammar are not things that can be counted.
_GRAMMAR = frozenset("ali ili oziroma odnosno ter pri pred med kot ako kad kada koji koja koje nad pod vec".split())


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal that measures: "8. dan po objavi", "do dopolnjenega 15. leta"."""

    value: Decimal
    unit: Unit
    bound: Bound
    span: tuple[int, int]  # in the folded text


def days_after(text: str, language: str) -> Iterator[Ordinal]:
    """ "Začne veljati osmi dan po objavi" is eight days.

    >>> [str(o.value) for o in days_after("osmi dan po objavi, 8. dan po objavi, prvi dan", "sl")]
    ['8', '8']
    """
    ordinals = number_words(language).ordinal
    for match in re.finditer(_DAY_AFTER % "|".join(sorted(ordinals, key=len, reverse=True)), text):
        value = Decimal(match[1]) if match[1] else ordinals[match[2]][0]
        bound = bound_of(text[max(0, match.start() - 40) : match.start()], "", language)
        yield Ordinal(value, _DAY, bound or "exact", match.span())


def ages(text: str, language: str) -> Iterator[Ordinal]:
    """ "Do dopolnjenega 15. leta" is an age; "v 15. letu delovne dobe" is not.

    >>> [(str(o.value), o.bound) for o in ages("otrok do dopolnjenega 15. leta", "sl")]
    [('15', 'at most')]
    """
    words = measures(language)
    for match in _BIRTHDAY.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if words.age_before.search(before) or words.age_after.match(text, match.end()):
            yield Ordinal(Decimal(match[1]), _YEAR, bound_of(before, "", language) or "exact", match.span())


def meaning_of(text: str, reading: Reading, language: str) -> Unit | None:
    """What a number in its surroundings counts; None: nothing, it is no quantity."""
    if reading.unit is None:
        return _bare(text, reading, language)
    if reading.unit.name == "year" and reading.unit.kind == "duration" and _is_age(text, reading, language):
        return _YEAR
    if reading.numeral.style == "times" and not _is_times(text, reading, language):
        return None
    return reading.unit


def _is_age(text: str, reading: Reading, language: str) -> bool:
    words = measures(language)
    if words.age_not_after.match(text, reading.end):
        return False
    before = re.split(r"[,;:]", text[max(0, reading.start - 50) : reading.start])[-1]
    return bool(words.age_after.match(text, reading.end) or words.age_before.search(before))


def _is_times(text: str, reading: Reading, language: str) -> bool:
    """Serbian "jednom" is also "one" in another case: it counts times only before "godišnje", "u šest meseci"."""
    if text[reading.start : reading.end] != "jednom":
        return True
    before = re.search(r"\b(?:u|na|o|po|pri|sa|s)\s+$", text[: reading.start])
    after = re.match(r"\s+(?:u|na|tokom|za)\b", text[reading.end :])
    by = any(pattern.match(text, reading.end + 1) for _, pattern in measures(language).per)
    return not before and (by or bool(after))


def _bare(text: str, reading: Reading, language: str) -> Unit | None:
    numeral = reading.numeral
    if numeral.is_decimal or numeral.style == "fraction":
        # "Pol" and "četrt" without a unit of time are mostly other words.
        return None if text[reading.start : reading.end] in ("pol", "cetrt", "pola") else _COEFFICIENT
    if numeral.style == "digits":
        if _BEFORE_COEFFICIENT.search(text[: reading.start]):
            return _COEFFICIENT
        return Unit("", "count") if _ends_a_row(text, reading) else None
    if numeral.style == "word" and numeral.value > 1:
        follows = _NEXT_WORD.match(text, reading.end)
        if follows and follows[1] not in _GRAMMAR and not measures(language).not_counted.match(follows[1]):
            return Unit("", "count")
    return None


def _ends_a_row(text: str, reading: Reading) -> bool:
    """Whether only whole numbers follow the last tab of a row: "B. Nega bolnikov → 1 3 5"."""
    line = text[text.rfind("\n", 0, reading.start) + 1 :].partition("\n")[0]
    words, tab, numbers = line.rpartition("\t")
    return bool(tab) and bool(re.search(r"[a-z]{3}", words)) and bool(re.fullmatch(r"\s*\d{1,3}(?:\s+\d{1,3})*\s*", numbers))
