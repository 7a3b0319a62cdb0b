"""Blanks and script: repairs that look at one line at a time."""

from __future__ import annotations

import re

from ingest.repairs.edits import Edit, replace
from ingest.repairs.shape import VALUE

# Blanks of a fixed width and marks without width, as word processors and web pages leave them.
_ODD = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|[\u00ad\u200b-\u200f\u2060\ufeff]|\r\n?|[\f\v]")
_LINE_EDGE = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_RUN = re.compile(r" {2,}")
_GAPS_BEFORE_TAB = re.compile(r" +\t *|\t +")

# In "v višini  10%" the gap is an accident of setting: a cell does not end in such a word.
_LAST_CELL = re.compile(rf"(?P<word>[^\s•]+) {{2,}}(?=(?:(?:za|do)\s+)?{VALUE}$)", re.MULTILINE)
_LEADING_ON = {"za", "do", "od", "v", "višini", "in", "najmanj", "največ", "po", "na", "vsaj", "znaša"}
_NUMBERS = re.compile(r"^(?:\d+|[IVX]+\.)(?:[ \t]+\d[\d.,]*)+$", re.MULTILINE)

# Letters that look the same in both scripts.
_ALIKE = dict(zip("АВЕЈКМНОРСТХУаеојрсху", "ABEJKMHOPCTXYaeojpcxy", strict=True))
_LATIN_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _ALIKE.items()})
_CYRILLIC_TO_LATIN = str.maketrans(_ALIKE)
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def odd_blanks(text: str) -> list[Edit]:
    """Every blank becomes a plain one, marks without width go, a page break becomes a line break.

    >>> [edit.replacement for edit in odd_blanks("38.\\u00a0člen, do\\u00adgovor\\f2")]
    [' ', '', '\\n']
    """

    def plain(match: re.Match[str]) -> str:
        if match[0] in "\r\n\f\v":
            return "\n"
        return " " if match[0].isspace() else ""

    return replace(_ODD, plain, text, "odd blanks")


def line_ends(text: str) -> list[Edit]:
    """No line begins or ends with a blank or a tab afterwards.

    >>> line_ends("\\t\\tЧлан 1. \\nа")
    [Edit(start=0, end=2, replacement='', repair='line ends'), \
Edit(start=9, end=10, replacement='', repair='line ends')]
    """
    return replace(_LINE_EDGE, "", text, "line ends")


def blank_runs(text: str) -> list[Edit]:
    """Runs of blanks become one blank; the tabs between the cells of a row stay.

    >>> [edit.replacement for edit in blank_runs("Ta  kolektivna  pogodba")]
    [' ', ' ']
    """
    return replace(_RUN, " ", text, "blank runs")


def columns(text: str) -> list[Edit]:
    """Cells that only a gap kept apart are kept apart by a tab: rows of numbers, a value at a row's end.

    >>> from ingest.repairs.edits import apply
    >>> row = "delo s težje motenimi     8%"
    >>> apply(row, columns(row))
    'delo s težje motenimi\\t8%'
    >>> apply("IV. 1,70  2,00", columns("IV. 1,70  2,00"))
    'IV.\\t1,70\\t2,00'
    """
    rows = replace(_NUMBERS, lambda match: "\t".join(match[0].split()), text, "columns")
    taken = {place for edit in rows for place in range(edit.start, edit.end)}
    gaps = [
        Edit(match.end("word"), match.end(), "\t", "columns")
        for match in _LAST_CELL.finditer(text)
        if match.start() not in taken and match["word"] not in _LEADING_ON
    ]
    tabs = [edit for edit in replace(_GAPS_BEFORE_TAB, "\t", text, "columns") if edit.start not in taken]
    return sorted([*rows, *gaps, *tabs], key=lambda edit: edit.start)


def mixed_scripts(text: str) -> list[Edit]:
    """A word of both scripts gets the letters of the one it has more of; a Roman numeral is Latin.

    A Latin word among Cyrillic ones turns Cyrillic where every letter has a twin (je), capitals aside.

    >>> from ingest.repairs.edits import apply
    >>> for line in ("yтврђивање права", "рок je три године", "IХ", "Ta pogodba je"):
    ...     apply(line, mixed_scripts(line))
    'утврђивање права'
    'рок је три године'
    'IX'
    'Ta pogodba je'
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        if not _CYRILLIC.search(line[0]):
            continue
        for word in _WORD.finditer(line[0]):
            new = _one_script(word[0])
            if new != word[0]:
                start = line.start() + word.start()
                found.append(Edit(start, start + len(new), new, "mixed scripts"))
    return found


def _one_script(word: str) -> str:
    cyrillic = len(_CYRILLIC.findall(word))
    latin_form = word.translate(_CYRILLIC_TO_LATIN)
    if re.fullmatch("[IVXLC]+", latin_form) and cyrillic < len(word):
        return latin_form
    if cyrillic == len(word) or (cyrillic == 0 and not word.islower()):
        return word
    if 0 < cyrillic * 2 < len(word):
        return latin_form if not _CYRILLIC.search(latin_form) else word
    cyrillic_form = word.translate(_LATIN_TO_CYRILLIC)
    return cyrillic_form if len(_CYRILLIC.findall(cyrillic_form)) == len(word) else word
