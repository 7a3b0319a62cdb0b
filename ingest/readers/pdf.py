"""PDF files that hold text: pages, lines, and the gaps between paragraphs."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice, pairwise

from pdfminer.ascii85 import ascii85decode
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTContainer, LTItem, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from ingest.readers import SourceError
from ingest.records import Document, Line

_MOST_PAGES = 2_000
_MOST_UNPACKED = 50_000_000  # bytes, of all streams that are not pictures
_LEAST_LETTERS = 20  # fewer in the whole file: pictures of pages
_PARAGRAPH = 1.3  # times the usual distance of two lines: a gap that parts paragraphs
_COLUMNS = re.compile(r" {3,}")  # blanks that a page prints between columns
_MARK = re.compile(r"[-–•]|\(?\w{1,3}[.)]\s")  # of an indent, a point, a paragraph
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_UNREADABLE = re.compile(r"\(cid:\d+\)")

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it finds odd in a file helps nobody


def read(data: bytes, name: str) -> Document:
    """Paragraph by paragraph, with the page; an empty line where the page leaves a gap.

    Raises SourceError for a file that is encrypted, cut off, damaged, or holds only pictures.
    """
    if b"%%EOF" not in data[-2048:]:
        raise SourceError(f"{name}: the PDF is cut off before its end; get the whole file again")
    try:
        _refuse_bombs(data, name)
        pages = list(islice(_pages(data), _MOST_PAGES + 1))
        lines = _lines(pages)
    except SourceError:
        raise
    except PDFPasswordIncorrect as error:
        raise SourceError(f"{name}: the PDF is encrypted; open it with its password and save it without one") from error
    except Exception as error:  # a damaged file can fail anywhere inside the library
        raise SourceError(f"{name}: the PDF is damaged and cannot be read; get it again") from error
    _refuse_without_text(len(pages), lines, name)
    return Document.of_lines(name, "pdf", "", lines)


class _Document(PDFDocument):
    """One in which no object is only a reference: such can lead in a ring, which the library follows for ever."""

    def getobj(self, objid: int) -> object:
        found = super().getobj(objid)
        if isinstance(found, PDFObjRef):
            raise PDFObjectNotFound(objid)
        return found


def _pages(data: bytes) -> Iterator[LTPage]:
    means = PDFResourceManager()
    device = PDFPageAggregator(means, laparams=LAParams())
    interpreter = PDFPageInterpreter(means, device)
    for page in PDFPage.create_pages(_Document(PDFParser(BytesIO(data)))):
        interpreter.process_page(page)
        yield device.get_result()


def _refuse_bombs(data: bytes, name: str) -> None:
    """Unpacks every stream with a limit, before the library does it without one."""
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(data):
        settings = data[data.rfind(b"obj", 0, found.start()) : found.start()]
        if b"/Image" in settings:  # never unpacked, as only text is read
            continue
        packed = data[found.end() : data.find(b"endstream", found.end())]
        if b"ASCII85Decode" in settings or b"/A85" in settings:
            packed = ascii85decode(packed)
        # Other packings than Flate are no bombs; a damaged stream is the library's affair.
        with suppress(zlib.error):
            left -= len(zlib.decompressobj().decompress(packed, left + 1))
        if left < 0:
            raise SourceError(f"{name}: the PDF unpacks to over 50 MB; print it to a new PDF")


def _lines(pages: list[LTPage]) -> list[Line]:
    """One line a paragraph: printed lines that only the margin broke are joined again."""
    pitch = _usual_pitch(pages)
    lines: list[Line] = []
    above: LTTextLine | None = None
    for number, page in enumerate(pages, start=1):
        margin = max((printed.x1 for printed in _printed(page)), default=0.0)
        first = True
        for printed in _printed(page):
            text = _COLUMNS.sub("\t", printed.get_text().strip())
            if not text:
                continue
            gap = not first and above is not None and above.y0 - printed.y0 > _PARAGRAPH * pitch
            # At the head of a page no gap tells: a new sentence is taken for a new paragraph.
            ended = first and bool(lines) and lines[-1].text.endswith(".") and text[0].isupper()
            broken = above is not None and not gap and not ended
            if broken and above and _goes_on(above, lines[-1].text, printed, text, margin):
                lines[-1] = Line(f"{lines[-1].text} {text}", 0, page=lines[-1].page)
            else:
                lines += [Line("", 0, page=number)] if gap else []
                lines.append(Line(text, 0, page=number, cells=_cells(text)))
            above, first = printed, False
    return lines


def _goes_on(above: LTTextLine, before: str, printed: LTTextLine, text: str, margin: float) -> bool:
    """Whether the line above broke at the margin: the first word of this one would not have fitted there."""
    if "\t" in before or "\t" in text or before.endswith("-") or (_MARK.match(text) and before[-1] in ".;:,)"):
        return False
    word = printed.width * len(text.split()[0]) / len(text)
    return bool(above.x1 + word > margin)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(text.split("\t")) if "\t" in text else ()


def _printed(container: Iterable[LTItem]) -> Iterator[LTTextLine]:
    """The lines of a page in reading order: the library has put columns one after another."""
    for part in container:
        if isinstance(part, LTTextLine):
            yield part
        elif isinstance(part, LTContainer):
            yield from _printed(part)


def _usual_pitch(pages: list[LTPage]) -> float:
    """The distance from line to line inside paragraphs: the lower quarter of all distances."""
    pitches = sorted(
        above.y0 - below.y0
        for page in pages
        for above, below in pairwise(_printed(page))
        if above.y0 - below.y0 > below.height / 2
    )
    return pitches[len(pitches) // 4] if pitches else 0.0


def _refuse_without_text(pages: int, lines: list[Line], name: str) -> None:
    text = " ".join(line.text for line in lines)
    if pages > _MOST_PAGES:
        raise SourceError(f"{name}: more than {_MOST_PAGES:,} pages; save the pages with the agreement alone")
    if 10 * sum(map(len, _UNREADABLE.findall(text))) > len(text) > 0:
        raise SourceError(f"{name}: the letters of the PDF have no names; run text recognition (OCR) on it first")
    if sum(c.isalpha() for c in text) < _LEAST_LETTERS:
        raise SourceError(f"{name}: no text in the PDF, only pictures of pages; run text recognition (OCR) first")
