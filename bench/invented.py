"""Invented words that look Slovenian or Serbian: some are common, most are rare, and there is no last one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

ONSETS = "b br c č d dr g gl gr h j k kl kr l m n p pl pr r s sk sl st str š t tr v vr z zd zn ž".split()
VOWELS = "aeiou"
SYLLABLES = tuple(onset + vowel for onset in ONSETS for vowel in VOWELS)
ENDINGS = {
    "sl": ("ost", "osti", "nje", "nja", "ek", "ka", "ke", "kov", "len", "lnega", "ščina", "tev"),
    "sr": ("ost", "osti", "nje", "nja", "ak", "ka", "ke", "kov", "lan", "lnog", "ština", "stvo"),
}
COMMON = 300
"""How many words share the top of the frequencies: without them the first word would be every fourth one."""
STEEP = 0.3
"""The count of different words among n grows about as n to the power 1 / (1 + STEEP), as in real corpora."""
_RAREST = 10**9


def invented(rank: int, language: str, ending: int) -> str:
    """The word of a rank, in Latin letters; the same rank has the same stem everywhere.

    >>> invented(0, "sl", 0), invented(70_000, "sr", 3)
    ('bribaost', 'briragenja')
    """
    endings = ENDINGS[language]
    return _stem(rank) + endings[ending % len(endings)]


@lru_cache(maxsize=200_000)
def _stem(rank: int) -> str:
    # Ranks beside each other get stems far apart: 7919 and the number of syllables have no common divisor.
    count = len(SYLLABLES)
    length, of_length = 2, count**2
    while rank >= of_length:
        rank -= of_length
        length, of_length = length + 1, of_length * count
    number = rank * 7919 % of_length + 7
    parts = []
    for _ in range(length):
        number, at = divmod(number, count)
        parts.append(SYLLABLES[at])
    return "".join(parts)


def words(rng: np.random.Generator, language: str, batch: int = 512) -> Iterator[str]:
    """Invented words without end, by a law after Zipf and Mandelbrot.

    >>> drawn = words(np.random.default_rng(7), "sl")
    >>> len({next(drawn) for _ in range(1000)}) > 500
    True
    """
    while True:
        ranks = np.minimum(rng.pareto(STEEP, batch) * COMMON, _RAREST).astype(np.int64)
        for rank, ending in zip(ranks.tolist(), rng.integers(0, 12, batch).tolist(), strict=True):
            yield invented(rank, language, ending)
