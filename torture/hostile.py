"""Hostile uploads: files that are small and become large, that lie, that lead in rings, that never end."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from tests.rendering import as_pdf
from torture.generated_files import packed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ARTICLE = "1. člen\nDelavec ima pravico do odmora med delom, ki traja trideset minut.\n"


def _word(body: str, **more: bytes) -> bytes:
    xml = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": xml.encode(), **more})


def _zip(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def _lying(data: bytes, size: int) -> bytes:
    """The size of each member as the directory states it, changed."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(changed)


def _flagged(data: bytes) -> bytes:
    """Every member marked as encrypted."""
    for head, at in ((b"PK\x03\x04", 2), (b"PK\x01\x02", 4)):
        first, *members = data.split(head)
        data = head.join([first, *(member[:at] + b"\x01" + member[at + 1 :] for member in members)])
    return data


def _pdf(*objects: bytes, end: bytes = b"%%EOF") -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n" % (
        size,
        table,
        size,
        len(out),
    )
    return out + tail + end


def _stream(data: bytes, settings: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), settings, data)


def _page(content: bytes, *more: bytes, settings: bytes = b"") -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
    page += b"/XObject << /X 6 0 R >> >> >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, _stream(content, settings), font, *more)


def _bomb(size: int, rounds: int = 1) -> bytes:
    data = b" " * size
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    return data


def _html(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
_CYCLE = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 9 >>")
_ENTITIES = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};&a{n};&a{n};&a{n};">' for n in range(30)) + "]>"

UPLOADS: dict[str, Callable[[], bytes]] = {
    "docx: 60 MB of one letter": lambda: _word("<w:p><w:r><w:t>" + "a" * 60_000_000 + "</w:t></w:r></w:p>"),
    "docx: three million paragraphs": lambda: _word("<w:p/>" * 3_000_000),
    "docx: 480,000 tags": lambda: _word("<w:p/>" * 470_000 + f"<w:p><w:r><w:t>{_ARTICLE}</w:t></w:r></w:p>"),
    "docx: 100,000 paragraphs in each other": lambda: _word("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "docx: 200 tables in each other": lambda: _word(
        "<w:tbl><w:tr><w:tc>" * 200 + f"<w:p><w:r><w:t>{_ARTICLE}</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 200
    ),
    "docx: 50,000 tables in each other": lambda: _word(
        "<w:tbl><w:tr><w:tc>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 50_000
    ),
    "docx: a table of 60,000 wide cells": lambda: _word(
        "<w:tbl>"
        + ('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p/></w:tc>' * 2 + "</w:tr>") * 30_000
        + "</w:tbl>"
    ),
    "docx: one cell that spans 10^18 columns": lambda: _word(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{10**18}"/></w:tcPr><w:p/></w:tc><w:tc/></w:tr></w:tbl>'
    ),
    "docx: entities": lambda: _word("x", **{"word/document.xml": (_ENTITIES + "<x>&a30;</x>").encode()}),
    "docx: a file of this machine as entity": lambda: _word(
        "x", **{"word/document.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}
    ),
    "docx: entities behind a long comment": lambda: _word(
        "x", **{"word/document.xml": b"<!--" + b" " * 70_000 + b"-->" + (_ENTITIES + "<x>&a30;</x>").encode()}
    ),
    "docx: 5,000 members": lambda: packed({f"word/{n}.xml": b"<x/>" for n in range(5_000)}),
    "docx: sizes that lie": lambda: _lying(_word("<w:p><w:r><w:t>" + "a" * 70_000_000 + "</w:t></w:r></w:p>"), 1_000),
    "docx: marked as encrypted": lambda: _flagged(_word("<w:p/>")),
    "docx: a zip in a zip": lambda: _zip(word__document=_zip(x=b"0" * 9_000_000), **{"word__document.xml": b"<x/>"}),
    "docx: members outside": lambda: packed({"../../../tmp/outside.xml": b"<x/>", "/etc/outside": b"x"}),
    "docx: a relation that leads to itself": lambda: packed(
        {
            "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Type="http://x/numbering" Target="document.xml"/></Relationships>'
        }
    ),
    "docx: a picture of 50,000 by 50,000": lambda: packed(
        {"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 999}
    ),
    "zip: not a document": lambda: _zip(a=b"x"),
    "zip: only its head": lambda: b"PK\x03\x04" + b"\xff" * 5_000,
    "zip: a central directory of 4 GB": lambda: b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18,
    "pdf: a stream of 200 MB": lambda: _page(_bomb(200_000_000), settings=b"/Filter /FlateDecode"),
    "pdf: 49 MB of blanks": lambda: _page(_bomb(49_000_000), settings=b"/Filter /FlateDecode"),
    "pdf: a bomb in a bomb": lambda: _page(_bomb(500_000_000, 2), settings=b"/Filter [/FlateDecode /FlateDecode]"),
    "pdf: a bomb that calls itself a picture": lambda: _page(
        _bomb(400_000_000), settings=b"/Filter /FlateDecode /Subtype /Image"
    ),
    "pdf: a bomb of runs": lambda: _page(b"\x81a" * 4_000_000 + b"\x80", settings=b"/Filter /RunLengthDecode"),
    "pdf: a bomb of LZW": lambda: _page(bytes(range(256)) * 60_000, settings=b"/Filter /LZWDecode"),
    "pdf: hexadecimal of a bomb": lambda: _page(
        _bomb(300_000_000).hex().encode() + b">", settings=b"/Filter [/ASCIIHexDecode /FlateDecode]"
    ),
    "pdf: a form that draws itself": lambda: _page(b"/X Do", _stream(b"/X Do /X Do", _FORM)),
    "pdf: pages in pages of themselves": lambda: _pdf(*_CYCLE),
    "pdf: 100,000 pages": lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "pdf: tables of places that follow each other in a ring": lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] >>"
    ).replace(b"/Root", b"/Prev 9 /Root"),
    "pdf: 200,000 brackets in each other": lambda: _page(b"[" * 200_000 + b"]" * 200_000),
    "pdf: 200,000 dictionaries in each other": lambda: _pdf(b"<< /A " * 200_000 + b">>" * 200_000),
    "pdf: 300,000 letters in one place": lambda: _page(b"BT /F 12 Tf 72 700 Td " + b"(a) Tj " * 300_000 + b"ET"),
    "pdf: 100,000 letters anywhere": lambda: _page(
        b"BT /F 12 Tf " + b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n % 590, n // 590) for n in range(100_000)) + b"ET"
    ),
    "pdf: letters as large as a house": lambda: _page(
        b"BT /F 1e30 Tf 1e30 0 0 1e30 1e30 1e30 Tm (Delavec ima pravico) Tj ET"
    ),
    "pdf: encrypted": lambda: as_pdf(_ARTICLE.splitlines(), encrypted=True),
    "pdf: an object that is its own length": lambda: _pdf(b"<< /Length 1 0 R >>\nstream\nx\nendstream"),
    "pdf: a map of letters without end": lambda: _page(
        b"BT /F 12 Tf (Delavec ima pravico do odmora) Tj ET",
        _stream(
            b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
            b"1 beginbfrange <00> <ffffffff> <0041> endbfrange"
        ),
    ).replace(b"/Helvetica", b"/Helvetica /ToUnicode 6 0 R"),
    "html: 20 MB of text": lambda: _html(f"<p>{_ARTICLE * 250_000}</p>")[:19_900_000] + b"</body></html>",
    "html: 499,000 tags": lambda: _html("<p>" * 250_000 + _ARTICLE + "</p>" * 249_000),
    "html: six million tags": lambda: _html("<p>" * 6_000_000),
    "html: 4,900 tags in each other": lambda: _html("<div>" * 4_900 + _ARTICLE + "</div>" * 4_900),
    "html: 200,000 tags in each other": lambda: _html("<b>" * 200_000 + "x" + "</b>" * 200_000),
    "html: 3,000 tables in each other": lambda: _html(
        "<table><tr><td>a</td><td>" * 3_000 + _ARTICLE + "</td></tr></table>" * 3_000
    ),
    "html: 100,000 lists that are never closed": lambda: _html("<ul><li><a href=x>x" * 100_000),
    "html: one tag with 500,000 attributes": lambda: _html("<p " + "a " * 500_000 + f">{_ARTICLE}</p>"),
    "html: one attribute of 19 MB": lambda: _html(f'<p class="{"a " * 9_000_000}">{_ARTICLE}</p>'),
    "html: a comment without end": lambda: _html(_ARTICLE + "<!--" * 1_000_000),
    "html: 300,000 half entities": lambda: _html(_ARTICLE + "&#" * 300_000 + "&amp" * 300_000),
    "html: 19 MB of one word": lambda: _html(f"<p>{_ARTICLE} {'a' * 19_000_000}</p>"),
    "html: 160,000 rows": lambda: _html("<table>" + "<tr><td>a<td>b" * 160_000 + "</table>" + _ARTICLE),
    "text: 20 MB of articles": lambda: (_ARTICLE * 250_000).encode()[:19_999_990].rsplit(b"\n", 2)[0],
    "text: 19 MB in one line": lambda: (_ARTICLE + "Delavec ima pravico do odmora. " * 620_000).encode(),
    "text: three million empty lines": lambda: (_ARTICLE + "\n" * 3_000_000 + _ARTICLE).encode(),
    "text: one million form feeds": lambda: (_ARTICLE + "\f" * 1_000_000 + _ARTICLE).encode(),
    "text: one million quotation marks": lambda: (_ARTICLE + "»6. člen\n" * 1_000_000).encode(),
    "text: five million brackets": lambda: (_ARTICLE + "(" * 5_000_000).encode(),
    "text: one million numbers": lambda: (_ARTICLE + "1.000.000,00 " * 1_000_000).encode(),
    "text: 400,000 amendments": lambda: (
        _ARTICLE + "V 1. členu se za besedo »a« doda beseda »b«.\n" * 400_000
    ).encode(),
    "text: 19 MB of one letter": lambda: (_ARTICLE + "a" * 19_000_000).encode(),
    "text: 19 MB of hyphens": lambda: (_ARTICLE + "a-\n" * 6_000_000).encode(),
    "text: 9 million tabs": lambda: (_ARTICLE + "\t" * 9_000_000 + "x").encode(),
    "text: combining marks": lambda: (_ARTICLE + "a" + "\u0301" * 5_000_000).encode(),
    "text: utf-16 that is none": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "text: nothing but zeros": lambda: bytes(10_000_000),
    "text: random bytes": lambda: random.Random(1).randbytes(3_000_000),
    "nothing": lambda: b"",
}
