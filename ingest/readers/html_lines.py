"""From the tags of a page to its lines."""

from __future__ import annotations

import re

from bs4 import Tag

from ingest.records import Line

_BLOCKS = frozenset(
    """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4
    h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_SPACE = re.compile(r"[ \t\n\r\f]+")  # not the no-break space, which the publisher chose
_MARKED = re.compile(r"\s*(?:[-–—•·*]|\(?\w{1,4}[.)])")
_WIDEST = 40  # columns that one cell may span
_MOST_NESTED = 10  # tables one in another: what lies deeper is read as paragraphs
_MOST_PARAGRAPHS = 5  # in a cell: more, and the table only places things on the page


class LineBuilder:
    """Takes opening tags, text and closing tags in order; its blocks are paragraphs, items and tables."""

    def __init__(self) -> None:
        self._blocks: list[list[Line]] = [[]]
        self._parts: list[str] = []  # of the line or cell that is being read
        self._cells: list[str] | None = None  # of the row that is being read; None: outside rows
        self._table: Tag | None = None  # the table whose rows are kept; None: outside
        self._heading = 0
        self._lists: list[tuple[str, int]] = []  # kind and next number of the lists around
        self._mark = ""  # of the list item that has begun
        self._preformatted = 0
        self._tables = 0  # that lie around

    def take(self, event: str, node: Tag | str) -> None:
        """One opening tag, closing tag or text."""
        if isinstance(node, str):
            self._parts.append(node if self._preformatted else _SPACE.sub(" ", node))
        elif self._table is not None:
            self._in_table(event, node)
        elif event == "open":
            self._open(node)
        else:
            self._close(node)

    def finish(self) -> list[list[Line]]:
        """All blocks."""
        self._end_block()
        return self._blocks

    def _open(self, tag: Tag) -> None:
        if tag.name == "br":
            self._end_line()
        elif tag.name in _BLOCKS or tag.name in ("td", "th"):
            self._end_block()
        if re.fullmatch("h[1-6]", tag.name):
            self._heading = int(tag.name[1])
        elif tag.name in ("ul", "ol"):
            self._lists.append((str(tag.get("type", "1")) if tag.name == "ol" else "", _number(tag, "start")))
        elif tag.name == "li" and self._lists:
            kind, number = self._lists[-1]
            number = _number(tag, "value") if tag.has_attr("value") else number
            self._lists[-1] = (kind, number + 1)
            self._mark = f"{_counted(kind, number)} " if kind else "• "
        elif tag.name == "pre":
            self._preformatted += 1
        elif tag.name == "table":
            self._tables += 1
            self._table = tag if self._tables <= _MOST_NESTED and _holds_data(tag) else None

    def _close(self, tag: Tag) -> None:
        if tag.name in _BLOCKS or tag.name in ("td", "th"):
            self._end_block()
        if re.fullmatch("h[1-6]", tag.name):
            self._heading = 0
        elif tag.name in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag.name == "pre":
            self._preformatted -= 1
        elif tag.name == "table":
            self._tables -= 1

    def _in_table(self, event: str, tag: Tag) -> None:
        if tag is self._table:  # only its closing tag comes here
            self._end_row()
            self._table = None
            self._tables -= 1
            self._end_block()
        elif tag.name == "tr" or (tag.name == "caption" and event == "close"):
            self._end_row()
        elif tag.name in ("td", "th"):
            self._end_cell()
            if event == "open":
                self._cells = [*(self._cells or []), ""]
            elif self._cells:
                span = min(_number(tag, "colspan"), _WIDEST)
                self._cells += [""] * (span - 1)
        elif tag.name in _BLOCKS or tag.name == "br":
            self._parts.append(" ")

    def _end_cell(self) -> None:
        text = self._taken()
        if text and self._cells:
            self._cells[-1] = f"{self._cells[-1]} {text}".strip()
        elif text:
            self._cells = [text]

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells and any(self._cells):
            self._blocks[-1].append(Line("\t".join(self._cells), 0, cells=tuple(self._cells)))
        self._cells = None

    def _end_line(self) -> None:
        for text in self._taken().split("\n") if self._preformatted else [self._taken()]:
            if text.strip():
                mark = "" if _MARKED.match(text) else self._mark
                self._mark = ""
                self._blocks[-1].append(Line(mark + text, 0, heading=self._heading))

    def _end_block(self) -> None:
        self._end_line()
        if self._blocks[-1]:
            self._blocks.append([])

    def _taken(self) -> str:
        text = "".join(self._parts)
        self._parts = []
        return text if self._preformatted else _SPACE.sub(" ", text).strip(" ")


def _number(tag: Tag, attribute: str) -> int:
    value = str(tag.get(attribute, "1"))
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


def _counted(kind: str, number: int) -> str:
    if kind in ("a", "A") and number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in ("i", "I") and number <= 39:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return f"{roman if kind == 'I' else roman.lower()}."
    return f"{number}."


def _holds_data(table: Tag) -> bool:
    """Rows with two cells or more, and nothing in a cell but a value: not a table that lays out the page."""
    if table.find("table") or table.find(re.compile("^h[1-6]$")):
        return False
    cells = table.find_all(["td", "th"])
    if any(len(cell.find_all("p", limit=_MOST_PARAGRAPHS + 1)) > _MOST_PARAGRAPHS for cell in cells):
        return False
    return any(len(row.find_all(["td", "th"], limit=2)) > 1 for row in table.find_all("tr"))
