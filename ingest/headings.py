"""Recognises the lines that open an article, a part, a title or a closing; the words are data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.example import arabic, example_of
from ingest.script import to_latin

GRAMMAR = Path(__file__).parent.parent / "corpus" / "headings.toml"

_ROMAN = "[IVXLХ]+"  # the last one is the Cyrillic letter, which publishers mix in
_CAPITAL = "A-ZČŠŽĆĐЂЈЉЊЋЏА-Ш"
_PART = re.compile(rf"(?P<label>{_ROMAN}(?:/[A-Z])?)\.?\s+(?P<title>[{_CAPITAL}].*)")
_NUMBERED = re.compile(
    rf"(?:(?P<label>{_ROMAN}(?:/[A-Z])?|\d+(?:\.\d+)*)(?:\.\s*|\s+)|(?P<letter>[A-Za-z])\.\s*)(?P<title>[{_CAPITAL}].*)"
)
_POINT = re.compile(r"(?P<label>\d+)\.\s*(?P<title>.*)")
_ENDS_SENTENCE = (".", ";", ":", ",", "!", "?", "«", "“")
_LONGEST_HEADING = 160  # characters; the longest one in the sources has 122
_LONGEST_BARE_HEADING = 60  # without a number; longer lines are sentences whose full stop got lost


@dataclass(frozen=True, slots=True)
class Grammar:
    """The heading patterns of one language."""

    article: re.Pattern[str]
    title: re.Pattern[str]
    closing: re.Pattern[str]
    struck: re.Pattern[str]

    def article_label(self, line: str) -> str | None:
        """The label of the article that this line opens, "89b", in Latin letters as all labels; None: it opens none.

        >>> sl = grammar("sl")
        >>> sl.article_label("61. a člen"), sl.article_label("10.člen"), sl.article_label("iz 38. člena")
        ('61a', '10', None)
        >>> [grammar("sr").article_label(line) for line in ("Члан 29.", "Члан 29а", "Član 29a", "Чланови 3.")]
        ['29', '29a', '29a', None]
        """
        match = self.article.fullmatch(line.strip())
        return arabic(match["label"]) + to_latin(match["letter"] or "") if match else None

    def article_title(self, line: str) -> str:
        """The heading that stands on the same line; "": it has none, or opens no article.

        >>> grammar("sl", "Točka 3. Odmor").article_title("Točka 12. Letni dopust")
        'Letni dopust'
        """
        match = self.article.fullmatch(line.strip())
        return str(match.groupdict().get("title") or "").strip("()") if match else ""


@cache
def grammar(language: str, article: str = "") -> Grammar:
    """The grammar of "sl" or "sr" from `corpus/headings.toml`.

    `article` is a line that opens an article where a document has a manner of its own; ExampleError when it has no
    number.

    >>> grammar("sl", "§ 5").article_label("§ 12"), grammar("sl", "§ 5").article_label("12. člen")
    ('12', None)
    """
    patterns = tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))[language]
    made = Grammar(**{name: re.compile(pattern) for name, pattern in patterns.items()})
    return replace(made, article=example_of(article).pattern()) if article else made


def part(line: str) -> tuple[str, str] | None:
    """Label and title of a part: a Roman number and a title in capitals.

    >>> part("III/A DELAVCI POSAMEZNIKI"), part("I. Enostavno delo")
    (('III/A', 'DELAVCI POSAMEZNIKI'), None)
    """
    match = _PART.fullmatch(line.strip())
    return (match["label"], match["title"]) if match and match["title"].isupper() else None


def point(line: str) -> tuple[int, str] | None:
    """Number and title of a point that is headed like an article: "12.Kritje stroškov".

    >>> point("12.Kritje stroškov"), point("1."), point("1. Delavec ima pravico.")
    ((12, 'Kritje stroškov'), (1, ''), None)
    """
    match = _POINT.fullmatch(line.strip())
    if not match or match["title"].endswith(_ENDS_SENTENCE) or len(line) > _LONGEST_HEADING:
        return None
    return int(match["label"]), match["title"]


def level(line: str, after: str) -> int | None:
    """The depth of a heading that stands above an article; None: the line is text.

    `after` is the line of text before it: a bare heading follows only a finished sentence.

    >>> level("VI. NORMATIVNI DEL", ""), level("A. DELOVNA RAZMERJA", ""), level("2.2.1. Delovni čas", "")
    (1, 2, 5)
    >>> level("SPLOŠNO", ""), level("c.Delo s citostatiki", "")
    (9, 8)
    >>> level("Приправници", "у складу са законом."), level("- vrsto del", ""), level("dni dopusta", ".")
    (9, None, None)
    """
    line = line.strip()
    if line.endswith(_ENDS_SENTENCE) or len(line) > _LONGEST_HEADING or "\t" in line:
        return None
    if match := _NUMBERED.fullmatch(line):
        label = match["label"] or match["letter"]
        if label[0].isdigit():
            return 3 + label.count(".")
        if label.islower():
            return 8
        return 2 if "/" in label or match["letter"] else 1
    finished = not after or after.endswith(_ENDS_SENTENCE) or after.endswith(")")
    bare = line[:1].isupper() and len(line) <= _LONGEST_BARE_HEADING and not line.endswith(")")
    return 9 if bare and (finished or line.isupper()) else None
