"""Word files: paragraphs, headings, automatic numbers and tables, in the order of the document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers import SourceError, laid_out
from ingest.readers.numbering import Numbering
from ingest.records import Document, Line

_MOST_UNPACKED = 50_000_000
_MOST_MEMBERS = 2_000
_MOST_RATIO = 100
# 0.4 MB can hold three million empty paragraphs, which fill more than a gigabyte of memory once opened.
_MOST_TAGS = 500_000
_WIDEST = 40  # columns that one cell may span
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _BOX = qn("w:t"), qn("w:txbxContent")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
# Struck by a tracked change, field codes, tab stops among the settings, and the second copy of a text box.
_UNREAD = frozenset(
    (
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText", "w:pPr", "w:rPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)


def read(data: bytes, name: str) -> Document:
    """Paragraphs with their numbers and heading levels, and the rows of tables.

    Raises SourceError for a file that is damaged, encrypted, holds no text, or unpacks to far too much.
    """
    _refuse_bombs(data, name)
    try:
        word = docx.Document(BytesIO(data))
        blocks = list(_Body(word).blocks(word.element.body))
    except Exception as error:  # a damaged file can fail anywhere inside the library
        raise SourceError(f"{name}: the DOCX file is damaged and cannot be read; get it again") from error
    lines = laid_out(blocks)
    if not any(c.isalpha() for line in lines for c in line.text):
        raise SourceError(f"{name}: no text in the DOCX file; check that it is the right one")
    return Document.of_lines(name, "docx", "", lines)


def _refuse_bombs(data: bytes, name: str) -> None:
    """Limits on what the file says of itself, then a counted reading, since a file can lie."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise SourceError(f"{name}: the DOCX file is encrypted; save it without a password")
            unpacked = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members)
            if len(members) > _MOST_MEMBERS or unpacked > min(_MOST_UNPACKED, _MOST_RATIO * max(packed, 1)):
                raise SourceError(_too_much(name))
            left = _MOST_UNPACKED
            for member in members:
                left -= _counted(archive, member, left, name)
    except SourceError:
        raise
    except Exception as error:  # every packing has errors of its own
        raise SourceError(f"{name}: the DOCX file is cut off or damaged; get the whole file again") from error


def _counted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, name: str) -> int:
    """The true size of a member, read piece by piece."""
    size = tags = 0
    head = b""
    with archive.open(member) as stream:
        while piece := stream.read(1 << 16):
            size += len(piece)
            tags += piece.count(b"<")
            head = head or piece
            if size > left or (tags > _MOST_TAGS and member.filename.endswith(".xml")):
                raise SourceError(_too_much(name))
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise SourceError(f"{name}: the DOCX file declares entities, which no Word file has; save it anew")
    return size


def _too_much(name: str) -> str:
    return f"{name}: the DOCX file unpacks to far more than an agreement; save it anew without pictures"


class _Body:
    """Goes through a document once, in order, because its automatic numbers count along."""

    def __init__(self, word: WordDocument) -> None:
        self._numbering = Numbering(word)
        self._levels = {style.style_id: _level(style.name or "") for style in word.styles}

    def blocks(self, parent: BaseOxmlElement) -> Iterator[list[Line]]:
        """Paragraphs, tables, and what lies in content controls and text boxes."""
        for element in parent:
            if element.tag == _PARAGRAPH:
                yield self._paragraph(element)
                for box in element.iter(_BOX):
                    if not any(above.tag in _UNREAD for above in box.iterancestors()):
                        yield from self.blocks(box)
            elif element.tag == _TABLE:
                yield from self._table(element)
            elif element.tag not in _UNREAD:
                yield from self.blocks(element)

    def _paragraph(self, element: BaseOxmlElement) -> list[Line]:
        texts = "".join(_texts(element)).split("\n")
        if not any(text.strip() for text in texts):
            return []
        texts[0] = self._numbering.mark(element) + texts[0]
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = self._levels.get(str(style.get(qn("w:val"))), 0) if style is not None else 0
        return [Line(text.strip(" \t"), 0, heading=level) for text in texts if text.strip()]

    def _table(self, table: BaseOxmlElement) -> Iterator[list[Line]]:
        rows = [row.findall(_CELL) for row in table.findall(_ROW)]
        if all(len(cells) < 2 for cells in rows) or next(table.iterdescendants(_TABLE), None) is not None:
            for cells in rows:  # it only places things on the page
                for cell in cells:
                    yield from self.blocks(cell)
            return
        texts = [[text for cell in cells for text in self._cell(cell)] for cells in rows]
        yield [Line("\t".join(row), 0, cells=tuple(row)) for row in texts if any(row)]

    def _cell(self, cell: BaseOxmlElement) -> list[str]:
        lines = [line.text for block in self.blocks(cell) for line in block]
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = int(span.get(qn("w:val"), "1")) if span is not None else 1
        return [" ".join(lines).replace("\t", " "), *[""] * (min(width, _WIDEST) - 1)]


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNREAD and child.tag != _BOX:
            yield from _texts(child)


def _level(style: str) -> int:
    """The level of a heading; its style is called "heading 2" inside the file in every language of Word."""
    found = re.fullmatch(r"heading ([1-6])|title", style.lower())
    return int(found[1] or 1) if found else 0
