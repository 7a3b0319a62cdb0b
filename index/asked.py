"""What kind of number a question asks for, and the numbers that it names itself: "after 12 years"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from index.figures import classes
from ingest.phrases import pattern_of
from ingest.quantities import Quantity, quantities
from ingest.script import fold, to_latin

_FILE = Path(__file__).parent.parent / "corpus" / "asked.toml"
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_UNITS = {"year": "let", "month": "mesecev", "week": "tednov", "day": "dni", "hour": "ur", "minute": "minut"}
_NUMBER = re.compile(
    rf"\b(?P<number>\d+|(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_ENGLISH[:9])}))?|{'|'.join(_ENGLISH)})"
    rf"[ -](?P<unit>{'|'.join(_UNITS)})s?\b(?P<age>[ -](?:old|of age))?"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of numbers that a question asks for, and the lengths of time that it tells."""

    kinds: frozenset[str]  # of corpus/asked.toml; empty: it does not say
    numbers: tuple[Quantity, ...]
    classes: frozenset[int]  # the pay classes that it names; empty: none


NOTHING = Asked(frozenset(), (), frozenset())
"""A question that tells nothing of numbers."""


def asked(question: str) -> Asked:
    """Reads a question in any of the writings.

    >>> what = asked("What is the notice period after twelve years?")
    >>> sorted(what.kinds), [(str(n.value), n.unit) for n in what.numbers]
    (['any', 'time'], [('12', 'year')])
    >>> [str(n.value) for n in asked("Колики је отказни рок после 12 година рада?").numbers]
    ['12']
    """
    text = fold(question)
    numbers = _numbers(question)
    for number in numbers:
        text = text.replace(fold(number.text), " ")
    text = _NUMBER.sub(" ", text)
    return Asked(frozenset(name for name, pattern in _patterns() if pattern.search(text)), numbers, classes(question))


def _numbers(question: str) -> tuple[Quantity, ...]:
    """Each number once, whichever language it was read in."""
    latin = to_latin(question)
    english = _NUMBER.sub(_slovenian, latin.lower())
    found: dict[tuple[Decimal, str], Quantity] = {}
    for text, language in ((latin, "sl"), (latin, "sr"), (english, "sl")):
        for quantity in quantities(text, language):
            if quantity.value is not None and quantity.unit and quantity.kind in ("duration", "age", "percentage"):
                found.setdefault((quantity.value, quantity.unit), quantity)
    return tuple(found.values())


def _slovenian(match: re.Match[str]) -> str:
    value = match["number"]
    if match["tens"]:
        value = str(_TENS[match["tens"]] + (_ENGLISH.index(match["ones"]) + 1 if match["ones"] else 0))
    elif not value.isdigit():
        value = str(_ENGLISH.index(value) + 1)
    return f"{Decimal(value)} {_UNITS[match['unit']]}{' starosti' if match['age'] else ''}"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple((entry["for"], re.compile(rf"\b{pattern_of(entry['words'])}")) for entry in table["asks"])
