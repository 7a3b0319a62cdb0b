"""What a provision says in numbers: lengths of time, shares, money, factors, ages, counts, dates and hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.bounds import bound_of
from ingest.counted import meaning_of
from ingest.measures import Bound, Kind, measures
from ingest.moments import moments, without_moments
from ingest.numbering import without_names, without_ordinals
from ingest.numerals import numerals, without_repeats
from ingest.plain import Plain
from ingest.readings import Reading, readings
from ingest.shares import whole_of
from ingest.specials import Special, specials

_SENTENCE_END = re.compile(r"[;:\n]|[.](?=\s)")
_REST_OF_CLAUSE = re.compile(r"[^,;:.()\t\n¤\d]{0,60}")
_LIST_ONLY = re.compile(r"[\s,]*(?:in|ter|oz\.|oziroma|ali|i|ili|odnosno)?\s*")
_OR = re.compile(r"\b(?:oziroma|odnosno|ali|ili)\s*(?:v|u|na|za)?\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity with the words it was read from: "nad 10 do 15 let" is more than 10 years, at most 15."""

    kind: Kind
    value: Decimal | None  # the lower or only value; None: a date or a clock time, see `iso`
    upper: Decimal | None  # of a range; None: no range
    unit: str  # "working day", "EUR", "%", "average wage", …; "": none
    bound: Bound
    per: str  # "day", "month", "km", …; "": not said
    of: str  # what a share is of, as written; "": not said
    iso: str  # of a date or clock time, parts not said left out ("--03-01"); "": another kind
    text: str
    span: tuple[int, int]  # in the text given


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """All quantities of a text as published, in order; `language` is "sl" or "sr", in either script.

    A text without numbers, or one whose numbers only name articles and gazettes, has none. Raises ValueError
    for another language.

    >>> [(str(q.value), q.unit, q.bound) for q in quantities("(2) Največ 7 delovnih dni iz 38. člena.", "sl")]
    [('7', 'working day', 'at most')]
    >>> [(str(q.value), q.of) for q in quantities("прековремени рад – 26% од основице", "sr")]
    [('26', 'основице')]
    """
    if language not in ("sl", "sr"):
        raise ValueError(f'quantities are read in "sl" and "sr", not in "{language}"')
    plain = Plain.of(text)
    readable = without_names(without_repeats(plain.text, language))
    days = tuple(moments(readable, language))
    readable = without_moments(readable, days)
    found = [
        *(Quantity(m.kind, None, None, "", m.bound, "", "", m.iso, *_words(plain, *m.span)) for m in days),
        *(_of_special(plain, special) for special in specials(readable, language)),
        *_measured(plain, without_ordinals(readable), language),
    ]
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _of_special(plain: Plain, special: Special) -> Quantity:
    unit, bound = special.unit, special.bound
    return Quantity(unit.kind, special.value, None, unit.name, bound, "", "", "", *_words(plain, *special.span))


def _words(plain: Plain, start: int, end: int) -> tuple[str, tuple[int, int]]:
    return plain.words(start, end), plain.origin(start, end)


def _measured(plain: Plain, text: str, language: str) -> Iterator[Quantity]:
    """The quantities that have a number, with the bound that an earlier one of a list hands on."""
    last: Quantity | None = None
    previous: Reading | None = None
    for reading in readings(text, numerals(plain, text, language), language):
        quantity = _quantity(plain, text, reading, previous, language)
        if quantity and last and previous and _goes_on(text, previous, reading, last, quantity):
            quantity = replace(quantity, bound=last.bound)
        if quantity:
            yield quantity
        last, previous = quantity or last, reading


def _quantity(plain: Plain, text: str, reading: Reading, previous: Reading | None, language: str) -> Quantity | None:
    unit = meaning_of(text, reading, language)
    if unit is None:
        return None
    before = _clause_before(text, reading.start, previous.end if previous else 0)
    after = text[reading.end : reading.end + 60]
    bound = reading.bound or bound_of(before, after, language)
    return Quantity(
        kind=unit.kind,
        value=reading.value,
        upper=reading.upper,
        unit=unit.name,
        bound=bound or "exact",
        per=_per(before, after, language),
        of=whole_of(plain, text, reading.end) if unit.kind in ("percentage", "factor") else "",
        iso="",
        text=plain.words(reading.start, reading.end),
        span=plain.origin(reading.start, reading.end),
    )


def _clause_before(text: str, start: int, since: int) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, since, start)]
    return text[max([since, start - 120, *ends]) : start]


def _goes_on(text: str, previous: Reading, reading: Reading, last: Quantity, quantity: Quantity) -> bool:
    """Whether a bound holds on: "do 10, 20 in 30 let"; "najmanj treh plač … oziroma treh povprečnih plač"."""
    gap = text[previous.end : reading.start]
    if quantity.bound != "exact":
        return False
    if previous.listed and _LIST_ONLY.fullmatch(gap):
        return True
    same = (last.kind, last.unit) == (quantity.kind, quantity.unit)
    return same and bool(_OR.search(gap)) and not _SENTENCE_END.search(gap)


def _per(before: str, after: str, language: str) -> str:
    """By what it is reckoned: in the rest of the clause, or just before the number."""
    rest = _REST_OF_CLAUSE.match(after)
    by = measures(language).per
    found = [(match.start(), name) for name, pattern in by if rest and (match := pattern.search(rest[0]))]
    if found:
        return min(found)[1]
    return next((name for name, pattern in by if re.search(rf"{pattern.pattern}\s*$", before)), "")
