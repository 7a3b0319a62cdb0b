"""Finds the very words of a question in the units: a provision that is quoted is the one that is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analyse import words
from index.arrays import Numbers, keys_of
from index.store import Store

SIZE = 3  # words that follow each other
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


class Wording:
    """Where runs of three words stand, blind to script, diacritics and case.

    >>> from index.knowledge_base import KnowledgeBase
    >>> store = KnowledgeBase.open().store
    >>> float(Wording(store).shares("LASTNE poroke 1 dan", np.arange(len(store))).max())
    1.0
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def shares(self, text: str, rows: Numbers) -> NDArray[np.float64]:
        """(rows,) share of the question's runs of words that each unit has; 1: the unit has it word for word."""
        asked = _runs(_keys(words(text)))
        found = np.zeros(len(rows))
        if not len(asked):
            return found
        sought = Counter(asked.tolist())
        keys, starts = self._store.words_of(rows)
        runs = _runs(keys)
        at = np.flatnonzero(np.isin(runs, np.fromiter(sought, np.uint64)))
        owner = np.searchsorted(starts, at, side="right") - 1
        inside = at + SIZE <= starts[owner + 1]
        for row, run in set(zip(owner[inside].tolist(), runs[at[inside]].tolist(), strict=True)):
            found[row] += sought[run]
        return found / len(asked)

    def containing(self, phrase: str, rows: Numbers) -> NDArray[np.bool_]:
        """(rows,) whether each unit has the phrase word for word."""
        wanted = _keys(words(phrase))
        keys, starts = self._store.words_of(rows)
        at = np.arange(max(0, len(keys) - len(wanted) + 1))
        for place, word in enumerate(wanted):
            at = at[keys[at + place] == word]
        owner = np.searchsorted(starts, at, side="right") - 1
        found = np.zeros(len(rows), np.bool_)
        found[owner[at + len(wanted) <= starts[owner + 1]]] = True
        return found


def _keys(found: Sequence[str]) -> NDArray[np.uint32]:
    """What a base keeps of the words of its texts."""
    return (keys_of(found) & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def _runs(keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """One number for each run of words."""
    count = max(0, len(keys) - SIZE + 1)
    mixed = np.zeros(count, np.uint64)
    for place, factor in enumerate(_MIX):
        mixed ^= keys[place : place + count].astype(np.uint64) * factor
    return mixed
