"""Makes a document readable without changing what it says: every repair is named, counted and traceable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from ingest.headings import grammar
from ingest.records import Document
from ingest.repairs import layout, lines, scan, words
from ingest.repairs.edits import Edit, Way, apply
from ingest.repairs.pages import running_heads

__all__ = ["Edit", "Repaired", "register", "repair"]

Repair = Callable[[str], list[Edit]]

_SCAN: tuple[Repair, ...] = (
    scan.page_footers,
    scan.stray_marks,
    scan.article_headings,
    scan.struck_out,
    scan.paragraph_numbers,
    words.letters,
)
_LAYOUT: tuple[Repair, ...] = (
    layout.odd_blanks,
    layout.line_ends,
    layout.mixed_scripts,
)
# One repair may uncover work for an earlier one: all run again until none finds anything.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document's text after all repairs, one logical line each, with the way back to the original."""

    text: str
    counts: tuple[tuple[str, int], ...]  # repair, number of edits: in the register's order, only above 0
    passes: tuple[tuple[Edit, ...], ...]  # one for each repair that changed something, first to last
    ways: tuple[Way, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in `Document.text` the characters from `start` to `end` of this text came from.

        Spans laid end to end here are laid end to end there.

        >>> from ingest.records import Line
        >>> original = Document.of_lines("a.txt", "txt", "utf-8", [Line("  1. člen  ", 0)])
        >>> repaired = repair(original, language="sl")
        >>> repaired.text, repaired.original_span(0, 7)
        ('1. člen', (0, 11))
        """
        return self._back(start), self._back(end)

    def _back(self, place: int) -> int:
        for way in reversed(self.ways):
            place = way.back(place)
        return place


def register(language: str, scanned: bool) -> tuple[Repair, ...]:
    """The repairs for a text, in the order in which they run.

    >>> len(register("sl", False)), len(register("sl", True))
    (6, 12)
    """
    joining = (partial(lines.joined_lines, language=language), layout.columns, layout.blank_runs)
    mending = _SCAN if scanned and language == "sl" else ()
    return (*_LAYOUT, *mending, *joining)


def repair(document: Document, *, language: str, scanned: bool = False, article: str = "") -> Repaired:
    """The document with every repair made that its text calls for; right text comes out as it was.

    `language` is "sl" or "sr"; `scanned` says that the text was recognised from pictures of pages; `article` is a
    line that opens an article where the document has a manner of its own: such lines stay lines.

    >>> from ingest.records import Line
    >>> lines = [Line("(1) pravice,", 0), Line("", 0), Line("obveznosti in  odgovornosti.", 0)]
    >>> repair(Document.of_lines("a.txt", "txt", "utf-8", lines), language="sl").text
    '(1) pravice, obveznosti in odgovornosti.'
    """
    text, passes = document.text, []
    opening = grammar(language, article).article if article else None
    heads = _without(opening, text, running_heads(document))
    if heads:
        passes.append(tuple(heads))
        text = apply(text, heads)
    for _ in range(_ROUNDS):
        before = text
        for step in register(language, scanned):
            edits = tuple(_without(opening, text, step(text)))
            if edits:
                passes.append(edits)
                text = apply(text, edits)
        if text == before:
            break
    counted = Counter(edit.repair for edits in passes for edit in edits)
    return Repaired(text, tuple(counted.items()), tuple(passes), tuple(Way.after(edits) for edits in passes))


def _without(opening: re.Pattern[str] | None, text: str, edits: list[Edit]) -> list[Edit]:
    """The edits, but those that would take out or join the lines that open an article."""
    return list(_apart(opening, text, edits)) if opening else edits


def _apart(opening: re.Pattern[str], text: str, edits: list[Edit]) -> Iterator[Edit]:
    for edit in edits:
        taken = text[edit.start : edit.end]
        if not edit.replacement and opening.fullmatch(taken.strip()):
            continue
        if "\n" in taken and "\n" not in edit.replacement:
            above = text[text.rfind("\n", 0, edit.start) + 1 : edit.start]
            below = text[edit.end :].split("\n", 1)[0]
            if opening.fullmatch(above.strip()) or opening.fullmatch(below.strip()):
                if taken != "\n":
                    yield replace(edit, replacement="\n", repair="blank lines")
                continue
        yield edit
