"""Documents to take away, from any comparison, topic or list of provisions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast, get_args

from index.cite import Form
from index.exports.collection import Collection, of_comparison, of_topics, of_units, together
from index.exports.permalink import BASE
from index.exports.printer import table
from index.exports.table import Table
from index.exports.words import Words
from ingest.script import fold

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FORMATS",
    "Collection",
    "Exported",
    "Format",
    "export",
    "of_comparison",
    "of_topics",
    "of_units",
    "to_frame",
    "together",
]

Format = Literal["docx", "xlsx", "csv", "json", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "html": "text/html",
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished document and what to call it."""

    data: bytes
    name: str  # of the file: small Latin letters, digits and hyphens, whatever the language
    media_type: str


def export(
    collection: Collection,
    format: str,
    language: str = "en",
    script: str = "",
    form: Form | None = None,
    base: str = BASE,
) -> Exported:
    """A collection as a document in a language.

    `script` is that of everything Serbian ("Latn", "Cyrl"; "": quotations as published), `form` the form of
    the citations (by default that of the language), `base` the address of the app for permalinks. Raises
    ValueError for an unknown format, language, script or form, and for a base that is no web address.

    >>> from datetime import date
    >>> from index.knowledge_base import KnowledgeBase
    >>> comparison = KnowledgeBase.open().compare("Колико дана одсуства за свадбу?")
    >>> export(of_comparison(comparison, date(2026, 1, 21)), "html", "sr").name
    'kolektivka-koliko-dana-odsustva-za-svadbu-2026-01-21.html'
    """
    if format not in FORMATS:
        raise ValueError(f'no format "{format}"; there are {", ".join(FORMATS)}')
    of = table(collection, Words(language, script), form, base)
    # Only now: whoever searches does not wait for the libraries of Word and Excel to load.
    write = cast(Callable[[Table], bytes], import_module(f"index.exports.{format}").write)
    return Exported(write(of), file_name(of.title, of.day.isoformat(), format), media_type(format))


def to_frame(
    collection: Collection, language: str = "en", script: str = "", form: Form | None = None, base: str = BASE
) -> pd.DataFrame:
    """A collection as a data frame, one row a value; its columns have the same names in every language."""
    from index.exports.frame import frame  # only now, as above

    return frame(table(collection, Words(language, script), form, base))


def media_type(format: str) -> str:
    """What a browser is told about a format; KeyError for an unknown one."""
    return _MEDIA[format]


def file_name(title: str, day: str, ending: str) -> str:
    """A name that every system accepts.

    >>> file_name("Годишњи одмор / letni dopust?", "2026-01-21", "docx")
    'kolektivka-godisnji-odmor-letni-dopust-2026-01-21.docx'
    """
    words = re.findall(r"[a-z0-9]+", fold(title))
    slug = "-".join(words)[:_LONGEST_NAME].strip("-")
    return "-".join(part for part in ("kolektivka", slug, day) if part) + f".{ending}"
