"""Whether words that were put into a page or a document became more than words there."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree

_TAGS = frozenset(
    """
    a abbr article aside b blockquote body br button caption cite code col colgroup dd del details div dl dt em
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html i img ins li link main mark meta nav ol option p
    pre q s section select small span strong style sub summary sup table tbody td tfoot th thead time title tr u
    ul
    """.split()
)
_OF_TORTURE = re.compile("alert|example\\.org|passwd|pg_sleep", re.I)
_HREF = re.compile(r"(?:https?://|\?|#|\.{0,2}/|[\w.-]+\.html|$)", re.I)
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


class _Page(HTMLParser):
    """The tags and attributes of a page that could do something."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            told = value or ""
            leads = name in ("href", "src", "action", "srcset", "formaction")
            hidden = _OF_TORTURE.search(told) and not told.startswith(("?", "http://127.0.0.1", "http://localhost"))
            elsewhere = leads and (not _HREF.match(told) or hidden)
            if elsewhere or name.startswith("on") or name == "srcdoc" or (name, told) == ("http-equiv", "refresh"):
                self.found.append(f'{name}="{told[:80]}"')

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and _OF_TORTURE.search(data):
            self.found.append(f"<{self.cdata_elem}>{data[:80]}")
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data[:40]}")


def of_html(html: str) -> list[str]:
    """Tags, handlers and links in a page that its own code does not write.

    >>> of_html('<p>&lt;b&gt;<a href="?q=1">x</a></p>'), of_html("<p onclick=x><script>alert(1)</script></p>")
    ([], ['onclick="x"', '<script>', '<script>alert(1)'])
    """
    return _Page(html).found


def words_of(html: str) -> str:
    """What a reader of a page reads, without blanks."""
    return "".join(_Page(html).words.split())


def of_document(data: bytes, ending: str) -> list[str]:
    """What in an exported document would be carried out by the program that opens it."""
    if ending == "csv":
        return _of_csv(data)
    if ending == "html":
        return of_html(data.decode())
    if ending == "json":
        json.loads(data)
        return []
    return [found for name, part in _parts(data) for found in _of_part(name, part)]


def _of_csv(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig")
    parting = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=parting))
    widths = {len(row) for row in rows}
    found = [f"rows of {sorted(widths)} cells"] if len(widths) > 1 else []
    return found + [c[:40] for row in rows for c in row if _FORMULA.match(c) and not _NUMBER.fullmatch(c)]


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))]


def _of_part(name: str, data: bytes) -> list[str]:
    found = []
    for element in ElementTree.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("f", "altChunk", "object"):
            found.append(f"{name}: <{tag}>")
        if tag == "instrText" and _OF_TORTURE.search(element.text or ""):
            found.append(f"{name}: a field {(element.text or '')[:60]}")
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" and (not _HREF.match(target) or "://example.org" in target[:25]):
            found.append(f"{name}: a link to {target[:60]}")
    return found
