"""Numbers in digits, words and fractions; the words are data in `corpus/numerals.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ingest.phrases import pattern_of
from ingest.plain import Plain
from ingest.script import fold

_FILE = Path(__file__).parent.parent / "corpus" / "numerals.toml"
Style = Literal["digits", "word", "prefix", "fraction", "times"]
_NUMBER = re.compile(
    r"""
    (?P<fraction> (?<![\w/.,-])(?:(?P<whole>\d)[ ])?(?P<over>\d{1,2})[/⁄](?P<under>\d{1,2})(?![\w/]|[.,]\d) )
    | (?P<digits> (?<![\w/⁄]) (?<!\d[.,])
        (?: \d{1,3}(?:[.]\d{3})+(?![.]?\d)(?:,\d+)?  # 1.037,50
          | \d{1,3}(?:[ ]\d{3})+(?=(?:,\d+)?[ ]*(?:eur|€|sit|rsd|din|tolar|evr))(?:,\d+)?
          | \d+(?:[.,]\d+)? )
        (?![\w/⁄]|[.,]\d) )
    | (?P<word> [a-z]+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands in the folded text."""

    value: Decimal
    span: tuple[int, int]
    style: Style

    @property
    def is_decimal(self) -> bool:
        """Whether it was written with a fractional part: 1,00 or 2.65."""
        return self.style == "digits" and self.value.as_tuple().exponent != 0


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, folded, each with its spelling."""

    cardinal: dict[str, tuple[Decimal, str]]
    ordinal: dict[str, tuple[Decimal, str]]
    fraction: dict[str, tuple[Decimal, str]]
    times: dict[str, tuple[Decimal, str]]
    prefix: dict[str, tuple[Decimal, str]]
    adjective: re.Pattern[str]
    units_first: str  # the joint of "petindvajset"; "": units come last, in a word of their own
    months: tuple[str, ...]  # the phrases of each


@lru_cache(maxsize=2)
def number_words(language: str) -> NumberWords:
    """The table of a language, "sl" or "sr"."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))[language]
    prefixes = _by_form(table["prefix"])
    longest_first = sorted(prefixes, key=len, reverse=True)
    return NumberWords(
        cardinal=_by_form(table["cardinal"]),
        ordinal=_by_form(table["ordinal"]),
        fraction=_by_form(table["fraction"]),
        times=_by_form(table["times"]),
        prefix=prefixes,
        adjective=re.compile(f"({'|'.join(longest_first)})(?={pattern_of(table['adjective'])})"),
        units_first=table["units_first"],
        months=tuple(phrases.replace(" ", ", ") for phrases in table["month"].values()),
    )


def _by_form(table: dict[str, str]) -> dict[str, tuple[Decimal, str]]:
    return {fold(form): (_value(value), form) for value, forms in table.items() for form in forms.split()}


def _value(text: str) -> Decimal:
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under) if under else Decimal(over)


def word_value(word: str, language: str) -> Decimal | None:
    """The value of one folded word, or None where it is not a number.

    >>> [str(word_value(w, "sl")) for w in ("petindvajsetih", "dveh", "dan")], word_value("trinaest", "sr")
    (['25', '2', 'None'], Decimal('13'))
    """
    words = number_words(language)
    if word in words.cardinal:
        return words.cardinal[word][0]
    joint = words.units_first
    for at in [m.start() for m in re.finditer(joint, word)] if joint else []:
        units, tens = words.cardinal.get(word[:at]), words.cardinal.get(word[at + len(joint) :])
        if units and tens and units[0] < 10 and 20 <= tens[0] <= 90:
            return tens[0] + units[0]
    return None


def numerals(plain: Plain, readable: str, language: str) -> tuple[Numeral, ...]:
    """All numbers of a text in order; `readable` is its folded text, blank where nothing may be read.

    >>> plain = Plain.of("Od dvadeset pet do 1.037,50, a najmanje 1/3")
    >>> [(str(n.value)[:7], n.style) for n in numerals(plain, plain.text, "sr")]
    [('25', 'word'), ('1037.50', 'digits'), ('0.33333', 'fraction')]
    """
    found: list[Numeral] = []
    for match in _NUMBER.finditer(readable):
        numeral = _numeral(match, plain, language)
        if numeral is None:
            continue
        if found and (joined := _joined(found[-1], numeral, readable)):
            found[-1] = joined
        else:
            found.append(numeral)
    return tuple(found)


def _numeral(match: re.Match[str], plain: Plain, language: str) -> Numeral | None:
    if match["word"]:
        return _of_word(match, plain, language)
    if match["fraction"]:
        over, under = Decimal(match["over"]), Decimal(match["under"])
        # "42/9" and "12/21" number files; people write only proper fractions with a small denominator.
        if not 0 < over < under <= 12:
            return None
        return Numeral(Decimal(match["whole"] or 0) + over / under, match.span(), "fraction")
    return Numeral(digits_value(match["digits"]), match.span(), "digits")


def digits_value(digits: str) -> Decimal:
    """Thousand dots and a decimal comma, or a decimal dot before other than three digits.

    >>> digits_value("1.037"), digits_value("0,18"), digits_value("2.65")
    (Decimal('1037'), Decimal('0.18'), Decimal('2.65'))
    """
    digits = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


def _of_word(match: re.Match[str], plain: Plain, language: str) -> Numeral | None:
    words, (start, end) = number_words(language), match.span()
    word = match["word"]
    for style, value, form in _meanings(word, words, language):
        # With its diacritics or with none: Serbian "što" is not "sto".
        if not form or plain.latin(start, end) in (form, word):
            return Numeral(value, (start, end), style)
    prefix = words.adjective.match(word)
    if prefix:
        return Numeral(words.prefix[prefix[1]][0], (start, start + len(prefix[1])), "prefix")
    return None


def _meanings(word: str, words: NumberWords, language: str) -> Iterator[tuple[Style, Decimal, str]]:
    tables: tuple[tuple[Style, dict[str, tuple[Decimal, str]]], ...] = (
        ("word", words.cardinal),
        ("fraction", words.fraction),
        ("times", words.times),
    )
    for style, table in tables:
        if word in table:
            yield style, *table[word]
    value = word_value(word, language)
    if value is not None and word not in words.cardinal:
        yield "word", value, ""


def _joined(before: Numeral, after: Numeral, text: str) -> Numeral | None:
    """ "sto dvajset", "dvadeset i pet" as one number; None where they are two."""
    if before.style != "word" or after.style != "word":
        return None
    if not re.fullmatch(r"\s+(?:i\s+|in\s+)?", text[before.span[1] : after.span[0]]):
        return None
    span = (before.span[0], after.span[1])
    if after.value == 1000 and 1 < before.value < 1000:
        return Numeral(before.value * 1000, span, "word")
    for scale in (1000, 100, 10):
        if before.value >= (20 if scale == 10 else scale) and before.value % scale == 0:
            return Numeral(before.value + after.value, span, "word") if after.value < scale else None
    return None
