"""Quantities as a document prints them: "najmanj 3 delovne dni", "26% of “основице”", "from 22:00"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from index.exports.words import Words
from ingest.quantities import Quantity

_MOMENTS = {"at least": "from", "at most": "until", "more than": "after", "less than": "before"}
_PARTIAL = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d{2}|-))?(?:-(?P<day>\d{2}))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its words in the language of the document."""

    quantity: Quantity
    unit: str  # "": none
    bound: str  # "": exact
    per: str  # "": not said
    of: str  # what a share is of, as written, in the script of choice; "": not said
    said: str  # all of it
    written: str  # the words of the source, in the script of choice

    @property
    def number(self) -> Decimal | None:
        """The lower or only number; None: a date or an hour."""
        return self.quantity.value

    @property
    def upper(self) -> Decimal | None:
        """The upper number of a range; None: no range."""
        return self.quantity.upper


def amount(quantity: Quantity, words: Words, language: str, script: str) -> Amount:
    """A quantity as printed; `language` and `script` are those of its source.

    >>> from ingest.quantities import quantities
    >>> [amount(q, Words("en"), "sl", "Latn").said for q in quantities("Največ 7 delovnih dni, 50 % od osnove.", "sl")]
    ['at most 7 working days', '50% of “osnove”']
    """
    of, lang = words.quoted(quantity.of, language, script)
    moment = quantity.kind in ("date", "clock")
    bound = "" if quantity.bound == "exact" else _MOMENTS[quantity.bound] if moment else quantity.bound
    bound = words.say(bound) if bound else ""
    last = quantity.upper if quantity.upper is not None else quantity.value
    unit = words.count(quantity.unit, last) if last is not None else ""
    if quantity.kind == "age" and words.language != "en" or quantity.kind == "age" and unit:
        unit = f"{unit} {words.say('of age')}"
    per = words.say(f"per {quantity.per}") if quantity.per else ""
    whole = f"{words.say('of')} {of if lang == words.lang else f'“{of}”'}" if of else ""
    number = _moment(quantity.iso, words) if last is None else _measured(quantity, unit, words)
    said = " ".join(part for part in (bound, number, whole, per) if part)
    return Amount(quantity, unit, bound, per, of, said, words.quoted(quantity.text, language, script)[0])


def _measured(quantity: Quantity, unit: str, words: Words) -> str:
    numbers = [words.number(number) for number in (quantity.value, quantity.upper) if number is not None]
    joint = "" if unit == "%" and words.language != "sl" else " "
    return f"{'–'.join(numbers)}{joint}{unit}".strip()


def _moment(iso: str, words: Words) -> str:
    """A date or an hour, parts not said left out."""
    match = _PARTIAL.fullmatch(iso)
    if match is None:
        return iso
    year, month, day = (part if part and part != "-" else "" for part in match.group("year", "month", "day"))
    if year and month and day:
        return words.date(date(int(year), int(month), int(day)))
    if month and day:
        return words.day_of_a_year(int(month), int(day))
    if day:
        return words.say("day {n} of the month", n=int(day))
    return f"{month}/{year}" if month else year
