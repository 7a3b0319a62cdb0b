"""Web pages: the text of the law without the frame that the publisher puts around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from ingest.readers import SourceError, laid_out
from ingest.readers.html_lines import LineBuilder
from ingest.readers.text import decode
from ingest.records import Document

_MOST_TAGS = 500_000  # a law of 320 articles has 2,000
_DEEPEST = 5_000  # paragraphs that are never closed lie one in another
_LEAST_LETTERS = 200  # fewer, on a page with scripts: the scripts bring the text
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_FRAME_TAGS = frozenset(
    """
    script style noscript template head title nav footer aside button select option textarea input label
    iframe object embed svg canvas audio video dialog
    """.split()
)
_FRAME_ROLES = frozenset(
    """
    navigation banner contentinfo search dialog menu button alert complementary
    """.split()
)
# What a publisher hides from paper or from the eye is no part of the law.
_FRAME_CLASSES = frozenset(
    """
    hidden hidden-print print-hide noprint no-print d-print-none visually-hidden sr-only skip-link modal
    breadcrumb breadcrumbs
    """.split()
)
_CONSENT = re.compile("cookie|consent|gdpr", re.IGNORECASE)  # how the names of those notices begin

_BY_SCRIPTS = (
    "; the page builds its text with scripts: open it in a browser and save it after the text has loaded, "
    "or save it as PDF"
)
_ELSEWHERE = "; save the page on which the text itself stands"


def read(data: bytes, name: str) -> Document:
    """Headings, paragraphs, list items with their marks and table rows, in the order of the page.

    >>> page = b"<html><nav>Menu</nav><h2>1. &#269;len</h2><p>Ena<br>dve</p></html>"
    >>> [line.text for line in read(page, "a.html").lines]
    ['1. člen', '', 'Ena', 'dve']

    Raises SourceError for a page that was cut off, holds no text, or has far too many tags.
    """
    declared = _META.search(data[:4096])
    text, charset = decode(data, name, declared[1].decode("ascii") if declared else "")
    if text.count("<") > _MOST_TAGS:
        raise SourceError(f"{name}: more than {_MOST_TAGS:,} tags; save the page with the law alone")
    if "<!ENTITY" in text:
        raise SourceError(f"{name}: the page declares entities, which can hide endless text; save it anew")
    if re.search(r"<(html|body)\b", text, re.IGNORECASE) and not re.search(r"</(html|body)\s*>", text, re.I):
        raise SourceError(f"{name}: the page is cut off before its end; save the whole page again")
    try:
        soup = BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup as error:
        raise SourceError(f"{name}: the page is damaged and cannot be read; save it again, or as plain text") from error
    builder = LineBuilder()
    for event, node in list(_events(_root(soup), name)):  # whole first: its depth is known to be bearable
        builder.take(event, node)
    lines = laid_out(builder.finish())
    letters = sum(c.isalpha() for line in lines for c in line.text)
    scripts = soup.find("script") is not None
    if not letters or (letters < _LEAST_LETTERS and scripts):
        raise SourceError(f"{name}: no text of a law in it{_BY_SCRIPTS if scripts else _ELSEWHERE}")
    return Document.of_lines(name, "html", charset, lines)


def _root(soup: BeautifulSoup) -> Tag:
    """The part that the page marks as its main matter, when most of the text is in it."""
    whole = len(soup.get_text())
    for mark in ("main", "article"):
        parts = soup.find_all(mark, limit=2)
        if len(parts) == 1 and len(parts[0].get_text()) * 2 > whole:
            return parts[0]
    return soup


def _events(root: Tag, name: str) -> Iterator[tuple[str, Tag | str]]:
    """Open, text and close, in order, without the frame; no recursion, however deep the tags."""
    stack: list[tuple[Tag, Iterator[object]]] = [(root, iter(root.contents))]
    in_list = 0
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            in_list -= tag.name in ("ul", "ol")
            yield "close", tag
        elif isinstance(child, Tag):
            if _is_frame(child, root) or (not in_list and _is_menu(child)):
                continue
            in_list += child.name in ("ul", "ol")
            if len(stack) > _DEEPEST:
                raise SourceError(f"{name}: tags inside tags over {_DEEPEST:,} deep; save the page again")
            yield "open", child
            stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield "text", str(child)


def _is_frame(tag: Tag, root: Tag) -> bool:
    if tag.name in _FRAME_TAGS or tag.has_attr("hidden") or tag.get("role") in _FRAME_ROLES:
        return True
    if tag.name == "header" and root.name not in ("main", "article"):
        return not tag.find(["h1", "h2"])
    hidden = re.search(r"display\s*:\s*none", str(tag.get("style", "")))
    names = [str(value) for value in (tag.get("id"), *tag.get_attribute_list("class")) if value]
    if hidden or not _FRAME_CLASSES.isdisjoint(names):
        return True
    return tag.name not in ("html", "body") and any(_CONSENT.match(value) for value in names)


def _is_menu(tag: Tag) -> bool:
    """A list of three or more links and little else: a menu, or a table of contents."""
    if tag.name not in ("ul", "ol"):
        return False
    links = tag.find_all("a")
    linked = sum(len(link.get_text(strip=True)) for link in links)
    return len(links) >= 3 and linked > 0.8 * len(tag.get_text(strip=True))
