"""Mends a word that nothing in the base knows, when one letter makes it a word that the base has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import words
from index.arrays import Keys, keys_of, load_array, places_of, save_array

SHORTEST = 5  # letters; a shorter word is one letter away from too many others
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_FILES = ("keys", "counts", "order")


@dataclass(frozen=True, slots=True)
class Counted:
    """The folded words of some texts, by their keys, and how often each occurs."""

    keys: Keys  # ascending
    counts: NDArray[np.int64]
    order: NDArray[np.int64]  # in which they occurred first

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Counted:
        """Words with their counts, in the order in which they occurred first."""
        keys = keys_of(counts)
        order = np.argsort(keys)
        return cls(keys[order], np.fromiter(counts.values(), np.int64)[order], order)

    def save(self, folder: Path) -> None:
        """Writes one file an array."""
        for name in _FILES:
            save_array(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Counted:
        """Reads what `save` wrote."""
        return cls(*(load_array(folder / f"{name}.npy") for name in _FILES))


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word of these texts occurs that is long enough to be mended."""
    return Counter(word for text in texts for word in words(text) if len(word) >= SHORTEST)


class Spelling:
    """The folded words of the base with their counts.

    >>> Spelling([Counted.of({"odpravnina": 7, "placa": 3})]).mended("Kolikšna je odpravnna?")
    'Kolikšna je odpravnina?'
    """

    def __init__(self, parts: Sequence[Counted]) -> None:
        self._parts = tuple(parts)

    def mended(self, text: str) -> str:
        """The text with each unknown word replaced by the most frequent known one a letter away, if there is one.

        A letter may be missing, doubled, wrong or swapped with its neighbour.
        """
        asked = {word: "".join(words(word)) for word in _WORD.findall(text)}
        known = self._counts(list(asked.values()))[0] > 0
        wrong = {word for (word, folded), is_known in zip(asked.items(), known, strict=True) if not is_known}
        return _WORD.sub(lambda match: self._mended(match[0], asked) if match[0] in wrong else match[0], text)

    def _mended(self, word: str, folded_of: Mapping[str, str]) -> str:
        folded = folded_of[word]
        if len(folded) < SHORTEST:
            return word
        near = list(dict.fromkeys(_a_letter_away(folded)))
        counts, order = self._counts(near)
        best = counts.max()
        return near[int(np.argmin(np.where(counts == best, order, np.iinfo(np.int64).max)))] if best else word

    def _counts(self, asked: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How often each word occurs, and when it occurred first."""
        keys, before = keys_of(asked), 0
        counts, order = np.zeros(len(keys), np.int64), np.full(len(keys), np.iinfo(np.int64).max)
        for part in self._parts:
            at = places_of(keys, part.keys)
            known = at >= 0
            counts[known] += part.counts[at[known]]
            order[known] = np.minimum(order[known], part.order[at[known]] + before)
            before += len(part.keys)
        return counts, order


def _a_letter_away(word: str) -> Iterator[str]:
    """Every word of Latin letters and digits that one letter makes of a word."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
