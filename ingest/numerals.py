"""Numbers in digits, words and fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ingest.number_words import NumberWords, number_words, word_value
from ingest.plain import Plain

Style = Literal["digits", "word", "prefix", "fraction", "times"]
_HALF = Decimal("0.5")
_REPEATED = re.compile(r"\b(\d+|[a-z]+)\s\((\d+|[a-z]+)\)(?=\s[a-z])")
_NUMBER = re.compile(
    r"""
    (?P<fraction> (?<![\w/.,-])(?:(?P<whole>\d)[ ])?(?P<over>\d{1,2})[/⁄](?P<under>\d{1,2})(?![\w/]|[.,]\d) )
    | (?P<digits> (?<![\w/⁄]) (?<!\d[.,])
        (?: \d{1,3}(?:[.]\d{3})+(?![.]?\d)(?:,\d+)?  # 1.037,50
          | \d{1,3}(?:[ ]\d{3})+(?=(?:,\d+)?[ ]*(?:eur|€|sit|rsd|din|tolar|evr))(?:,\d+)?
          | \d+(?:[.,]\d+)? )
        (?![\w/⁄]|[.,]\d) )
    | (?<!\w)(?P<misread>l\d)(?=\s[a-z])  # a scanner's "l5 dneh"
    | (?P<half> (?<=[a-z])\s(?:i\spo|in\spol)\b(?!\s\d) )
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


def numerals(plain: Plain, readable: str, language: str) -> tuple[Numeral, ...]:
    """All numbers of a text in order; `readable` is its folded text, blank where nothing may be read.

    >>> plain = Plain.of("Od dvadeset pet do 1.037,50, a najmanje 1/3")
    >>> [(str(n.value)[:7], n.style) for n in numerals(plain, plain.text, "sr")]
    [('25', 'word'), ('1037.50', 'digits'), ('0.33333', 'fraction')]
    """
    found: list[Numeral] = []
    for match in _NUMBER.finditer(readable):
        if match.lastgroup == "word" and not _may_count(match[0], language):
            continue
        if match["half"]:
            if found and found[-1].span[1] == match.start():
                found[-1] = replace(found[-1], value=found[-1].value + _HALF, span=(found[-1].span[0], match.end()))
            continue
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
    if match["misread"]:
        return Numeral(Decimal(match["misread"].replace("l", "1")), match.span(), "digits")
    if match["fraction"]:
        over, under = Decimal(match["over"]), Decimal(match["under"])
        # "42/9" and "12/21" number files; people write only proper fractions with a small denominator.
        if not 0 < over < under <= 12:
            return None
        return Numeral(Decimal(match["whole"] or 0) + over / under, match.span(), "fraction")
    return Numeral(digits_value(match["digits"]), match.span(), "digits")


def without_repeats(text: str, language: str) -> str:
    """The folded text without numbers said twice: "petnajst (15) dni" as "petnajst dni", as long as before.

    >>> without_repeats("petnajst (15) dni, clen (2)", "sl")
    'petnajst      dni, clen (2)'
    """

    def once(match: re.Match[str]) -> str:
        values = [Decimal(n) if n.isdigit() else word_value(n, language) for n in match.groups()]
        return match[1] + " " * (len(match[0]) - len(match[1])) if values[0] == values[1] else match[0]

    return _REPEATED.sub(once, text)


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
    for style, value, form in _meanings(word, language):
        # With its diacritics or with none: Serbian "što" is not "sto".
        if not form or plain.latin(start, end) in (form, word):
            return Numeral(value, (start, end), style)
    prefix = words.adjective.match(word)
    if prefix:
        return Numeral(words.prefix[prefix[1]][0], (start, start + len(prefix[1])), "prefix")
    return None


@lru_cache(maxsize=50_000)
def _may_count(word: str, language: str) -> bool:
    """Whether a folded word is a number, or begins with one: most words are none."""
    return bool(_meanings(word, language) or number_words(language).adjective.match(word))


@lru_cache(maxsize=50_000)
def _meanings(word: str, language: str) -> tuple[tuple[Style, Decimal, str], ...]:
    """What a folded word means as a number, with the form that it has then; "": any."""
    return tuple(_found(word, number_words(language), language))


def _found(word: str, words: NumberWords, language: str) -> Iterator[tuple[Style, Decimal, str]]:
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
    """ "sto dvajset", "dvadeset i pet", "dve tretjini" as one number; None where they are two."""
    if before.style != "word" or after.style not in ("word", "fraction"):
        return None
    if not re.fullmatch(r"\s+(?:i\s+|in\s+)?", text[before.span[1] : after.span[0]]):
        return None
    span = (before.span[0], after.span[1])
    if after.style == "fraction":
        return Numeral(before.value * after.value, span, "fraction") if before.value < 10 else None
    if after.value == 1000 and 1 <= before.value < 1000:
        return Numeral(before.value * 1000, span, "word")
    for scale in (1000, 100, 10):
        if before.value >= (20 if scale == 10 else scale) and before.value % scale == 0:
            return Numeral(before.value + after.value, span, "word") if after.value < scale else None
    return None
