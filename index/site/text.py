"""The text of a unit as HTML: paragraphs, nested lists, tables with headers, links, and a name for every place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from index.exports.words import Words
from index.results import Span
from index.site.page import lang_of, link, quoted
from index.site.ways import Ways, fragment_of
from ingest.address import Address
from ingest.links import Link
from ingest.places import Places
from ingest.records import Block, Unit
from ingest.tables import tables

_NUMBER = re.compile(r"\d|^[IVXL]+\.")
_LISTED = ("point", "subpoint", "indent")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording of a unit, to be drawn; without ids and links to its places where no `places` are given."""

    unit: Unit
    words: Words
    ways: Ways
    links: tuple[Link, ...] = ()
    places: Mapping[Span, Sequence[Address]] = field(default_factory=dict)  # that begin with a block
    name: Callable[[Address], str] = str  # what a place is called

    def html(self) -> str:
        """All words of the unit below its headings."""
        blocks = [block for block in self.unit.blocks if block.kind not in ("heading", "title")]
        body = "\n".join(self._group(kind, list(of)) for kind, of in groupby(blocks, _kind))
        if not self.unit.blocks:
            body = f"<p>{quoted(self.unit.text.strip(), self.unit, self.words)}</p>"
        return f'<div class="text"{lang_of(self.unit, self.words)}>\n{body}\n</div>'

    def _group(self, kind: str, blocks: list[Block]) -> str:
        if kind == "row":
            return self._table(blocks)
        if kind == "list":
            return self._list([(_depth(block), block) for block in blocks])
        paragraphs = "".join(f"<p{self._id(block)}>{self._block(block)}</p>" for block in blocks)
        return f"<blockquote>{paragraphs}</blockquote>" if kind == "quoted" else paragraphs

    def _list(self, items: Sequence[tuple[int, Block]]) -> str:
        """Items, each with the deeper ones after it inside."""
        parts, at = [], 0
        while at < len(items):
            depth, block = items[at]
            end = next((n for n in range(at + 1, len(items)) if items[n][0] <= depth), len(items))
            below = self._list(items[at + 1 : end]) if end > at + 1 else ""
            parts.append(f"<li{self._id(block)}>{self._block(block)}{below}</li>")
            at = end
        return f"<ul>{''.join(parts)}</ul>"

    def _table(self, rows: list[Block]) -> str:
        """Column headings where the text has them, else those of `corpus/tables.toml` for listeners alone."""
        width, heads = max(len(row.cells) for row in rows), _heads(rows)
        head = "".join(self._row(row, width, is_head=True) for row in rows[:heads])
        known = tables().get(self.unit.address)
        if not heads and known and len(known.columns) == width:
            cells = (f'<th scope="col">{quoted(name, self.unit, self.words)}</th>' for name in known.columns)
            head = f'<tr class="hidden">{"".join(cells)}</tr>'
        body = "".join(self._row(row, width) for row in rows[heads:])
        above = f"<thead>{head}</thead>" if head else ""
        # What may have to be scrolled sideways must be reached by the keyboard, and so needs a role and a name.
        name, own = escape(self.words.say("Table")), lang_of(self.unit, self.words)
        return (
            f'<div class="wide" role="group" tabindex="0" aria-label="{name}" lang="{self.words.lang}">'
            f"<table{own}>{above}<tbody>{body}</tbody></table></div>"
        )

    def _row(self, row: Block, width: int, is_head: bool = False) -> str:
        """One row; the last cell of a short one reaches to the edge of the table."""
        at, end = row.span
        drawn = []
        for number, cell in enumerate(row.cells):
            found = self.unit.text.find(cell, at, end)
            inner = quoted(cell, self.unit, self.words)
            if found >= 0:
                inner, at = self._words((found, found + len(cell))), found + len(cell)
            wider = width - len(row.cells) + 1 if number == len(row.cells) - 1 else 1
            spans = f' colspan="{wider}"' if wider > 1 else ""
            tag = 'th scope="col"' if is_head else 'th scope="row"' if number == 0 and width > 1 else "td"
            drawn.append(f"<{tag}{spans}>{inner}</{tag[:2]}>")
        return f"<tr{self._id(row)}>{''.join(drawn)}</tr>"

    def _block(self, block: Block) -> str:
        """The words of a block, then the link to it; further places that begin here are named inside."""
        more = self.places.get(block.span, ())[1:]
        also = "".join(f'<span id="{escape(fragment_of(place))}"></span>' for place in more)
        return also + self._words(block.span) + self._permalink(block)

    def _permalink(self, block: Block) -> str:
        own = self._own(block)
        if own is None:
            return ""
        said = escape(self.words.say("Link to {place}", place=self.name(own)))
        href = escape(fragment_of(own))
        return f' <a class="perma" href="#{href}" lang="{self.words.lang}" aria-label="{said}">¶</a>'

    def _words(self, span: Span) -> str:
        at, end = span
        parts = []
        for found in self.links:
            start, stop = found.reference.span
            if at <= start and stop <= end:
                parts += [self._plain(at, start), self._reference(found)]
                at = stop
        return "".join((*parts, self._plain(at, end)))

    def _reference(self, found: Link) -> str:
        inner = self._plain(*found.reference.span)
        there = [target for target in found.targets if target not in found.dangling]
        if found.leads_nowhere and not there:
            return f'<span class="dangling">{inner}</span>'
        return link(self.ways.to(there[0]), inner) if there else inner

    def _plain(self, start: int, end: int) -> str:
        return quoted(self.unit.text[start:end], self.unit, self.words)

    def _id(self, block: Block) -> str:
        own = self._own(block)
        return f' id="{escape(fragment_of(own))}"' if own else ""

    def _own(self, block: Block) -> Address | None:
        """The place that begins with a block; None: a place goes on, or places have no names here."""
        return next(iter(self.places.get(block.span, ())), None)


def beginning(unit: Unit) -> dict[Span, list[Address]]:
    """The places inside a unit by the block that they begin with, the innermost first.

    >>> from ingest.corpus import read_corpus
    >>> kpop = {unit.label: unit for unit in read_corpus()[0].units}
    >>> [[str(place) for place in places] for places in beginning(kpop["45"]).values()][:3]
    [['kpop/45/1'], ['kpop/45/2'], ['kpop/45/2//1']]
    """
    places, found = Places([unit]), defaultdict[Span, list[Address]](list)
    for place in places.all_of(unit):
        if any(place.inside):
            found[places.blocks(place)[0].span].insert(0, place)
    return dict(found)


def _kind(block: Block) -> str:
    return "list" if block.kind in _LISTED else block.kind


def _depth(block: Block) -> int:
    return int(block.kind != "point" and bool(block.point))


def _heads(rows: Iterable[Block]) -> int:
    """How many rows of a table are headings: those above the first number; none where there is no number."""
    return next((n for n, row in enumerate(rows) if any(_NUMBER.search(cell) for cell in row.cells)), 0)
