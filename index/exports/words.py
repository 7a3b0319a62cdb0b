"""The words of documents to take away, in English, Slovenian and Serbian of both scripts."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from babel.dates import format_date
from babel.numbers import format_decimal

from ingest.script import to_cyrillic, to_latin

Language = Literal["en", "sl", "sr"]
Script = Literal["", "Latn", "Cyrl"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
SCRIPTS: tuple[Script, ...] = get_args(Script)

_FILE = Path(__file__).parent.parent.parent / "corpus" / "export-words.toml"
_LOCALES = {"en": "en_GB", "sl": "sl_SI", "sr-Cyrl": "sr_Cyrl_RS", "sr-Latn": "sr_Latn_RS"}
_DAYS = {"en": "d MMMM y", "sl": "d. M. y", "sr": "d. M. y."}
_DAYS_OF_A_YEAR = {"en": "d MMMM", "sl": "d. M.", "sr": "d. M."}
_QUOTES = {"en": "“{}”", "sl": "»{}«", "sr": "„{}”"}
_MOST_DIGITS = 6  # after the point
# What XML cannot hold; a question may bring it along.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Words:
    """What a document says in one language; Serbian is printed in the script of choice.

    Raises ValueError for a language or script that is not known.

    >>> [Words(language, script).say("Agreement") for language, script in (("sl", ""), ("sr", ""), ("sr", "Latn"))]
    ['Pogodba', 'Уговор', 'Ugovor']
    """

    def __init__(self, language: str, script: str = "") -> None:
        if language not in LANGUAGES:
            raise ValueError(f'no language "{language}" for documents; there are {", ".join(LANGUAGES)}')
        if script not in SCRIPTS:
            raise ValueError(f'no script "{script}"; there are Latn and Cyrl, or none for texts as published')
        self.language: Language = next(known for known in LANGUAGES if known == language)
        self.script: Script = next(known for known in SCRIPTS if known == script)

    @property
    def lang(self) -> str:
        """The language and script of the words themselves, as the lang attribute of HTML has it."""
        return f"sr-{self.script or 'Cyrl'}" if self.language == "sr" else self.language

    @property
    def locale(self) -> str:
        return _LOCALES[self.lang]

    def say(self, english: str, **places: object) -> str:
        """A sentence in the language, its places filled; English where no translation is known."""
        said = english
        if self.language != "en":
            said = _table()["words"].get(english, {}).get(self.language, english)
        if self.lang == "sr-Latn":
            said = to_latin(said)
        return said.format(**places) if places else said

    def date(self, day: date) -> str:
        r"""A day as the language writes it.

        >>> [Words(language).date(date(2019, 1, 31)).replace("\u00a0", " ") for language in ("en", "sl", "sr")]
        ['31 January 2019', '31. 1. 2019', '31. 1. 2019.']
        """
        # A line must not break within a day.
        return format_date(day, _DAYS[self.language], locale=self.locale).replace(" ", "\u00a0")

    def day_of_a_year(self, month: int, day: int) -> str:
        """A day without its year.

        >>> Words("en").day_of_a_year(3, 1), Words("sl").day_of_a_year(3, 1)
        ('1 March', '1. 3.')
        """
        # Any leap year will do: 29 February is a day too.
        return format_date(date(2024, month, day), _DAYS_OF_A_YEAR[self.language], locale=self.locale)

    def in_quotes(self, text: str) -> str:
        """Words of a source in the quotation marks of the language."""
        return _QUOTES[self.language].format(text)

    def number(self, number: Decimal) -> str:
        """A number as the language writes it, none of its digits lost.

        >>> Words("sl").number(Decimal("1037.50")), Words("en").number(Decimal(1) / 3)
        ('1.037,50', '1/3')
        """
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_MOST_DIGITS:
            return str(Fraction(number).limit_denominator(100))  # a third has no last digit
        said = format_decimal(abs(number), locale=self.locale, decimal_quantization=False)
        digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        point = "." if self.language == "en" else ","
        whole, _, rest = said.partition(point)
        return ("−" if number < 0 else "") + whole + (point + rest.ljust(digits, "0") if digits else "")

    def count(self, unit: str, number: Decimal) -> str:
        """The name of a unit as it stands after a number; a sign such as EUR is itself.

        >>> [Words("sl").count("working day", Decimal(n)) for n in ("1", "2", "3", "5", "102", "0.5")]
        ['delovni dan', 'delovna dneva', 'delovne dni', 'delovnih dni', 'delovna dneva', 'delovnega dneva']
        >>> Words("sr", "Latn").count("day", Decimal(21)), Words("en").count("EUR", Decimal(2))
        ('dan', 'EUR')
        """
        forms = _table()["units"].get(unit)
        if forms is None:
            return unit
        said = forms[self.language].split("|")[_form(number, self.language)]
        return to_latin(said) if self.lang == "sr-Latn" else str(said)

    def name(self, text: str) -> str:
        """A name or citation in the letters of the document's own words."""
        return clean(text if self.lang == "sr-Cyrl" else to_latin(text))

    def quoted(self, text: str, language: str, script: str) -> tuple[str, str]:
        """Words of a source in the script of choice, and the language and script they are then in.

        >>> Words("en", "Latn").quoted("пет дана", "sr", "Cyrl"), Words("en").quoted("пет дана", "sr", "Cyrl")
        (('pet dana', 'sr-Latn'), ('пет дана', 'sr-Cyrl'))
        """
        if language != "sr":
            return clean(text), language
        turned = to_latin(text) if self.script == "Latn" else to_cyrillic(text) if self.script == "Cyrl" else text
        return clean(turned), f"sr-{self.script or script}"


def clean(text: str) -> str:
    """Without the characters that XML cannot hold: the same text in every format."""
    return _NOT_IN_XML.sub("", text)


def _form(number: Decimal, language: Language) -> int:
    """Which form of a noun follows a number."""
    if language == "en":
        return int(number != 1)
    if number % 1:
        return 4 if language == "sl" else 1
    last = int(number) % 100
    if language == "sl":
        return {1: 0, 2: 1, 3: 2, 4: 2}.get(last, 3)
    if last in (11, 12, 13, 14):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(last % 10, 2)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
