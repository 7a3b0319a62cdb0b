"""What a number counts in its surroundings: years of age or of service, coefficients, things without a unit."""

from __future__ import annotations

import re

from ingest.measures import Unit, measures
from ingest.readings import Reading

_AGE = Unit("year", "age")
_COEFFICIENT = Unit("", "factor")
_BEFORE_COEFFICIENT = re.compile(
    r"\b(?:kolicnik|koeficien|koeficijen|faktor)\w*(?:\s+(?:od|do|je|znasa|iznosi))?[^\S\n]*\Z"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]{3,})")
# Words of grammar are not things that can be counted.
_GRAMMAR = frozenset("ali ili oziroma odnosno ter pri pred med kot ako kad kada koji koja koje nad pod vec".split())


def meaning_of(text: str, reading: Reading, language: str) -> Unit | None:
    """What a number in its surroundings counts; None: nothing, it is no quantity."""
    if reading.unit is None:
        return _bare(text, reading, language)
    if reading.unit.name == "year" and reading.unit.kind == "duration" and _is_age(text, reading, language):
        return _AGE
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
    """Serbian "jednom" counts times before "godišnje" or "u šest meseci"; elsewhere it is "one", or "at last"."""
    if text[reading.start : reading.end] != "jednom":
        return True
    by = any(pattern.match(text, reading.end + 1) for _, pattern in measures(language).per)
    return by or re.match(r"\s+(?:u|na|tokom|za)\b", text[reading.end :]) is not None


def _bare(text: str, reading: Reading, language: str) -> Unit | None:
    numeral = reading.numeral
    if numeral.is_decimal or numeral.style == "fraction":
        # "Pol" and "četrt" without a unit of time are mostly other words.
        return None if text[reading.start : reading.end] in ("pol", "cetrt", "pola") else _COEFFICIENT
    if numeral.style == "digits":
        if _BEFORE_COEFFICIENT.search(text, max(0, reading.start - 40), reading.start):
            return _COEFFICIENT
        return Unit("", "count") if _ends_a_row(text, reading) else None
    if numeral.style == "word" and 1 < numeral.value < 100:
        follows = _NEXT_WORD.match(text, reading.end)
        if follows and follows[1] not in _GRAMMAR and not measures(language).not_counted.match(follows[1]):
            return Unit("", "count")
    return None


def _ends_a_row(text: str, reading: Reading) -> bool:
    """Whether a line ends in whole numbers that stand in columns: "B. Nega bolnikov 1 3 5"."""
    line = text[text.rfind("\n", 0, reading.start) + 1 :].partition("\n")[0]
    start = reading.start - text.rfind("\n", 0, reading.start) - 1
    columns = re.search(r"[a-z]{3}[^\t\d]*(?:\t\d{1,3}|\s\d{1,3}(?=\s+\d))(?:\s+\d{1,3})*\s*$", line)
    return columns is not None and columns.start() < start
