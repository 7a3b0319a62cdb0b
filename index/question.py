"""A question as asked, cleaned and checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from index.analyse import terms, words
from ingest.language import detect

_QUOTED = re.compile(r"[\"„“”»«]([^\"„“”»«]+)[\"„“”»«]")
LONGEST = 2000  # characters; a question that is longer is a text, not a question


class QuestionError(ValueError):
    """A question that cannot be searched for; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for, in all the forms in which it is compared."""

    text: str  # as asked
    meant: str  # as searched for: typing errors mended
    language: str
    script: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...]  # between quotation marks: to be found word for word


def read_question(asked: str, mended: Callable[[str], str] = str) -> Question:
    """The question without control characters and doubled blanks; raises QuestionError.

    >>> q = read_question("  Колико дана\\tза свадбу? ")
    >>> q.text, q.language, q.script
    ('Колико дана за свадбу?', 'sr', 'Cyrl')
    """
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in asked)
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        raise QuestionError("The question is empty: type what you would like to know.")
    if len(text) > LONGEST:
        raise QuestionError(
            f"The question has {len(text):,} characters; ask in at most {LONGEST:,}, in one or two sentences."
        )
    found = words(text)
    if not any(len(word) > 1 for word in found):
        raise QuestionError(f'There is no word to search for in "{text[:40]}": ask with at least one whole word.')
    meant = mended(text)
    asked_terms = terms(meant)
    if not asked_terms:
        raise QuestionError(f'"{text[:40]}" has only words that stand in every text: add the thing that you ask about.')
    language = detect(text)
    phrases = tuple(phrase for phrase in _QUOTED.findall(text) if words(phrase))
    return Question(text, meant, language.code, language.script, tuple(asked_terms), phrases)
