"""The pay classes and groups of work that a text names: "VI. tarifni razred", "прва група", "fourth class"."""

from __future__ import annotations

import re

from ingest.number_words import english_words
from ingest.plain import Plain

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ONE = rf"\b(?:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})\b\.?"
_ROMANS = re.compile(rf"{_ONE}(?:\s*(?:,|-|–|do|in|i)?\s*{_ONE})*")
_CLASS_WORD = re.compile(r"\b(?:razred\w*|skupin\w*|grup\w*|class|group|stopnj\w*|stepen\w*)\b")
_NUMBERED = re.compile(rf"\b(?:class|group) (?P<number>[1-9]|{'|'.join(english_words())})\b")
_ROW_OF_CLASS = re.compile(rf"{_ONE}\s*\t")  # of a table, its head says of what
_ORDINAL = (
    r"prv\w{1,3}|first",
    r"drug\w{1,3}|second",
    r"(?:tretj|trec)\w{1,3}|third",
    r"(?:cetrt|cetvrt)\w{1,3}|fourth",
    r"pet[aieou]\w{0,2}|fifth",
    r"sest[aieou]\w{0,2}|sixth",
    r"sedm\w{1,3}|seventh",
    r"osm\w{1,3}|eighth",
    r"devet[aieou]\w{0,2}|ninth",
)


def classes(text: str) -> frozenset[int]:
    """The pay classes or groups of work that a text names by Roman numerals or ordinals, in any of the languages.

    >>> sorted(classes("za dela od I. do IV. skupine")), sorted(classes("VI.in VII. tarifni razred"))
    ([1, 2, 3, 4], [6, 7])
    >>> sorted(classes("fourth tariff class")), sorted(classes("u prvoj grupi")), sorted(classes("II. del"))
    ([4], [1], [])
    >>> sorted(classes("I am in wage group six")), sorted(classes("wage group I"))
    ([6], [1])
    """
    plain = Plain.of(text)
    folded = plain.text
    found: set[int] = set()
    if _CLASS_WORD.search(folded) or _ROW_OF_CLASS.match(folded.strip()):
        for match in _ROMANS.finditer(folded):
            numbers = _numerals(plain, match)
            through = "do" in match[0] or "-" in match[0] or "–" in match[0]
            found |= set(range(numbers[0], numbers[-1] + 1)) if through and numbers else set(numbers)
        found |= {n for n, words in enumerate(_ORDINAL, 1) if re.search(rf"\b(?:{words})\b", folded)}
        for match in _NUMBERED.finditer(folded):
            number = match["number"]
            found.add(int(number) if number.isdigit() else english_words()[number])
    return frozenset(found)


def _numerals(plain: Plain, match: re.Match[str]) -> list[int]:
    """The Roman numerals of a run and not its words "i", "и" and "v": in capitals, or beside the word for a class."""
    parts = [m for m in re.finditer(r"\b[ivx]+\b", match[0]) if m[0] in _ROMAN]
    at, after = match.start(), plain.text[match.end() :]
    if match[0].strip() == "i" and not (_CLASS_WORD.match(after.lstrip()) or after.startswith("\t")):
        before = plain.text[:at].split()
        return [1] if before and _CLASS_WORD.fullmatch(before[-1]) else []  # "I am in group six", but "group I"
    capitals = [m for m in parts if plain.words(at + m.start(), at + m.end()).isupper()]
    if not capitals and _CLASS_WORD.match(after.lstrip(" .")):
        capitals = [m for m in parts if m[0] != "i"]
    return [_ROMAN.index(m[0]) + 1 for m in capitals]
