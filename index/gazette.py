"""Gazettes of a unit: how a citation names them, and links to them."""

from __future__ import annotations

import re

from ingest.ordinals import words
from ingest.records import Agreement, Gazette, Unit
from ingest.script import to_cyrillic, to_latin

_OFFICIAL = "https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/{year}-01-{number:0>4}"
_YEAR = re.compile(r"/(\d{2}|\d{4})\Z", re.ASCII)


def published(agreement: Agreement, unit: Unit) -> tuple[Gazette, ...]:
    """Where a unit was published: an annex in a gazette of its own."""
    annex = next((a for a in agreement.annex if unit.label.startswith(f"{a.label}/")), None)
    return (annex.published,) if annex and annex.published else agreement.published


def gazettes(agreement: Agreement, unit: Unit, form: str) -> str:
    """ " (Uradni list RS, št. 46/23 in 62/23)"; "": never published, or the short form."""
    printed = published(agreement, unit)
    if form == "sl-short" or not printed:
        return ""
    of = words()["print"]["sr" if form.startswith("sr") else form]
    number, last = (to_cyrillic(of[k]) if form == "sr-Cyrl" else of[k] for k in ("number", "last"))
    issues = [gazette.issue for gazette in printed]
    listed = f"{', '.join(issues[:-1])} {last} {issues[-1]}" if len(issues) > 1 else issues[0]
    gazette = printed[0].gazette if form == "sr-Cyrl" else to_latin(printed[0].gazette)
    quoted = f"„{gazette}”" if agreement.language == "sr" and form.startswith("sr") else gazette
    return f" ({quoted}, {number} {listed})"


def gazette_links(agreement: Agreement, unit: Unit) -> tuple[tuple[str, str], ...]:
    """Name and link of each gazette of a unit, as far as a link is known or follows from year and number.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> gazette_links(kpop.agreement, kpop.units[-2])
    (('Uradni list RS 62/23', 'https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/2023-01-1914'),)
    """
    return tuple((f"{g.gazette} {g.issue}", link) for g in published(agreement, unit) if (link := _link(g)))


def _link(gazette: Gazette) -> str:
    if gazette.url:
        return gazette.url if gazette.url.startswith(("https://", "http://")) else ""
    year = _YEAR.search(gazette.issue)
    if gazette.gazette != "Uradni list RS" or not year or not gazette.number.isdecimal():
        return ""
    century = "" if len(year[1]) == 4 else "19" if int(year[1]) > 50 else "20"
    return _OFFICIAL.format(year=century + year[1], number=gazette.number)
