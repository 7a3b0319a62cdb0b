"""Which rows of a large base are looked at for a question: those that any of the indexes holds to be near."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.analyse import terms
from index.arrays import Numbers
from index.signals import Forms, Signals

NEAR, WORDED, MEANT = 500, 200, 100
"""How many chunks are taken by their vectors, by their words, by their concepts."""
ALL_OF = 2_000
"""Up to so many rows a filter leaves, all of them are looked at."""
WRITTEN = 3_000
"""Up to so many rows that people wrote about, all of them are looked at."""
QUOTED = 5_000
"""Of so many rows at most that have all words of a phrase it is looked at whether they have the phrase."""


class Candidates:
    """Gathers rows for questions."""

    def __init__(self, signals: Signals) -> None:
        self._signals, self._store = signals, signals.store
        self._known = signals.known.rows[signals.known.written]

    def rows(
        self, forms: Forms, among: NDArray[np.bool_] | None, phrases: Iterable[str], cited: Iterable[int]
    ) -> Numbers:
        """Ascending rows; `among` (rows,) are those that a filter leaves, None: there is no filter.

        What is near without the filter is among them as well: how good the best answer anywhere is decides whether
        there is one here.
        """
        found = [self._near(forms, None), np.fromiter(cited, np.int64)]
        if among is not None:
            left = np.flatnonzero(among)
            found.append(left if len(left) <= ALL_OF else self._near(forms, among))
        found += [self._with_phrase(phrase) for phrase in phrases]
        rows = np.unique(np.concatenate(found))
        return self._with_other_wordings(rows[self._store.there[rows]])

    def _near(self, forms: Forms, among: NDArray[np.bool_] | None) -> Numbers:
        lexical = self._signals.lexical
        of_chunks = None if among is None else np.repeat(among, np.diff(self._store.first_chunk))
        numbers = [
            self._signals.dense.top(forms.vector, NEAR, of_chunks),
            lexical["lemmas"].top(forms.terms["lemmas"], WORDED),
            lexical["concepts"].top(forms.terms["concepts"], MEANT),
        ]
        rows = np.searchsorted(self._store.first_chunk, np.concatenate(numbers), side="right") - 1
        known = self._known if len(self._known) <= WRITTEN else self._known[:0]
        return np.concatenate([rows, known])

    def near(self, row: int) -> Numbers:
        """Ascending rows with a chunk that is near one of this row, which is among them."""
        mine = self._signals.dense.vectors(self._store.chunks_of(np.array([row])))
        numbers = [self._signals.dense.top(vector, NEAR) for vector in mine]
        rows = np.searchsorted(self._store.first_chunk, np.concatenate(numbers), side="right") - 1
        rows = np.unique(np.append(rows, row))
        return rows[self._store.there[rows]]

    def _with_phrase(self, phrase: str) -> Numbers:
        """Rows that have all words of a phrase, wherever they stand."""
        texts = self._signals.lexical["all lemmas"]
        wanted = dict.fromkeys(terms(phrase))
        having = sorted((texts.documents_with(term) for term in wanted), key=len)
        return reduce(np.intersect1d, having)[:QUOTED] if having else np.zeros(0, np.int64)

    def _with_other_wordings(self, rows: Numbers) -> Numbers:
        """With the other wordings of the same units: on another day another one is read."""
        others = [np.array(self._store.history_of(row)) for row in rows[self._store.is_several(rows)].tolist()]
        return np.unique(np.concatenate([rows, *others]))
