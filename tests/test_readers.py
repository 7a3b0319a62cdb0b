"""Four formats, one form: what the readers find is what was written."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers import SourceError, html, pdf, text
from ingest.readers import docx as word
from ingest.records import Document
from ingest.script import to_latin
from tests.rendering import SOURCES, as_docx, as_html, as_pdf, as_text, logical_lines

AGREEMENTS = ["kpop-2023.txt", "pku-sz-2015.txt"]
Read = Callable[[bytes, str], Document]


def _lines(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.text]


@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize(("read", "render"), [(text.read, as_text), (html.read, as_html), (word.read, as_docx)])
def test_every_format_gives_the_same_lines(agreement: str, read: Read, render: Callable[[list[str]], bytes]) -> None:
    lines = logical_lines(agreement)
    assert _lines(read(render(lines), agreement)) == lines


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_pdf_gives_the_same_words_wrapped_and_parted_where_paragraphs_end(agreement: str) -> None:
    lines = logical_lines(agreement)
    document = pdf.read(as_pdf(lines), agreement)
    assert " ".join(_lines(document)).split() == " ".join(lines).split()
    pages = [line.page for line in document.lines]
    assert pages == sorted(pages, key=lambda page: page or 0)
    # Each gap stands at the end of a paragraph; only page breaks hide some.
    paragraphs = [" ".join(part.split()) for part in document.text.split("\n\n")]
    whole = {" ".join(line.split()) for line in lines}
    broken = [paragraph for paragraph in paragraphs if paragraph not in whole]
    assert len(broken) <= (pages[-1] or 0)


@pytest.mark.parametrize("read", [html.read, word.read])
def test_headings_and_table_rows_are_known(read: Read) -> None:
    opening = "Delavec ima pravico do plačane odsotnosti z dela. " * 6 + "Konec uvoda."
    lines = [opening, "1. člen", "I\t500,00\tevrov", "Konec."]
    data = as_html(lines) if read is html.read else as_docx(lines)
    found = {line.text: (line.heading, line.cells) for line in read(data, "a").lines if line.text}
    assert found == {
        opening: (0, ()),
        "1. člen": (3, ()),
        "I\t500,00\tevrov": (0, ("I", "500,00", "evrov")),
        "Konec.": (0, ()),
    }


@pytest.mark.parametrize("file", sorted(path.name for path in SOURCES.glob("*.txt")))
def test_plain_text_is_kept_to_the_letter(file: str) -> None:
    data = (SOURCES / file).read_bytes()
    document = text.read(data, file)
    assert document.text == data.decode("utf-8")
    assert all(document.text.startswith(line.text, line.offset) for line in document.lines)


def test_line_ends_of_other_systems_and_form_feeds() -> None:
    document = text.read(b"a\r\nb\rc\fd", "a.txt")
    assert [(line.text, line.page) for line in document.lines] == [("a", 1), ("b", 1), ("c", 1), ("d", 2)]


@pytest.mark.parametrize(
    ("file", "latin", "charset"),
    [
        ("kpop-2023.txt", False, "cp1250"),
        ("kpop-2023.txt", False, "iso-8859-2"),
        ("kpzsv-1994.txt", False, "iso-8859-2"),
        ("pku-sz-2015.txt", True, "cp1250"),
        ("pku-sz-2015.txt", True, "iso-8859-2"),
        ("pku-sz-2015.txt", False, "cp1251"),
    ],
)
@pytest.mark.parametrize("length", [100, 300, 5000])
def test_charset_is_recognised_on_pieces_of_any_length(file: str, latin: bool, charset: str, length: int) -> None:
    source = (SOURCES / file).read_text(encoding="utf-8")
    source = to_latin(source) if latin else source
    chance = random.Random(length)
    for _ in range(30):
        start = chance.randrange(len(source) - length)
        data = source[start : start + length].encode(charset, errors="ignore")
        assert text.decode(data, "a.txt")[0] == data.decode(charset), data.decode(charset)


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_mark_decides_and_is_not_text(mark: bytes, charset: str) -> None:
    document = text.read(mark + "Члан 1. Šola".encode(charset), "a.txt")
    assert (document.text, document.charset) == ("Члан 1. Šola", charset)


HTML_CASES = {
    "menus, scripts, hidden and printed-out parts are left out": (
        "<nav>Domov</nav><ul><li><a>Ena</a><li><a>Dve</a><li><a>Tri</a></ul><p hidden>x</p>"
        "<div class='no-print'>Natisni</div><p style='display: none'>y</p><!-- z --><p>1. člen</p><footer>n</footer>",
        ["1. člen"],
    ),
    "a list of the law keeps its marks and its links": (
        "<ol type='a' start='2'><li>ena</li><li>dve</li></ol><ul><li>– tri</li><li>štiri <a>(1)</a></li></ul>",
        ["b. ena", "c. dve", "– tri", "• štiri (1)"],
    ),
    "inline tags and broken source lines do not break lines": (
        "<p>Delavec <b>ima</b>\n pravico<sup>1</sup> do</p>",
        ["Delavec ima pravico1 do"],
    ),
    "line breaks do": ("<p>prva<br>druga<br/><br/>tretja</p>", ["prva", "druga", "tretja"]),
    "paragraphs that are never closed": (
        "<p>ena<p>dve<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        ["ena", "dve", "a\tb", "c\td"],
    ),
    "cells keep their columns": (
        "<table><tr><th colspan=2>R</th><th>E</th></tr><tr><td></td><td><p>1</p><p>2</p></td><td>3</td></tr></table>",
        ["R\t\tE", "\t1 2\t3"],
    ),
    "a table that only lays out the page is no table": (
        "<table><tr><td><h2>1. člen</h2><p>Besedilo.</p></td><td></td></tr></table>",
        ["1. člen", "Besedilo."],
    ),
    "entities are letters": ("<p>&#269;len &amp; &scaron;t. 5 &lt; 6</p>", ["člen & št. 5 < 6"]),
    "the main part only": (
        "<div>Piškotki</div><main><p>Zakon o delovnih razmerjih</p></main>",
        ["Zakon o delovnih razmerjih"],
    ),
}


@pytest.mark.parametrize("case", HTML_CASES)
def test_page(case: str) -> None:
    page, expected = HTML_CASES[case]
    assert _lines(html.read(f"<html><body>{page}</body></html>".encode(), "a.html")) == expected


def test_charset_of_a_page_is_taken_from_its_declaration() -> None:
    page = "<html><head><meta http-equiv=x content='text/html; charset=windows-1250'></head><p>©®š</p></html>"
    document = html.read(page.encode("cp1250"), "a.html")
    assert (_lines(document), document.charset) == (["©®š"], "cp1250")


_LEVELS = """
<w:abstractNum {ns} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1. člen"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>
"""


def test_automatic_numbers_of_word_are_read() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LEVELS.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level, words in ((0, "(uvod)"), (1, "ena"), (1, "dve"), (2, "pika"), (0, "(konec)"), (1, "tri")):
        settings = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_numId().val, settings.get_or_add_ilvl().val = 91, level
    file = BytesIO()
    document.save(file)
    expected = ["1. člen (uvod)", "a) ena", "b) dve", "• pika", "2. člen (konec)", "a) tri"]
    assert _lines(word.read(file.getvalue(), "a.docx")) == expected


def test_changes_and_content_controls_of_word() -> None:
    document = docx.Document()
    body = (
        "<w:sdt {ns}><w:sdtContent><w:p>"
        "<w:r><w:t>Letni dopust je </w:t></w:r><w:del><w:r><w:delText>20</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>22</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> dni.</w:t><w:br/><w:t>Velja.</w:t></w:r>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, parse_xml(body.format(ns=nsdecls("w"))))
    file = BytesIO()
    document.save(file)
    assert _lines(word.read(file.getvalue(), "a.docx")) == ["Letni dopust je 22 dni.", "Velja."]


RING = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n3 0 R\nendobj\n3 0 obj\n2 0 R\nendobj\n"
    b"trailer << /Root 1 0 R >>\n%%EOF"
)
"""A PDF whose pages are a reference to a reference to them."""


@pytest.mark.parametrize(
    ("read", "data"),
    [(html.read, b"<html><body><![ 1. clen</body></html>"), (pdf.read, RING)],
    ids=["half a declaration", "references in a ring"],
)
def test_a_damaged_file_is_one_sentence_and_soon(read: Read, data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        read(data, "a")
    assert str(error.value).startswith("a: ") and "\n" not in str(error.value)
