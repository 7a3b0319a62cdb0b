"""The words of the interface in four writings: English is written in the code, the others in catalogues."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from ingest.script import to_latin

LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """A language and script that the interface speaks."""

    code: str  # in the address
    name: str  # in its own words
    lang: str  # for the lang attribute of HTML
    locale: str  # for dates
    day: str  # how a day is written; in numbers where a month's name would have to be declined
    catalogue: str  # folder under locale/; "": English, which is written in the code
    latin: bool = False  # the catalogue is Cyrillic, the interface Latin


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "en", "en_GB", "d MMMM y", ""),
        Language("sl", "slovenščina", "sl", "sl", "d. M. y", "sl"),
        Language("sr", "српски", "sr-Cyrl", "sr_Cyrl", "d. M. y.", "sr"),
        Language("sr-Latn", "srpski", "sr-Latn", "sr_Latn", "d. M. y.", "sr", latin=True),
    )
}


class Words:
    """What the interface says in one language.

    >>> [Words(LANGUAGES[code]).gettext("Compare") for code in LANGUAGES]
    ['Compare', 'Primerjava', 'Поређење', 'Poređenje']
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        said = _translations(language.catalogue, language.latin)
        self.gettext, self.ngettext = said.gettext, said.ngettext

    def date(self, day: date) -> str:
        """A day as the language writes it.

        >>> Words(LANGUAGES["sr-Latn"]).date(date(2019, 1, 31))
        '31. 1. 2019.'
        """
        return format_date(day, self.language.day, locale=self.language.locale)

    def letters(self, serbian: str) -> str:
        """Words in Serbian Cyrillic in the letters of the interface; of other languages as they are.

        >>> Words(LANGUAGES["sr-Latn"]).letters("члан"), Words(LANGUAGES["sr"]).letters("члан")
        ('član', 'члан')
        """
        return to_latin(serbian) if self.language.latin else serbian

    def number(self, number: int) -> str:
        """A count as the language writes it."""
        return format_decimal(number, locale=self.language.locale)

    def percent(self, share: float) -> str:
        """A share of one, to a tenth of a per cent.

        >>> Words(LANGUAGES["sl"]).percent(0.975)
        '97,5\xa0%'
        """
        return format_percent(share, "#,##0.#\xa0%", locale=self.language.locale)


def catalogue(name: str) -> Catalog:
    """A catalogue as its translators wrote it."""
    with (LOCALE / name / "LC_MESSAGES" / "kolektivka.po").open("rb") as file:
        return read_po(file, locale=name, abort_invalid=True)


@cache
def _translations(name: str, latin: bool) -> gettext.NullTranslations:
    if not name:
        return gettext.NullTranslations()
    messages = catalogue(name)
    if latin:  # one catalogue serves both scripts of Serbian
        for message in messages:
            if message.id:
                said = message.string or ""
                message.string = to_latin(said) if isinstance(said, str) else tuple(map(to_latin, said))
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
