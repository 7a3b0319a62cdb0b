"""The number words of a language: data in `corpus/numerals.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from ingest.phrases import pattern_of
from ingest.script import fold

_FILE = Path(__file__).parent.parent / "corpus" / "numerals.toml"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, folded, each with its spelling."""

    cardinal: dict[str, tuple[Decimal, str]]
    ordinal: dict[str, tuple[Decimal, str]]
    fraction: dict[str, tuple[Decimal, str]]
    times: dict[str, tuple[Decimal, str]]
    prefix: dict[str, tuple[Decimal, str]]
    adjective: re.Pattern[str]  # a prefix and what may follow it
    adjective_alone: re.Pattern[str]
    units_first: str  # the joint of "petindvajset"; "": units come last, in a word of their own
    hundreds: tuple[str, ...]  # forms that more may be written on to: "stodvajset"
    months: tuple[str, ...]  # the phrases of each


@lru_cache(maxsize=2)
def number_words(language: str) -> NumberWords:
    """The table of a language, "sl" or "sr"."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))[language]
    cardinals, prefixes = _by_form(table["cardinal"]), _by_form(table["prefix"])
    longest_first = sorted(prefixes, key=len, reverse=True)
    return NumberWords(
        cardinal=cardinals,
        ordinal=_by_form(table["ordinal"]),
        fraction=_by_form(table["fraction"]),
        times=_by_form(table["times"]),
        prefix=prefixes,
        adjective=re.compile(f"({'|'.join(longest_first)})(?={pattern_of(table['adjective'])})"),
        adjective_alone=re.compile(pattern_of(table["adjective"])),
        units_first=table["units_first"],
        hundreds=tuple(form for form, (value, _) in cardinals.items() if value in range(100, 1000, 100)),
        months=tuple(phrases.replace(" ", ", ") for phrases in table["month"].values()),
    )


@cache
def english_words() -> dict[str, int]:
    """The English number words from one to twenty, and the tens.

    >>> english_words()["twelve"], english_words()["ninety"]
    (12, 90)
    """
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["en"]["cardinal"]
    return {word: int(value) for value, word in table.items()}


def _by_form(table: dict[str, str]) -> dict[str, tuple[Decimal, str]]:
    return {fold(form): (_value(value), form) for value, forms in table.items() for form in forms.split()}


def _value(text: str) -> Decimal:
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under) if under else Decimal(over)


@lru_cache(maxsize=4096)
def word_value(word: str, language: str) -> Decimal | None:
    """The value of one folded word, or None where it is not a number.

    >>> [str(word_value(w, "sl")) for w in ("petindvajsetih", "stodvajset", "dan")], word_value("trinaest", "sr")
    (['25', '120', 'None'], Decimal('13'))
    """
    words = number_words(language)
    if word in words.cardinal:
        return words.cardinal[word][0]
    hundreds = next((form for form in words.hundreds if word.startswith(form) and word != form), None)
    if hundreds and (rest := word_value(word[len(hundreds) :], language)) and rest < 100:
        return words.cardinal[hundreds][0] + rest
    joint = words.units_first
    for at in [m.start() for m in re.finditer(joint, word)] if joint else []:
        units, tens = words.cardinal.get(word[:at]), words.cardinal.get(word[at + len(joint) :])
        if units and tens and units[0] < 10 and 20 <= tens[0] <= 90:
            return tens[0] + units[0]
    return None
