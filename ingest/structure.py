"""The inside of a unit: its heading, paragraphs, points, sub-points, indents and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.headings import Grammar, part, point
from ingest.records import Block, BlockKind, UnitKind
from ingest.tables import Table, cells_of

_PARAGRAPH = re.compile(r"\((\d{1,2})\)\s*")
_BRACKET_POINT = re.compile(r"(\d{1,2}|[a-zčšžа-ш])\)\s*")
_DOT_POINT = re.compile(r"(\d{1,2}|[A-Da-d])\.\s*(?=\D)")
OPEN, _CLOSE = ("»", "„", "“", '"'), ("«", "”", '"')
_INDENT = re.compile(r"[-–—•]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str  # stripped
    start: int  # in the unit's text
    end: int


@dataclass(slots=True)
class _Place:
    """Where the next line of a unit stands; counts what the text does not number."""

    numbered: bool  # the paragraphs carry (1), (2), …
    paragraph: int = 0
    point: str = ""
    dotted: bool = False  # the point is of the kind "9. točka", which stands above paragraphs
    indent: int = 0

    def open_paragraph(self, number: int) -> None:
        self.paragraph, self.point, self.dotted, self.indent = number, "", False, 0

    def open_point(self, label: str, dotted: bool) -> None:
        self.point, self.dotted, self.indent = label, dotted, 0

    def block(self, line: _Line, kind: BlockKind, cells: tuple[str, ...] = ()) -> Block:
        paragraph = "" if self.dotted or not self.paragraph else str(self.paragraph)
        indent = str(self.indent) if self.indent else ""
        return Block(kind, (line.start, line.end), paragraph, self.point, indent, cells)


def structure(
    text: str, opening: int, kind: UnitKind, words: Grammar, table: Table | None = None
) -> tuple[str, tuple[Block, ...]]:
    """Heading and blocks of a unit; every line that is not blank is in exactly one block.

    `opening` is the offset of the line that opens the unit; what stands above it are headings.

    >>> from ingest.headings import grammar
    >>> heading, blocks = structure("5. člen\\n(odmor)\\n(1) Prvi:\\n- eno,\\n- dve.\\n", 0, "article", grammar("sl"))
    >>> heading, [(b.kind, b.paragraph, b.indent) for b in blocks][2:]
    ('odmor', [('paragraph', '1', ''), ('indent', '1', '1'), ('indent', '1', '2')])
    """
    lines = list(_lines(text))
    above = [Block("heading", (line.start, line.end)) for line in lines if line.start <= opening]
    below = [line for line in lines if line.start > opening]
    first = next((line.text for line in lines if line.start >= opening), "")
    heading = _heading_of(first, kind) or words.article_title(first)
    titled = bool(below) and words.title.fullmatch(below[0].text) and not _PARAGRAPH.match(below[0].text)
    titled = titled and not words.struck.fullmatch(below[0].text)  # that is all there is of it, and no title
    if titled and kind in ("article", "annex-article"):
        title = below.pop(0)
        heading = title.text[1:-1].strip()
        above.append(Block("title", (title.start, title.end)))
    if kind in ("preamble", "closing", "note") or not above:
        below, above = [*(line for line in lines if line.start <= opening), *below], []
    return heading, (*above, *_body(below, words, table))


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            yield _Line(stripped, start, start + len(stripped))


def _heading_of(line: str, kind: UnitKind) -> str:
    if kind == "section":
        titled = part(line)
        return titled[1] if titled else line
    if kind == "point":
        numbered = point(line)
        return numbered[1] if numbered else line
    return line if kind == "appendix" else ""


def _body(lines: list[_Line], words: Grammar, table: Table | None) -> Iterator[Block]:
    place = _Place(numbered=any(_PARAGRAPH.match(line.text) for line in lines) and not _serbian_points(lines))
    quoted = False
    for line in lines:
        if quoted or (line.text[:1] in OPEN and quoted_article(line.text, words)):
            yield place.block(line, "quoted", _cells(line.text))
            quoted = not ends_quotation(line.text)
        else:
            yield _block(line, place, table)
            quoted = bool(quoted_article(line.text, words))


def quoted_article(line: str, words: Grammar) -> str:
    """The label of the article whose quotation a line begins, at its own beginning or its end; "": it begins none.

    >>> from ingest.headings import grammar
    >>> lines = ("»6. člen", "doda se nov člen, ki se glasi: »6. a člen", "6. člen")
    >>> [quoted_article(line, grammar("sl")) for line in lines]
    ['6', '6a', '']
    """
    at = max(map(line.rfind, OPEN))
    return (words.article_label(line[at + 1 :]) or "") if at >= 0 else ""


def ends_quotation(line: str) -> bool:
    """Whether a line is the last one of a quotation."""
    return line.rstrip(".;").endswith(_CLOSE)


def _serbian_points(lines: list[_Line]) -> bool:
    """Whether (1) is a sub-point of 1), as in Serbian texts, and not a paragraph."""
    first_point = next((n for n, line in enumerate(lines) if _BRACKET_POINT.match(line.text)), None)
    first_bracket = next((n for n, line in enumerate(lines) if _PARAGRAPH.match(line.text)), None)
    return first_point is not None and first_bracket is not None and first_point < first_bracket


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split("\t")) if "\t" in text else ()


def _block(line: _Line, place: _Place, table: Table | None) -> Block:
    text = line.text
    cells = cells_of(table, text) or _cells(text)
    if cells:
        place.indent += bool(_INDENT.match(text))
        return place.block(line, "row", cells)
    if match := _PARAGRAPH.match(text):
        if place.numbered:
            place.open_paragraph(int(match[1]))
            return place.block(line, "paragraph")
        return replace(place.block(line, "subpoint"), indent=match[1])
    if match := _BRACKET_POINT.match(text):
        place.open_point(match[1], dotted=False)
        return place.block(line, "point")
    if (match := _DOT_POINT.match(text)) and _continues(place, match[1]):
        place.open_point(match[1], dotted=match[1].isdigit())
        return place.block(line, "point")
    if _INDENT.match(text):
        place.indent += 1
        return place.block(line, "indent")
    if not place.dotted and not (place.paragraph and (place.numbered or text[:1].islower())):
        place.open_paragraph(place.paragraph + 1)
    return replace(place.block(line, "paragraph"), indent="")  # what follows a list is in no indent


def _continues(place: _Place, label: str) -> bool:
    """A number with a dot opens a point only in sequence; otherwise it is a date or an amount."""
    if label.isdigit():
        before = int(place.point) if place.dotted and place.point.isdigit() else 0
        return int(label) == before + 1
    return label in ("A", "a") or (len(place.point) == 1 and ord(label) == ord(place.point) + 1)
