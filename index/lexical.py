"""BM25 over bags of terms, scaled so that 1.0 is the most that a question can reach."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray


class Lexical:
    """A lexical index of n documents; row i of the scores is document i."""

    def __init__(self, engine: bm25s.BM25) -> None:
        self._engine = engine
        self._best = _best_of_terms(engine)

    @classmethod
    def build(cls, documents: Sequence[list[str]]) -> Lexical:
        """Indexes at least one document, given as a list of terms."""
        engine = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        given = [list(document) for document in documents]
        if not any(given):
            given[0] = ["\0"]  # bm25s needs a term; nobody asks for this one
        engine.index(given, show_progress=False)
        return cls(engine)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """(n,) scores of all documents, each divided by the sum of the best scores of the terms.

        A term that no document has counts as if it were as rare as can be: what is asked and not there
        lowers the score, so that the same number can tell silence.

        >>> index = Lexical.build([["odmor", "dan"], ["placa"]])
        >>> [round(float(s), 2) for s in index.scores(["placa"])]
        [0.0, 1.0]
        >>> [round(float(s), 2) for s in index.scores(["placa", "avto"])]
        [0.0, 0.5]
        """
        ids = [self._engine.vocab_dict.get(term, -1) for term in terms]
        known = [i for i in ids if i >= 0]
        total = float(sum(self._best[i] for i in known)) + ids.count(-1) * float(self._best.max())
        count = int(self._engine.scores["num_docs"])
        if not known:
            return np.zeros(count, np.float32)
        scores: NDArray[np.float32] = self._engine.get_scores_from_ids(known).astype(np.float32)
        return scores / np.float32(total)

    def documents_with(self, term: str) -> NDArray[np.int64]:
        """The rows of the documents that have a term.

        >>> Lexical.build([["odmor"], ["placa", "odmor"]]).documents_with("placa").tolist()
        [1]
        """
        number = self._engine.vocab_dict.get(term, -1)
        if not 0 <= number < len(self._best):
            return np.zeros(0, np.int64)
        start, end = self._engine.scores["indptr"][number : number + 2]
        rows: NDArray[np.int64] = self._engine.scores["indices"][start:end].astype(np.int64)
        return rows

    def save(self, folder: Path) -> None:
        """Writes the index as the files of bm25s."""
        self._engine.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Reads what `save` wrote; the caller has verified the files."""
        return cls(bm25s.BM25.load(folder))


def _best_of_terms(engine: bm25s.BM25) -> NDArray[np.float32]:
    data, starts = engine.scores["data"], engine.scores["indptr"]
    best = np.zeros(len(starts) - 1, np.float32)
    filled = np.diff(starts) > 0
    best[filled] = np.maximum.reduceat(data, starts[:-1][filled])
    return best
