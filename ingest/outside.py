"""Finds what is named outside a text: statutes, rulebooks, other agreements, gazettes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.ordinals import words

OutsideKind = Literal["agreement", "statute", "gazette"]

_LONGEST_TITLE = 9  # words


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a statute, an agreement or a gazette."""

    span: tuple[int, int]
    words: str
    kind: OutsideKind


def named_outside(text: str, plain: str, only_at: int | None = None) -> Iterator[Named]:
    """Named statutes, agreements and gazettes; with `only_at`, those that begin there.

    `plain` is the text in lower case and Latin, without diacritics, and as long as the text.

    >>> [n.words for n in named_outside("po Zakonu o delu in", "po zakonu o delu in")]
    ['Zakonu o delu']
    """
    of = words()["references"]["outside"]
    kinds: dict[str, OutsideKind] = {"gazette": "gazette", "agreement": "agreement"}
    for name in ("gazette", "about", "named", "titled", "short", "agreement", "in_force"):
        titled = name in ("about", "named", "agreement")
        begins, ends = "" if name == "gazette" else r"\b", "" if titled else r"(?![^\W\d_])"
        pattern = re.compile(f"{begins}(?:{of[name]}){ends}")
        if only_at is not None:
            at = pattern.match(plain, only_at)
            matches = [at] if at else []
        else:
            matches = list(pattern.finditer(plain))
        for match in matches:
            end = _title_end(text, plain, match.end()) if titled else match.end()
            start = match.start() + (not plain[match.start()].isalnum())
            words_named = text[start:end]
            if "\n" not in words_named and (name != "short" or words_named[:2].isupper()):
                yield Named((start, end), words_named, kinds.get(name, "statute"))


def _title_end(text: str, plain: str, at: int) -> int:
    """Where a title that goes on at `at` ends."""
    after = words()["references"]["outside"]["after_title"]
    stop = re.compile(rf"[^\S\n]+(?:(?:{after})\b|(?:in|i)(?:[^\S\n]+(?:{after})\b|[^\S\n]*(?:\n|$)))")
    another = re.compile(r"[^\S\n]+(?:in|i)[^\S\n]+(?=\w)")  # "and" before a name: a capital follows
    enumerates = re.compile(r",[^\S\n]+(?!drug)\w+(?:[^\S\n]+\w+)?[^\S\n]+(?:in|i)[^\S\n]+\w+")
    word = re.compile(r"[^\S\n]*[\w-]+")
    count = 0
    while count < _LONGEST_TITLE and (match := word.match(plain, at)):
        joint = another.match(plain, at)
        if count and (stop.match(plain, at) or (joint and text[joint.end()].isupper())):
            break
        at, count = match.end(), count + 1
        if listed := enumerates.match(plain, at):
            at = listed.end()
    return at
