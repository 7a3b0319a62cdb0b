"""Mends a word that nothing in the base knows, when one letter makes it a word that the base has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from index.analyse import words

SHORTEST = 5  # letters; a shorter word is one letter away from too many others
_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """The folded words of the base with their counts.

    >>> Spelling({"odpravnina": 7, "placa": 3}).mended("Kolikšna je odpravnna?")
    'Kolikšna je odpravnina?'
    """

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._words = list(counts)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Spelling:
        """The words of these texts."""
        return cls(Counter(word for text in texts for word in words(text) if len(word) >= SHORTEST))

    def mended(self, text: str) -> str:
        """The text with each unknown word replaced by the most frequent known one a letter away, if there is one.

        A letter may be missing, doubled, wrong or swapped with its neighbour.
        """
        return _WORD.sub(lambda match: self._mended(match[0]), text)

    def _mended(self, word: str) -> str:
        folded = "".join(words(word))
        if len(folded) < SHORTEST or folded in self._counts:
            return word
        near = extract(folded, self._words, scorer=OSA.distance, score_cutoff=1, limit=None)
        return max((known for known, _, _ in near), key=lambda known: self._counts[known], default=word)

    def save(self, file: Path) -> None:
        """Writes one word and its count a line."""
        file.write_text("".join(f"{word}\t{count}\n" for word, count in self._counts.items()), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Spelling:
        """Reads what `save` wrote."""
        lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
        return cls({word: int(count) for word, count in lines})
