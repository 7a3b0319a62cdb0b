"""Finds the very words of a question in the units: a provision that is quoted is the one that is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analyse import words

SIZE = 3  # words that follow each other
_Shingle = tuple[str, ...]


class Wording:
    """Where runs of three words stand, blind to script, diacritics and case."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [f" {' '.join(words(text))} " for text in texts]
        self._units: dict[_Shingle, set[int]] = defaultdict(set)
        for row, text in enumerate(self._texts):
            for shingle in _shingles(text.split()):
                self._units[shingle].add(row)

    def shares(self, text: str) -> NDArray[np.float64]:
        """(units,) share of the question's runs of words that each unit has; 1: the unit has it word for word.

        >>> from ingest.corpus import read_corpus
        >>> float(Wording([u.text for u in read_corpus()[0].units]).shares("LASTNE poroke 1 dan").max())
        1.0
        """
        found = np.zeros(len(self._texts))
        shingles = _shingles(words(text))
        for shingle in shingles:
            for row in self._units.get(shingle, ()):
                found[row] += 1
        return found / max(1, len(shingles))

    def containing(self, phrase: str) -> NDArray[np.bool_]:
        """(units,) whether each unit has the phrase word for word."""
        wanted = f" {' '.join(words(phrase))} "
        return np.array([wanted in text for text in self._texts], np.bool_)


def _shingles(found: list[str]) -> list[_Shingle]:
    return [tuple(found[at : at + SIZE]) for at in range(len(found) - SIZE + 1)]
