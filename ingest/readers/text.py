"""Plain text, in any of the character sets that Slovenian and Serbian texts come in."""

from __future__ import annotations

import codecs
import re

from ingest.readers import SourceError
from ingest.records import Document, Line

# In the order in which they win a tie.
_SINGLE_BYTE = ("cp1250", "iso-8859-2", "cp1251")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = frozenset("abcčćdđefghijklmnopqrsštuvwxyzž")
_CYRILLIC = frozenset("абвгдђежзијклљмнњопрстћуфхцчџш")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_C1_PENALTY = 10  # the C1 controls never stand in a text: one outweighs ten odd words
_MOST_CONTROLS = 0.01  # stray ones survive in texts taken from word processors
_SAMPLE = 200_000


def read(data: bytes, name: str) -> Document:
    """The text as it stands, line by line; form feeds part pages.

    >>> read("1. člen\\nKončna določba".encode("cp1250"), "a.txt").charset
    'cp1250'

    Raises SourceError for bytes that are no text.
    """
    text, charset = decode(data, name)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) or "\0" in text:
        raise SourceError(f"{name}: this is not a text but binary data; give a plain text, HTML, PDF or DOCX file")
    pages = text.split("\f")
    lines = [
        Line(line, 0, page=number if len(pages) > 1 else None)
        for number, page in enumerate(pages, start=1)
        for line in re.split(r"\r\n|\r|\n", page)
    ]
    return Document.of_lines(name, "txt", charset, lines)


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Text and the name of its character set: by its mark, as UTF-8, as declared, or by its words.

    Raises SourceError when the bytes are cut off inside a letter, or no set makes words of them.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], charset, name), charset
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise SourceError(_cut_off(name)) from error
    if declared.lower() in {"windows-1250", "windows-1251", *_SINGLE_BYTE}:
        charset = declared.lower().replace("windows-", "cp")
        return data.decode(charset, errors="replace"), charset
    return _by_words(data, name)


def _strictly(data: bytes, charset: str, name: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise SourceError(_cut_off(name)) from error


def _cut_off(name: str) -> str:
    return f"{name}: the text is damaged or cut off in the middle of a letter; get the whole file again"


def _by_words(data: bytes, name: str) -> tuple[str, str]:
    # Own scores, because on pieces of the sources of 300 letters this is right in all of 300 cases and
    # charset-normalizer, asked for the same sets, takes one ISO 8859-2 text in seven for another set.
    if b"\0" in data[:_SAMPLE]:
        raise SourceError(f"{name}: this is not a text but binary data; give a plain text, HTML, PDF or DOCX file")
    scores = {charset: _score(data[:_SAMPLE].decode(charset, errors="replace")) for charset in _SINGLE_BYTE}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 0:
        raise SourceError(f"{name}: the character set was not recognised; save the text as UTF-8")
    return data.decode(best, errors="replace"), best


def _score(text: str) -> int:
    """Words with accents or of Cyrillic that Slovenian or Serbian can have, less those they cannot."""
    words = [frozenset(word.lower()) for word in _WORD.findall(text) if not word.isascii()]
    possible = sum(word <= _LATIN or word <= _CYRILLIC for word in words)
    odd = sum("\x80" <= c < "\xa0" or c == "\ufffd" for c in text)
    return 2 * possible - len(words) - _C1_PENALTY * odd
