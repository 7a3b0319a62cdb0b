"""What a page carries around its text: running heads and feet that repeat from page to page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from ingest.records import Document, Line
from ingest.repairs.edits import Edit

# A head that stands on fewer pages may be a heading; on one page of three or more it is furniture.
_FEWEST_PAGES = 3
_DIGITS = re.compile(r"\d+")


def running_heads(document: Document) -> list[Edit]:
    """Edits that take out the first or last line of pages where it repeats, page numbers aside.

    Only formats that know their pages have any.

    >>> lines = [Line(text, 0, page=n) for n in (1, 2, 3) for text in (f"{n}. člen", f"stran {n}")]
    >>> lines.insert(0, Line("naslov", 0, page=1))
    >>> [document.start for document in running_heads(Document.of_lines("a", "pdf", "", lines))]
    [15, 31, 47]
    """
    pages = [
        [line for line in page if line.text.strip()]
        for number, page in groupby(document.lines, key=lambda line: line.page)
        if number is not None
    ]
    edges = [line for page in pages if page for line in {page[0].offset: page[0], page[-1].offset: page[-1]}.values()]
    often = Counter(_shape(line) for line in edges)
    enough = max(_FEWEST_PAGES, (len(pages) + 1) // 2)
    return [
        Edit(line.offset, line.offset + len(line.text), "", "running heads")
        for line in edges
        if often[_shape(line)] >= enough and not _is_article(line)
    ]


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _is_article(line: Line) -> bool:
    return bool(re.search(r"člen\b|члан\b|član\b", line.text, re.IGNORECASE))
