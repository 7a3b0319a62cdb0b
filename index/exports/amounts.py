"""Quantities as a document prints them: "najmanj 3 delovne dni", "26% of “основице”", "from 22:00"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from index.exports.words import Words
from ingest.quantities import Quantity

_MANY = Decimal(5)
_MOMENTS = {"at least": "from", "at most": "until", "more than": "after", "less than": "before"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its words in the language of the document."""

    quantity: Quantity
    unit: str  # as after many, so that a column can be sorted by it; "": none
    bound: str  # "": exact
    per: str  # "": not said
    of: str  # what a share is of, as written, in the script of choice; "": not said
    short: str  # without what a share is of
    said: str  # all of it
    written: str  # the words of the source, in the script of choice
    when: str = ""  # the step of a scale that it stands on, as written; "": it is no scale

    @property
    def number(self) -> Decimal | None:
        """The lower or only number; None: a date or an hour."""
        return self.quantity.value

    @property
    def upper(self) -> Decimal | None:
        """The upper number of a range; None: no range."""
        return self.quantity.upper


def amount(quantity: Quantity, words: Words, language: str, script: str, when: str = "") -> Amount:
    """A quantity as printed; `language` and `script` are those of its source, `when` its step of a scale.

    >>> from ingest.quantities import quantities
    >>> [amount(q, Words("en"), "sl", "Latn").said for q in quantities("Največ 7 delovnih dni, 50 % od osnove.", "sl")]
    ['at most 7 working days', '50% of “osnove”']
    """
    of, lang = words.quoted(quantity.of, language, script)
    moment = quantity.kind in ("date", "clock")
    bound = "" if quantity.bound == "exact" else _MOMENTS[quantity.bound] if moment else quantity.bound
    bound = words.say(bound) if bound else ""
    last = quantity.upper if quantity.upper is not None else quantity.value
    per = words.say(f"per {quantity.per}") if quantity.per else ""
    whole = f"{words.say('of')} {of if lang == words.lang else words.in_quotes(of)}" if of else ""
    number = _moment(quantity.iso, words) if last is None else _measured(quantity, last, words)
    short, said = (" ".join(part for part in (bound, number, of_it, per) if part) for of_it in ("", whole))
    unit = "" if last is None else _unit(quantity, _MANY, words)
    written, when = (words.quoted(text, language, script)[0] for text in (quantity.text, when))
    return Amount(quantity, unit, bound, per, of, short, said, written, when)


def _unit(quantity: Quantity, number: Decimal, words: Words) -> str:
    unit = words.count(quantity.unit, number)
    return f"{unit} {words.say('of age')}" if quantity.kind == "age" else unit


def _measured(quantity: Quantity, last: Decimal, words: Words) -> str:
    unit = _unit(quantity, last, words)
    numbers = [words.number(number) for number in (quantity.value, quantity.upper) if number is not None]
    joint = "" if unit == "%" and words.language != "sl" else " "
    return f"{'–'.join(numbers)}{joint}{unit}".strip()


def _moment(iso: str, words: Words) -> str:
    """A date or an hour, parts not said left out: "--03-01" is 1 March, "---20" the 20th of a month."""
    if iso.startswith("---"):
        return words.say("day {n} of the month", n=int(iso[3:]))
    if iso.startswith("--"):
        month, day = iso[2:].split("-")
        return words.day_of_a_year(int(month), int(day))
    if ":" in iso or not (parts := [int(part) for part in iso.split("-")])[1:]:
        return iso
    return words.date(date(*parts)) if len(parts) == 3 else f"{parts[1]}/{parts[0]}"
