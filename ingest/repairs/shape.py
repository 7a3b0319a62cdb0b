"""What a line is by its shape: a heading, a numbered paragraph, a point, an indent, a row."""

from __future__ import annotations

import re

_ARTICLE = re.compile(
    r"""[»"„]?  (?: \d{1,3} \.? \s? (?:[a-z]\.?\s?)? \s? člen      # 61. a člen
                 | (?:члан|član) \s \d{1,3} \s? \w? \.? )          # Члан 9.
        \s* $""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK = re.compile(
    r"""  \( \d{1,2} [a-z]? \)            # (2)
        | \d{1,2} \)                    # 2)
        | \(? [a-zčšžа-шј] \)           # a)
        | [a-z] \. \s* (?=[A-ZČŠŽ])     # a. Vplivi
        | [-–—•] \s | •                 # an indent
        | \d{1,2}(?:\.\d{1,2})* \. \s* (?=[A-ZČŠŽА-Ш(„"»]|$)   # 12. Letni dopust, 1.2. Del
        | [IVX]+ (?:/[A-Z])? \.? \s+ (?=[A-ZČŠŽА-Ш][\wČŠŽ])    # III/B DELAVSKO
        | [A-H] \. \s+ (?=[A-ZČŠŽ])     # B. TARIFNI DEL
    """,
    re.VERBOSE,
)
# "1. ureja" is a point after a colon, but the rest of a sentence in "iz 44. / 1. točke".
_LOW_POINT = re.compile(r"\d{1,2}\.\s+[a-zčšžа-ш]")
_SENTENCE_END = re.compile(r"[.:;!?…][)\"”“«’]*$")
_ABBREVIATION = re.compile(
    r"\b(?:št|čl|npr|oz|tj|ur|ust|odst|str|l|чл|ст|бр|тач|сл|neprek|dr|mag|inž)\.$", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:\b\d{1,4}|\b[IVX]+)\.$")

# A value that fills the last cell of a row: "2 dni,", "za 1 dan", "0,15", "10%;"; "3." alone is an ordinal.
VALUE = r"(?:\d+(?:[.,]\d+)*(?:\s?%|\s+(?:dni|dan|EUR|tolarjev)\b)\s?[.,;]?|\d+[.,]\d+[.,;]?|\d+)"
_WITH_WORD = rf"(?:(?:za|do)\s+)?{VALUE}"
_VALUE = re.compile(rf"{_WITH_WORD}$|\d(?:\s\d)+$")
_ENDS_IN_VALUE = re.compile(rf"(?:^|\s){_WITH_WORD}$")
_ROW = re.compile(rf"\S\t+\S|\S\s{{2,}}{_WITH_WORD}$|^(?:\d+|[IVX]+\.)(?:\s+\d[\d.,]*)+$")
# Shorter lines are headings and signatures; a sentence has hardly begun there.
_SHORTEST = 30


def bare(word: str) -> str:
    """The word without the punctuation around it."""
    return word.strip(".,;:!?()[]»«„”“\"'–-")


def is_article(line: str) -> bool:
    """Whether the line is the heading of an article and nothing else.

    >>> [is_article(line) for line in ("61. a člen", "Члан 9.", "»6. člen", "44. člena")]
    [True, True, True, False]
    """
    return bool(_ARTICLE.match(line))


def opens(line: str, above: str) -> bool:
    """Whether the line begins something of its own: an article, a paragraph, a point, a title.

    >>> [opens(line, "Delavec ima") for line in ("(2) Vodja", "- prva", "90. člena te", "(npr. v tujini)")]
    [True, True, False, False]
    """
    if is_article(line) or is_title(line):
        return not (is_title(line) and unfinished(above) and not stands_alone(above) and line[1].islower())
    if is_capitals(line):
        return not is_capitals(above) or bool(_MARK.match(line))
    if names_number(line):
        return bool(re.search(r"[:;]$", above))
    return bool(_MARK.match(line))


def stands_alone(line: str) -> bool:
    """Whether nothing can go on from the line: an article's heading, a title in brackets or capitals.

    >>> [stands_alone(line) for line in ("10.a člen", "(kraj dela)", "II. POGOJI", "Delavec ima")]
    [True, True, True, False]
    """
    return is_article(line) or is_title(line) or is_capitals(line)


def names_number(line: str) -> bool:
    """Whether a number begins the line and a word in lower case goes with it: "44. člena", "16. maja"."""
    return bool(_LOW_POINT.match(line))


def is_title(line: str) -> bool:
    """Whether the line stands in brackets from end to end."""
    inside = line[1:-1]
    whole = line.startswith("(") and line.endswith(")") and "(" not in inside.split(")")[0]
    return whole and not re.fullmatch(r"\d+[a-z]?", inside) and ") " not in re.sub(r"\([^()]*\)", "", inside)


def is_capitals(line: str) -> bool:
    """Whether the line is set in capitals as headings are."""
    letters = [c for c in line if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) > 3 and capitals >= 0.7 * len(letters) and line[-1] not in ",.;"


def is_rest_of_part(above: str, line: str) -> bool:
    """Whether the heading of a part, in capitals, goes on from one line to the next.

    >>> is_rest_of_part("II. SISTEMIZACIJA DELOVNIH MEST IN SKLENITEV", "RAZMERJA")
    True
    """
    numbered = re.match(r"[IVX]+\.\s", above) and len(above) >= _SHORTEST
    return bool(numbered) and is_capitals(above) and is_capitals(line) and not _MARK.match(line)


def is_row(line: str) -> bool:
    """Whether the line is a row of cells: by tabs, by a gap before its value, or all numbers."""
    return bool(_ROW.search(line))


def is_value(line: str) -> bool:
    """Whether the line is only the value of a row: "1 dan", "za 2 dni", "0,35"."""
    return bool(_VALUE.match(line))


def lacks_value(line: str, before: str) -> bool:
    """Whether a row waits for its value; not where it is one of several indents that share one."""
    if _ENDS_IN_VALUE.search(line) or stands_alone(line) or line[-1] in ".:;":
        return bool(_ABBREVIATION.search(line))
    return not _is_indent(before) or has_value(before)


def has_value(line: str) -> bool:
    """Whether the line ends in a value."""
    return bool(_ENDS_IN_VALUE.search(line))


def ends_list(above: str, before: str) -> bool:
    """Whether a list of indents ends with the line above: it and the one before it end in values."""
    return all(_is_indent(line) and has_value(line) for line in (above, before))


def _is_indent(line: str) -> bool:
    return line.startswith(("•", "- ", "– "))


def unfinished(line: str) -> bool:
    """Whether the line stops before its sentence does.

    >>> [unfinished(line) for line in ("določa zakon.", "Uradni list RS, št.", "v primerih:", "pravice, ki")]
    [False, True, False, True]
    """
    return not _SENTENCE_END.search(line) or bool(_ABBREVIATION.search(line))


def goes_on(above: str) -> bool:
    """Whether a line in lower case goes on from the one above.

    In a list without marks, whose items begin in lower case, a comma or "in" ends the item.

    >>> goes_on("(1) pravice,"), goes_on("po določilih 44."), goes_on("obseg dela,"), goes_on("Slovenije")
    (True, True, False, False)
    """
    if above.count("(") > above.count(")") or above.count('"') % 2:
        return True
    if above[0].islower() and re.search(r"(,| in| ali)$", above):
        return False
    if len(above) < _SHORTEST and not _MARK.match(above) and not re.search(r"[,\d.-]$", above):
        return False
    return unfinished(above) or bool(_ORDINAL.search(above))
