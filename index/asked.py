"""What kind of number a question asks for, and the numbers that it names itself: "after 12 years"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from index.classes import classes
from index.conditions import PEOPLE
from ingest.number_words import english_words, number_words
from ingest.phrases import pattern_of
from ingest.plain import Plain
from ingest.quantities import Quantity, quantities
from ingest.script import fold

_FILE = Path(__file__).parent.parent / "corpus" / "asked.toml"
_ONES = [word for word, value in english_words().items() if value < 10]
_TENS = [word for word, value in english_words().items() if value >= 20]
_UNITS = {"year": "let", "month": "mesecev", "week": "tednov", "day": "dni", "hour": "ur", "minute": "minut"}
_UNITS |= {"employee": "zaposlenih", "worker": "zaposlenih", "people": "zaposlenih", "member": "članov"}
_BOUNDS = {"more than": "več kot", "over": "več kot", "less than": "manj kot", "under": "manj kot"}
_NUMBER = re.compile(
    rf"\b(?:(?P<bound>{'|'.join(_BOUNDS)}) )?"
    rf"(?P<number>\d+(?:\.5)?|(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_ONES)}))?"
    rf"|{'|'.join(english_words())})"
    rf"[ -](?:(?:completed|full|whole|consecutive) )?(?P<unit>{'|'.join(_UNITS)})s?\b"
    rf"(?P<half> and a half)?(?P<age>[ -](?:old|of age))?"
)
_TURNED = re.compile(r"\b(turn(?:ed|ing)?|aged) (\d{2})\b(?! years?)")  # an age without its unit
_ROUND = re.compile(r"\b(?P<number>\w+)ak\b")  # "sedamdesetak"
_SHORT = re.compile(r"(?<=\d)\s*god\b\.?")
_ONE_AND_A_HALF = re.compile(r"\ban? (hour|year|month|day|week) and a half\b")

BOUNDS = frozenset(("cap", "floor"))
"""Kinds that ask for a bound, whatever it is of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of numbers that a question asks for, and the lengths of time and the people that it tells."""

    kinds: frozenset[str]  # of corpus/asked.toml; empty: it does not say
    numbers: tuple[Quantity, ...]
    classes: frozenset[int]  # the pay classes that it names, or that a schooling named by it has; empty: none


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
    plain = Plain.of(question)
    named_schools = [(each, match) for each, pattern in _schools() if (match := pattern.search(plain.text))]
    schools = [
        (each, match)
        for each, match in named_schools
        if not any(_is_inside(match.span(), other.span()) for _, other in named_schools)
    ]
    rest = question
    for _, match in schools:  # the years of a school are no years of work
        rest = rest.replace(plain.words(*match.span()), " ")
    text, numbers = fold(rest), _numbers(rest)
    for number in numbers:
        text = text.replace(fold(number.text), " ")
    text = _NUMBER.sub(" ", text)
    named = classes(question) or frozenset(each for each, _ in schools)
    if _beginner().search(text):
        numbers += quantities("0 let", "sl")
    return Asked(frozenset(name for name, pattern in _patterns() if pattern.search(text)), numbers, named)


def _numbers(question: str) -> tuple[Quantity, ...]:
    """Each number once, whichever language it was read in."""
    if not (_number_word().search(fold(question)) or any(map(str.isnumeric, question))):
        return ()  # most questions: the grammar of quantities is large
    latin = _SHORT.sub(" let", _many_years(_ROUND.sub(_in_digits, fold(question))))
    latin = _people().sub(r"\g<0> zaposlenih", latin)
    english = _ONE_AND_A_HALF.sub(r"1.5 \1s", _TURNED.sub(r"\2 years old", latin))
    english = _NUMBER.sub(_slovenian, english)
    found: dict[tuple[Decimal, str], Quantity] = {}
    for text, language in ((latin, "sl"), (latin, "sr"), (english, "sl")):
        for quantity in quantities(text, language):
            told = quantity.unit in PEOPLE or quantity.kind in ("duration", "age", "percentage")
            if quantity.value is not None and quantity.unit and told:
                found.setdefault((quantity.value, quantity.unit), quantity)
    return tuple(found.values())


@cache
def _number_word() -> re.Pattern[str]:
    """What a question with a number has in folded letters, in any of the languages: the beginning of a number word."""
    found = {*english_words()}
    for words in map(number_words, ("sl", "sr")):
        found |= {*words.cardinal, *words.ordinal, *words.fraction, *words.times, *words.prefix}
    named = (_table()["decades"], *_table()["years"])
    years = "|".join(pattern_of(entry["words"]) for entry in named)
    return re.compile(rf"\b(?:(?:{'|'.join(sorted(found))})|(?:half|pol|po)\b|{years})")  # "sat i po"


def _in_digits(match: re.Match[str]) -> str:
    number = number_words("sr").cardinal.get(match["number"])
    return str(number[0]) if number else match[0]


def _slovenian(match: re.Match[str]) -> str:
    value = match["number"]
    if match["tens"]:
        value = str(english_words()[match["tens"]] + (english_words()[match["ones"]] if match["ones"] else 0))
    elif not value[0].isdigit():
        value = str(english_words()[value])
    value = str(Decimal(value) + Decimal("0.5") if match["half"] else Decimal(value)).replace(".", ",")
    bound = _BOUNDS[match["bound"]] + " " if match["bound"] else ""
    return f"{bound}{value} {_UNITS[match['unit']]}{' starosti' if match['age'] else ''}"


def _many_years(text: str) -> str:
    """Folded letters with "dve decenije" and "četrt stoletja" as numbers of years."""
    for entry in _table()["years"]:
        text = _pattern(entry["words"]).sub(f"{entry['number']} let", text)
    return _decades().sub(_tens_of_years, text)


def _tens_of_years(match: re.Match[str]) -> str:
    before = match["count"] or ""
    words = {word: value for of in ("sl", "sr") for word, (value, _) in number_words(of).cardinal.items()}
    count = words.get(before) or english_words().get(before) or (int(before) if before.isdigit() else None)
    return f"{10 * count} let" if count else f"{before} 10 let"


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a span is a part of a longer one."""
    return other[0] <= span[0] and span[1] <= other[1] and span != other


def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["for"], _pattern(entry["words"])) for entry in _table()["asks"])


def _schools() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((entry["class"], _pattern(entry["words"])) for entry in _table()["schooling"])


def _beginner() -> re.Pattern[str]:
    return _pattern(_table()["beginner"]["words"])


@cache
def _decades() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<count>\w+)\s+)?{pattern_of(_table()['decades']['words'])}")


@cache
def _people() -> re.Pattern[str]:
    """A bare number of people: "radi nas oko 150", "there are 45 of us"."""
    before, about, after = (pattern_of(_table()["people"][side]) for side in ("before", "about", "after"))
    return re.compile(rf"\b{before}\s+(?:{about}\s+)?\d+(?=\s*(?:[,.;?!]|$))|\b\d+(?=\s+{after})")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern_of(words)}")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
