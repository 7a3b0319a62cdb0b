"""The blocks of a published text as HTML: every character is escaped, only our own marks around parts are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from index.results import Span
from ingest.records import Block
from ui.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Wrap:
    """A stretch of a published text and the tags to put around it."""

    span: Span
    opening: str
    closing: str


def mark(span: Span) -> Wrap:
    """A word that the question has too."""
    return Wrap(span, "<mark>", "</mark>")


def wrapped(text: str, span: Span, wraps: Iterable[Wrap]) -> str:
    """A stretch of text with tags around the parts of it that do not overlap.

    >>> wrapped("<b> dva dni", (0, 11), [mark((4, 7))])
    '&lt;b&gt; <mark>dva</mark> dni'
    """
    at, end = span
    parts = []
    for wrap in wraps:
        start, stop = wrap.span
        if at <= start and stop <= end:
            parts += [escape(text[at:start]), f"{wrap.opening}{escape(text[start:stop])}{wrap.closing}"]
            at = stop
    return "".join((*parts, escape(text[at:end])))


def spelled(spelling: Spelling, wraps: Iterable[Wrap]) -> list[Wrap]:
    """The same stretches in the text as it is shown, in its order."""
    placed = sorted(wraps, key=lambda wrap: wrap.span)
    return [Wrap(spelling.span(wrap.span), wrap.opening, wrap.closing) for wrap in placed]


def drawn(
    spelling: Spelling,
    blocks: Iterable[Block],
    published: Iterable[Wrap],
    here: Span = (0, 0),
    anchors: Mapping[Span, str] | None = None,
) -> Iterator[str]:
    """Each block with the tags of its kind, rows as a table; `here` and `anchors` as of `article_html`."""
    wraps, anchors = spelled(spelling, published), anchors or {}
    for kind, group in groupby(blocks, lambda block: block.kind):
        if kind == "row":
            rows = list(group)
            width = max(len(row.cells) for row in rows)
            drawn = "".join(_row(spelling, row, wraps, width, _is_head(row, rows)) for row in rows)
            yield f'<div class="k-table" tabindex="0"><table>{drawn}</table></div>'
        else:
            for block in group:
                pointed = here[0] <= block.span[0] and block.span[1] <= here[1]
                inner = wrapped(spelling.text, spelling.span(block.span), wraps) + anchors.get(block.span, "")
                yield f'<p class="k-{kind}{" k-here" if pointed else ""}">{inner}</p>'


def _is_head(row: Block, rows: Sequence[Block]) -> bool:
    """Whether a row names the columns: the first one, with words only, above rows that have numbers."""

    def has_number(of: Block) -> bool:
        return any(c.isdigit() for cell in of.cells for c in cell)

    return row is rows[0] and not has_number(row) and any(map(has_number, rows[1:]))


def _row(spelling: Spelling, row: Block, wraps: list[Wrap], width: int, is_head: bool) -> str:
    """One row; the last cell of a short one reaches to the edge of the table."""
    opening, closing = ('<th scope="col"', "</th>") if is_head else ("<td", "</td>")
    at, end = spelling.span(row.span)
    cells = []
    for number, published in enumerate(row.cells, 1):
        cell = Spelling(published, spelling.latin).text
        found = spelling.text.find(cell, at, end)
        inner = escape(cell) if found < 0 else wrapped(spelling.text, (found, found + len(cell)), wraps)
        at = max(at, found + len(cell)) if found >= 0 else at
        missing = width - len(row.cells) + 1 if number == len(row.cells) else 1
        cells.append(f"{opening}{f' colspan={missing}' if missing > 1 else ''}>{inner}{closing}")
    return f"<tr>{''.join(cells)}</tr>"
