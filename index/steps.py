"""The parts of a spelled citation, small before large or large before small: "45. člen", "član 29. stav 1."."""

from __future__ import annotations

import re
from functools import cache

from ingest.lettered import LETTER
from ingest.ordinals import read, words

_GAP = r"(?:\s?\.?\s?(?=[a-h]\b)|\.?)"  # later letters stand beside the number: "29 i 30", "člen 45 v KPOP"
LETTERED = re.compile(rf"(\d+){_GAP}({LETTER})\b(?!\))\.?")
"""The number of an a-article in any printing: "89. b", "89b"."""

_LEVELS = ("article", "paragraph", "point", "subpoint", "indent", "part")


def steps(text: str) -> tuple[tuple[str, str], ...]:
    """Level and number of each part of a citation in folded letters; empty: it has a word that no citation has.

    >>> steps("prva alineja drugega odstavka 45. clena")
    (('indent', '1'), ('paragraph', '2'), ('article', '45'))
    >>> steps("article 45(2)"), steps("koliko dni")
    ((('article', '45'), ('paragraph', '2')), ())
    """
    if not has_level(text):  # the whole grammar is large: most questions are over before it is needed
        return ()
    words_read, paired = _words(text), []
    level = number = ""
    for kind, value in words_read:
        if kind in ("annex", "appendix", "preamble", "closing", "note"):
            paired.append((kind, value))
        elif kind == "number" and level:
            paired.append((level, value))
            level = ""
        elif kind == "bracket" and not number:
            paired.append(("paragraph", value))  # Article 45(2)
        elif kind == "number" and not number:
            number = value
        elif kind != "number" and number:
            paired.append((kind, number))
            number = ""
        elif kind != "number" and not level:
            level = kind
        else:
            return ()
    return () if level or number else tuple(paired)


def _words(text: str) -> tuple[tuple[str, str], ...]:
    """Levels and numbers in their order; empty: there is something else."""
    at, found = 0, []
    while at < len(text):
        match = _token().match(text, at)
        if not match or match.end() == at or not match.lastgroup:
            return ()
        at, kind, value = match.end(), match.lastgroup, match[match.lastgroup]
        if kind in ("annex", "appendix"):
            found.append((kind, "-".join(re.findall(rf"\d+{LETTER}?\b|\d+", value))))
        elif kind == "bracket" and (not found or found[-1][0] in _LEVELS):
            found.append(("number", value.strip("()")))  # podtočka (2)
        elif kind in ("number", "ordinal", "roman", "letter"):
            found.append(("number", _number(value, kind)))
        elif kind != "skip":
            found.append((kind, value.strip("()")))
    return tuple(found)


def _number(value: str, kind: str) -> str:
    if kind == "ordinal":
        return str(read()[value]) if value in read() else value.rstrip("sthndr")
    match = LETTERED.match(value)
    return match[1] + match[2] if match else value.strip(" .()")


def has_level(text: str) -> bool:
    """Whether folded letters have a word without which nothing is a spelled citation."""
    return bool(_level().search(text))


@cache
def _level() -> re.Pattern[str]:
    of = words()["read"]
    return re.compile("|".join(_unnamed(pattern) for pattern in (*of["levels"].values(), of["annex"], of["appendix"])))


@cache
def _token() -> re.Pattern[str]:
    """One word of a citation, by its kind."""
    of = words()["read"]
    levels = "|".join(
        rf"(?P<{level}>(?<!\w)(?:{_unnamed(pattern)})(?![^\W\d_]))" for level, pattern in of["levels"].items()
    )
    fillers = "|".join(_unnamed(words) for words in sorted(of["fillers"], key=len, reverse=True))
    spelled = "|".join(sorted(read(), key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<skip>[\s,;.]+|(?:{fillers})\b(?!\.|\)))
        |(?P<appendix>{_unnamed(of["appendix"])})
        |(?P<annex>{_unnamed(of["annex"])})
        |{levels}
        |(?P<ordinal>(?:{spelled})\b|\d+(?:st|nd|rd|th)\b)
        |(?P<bracket>\(\d+\))
        |(?P<letter>\(?[a-z]\))
        |(?P<roman>[ivx]+(?:/[a-z])?\b\.?)
        |(?P<number>\d+(?:{_GAP}{LETTER}\b(?!\)))?\s?[.)]?)
        """.replace(" (?P", "(?P"),
        re.VERBOSE,
    )


def _unnamed(pattern: str) -> str:
    """A pattern of the data as part of a verbose one: its spaces count, its groups have no names."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace(" ", r"\ ")
