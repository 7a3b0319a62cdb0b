"""Finds annexes that are printed after an agreement: their articles are numbered from 1 again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.headings import grammar
from ingest.records import Annex
from ingest.script import fold

# "ANEKS št. 1 …", "1914. Aneks št. 1 h Kolektivni pogodbi …, stran 5412.", "АНЕКС II"; not "Priloga".
_TITLE = re.compile(r"(?:\d{1,5}\.\s+)?aneks(?:u|a|om)?\b(?:\s*(?:st\.|stev\.|br\.|broj)?\s*(?P<number>\d{1,3})\b)?.*")
_STATED = re.compile(r",\s*stran\s+\d+\.?$")
_LONGEST = 250


def annexes_of(lines: Sequence[str], language: str, example: str = "") -> tuple[Annex, ...]:
    """The annexes among the lines of a repaired text, each with the line at which it begins.

    An annex is taken for one only where the articles begin with 1 again and a line above says "Aneks"; `example`
    is a line that opens an article where the document has a manner of its own.

    >>> lines = ["Pogodba", "1. člen", "Prvo.", "ANEKS št. 2", "k pogodbi", "1. člen", "Drugo."]
    >>> [(annex.label, annex.begins) for annex in annexes_of(lines, "sl")]
    [('aneks-2', 'ANEKS št. 2')]
    """
    words = grammar(language, example)
    found: list[Annex] = []
    article = -1  # the line of the last one
    for number, line in enumerate(lines):
        label = words.article_label(line)
        if label is None:
            continue
        if label == "1" and article >= 0:
            above = (n for n in range(number - 1, article, -1) if _TITLE.fullmatch(fold(lines[n])))
            title = next((lines[n] for n in above if len(lines[n]) <= _LONGEST), "")
            if title and _first(lines, title):
                found.append(_annex(title, found))
        article = number
    return tuple(found)


def _first(lines: Sequence[str], title: str) -> bool:
    """Whether no line before it begins with the same words: the register finds an annex by them."""
    return sum(line.startswith(title) for line in lines) == 1


def _annex(line: str, before: list[Annex]) -> Annex:
    match = _TITLE.fullmatch(fold(line))
    number = match["number"] if match else None
    labels = {annex.label for annex in before}
    label = f"aneks-{number or len(before) + 1}"
    while label in labels:
        label = f"aneks-{int(label.rpartition('-')[2]) + 1}"
    title = _STATED.sub("", re.sub(r"^\d{1,5}\.\s+", "", line))
    return Annex(label, title, begins=line)
