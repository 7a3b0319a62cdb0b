"""The records that ingest hands on: frozen, made of tuples, and free of I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Format = Literal["txt", "html", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as its reader found it.

    >>> Line("1. člen", offset=0).text
    '1. člen'
    """

    text: str  # without its newline; the row of a table: its cells joined by tabs
    offset: int  # of the first character in Document.text
    page: int | None = None  # from 1; None: the format has no pages
    heading: int = 0  # level 1 to 6 where the format marks headings; 0: not marked
    cells: tuple[str, ...] = ()  # the cells of a table row; empty: not a table row


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as read, before any repair: `text` is its lines joined by newlines."""

    name: str  # the file's name, for messages
    format: Format
    charset: str  # as recognised: "utf-8", "cp1250"; "" where the format settles it (pdf, docx)
    text: str
    lines: tuple[Line, ...]

    @classmethod
    def of_lines(cls, name: str, format: Format, charset: str, lines: list[Line]) -> Document:
        """A document whose offsets are counted here, from the lines laid end to end.

        >>> d = Document.of_lines("a.txt", "txt", "utf-8", [Line("ab", 0), Line("c", 0)])
        >>> d.text, [line.offset for line in d.lines]
        ('ab\\nc', [0, 3])
        """
        placed, offset = [], 0
        for line in lines:
            placed.append(Line(line.text, offset, line.page, line.heading, line.cells))
            offset += len(line.text) + 1
        return cls(name, format, charset, "\n".join(line.text for line in lines), tuple(placed))
