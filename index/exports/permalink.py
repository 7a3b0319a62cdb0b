"""Permalinks: the app's addresses of what a document shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode, urlsplit

from index.exports.words import Words, clean
from ingest.address import Address

BASE = "http://localhost:8501/"
"""Where the app runs when nobody says otherwise: on the reader's own machine."""

LONGEST_PACK = 60
"""As many things as the app takes into one address."""


def checked(base: str) -> str:
    """A base address for permalinks; raises ValueError for anything but http and https.

    >>> checked("https://kolektivka.example/app")
    'https://kolektivka.example/app'
    >>> checked("javascript:alert(1)")
    Traceback (most recent call last):
    ValueError: "javascript:alert(1)" is no base for links: give an address such as https://example.org/
    """
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    plain = not (parts.query or parts.fragment) and base.isprintable() and " " not in base
    if parts.scheme not in ("http", "https") or not parts.netloc or not plain:
        raise ValueError(f'"{base}" is no base for links: give an address such as https://example.org/')
    return base


def to_question(base: str, words: Words, day: date, question: str, filters: Iterable[tuple[str, str]] = ()) -> str:
    """The comparison that answers a question."""
    return _link(base, words, [("screen", "compare"), ("day", day.isoformat()), ("q", question), *filters])


def to_place(base: str, words: Words, day: date, place: Address) -> str:
    """One provision as of a day.

    >>> to_place(BASE, Words("sl"), date(2026, 1, 21), Address("kpop", "45", "2", indent="1"))
    'http://localhost:8501/?lang=sl&screen=read&at=kpop/45/2//1&day=2026-01-21'
    """
    dated = place.day or day
    return _link(base, words, [("screen", "read"), ("at", str(replace(place, day=None))), ("day", dated.isoformat())])


def to_contents(base: str, words: Words, day: date, agreement: str) -> str:
    """The contents of an agreement as of a day."""
    return _link(base, words, [("screen", "read"), ("agreement", agreement), ("day", day.isoformat())])


def to_start(base: str, words: Words) -> str:
    """The first screen."""
    return _link(base, words, [])


def to_pack(base: str, words: Words, day: date, items: Sequence[str]) -> str:
    """Several things in the app's pack: addresses, "t:" and the id of a topic, "q:" and a question.

    The base alone when there are more than an address carries.
    """
    if len(items) > LONGEST_PACK:
        return base
    return _link(base, words, [("screen", "pack"), ("day", day.isoformat()), *(("item", item) for item in items)])


def _link(base: str, words: Words, query: list[tuple[str, str]]) -> str:
    lang = {"sr-Cyrl": "sr"}.get(words.lang, words.lang)
    texts = [("texts", "Latn")] if words.script == "Latn" else []
    plain = [(name, clean(value)) for name, value in (("lang", lang), *query, *texts)]
    return f"{base}?{urlencode(plain, safe='/')}"
