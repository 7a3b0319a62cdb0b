"""One provision as HTML: every character of a document is escaped, only our own marks are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from index.results import Hit, Span
from ingest.records import Agreement, Block, Unit
from ingest.script import to_latin
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


def in_latin(record: Agreement | Unit, latin: bool) -> bool:
    """Whether a text is to be shown in letters other than its own."""
    return latin and record.language == "sr" and record.script == "Cyrl"


def lang_of(record: Agreement | Unit, latin: bool) -> str:
    """The value of the lang attribute for a quoted text.

    >>> from ingest.corpus import read_corpus
    >>> serbian = read_corpus()[3].agreement
    >>> lang_of(serbian, latin=False), lang_of(serbian, latin=True)
    ('sr-Cyrl', 'sr-Latn')
    """
    if record.language != "sr":
        return record.language
    return "sr-Latn" if in_latin(record, latin) else f"sr-{record.script}"


def quoted(record: Agreement | Unit, text: str, latin: bool) -> str:
    """Words of an agreement, in their script, safe to be put into a page."""
    return escape(to_latin(text) if in_latin(record, latin) else text)


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


def quote_html(hit: Hit, latin: bool) -> str:
    """The words that answer, with what introduces them."""
    blocks = _within(hit.unit.blocks, hit.span)
    lang = lang_of(hit.unit, latin)
    spelling = Spelling(hit.unit.text, in_latin(hit.unit, latin))
    marks = [mark(span) for span in hit.marks]
    if not blocks:  # a text without structure is one stretch
        body = f"<p>{wrapped(spelling.text, spelling.span(hit.span), _spelled(spelling, marks))}</p>"
    else:
        body = "".join(_drawn(spelling, blocks, marks))
    lead = "".join(_drawn(spelling, _leads(hit, blocks), marks))
    above = f'<div class="k-lead">{lead}</div>' if lead else ""
    return f'<blockquote class="k-quote" lang="{lang}">{above}{body}</blockquote>'


def article_html(
    unit: Unit,
    latin: bool,
    wraps: Iterable[Wrap] = (),
    here: Span = (0, 0),
    anchors: Mapping[Span, str] | None = None,
) -> str:
    """All words of a unit below its headings, with their structure.

    `here` is the part that is pointed out; `anchors` are pieces of HTML to put behind blocks, by the blocks' spans.
    """
    spelling = Spelling(unit.text, in_latin(unit, latin))
    blocks = [block for block in unit.blocks if block.kind not in ("heading", "title")]
    body = "".join(_drawn(spelling, blocks, wraps, here, anchors or {}))
    if not unit.blocks:
        body = f"<p>{escape(spelling.text.strip())}</p>"
    return f'<div class="k-article" lang="{lang_of(unit, latin)}">{body}</div>'


def _within(blocks: tuple[Block, ...], span: Span) -> tuple[Block, ...]:
    return tuple(block for block in blocks if span[0] <= block.span[0] and block.span[1] <= span[1])


def _leads(hit: Hit, quote: tuple[Block, ...]) -> tuple[Block, ...]:
    """The sentence that a quoted point or indent continues, and the point that an indent stands in."""
    if not quote or quote[0].kind == "paragraph":
        return ()
    first = quote[0]
    before = [b for b in hit.unit.blocks if b.span[1] <= first.span[0] and b.paragraph == first.paragraph]
    paragraphs = [b for b in before if b.kind == "paragraph"]
    points = [b for b in before if b.kind == "point" and b.point == first.point and first.kind != "point"]
    return (*paragraphs[-1:], *points[-1:])


def _spelled(spelling: Spelling, wraps: Iterable[Wrap]) -> list[Wrap]:
    """The same stretches in the text as it is shown, in its order."""
    placed = sorted(wraps, key=lambda wrap: wrap.span)
    return [Wrap(spelling.span(wrap.span), wrap.opening, wrap.closing) for wrap in placed]


def _drawn(
    spelling: Spelling,
    blocks: Iterable[Block],
    published: Iterable[Wrap],
    here: Span = (0, 0),
    anchors: Mapping[Span, str] | None = None,
) -> Iterator[str]:
    wraps, anchors = _spelled(spelling, published), anchors or {}
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
