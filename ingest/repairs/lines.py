"""One logical line for each heading, paragraph, point, indent and table row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.repairs import shape
from ingest.repairs.edits import Edit
from ingest.repairs.lexicon import one_word

# Below this many lines a text is too short to tell whether its lines were broken at a width.
_FEWEST_LINES = 40
_WIDEST = 130
_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True)
class _Open:
    """The logical line that is being put together."""

    text: str
    last: str  # the line of the source that it ends with
    widest: int  # the longest line of the source in it
    pieces: int
    before: str  # the logical line above; "": there is none


def joined_lines(text: str, *, language: str) -> list[Edit]:
    """Lines that were broken inside a sentence are joined, blank lines go, broken words are mended.

    Nothing is joined across an article's heading, a numbered paragraph, a point, an indent, a title in
    brackets or the rows of a table.

    >>> from ingest.repairs.edits import apply
    >>> broken = "1. člen\\n\\n(1) pravice,\\n\\nobveznosti in do-\\nlžnosti;\\n- prva"
    >>> apply(broken, joined_lines(broken, language="sl")).splitlines()
    ['1. člen', '(1) pravice, obveznosti in dolžnosti;', '- prva']
    """
    width = _width(text)
    edits: list[Edit] = []
    open_line: _Open | None = None
    end = 0
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        between = text[end : match.start()]
        if open_line is None:
            joint, cut = "", 0
            open_line = _Open(line, line, len(line), 1, "")
        else:
            joint, cut = _joint(open_line, line, between.count("\n") > 1, width, language)
            open_line = _longer(open_line, line, joint, cut)
        if between != joint or cut:
            edits.append(Edit(end - cut, match.start(), joint, "joined words" if cut else _name(joint)))
        end = match.start() + len(line)
    if end < len(text):
        edits.append(Edit(end, len(text), "", "blank lines"))
    return edits


def _name(joint: str) -> str:
    return "blank lines" if joint in ("\n", "") else "joined lines"


def _longer(open_line: _Open, line: str, joint: str, cut: int) -> _Open:
    if joint == "\n":
        return _Open(line, line, len(line), 1, open_line.text)
    text = open_line.text[: len(open_line.text) - cut] + joint + line
    return _Open(text, line, max(open_line.widest, len(line)), open_line.pieces + 1, open_line.before)


def _joint(above: _Open, line: str, gap: bool, width: int, language: str) -> tuple[str, int]:
    """What stands between two lines, and how many characters before it go: a hyphen that broke a word."""
    if re.search(r"\w-$", above.text) and re.match(r"\w", line) and not shape.opens(line, above.text):
        head, tail = above.text[:-1].split()[-1], line.split()[0]
        if line[0].islower() and one_word(shape.bare(head), shape.bare(tail), language):
            return "", 1
        return ("", 0) if line[0].islower() else ("\n", 0)
    if not _continues(above, line, gap, width):
        return "\n", 0
    return ("\t" if shape.is_value(line) else " "), 0


def _continues(above: _Open, line: str, gap: bool, width: int) -> bool:
    if shape.is_rest_of_part(above.text, line):
        return True
    if shape.opens(line, above.text) or shape.stands_alone(above.text):
        return False
    if shape.is_value(line):
        return shape.lacks_value(above.text, above.before)
    if shape.is_row(above.text) or (" " in line and shape.ends_list(above.text, above.before)):
        return False
    if line[0].islower():
        return shape.goes_on(above.text)
    if shape.is_row(line) or above.text.endswith(":"):
        return False
    return _runs_over(above, line, gap, width)


def _runs_over(above: _Open, line: str, gap: bool, width: int) -> bool:
    """A line that begins with a capital or a figure goes on where the one above was full."""
    unfinished = shape.unfinished(above.text)
    if not width:
        if unfinished and line[0].isdigit():
            return shape.names_number(line) or (len(above.text) >= 60 and above.text[-1].islower())
        return not gap and unfinished and above.pieces > 1 and len(above.last) >= 0.75 * above.widest
    full = len(above.last) + 1 + len(line.split()[0]) > (width if gap else 0.9 * width)
    if not unfinished:
        return full and not gap
    return full or (not gap and len(above.last) >= 0.7 * width)


def _width(text: str) -> int:
    """The width at which the lines of a text were broken; 0 where they were not."""
    lengths = sorted(len(match[0].rstrip()) for match in _LINE.finditer(text))
    if len(lengths) < _FEWEST_LINES:
        return 0
    widest = lengths[len(lengths) * 98 // 100]
    near = sum(length >= 0.8 * widest for length in lengths)
    return widest if widest <= _WIDEST and near * 5 >= len(lengths) else 0
