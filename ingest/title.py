"""Finds the title of a document in its first lines, and what kind of act it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.headings import part
from ingest.plain import Plain
from ingest.script import fold

PATTERNS = Path(__file__).parent.parent / "corpus" / "proposals.toml"

_LONGEST = 250  # characters of a title; the longest in the register has 113
_MOST_LINES = 6  # that a title in capitals takes
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
_ENDS_TEXT = (".", ";", ":", ",")
_SHORTEST_STEM = 4  # letters; shorter words (za, in, u) do not change


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the words that it was read from."""

    text: str
    quote: str
    number: str = ""  # of the act within its issue of the gazette; "": not said
    page: str = ""  # "": not said


@cache
def patterns() -> dict[str, Any]:
    """The patterns of proposals, `corpus/proposals.toml`."""
    return tomllib.loads(PATTERNS.read_text(encoding="utf-8"))


def kind_of(title: str) -> str:
    """The kind of act that a title names; "": it names none.

    >>> kind_of("Zakon o kolektivnih pogodbah"), kind_of("Аnekс Колективног уговора"), kind_of("Razpis volitev")
    ('statute', 'agreement', '')
    """
    found = [(m.start(), kind) for kind, words in patterns()["kinds"].items() if (m := re.search(words, fold(title)))]
    return min(found)[1] if found else ""


def title_of(headings: Sequence[str], lines: Sequence[str], text: str = "") -> Title | None:
    """The first title among a document's marked headings and its first lines; None: nothing looks like one.

    A line that names no act is a title only as a marked heading, as a heading of the gazette, or in capitals.
    `text` gives a title in capitals its small letters, where the same words stand in it.

    >>> title_of([], ["sklepata", "KOLEKTIVNO POGODBO", "za obrt", "1. člen"]).text
    'Kolektivna pogodba za obrt'
    >>> title_of([], ["3485. Razpis rednih volitev, stran 9441."]).text
    'Razpis rednih volitev'
    """
    for number, line in enumerate([*headings, *lines]):
        following = lines[number - len(headings) + 1 :] if number >= len(headings) else ()
        if title := _of_act(line, following, text):
            return title
    for line in [*headings, *lines]:
        if title := _in_gazette(line):
            return title
    for line in [*headings[:1], *(line for line in lines if _in_capitals(line))]:
        return Title(line, line)
    return None


def mentions(title: str) -> str:
    """A pattern for the title in any case, in folded text.

    >>> bool(re.match(mentions("Zakon o delu"), "zakonu o delu"))
    True
    """
    return r"\s+".join(
        rf"{re.escape(word[: max(_SHORTEST_STEM, len(word) - 3)])}\w*"
        if len(word) >= _SHORTEST_STEM
        else re.escape(word)
        for word in fold(title).split()
    )


def _in_gazette(line: str) -> Title | None:
    """ "1364. Kolektivna pogodba za obrt, stran 3954." """
    plain = Plain.of(line)
    match = re.fullmatch(patterns()["title"]["gazette_heading"], plain.text)
    if not match:
        return None
    return Title(plain.words(*match.span("title")), line, match["number"], match["page"])


def _of_act(line: str, following: Sequence[str], text: str) -> Title | None:
    if headed := _in_gazette(line):
        return headed if kind_of(headed.text) else None
    printed, line = line, _unspaced(line)
    plain = Plain.of(line)
    match = re.match(rf"(?:{patterns()['title']['begins']})(?!\w)", plain.text)
    if not match or not line[:1].isupper() or line.endswith(_ENDS_TEXT) or len(line) > _LONGEST:
        return None
    split = plain.origin(*match.span())[1]
    act, subject = line[:split], [line[split:].strip()]
    more = _continued(not subject[0], subject[0].isupper() or (act.isupper() and not subject[0]), following)
    words = " ".join([*subject, *more]).partition(" (")[0].strip()
    words = "" if words.startswith("(") else words
    return Title(_in_small(act, words, text), " ".join([printed, *more])) if words else None


def _continued(act_alone: bool, capitals: bool, following: Sequence[str]) -> list[str]:
    """The lines on which a title goes on."""
    of, found = patterns()["title"], list[str]()
    for line in following[:_MOST_LINES]:
        folded = fold(line)
        if line.endswith(_ENDS_TEXT) or re.fullmatch(of["stops"], folded) or part(line) or not line[:1].isalpha():
            break
        in_small = line[:1].islower() and not found
        in_capitals = capitals and line.isupper() and (act_alone or bool(re.match(of["goes_on"], folded)))
        if not (in_small or in_capitals):
            break
        found.append(line)
    return found


def _in_small(act: str, subject: str, text: str) -> str:
    """A title as a sentence writes it; what stands only in capitals stays in them, for the sake of its names."""
    name: str | None = patterns()["title"]["names"].get(fold(act))
    if subject.isupper():
        written = (m[0] for m in re.finditer(rf"(?<!\w){re.escape(subject)}(?!\w)", text, re.IGNORECASE))
        small = next((words for words in written if not words.isupper()), "")
        if not small:
            return f"{name.upper() if name else act} {subject}"
        subject = small
    return f"{name or (act.capitalize() if act.isupper() else act)} {subject}"


def _unspaced(line: str) -> str:
    """ "Z A K O N" as ZAKON."""
    return _SPACED.sub(lambda m: m[0].replace(" ", "") if m[0].isupper() else m[0], line)


def _in_capitals(line: str) -> bool:
    return line.isupper() and len(line.split()) > 1 and not part(line) and not line.endswith(_ENDS_TEXT)
