"""Ordinal numbers in words: "drugega odstavka", "drugog stava", "second indent"; the words are data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ingest.script import fold

WORDS = Path(__file__).parent.parent / "corpus" / "citation.toml"
LARGEST = 130
"""Up to here ordinals are printed in words and read."""


@cache
def words() -> dict[str, Any]:
    """The words of citations and references, `corpus/citation.toml`."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def slovenian(number: int, ending: str) -> str:
    """A Slovenian ordinal: -i and -ega for odstavek, -a and -e for alineja.

    >>> slovenian(2, "ega"), slovenian(3, "a"), slovenian(24, "i"), slovenian(101, "e")
    ('drugega', 'tretja', 'štiriindvajseti', 'stoprve')
    """
    return _stem(number) + ending


def english(number: int) -> str:
    """An English ordinal: in words up to twelve.

    >>> english(1), english(12), english(21), english(111), english(113)
    ('first', 'twelfth', '21st', '111th', '113th')
    """
    spelled: list[str] = words()["ordinals"]["en"]["words"]
    if number <= len(spelled):
        return spelled[number - 1]
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _stem(number: int) -> str:
    of: dict[str, Any] = words()["ordinals"]["sl"]
    if number < 20:
        return str(of["stems"][number - 1])
    if number < 100:
        unit = of["units"][number % 10 - 1] + of["joined"] if number % 10 else ""
        return f"{unit}{of['tens'][number // 10 - 2]}"
    return str(of["hundred"]) if number == 100 else f"{of['above_hundred']}{_stem(number - 100)}"


@cache
def read() -> dict[str, int]:
    """Folded ordinal words of all three languages, in all their forms, and the numbers they mean.

    >>> read()["prvega"], read()["stoprve"], read()["treceg"], read()["second"]
    (1, 101, 3, 2)
    """
    of = words()["ordinals"]
    slovene = {fold(slovenian(n, ending)): n for n in range(1, LARGEST + 1) for ending in of["sl"]["endings"]}
    serbian = {fold(s + e): n for n, s in enumerate(of["sr"]["stems"], 1) for e in of["sr"]["endings"]}
    return {**{word: n for n, word in enumerate(of["en"]["words"], 1)}, **serbian, **slovene}
