"""One provision as HTML: the words that answer, or all of it, in the letters that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from index.results import Hit, Span
from ingest.records import Agreement, Block, Unit
from ingest.script import to_latin
from ui.blocks import Wrap, drawn, mark, spelled, wrapped
from ui.spelling import Spelling


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


def quote_html(hit: Hit, latin: bool) -> str:
    """The words that answer, with what introduces them."""
    blocks = _within(hit.unit.blocks, hit.span)
    lang = lang_of(hit.unit, latin)
    spelling = Spelling(hit.unit.text, in_latin(hit.unit, latin))
    marks = [mark(span) for span in hit.marks]
    if not blocks:  # a text without structure is one stretch
        body = f"<p>{wrapped(spelling.text, spelling.span(hit.span), spelled(spelling, marks))}</p>"
    else:
        body = "".join(drawn(spelling, blocks, marks))
    lead = "".join(drawn(spelling, _leads(hit, blocks), marks))
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
    body = "".join(drawn(spelling, blocks, wraps, here, anchors or {}))
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
