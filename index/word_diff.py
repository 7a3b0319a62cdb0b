"""Two wordings compared: first paragraph with paragraph, then word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "removed", "added"]
Span = tuple[int, int]

# A number with its separators is one word: "1.037", "1/3".
_WORDS = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+|\s+|.", re.DOTALL)
_WORD_OR_SIGN = re.compile(r"\S+")
_LEAST_ALIKE = 0.3
"""How much of their words two paragraphs must share to be one paragraph that changed: tried on 6 of KPOP."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both wordings have, or only one of them."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """What stays, goes and comes, in reading order.

    The pieces that are not added are the old text, those that are not removed the new one.

    >>> [(p.kind, p.text) for p in word_diff("za ½ letne rasti", "za 1/3 letne rasti")]
    [('same', 'za '), ('removed', '½'), ('added', '1/3'), ('same', ' letne rasti')]
    """
    pieces = _pieces(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return tuple(Piece(kind, "".join(p.text for p in run)) for kind, run in groupby(pieces, lambda p: p.kind))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    at_old = at_new = 0
    for pair_old, pair_new in [*_pairs(old, new), (len(old), len(new))]:
        yield from _gone_and_come("".join(old[at_old:pair_old]), "".join(new[at_new:pair_new]))
        if pair_old < len(old):
            yield from _of_words(old[pair_old], new[pair_new])
        at_old, at_new = pair_old + 1, pair_new + 1


def _gone_and_come(removed: str, added: str) -> Iterator[Piece]:
    kinds: tuple[tuple[Kind, str], ...] = (("removed", removed), ("added", added))
    yield from (Piece(kind, text) for kind, text in kinds if text)


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which lines are one line that stayed or changed: the pairs, in order, that are most alike in all."""
    words_old, words_new = [_bag(line) for line in old], [_bag(line) for line in new]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(new) + 1)]
    for i, mine in enumerate(words_old):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for j, other in enumerate(words_new):
            found = max(best[i][j + 1], row[j], key=lambda way: way[0])
            if (alike := _alike(mine, other)) >= _LEAST_ALIKE and best[i][j][0] + alike > found[0]:
                found = (best[i][j][0] + alike, (*best[i][j][1], (i, j)))
            row.append(found)
        best.append(row)
    return list(best[-1][-1][1])


def _bag(line: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORDS.findall(line) if not word.isspace())


def _alike(a: Counter[str], b: Counter[str]) -> float:
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 1.0


def _of_words(old: str, new: str) -> Iterator[Piece]:
    """One line against another; a stretch between two changes that holds no word is changed with them."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    removed = added = ""
    at_a = at_b = 0
    for start_a, start_b, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        removed, added = removed + "".join(a[at_a:start_a]), added + "".join(b[at_b:start_b])
        same = "".join(a[start_a : start_a + size])
        at_a, at_b = start_a + size, start_b + size
        if (removed or added) and same and not _has_word(same) and (at_a < len(a) or at_b < len(b)):
            removed, added = removed + same, added + same
            continue
        yield from _gone_and_come(removed, added)
        if same:
            yield Piece("same", same)
        removed = added = ""


def _has_word(text: Iterable[str]) -> bool:
    return any(c.isalnum() for c in text)


def differing(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the words of each text stand that the other one does not have there; line breaks do not count.

    >>> differing("vi$ina\\n  plače", "višina plače")
    (((0, 6),), ((0, 6),))
    """
    sides = [list(_WORD_OR_SIGN.finditer(text)) for text in (old, new)]
    before, after = [[match[0] for match in side] for side in sides]
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [((a, b), (c, d)) for kind, a, b, c, d in matched if kind != "equal"]

    def spans(side: int) -> tuple[Span, ...]:
        found, places = sides[side], [change[side] for change in changes]
        return tuple((found[start].start(), found[end - 1].end()) for start, end in places if start < end)

    return spans(0), spans(1)
