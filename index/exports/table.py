"""The one table that every format prints: rows in the language and script of choice, numbers still numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.exports.amounts import Amount
from index.exports.words import Words
from index.results import Hit, Verdict
from ingest.address import Address
from ingest.places import Places


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as printed: what one agreement says, or that it is silent."""

    agreement_id: str
    agreement: str  # the short name
    title: str
    title_lang: str
    state: Verdict
    address: str  # "": silent
    label: str  # "": silent
    heading: str  # "": silent, or it has none
    unsure: bool  # the quotation has numbers, and none of them answers for certain
    certain: bool  # the amounts are surely what the question or topic asks for
    amounts: tuple[Amount, ...]  # empty: the text gives no number
    limit: Amount | None  # None: none is stated
    condition: str  # "": none
    lead: str  # the sentence that the quoted item of a list continues; "": it stands by itself
    quote: str  # "": silent
    quote_lang: str  # "": silent
    citation: str  # "": silent
    citation_lang: str
    see_also: tuple[Link, ...]  # further places of the same agreement
    standing: str
    warnings: tuple[str, ...]
    published: tuple[Link, ...]  # gazettes whose link is known
    permalink: str  # "": silent


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one question or topic."""

    title: str
    title_lang: str  # "": not known, or that of the document
    topic: str  # id; "": not a topic
    checked: bool  # by a person; a question never is
    note: str  # "": nothing to say
    permalink: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole document, printed but for its format."""

    title: str
    words: Words
    day: date
    as_of: str
    notice: str
    writing: str  # language and script, in words
    permalink: str
    groups: tuple[Group, ...]


def place_of(hit: Hit) -> Address:
    """The address of the words that a hit quotes."""
    point, _, indent = hit.point.partition("/")
    return Places([hit.unit]).settle(Address(hit.unit.agreement, hit.unit.label, hit.paragraph, point, indent))


def lead_of(hit: Hit) -> str:
    """The sentence before a list that a quoted item of the list continues; "": the quote is no such item."""
    first = next((b for b in hit.unit.blocks if hit.span[0] <= b.span[0] < hit.span[1]), None)
    if first is None or first.kind in ("paragraph", "row") or not first.paragraph:
        return ""
    before = [b for b in hit.unit.blocks if b.span[1] <= first.span[0] and b.paragraph == first.paragraph]
    opening = [b for b in before if b.kind == "paragraph"]
    points = [b for b in before if b.kind == "point" and b.point == first.point and first.kind != "point"]
    return "\n".join(hit.unit.text[slice(*block.span)].strip() for block in (*opening[-1:], *points[-1:]))
