"""A file as a document: its format recognised by what is in it, its size and state checked first."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import cast

from ingest.readers import SourceError
from ingest.records import Document, Format

__all__ = ["MOST_BYTES", "SourceError", "format_of", "load"]

MOST_BYTES = 20_000_000
_READERS: dict[Format, str] = {"txt": "text", "html": "html", "pdf": "pdf", "docx": "docx"}
_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|h[1-6]|p|table)\b",
    re.I | re.S,
)


def load(path: Path) -> Document:
    """The document in a file of any of the four formats, whatever its name ends in.

    Raises SourceError, with one sentence for people, when the file is missing, empty, larger than 20 MB,
    not readable, encrypted, cut off, of another format, or without text.
    """
    data = _bytes_of(path)
    module = import_module(f"ingest.readers.{_READERS[format_of(data, path.name)]}")
    read = cast(Callable[[bytes, str], Document], module.read)
    document = read(data, path.name)
    if not any(c.isalpha() for c in document.text):
        raise SourceError(f"{path.name}: there are no words in it; check that it is the right file")
    return document


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f"{path}: this is a folder; name the file in it")
        with path.open("rb") as file:  # counted, because a device or a growing file has no size to ask for
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceError(f"{path}: there is no such file; check the name and the folder") from error
    except OSError as error:
        raise SourceError(f"{path}: the file cannot be read ({error.strerror}); check its rights") from error
    if len(data) > MOST_BYTES:
        raise SourceError(f"{path}: larger than 20 MB; save the agreement without pictures or other parts")
    if not data.strip():
        raise SourceError(f"{path}: the file is empty; get it again")
    return data


def format_of(data: bytes, name: str) -> Format:
    """The format, by the first bytes and never by the ending of the name.

    >>> format_of(b"%PDF-1.7 ...", "a.txt"), format_of(b"<!DOCTYPE html><p>", "a.pdf")
    ('pdf', 'html')

    Raises SourceError for a format that is none of the four, naming what it is and what to save it as.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _inside_zip(data, name)
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(f"{name}: the Word file is encrypted; save it without a password")
        raise SourceError(f"{name}: an old Word file (.doc); open it and save it as .docx")
    if data.startswith(b"{\\rtf"):
        raise SourceError(f"{name}: an RTF file; open it and save it as .docx")
    head = _beginning(data)
    if _HTML.match(head):
        return "html"
    if head.lstrip().startswith(("<?xml", "<!DOCTYPE")):
        raise SourceError(f"{name}: XML of an unknown kind; save the text as HTML, DOCX or plain text")
    return "txt"


def _inside_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name}: the file is cut off or damaged; get the whole file again") from error
    if "word/document.xml" in members:
        return "docx"
    kind = "an OpenDocument file" if "content.xml" in members else "an archive, not a document"
    raise SourceError(f"{name}: {kind}; save the agreement as .docx and give that")


def _beginning(data: bytes) -> str:
    charset = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1"
    return data.removeprefix(codecs.BOM_UTF8)[:_HEAD].decode(charset, errors="replace")
