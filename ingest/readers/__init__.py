"""One reader a format, each `read(data, name) -> Document`, and what they share."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.records import Line

__all__ = ["SourceError", "laid_out"]


class SourceError(ValueError):
    """A source that cannot be read; the message says which, why, and what to do."""


def laid_out(blocks: Iterable[list[Line]]) -> list[Line]:
    """The lines of all blocks, with one empty line between a block and the next, as in a plain text.

    >>> a, b, c = (Line(text, 0) for text in "abc")
    >>> [line.text for line in laid_out([[a, b], [], [c]])]
    ['a', 'b', '', 'c']
    """
    lines: list[Line] = []
    for block in blocks:
        if block and lines:
            lines.append(Line("", 0, page=lines[-1].page))
        lines.extend(block)
    return lines
