"""The table as plain rows, one a value: what a spreadsheet, CSV and a data frame hold alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.exports.amounts import Amount
from index.exports.table import Entry, Group, Link, Table

Cell = str | Decimal | None  # None: there is no number

COLUMNS = {
    "question": "Question or topic",
    "agreement": "Agreement",
    "state": "Answer",
    "address": "Address",
    "heading": "Heading",
    "value": "Value",
    "upper": "Up to",
    "unit": "Unit",
    "bound": "Bound",
    "per": "Per",
    "of": "Of",
    "value_in_words": "Value in words",
    "as_written": "As written",
    "certain": "Certain",
    "condition": "Condition",
    "limit": "Limit",
    "limit_unit": "Unit of the limit",
    "limit_in_words": "Limit in words",
    "lead": "Introduction",
    "quote": "Quotation",
    "quote_language": "Language of the quotation",
    "citation": "Citation",
    "see_also": "See also",
    "standing": "Standing",
    "warnings": "Warnings",
    "published": "Published",
    "permalink": "Link",
    "as_of": "Date of the state",
    "notice": "Note",
}
"""The names of the columns, and the English of their headings."""

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def flat(of: Table, group: Group) -> Iterator[dict[str, Cell]]:
    """The rows of a group: an entry with several values has one for each, a silent one has one."""
    for entry in group.entries:
        for amount in entry.amounts or (None,):
            yield _row(of, group, entry, amount)


def _row(of: Table, group: Group, entry: Entry, amount: Amount | None) -> dict[str, Cell]:
    limit = entry.limit
    return {
        "question": group.title,
        "agreement": entry.agreement,
        "state": of.words.say(entry.state),
        "address": entry.address,
        "heading": entry.heading,
        "value": amount.number if amount else None,
        "upper": amount.upper if amount else None,
        "unit": amount.unit if amount else "",
        "bound": amount.bound if amount else "",
        "per": amount.per if amount else "",
        "of": amount.of if amount else "",
        "value_in_words": amount.said if amount else "",
        "as_written": amount.written if amount else "",
        "certain": of.words.say("yes" if entry.certain else "no") if amount else "",
        "condition": amount.when if amount and amount.when else entry.condition,
        "limit": limit.number if limit else None,
        "limit_unit": limit.unit if limit else "",
        "limit_in_words": limit.said if limit else "",
        "lead": entry.lead,
        "quote": entry.quote,
        "quote_language": entry.quote_lang,
        "citation": entry.citation,
        "see_also": "; ".join(link.text for link in entry.see_also),
        "standing": entry.standing,
        "warnings": " ".join(entry.warnings),
        "published": listed(entry.published),
        "permalink": entry.permalink,
        "as_of": of.day.isoformat(),
        "notice": " ".join(part for part in (group.note, of.notice) if part),
    }


def listed(links: tuple[Link, ...]) -> str:
    """Names and addresses in one cell."""
    return "; ".join(f"{link.text} {link.url}" for link in links)


def reads_as_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate a text instead of showing it.

    >>> [reads_as_formula(text) for text in ("=1+1", "- prva alineja", "@SUM(A1)", "– druga alineja", "3 dni")]
    [True, True, True, False, False]
    """
    return bool(_FORMULA.match(text))
