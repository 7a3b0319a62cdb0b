"""Questions that found nothing, kept in a local file so that topics and the glossary can be mended.

Kept are the words, the day and the language of the interface, never who asked; what looks like a name, an address
or a number of a person is left out. `KOLEKTIVKA_QUESTIONS=off` keeps nothing.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

from index.kept import KeptError, keep_line, kept_lines

NAME = "questions-without-answer.jsonl"
SWITCH = "KOLEKTIVKA_QUESTIONS"
LONGEST = 300

_WEB = re.compile(r"[^\s(),;]*(?:@|://|www\.)[^\s(),;]*")
_NUMBER = re.compile(r"\+?\d(?:[ ./-]?\d){4,}")
_NAME = re.compile(r"(?<=[^\s.?!:] )(?:[A-ZČŠŽĆĐА-ШЈЉЊЋЂЏ][\w’'-]*(?:\s+|$))+")


def is_kept() -> bool:
    """Whether questions are kept on this machine."""
    return os.environ.get(SWITCH, "").strip().lower() not in ("off", "0", "no", "false")


def impersonal(question: str) -> str:
    """A question without names, addresses and long numbers.

    >>> impersonal("Moja sodelavka Ana Novak (ana@primer.si, 031 123 456) sprašuje po 12 letih za KPOP")
    'Moja sodelavka … (…, …) sprašuje po 12 letih za …'
    """
    for pattern in (_WEB, _NUMBER, _NAME):
        question = pattern.sub("… ", question)
    return re.sub(r" (?=[),])", "", " ".join(question.split()))[:LONGEST]


def keep_question(file: Path, question: str, lang: str, day: date) -> None:
    """Keeps a question that found nothing; a full disk is no reason to disturb who asked."""
    if not is_kept():
        return
    try:
        keep_line(file, {"day": day.isoformat(), "lang": lang, "q": impersonal(question)})
    except KeptError:
        return


def unanswered(file: Path) -> tuple[tuple[str, int], ...]:
    """The questions with how often each was asked, the most frequent first."""
    return tuple(Counter(str(line["q"]) for line in kept_lines(file) if line.get("q")).most_common())
