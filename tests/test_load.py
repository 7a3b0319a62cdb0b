"""A file is known by its content, and a bad one gives one clear sentence."""

from __future__ import annotations

import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from fpdf import FPDF

from ingest.load import MOST_BYTES, SourceError, load
from tests.rendering import as_docx, as_html, as_pdf, as_text, logical_lines

LINES = logical_lines("kpop-2023.txt")[:40]
RENDERED = {"txt": as_text, "html": as_html, "docx": as_docx, "pdf": as_pdf}


@pytest.mark.parametrize("format_", RENDERED)
def test_format_is_known_by_content_whatever_the_name(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "pogodba.xyz"
    path.write_bytes(RENDERED[format_](LINES))
    document = load(path)
    assert (document.format, document.name) == (format_, "pogodba.xyz")
    assert "Kolektivna pogodba za obrt in podjetništvo" in document.text


def _zip(members: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _docx_with(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(as_docx(LINES))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zip({**members, "word/document.xml": content})


def _pdf_with(stream: bytes) -> bytes:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
    settings = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return head + page + settings + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def _drawing() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100)
    return bytes(pdf.output())


def _encrypted_zip() -> bytes:
    data = bytearray(as_docx(LINES))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + at] |= 1
    return bytes(data)


_XML = b'<?xml version="1.0"?>'
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_MANY = b"<w:p/>" * 1_100_000
_SHELL = (
    b"<html><head><script>var a;</script></head>"
    b"<body><app-root></app-root><noscript>JavaScript</noscript></body></html>"
)

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "blank": (lambda: b" \n\n", "empty"),
    "no words": (lambda: b"1 2 3 --- 4", "no words"),
    "too large": (lambda: b"a" * (MOST_BYTES + 1), "larger than 20 MB"),
    "binary": (lambda: bytes(range(256)) * 20, "binary data"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary data"),
    "controls": (lambda: b"abc \x01\x02\x03" * 50, "binary data"),
    "utf-8 cut inside a letter": (lambda: "šola člen č".encode()[:-1], "cut off"),
    "utf-16 cut inside a letter": (lambda: "člen".encode("utf-16")[:-1], "cut off"),
    "unknown character set": (lambda: "\n".join(LINES).encode("cp852", errors="ignore"), "character set"),
    "rtf": (lambda: b"{\\rtf1 besedilo}", "RTF"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Word file"),
    "encrypted word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "other xml": (lambda: _XML + b"<note>besedilo</note>", "XML of an unknown kind"),
    "archive": (lambda: _zip({"a.txt": b"besedilo"}), "an archive"),
    "opendocument": (lambda: _zip({"content.xml": b"<x/>"}), "OpenDocument"),
    "docx cut off": (lambda: as_docx(LINES)[:-200], "cut off"),
    "docx damaged": (lambda: _docx_with(b"<w:document"), "damaged"),
    "docx encrypted inside": (_encrypted_zip, "encrypted"),
    "docx zip bomb": (lambda: _docx_with(b"<a>" + b" " * 60_000_000), "unpacks to far more"),
    "docx of too many tags": (lambda: _docx_with(_MANY), "unpacks to far more"),
    "docx of too many members": (
        lambda: _zip({"word/document.xml": b"x"} | {f"{n}": b"" for n in range(2100)}),
        "unpacks to far more",
    ),
    "docx entity bomb": (lambda: _docx_with(_XML + _ENTITIES + b"<x>&b;</x>"), "entities"),
    "html entity bomb": (lambda: b"<!DOCTYPE html>" + _ENTITIES + b"<html><p>&b;</p></html>", "entities"),
    "html nested too deep": (lambda: b"<html>" + b"<div>" * 200_000 + b"x" + b"</html>", "deep"),
    "html cut off": (lambda: as_html(LINES)[:-100], "cut off"),
    "html shell": (lambda: _SHELL, "builds its text with scripts"),
    "html without text": (lambda: b"<html><body><img src=a></body></html>", "no text of a law"),
    "pdf encrypted": (lambda: as_pdf(LINES, encrypted=True), "encrypted"),
    "pdf cut off": (lambda: as_pdf(LINES)[:-3000], "cut off"),
    "pdf damaged": (lambda: b"%PDF-1.7\n" + b"x" * 500 + b"%%EOF", "damaged"),
    "pdf of pictures": (_drawing, "text recognition"),
    "pdf bomb": (lambda: _pdf_with(zlib.compress(b" " * 60_000_000, 9)), "unpacks to over"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_source_gives_one_clear_sentence(case: str, tmp_path: Path) -> None:
    make, reason = BAD[case]
    path = tmp_path / "pogodba.bin"
    path.write_bytes(make())
    started = time.perf_counter()
    with pytest.raises(SourceError, match=re.escape(reason)) as caught:
        load(path)
    message = str(caught.value)
    assert "pogodba.bin: " in message and "\n" not in message and len(message) < 250
    assert ";" in message  # what is wrong; what to do
    assert time.perf_counter() - started < 30


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        load(tmp_path / "ni.txt")
    with pytest.raises(SourceError, match="a folder"):
        load(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the rights of files do not bind the superuser")
def test_file_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "pogodba.txt"
    path.write_bytes(b"besedilo")
    path.chmod(0)
    with pytest.raises(SourceError, match="cannot be read"):
        load(path)


@pytest.mark.parametrize("format_", ["docx", "pdf", "html"])
def test_a_file_cut_off_anywhere_is_refused(format_: str, tmp_path: Path) -> None:
    data = RENDERED[format_](LINES)
    for tenth in range(1, 10):
        path = tmp_path / f"{tenth}.{format_}"
        path.write_bytes(data[: len(data) * tenth // 10])
        with pytest.raises(SourceError):
            load(path)


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_damage_inside_a_file_is_refused_or_harmless(format_: str, tmp_path: Path) -> None:
    """No error of a library comes through."""
    data = RENDERED[format_](LINES)
    for at in range(50, len(data), len(data) // 40):
        path = tmp_path / f"{at}.{format_}"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            assert load(path).text
        except SourceError as error:
            assert path.name in str(error)
