"""What is right: every product of the vectors, plain BM25, and the two lists fused; and how much of it is found."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

DEEP = 100
"""How many rows each list gives to the fusion."""
K1, B, RANK = 1.2, 0.75, 60
_SAME = 1e-4  # scores that differ by less than this share are one score: half precision, another order of sums


@dataclass(frozen=True, slots=True)
class Best:
    """The best rows of one question by exact search, best first, with their scores."""

    rows: NDArray[np.int64]
    scores: Scores


class PlainBM25:
    """BM25 as in Lucene over rows of terms, kept for the terms that will be asked only.

    >>> bm25 = PlainBM25(["odmor dan", "placa", "placa placa dan"], {"placa"})
    >>> bm25.best(["placa"], 2).rows.tolist()
    [1, 2]
    """

    def __init__(self, texts: Iterable[str], asked: set[str]) -> None:
        found: dict[str, tuple[array[int], array[int]]] = defaultdict(lambda: (array("i"), array("i")))
        lengths = array("i")
        for row, text in enumerate(texts):
            terms = text.split()
            lengths.append(len(terms))
            for term, count in Counter(term for term in terms if term in asked).items():
                found[term][0].append(row)
                found[term][1].append(count)
        self._found = {term: (np.array(rows), np.array(counts)) for term, (rows, counts) in found.items()}
        self._lengths = np.array(lengths, np.float64)

    def best(self, terms: Sequence[str], count: int) -> Best:
        """The best rows for the different terms of a question; rows without any are none of them."""
        rows_in_all, scores = len(self._lengths), np.zeros(len(self._lengths))
        norms = K1 * (1 - B + B * self._lengths / self._lengths.mean())
        for term in dict.fromkeys(terms):
            if term in self._found:
                rows, counts = self._found[term]
                rarity = np.log(1 + (rows_in_all - len(rows) + 0.5) / (len(rows) + 0.5))
                scores[rows] += rarity * counts / (counts + norms[rows])
        best = top(scores.astype(np.float32), count)
        return Best(best.rows[best.scores > 0], best.scores[best.scores > 0])


def nearest(vectors: Scores, queries: Scores, count: int, batch: int = 50_000) -> list[Best]:
    """The rows with the greatest products with each query; the matrix is read in batches."""
    parts: list[list[Best]] = [[] for _ in queries]
    for start in range(0, len(vectors), batch):
        products = np.asarray(vectors[start : start + batch]) @ queries.T
        for number in range(len(queries)):
            part = top(products[:, number], count)
            parts[number].append(Best(part.rows + start, part.scores))
    found = []
    for of_query in parts:
        rows = np.concatenate([part.rows for part in of_query])
        scores = np.concatenate([part.scores for part in of_query])
        order = np.argsort(-scores, kind="stable")[:count]
        found.append(Best(rows[order], scores[order]))
    return found


def top(scores: Scores, count: int) -> Best:
    """The rows with the greatest scores, the first of equal ones first.

    >>> top(np.array([0.1, 0.9, 0.5, 0.9], np.float32), 3).rows.tolist()
    [1, 3, 2]
    """
    rows = np.arange(len(scores))
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        rows = np.flatnonzero(scores >= least)
    rows = rows[np.argsort(-scores[rows], kind="stable")][:count]
    return Best(rows.astype(np.int64), scores[rows])


def fused(lists: Iterable[Sequence[int]], count: int) -> list[int]:
    """Reciprocal rank fusion with the constant 60.

    >>> fused([[7, 8, 9], [9, 7]], 2)
    [7, 9]
    """
    scores: dict[int, float] = defaultdict(float)
    for rows in lists:
        for rank, row in enumerate(rows, 1):
            scores[int(row)] += 1 / (RANK + rank)
    return sorted(scores, key=lambda row: (-scores[row], row))[:count]


def recall(given: Sequence[int], best: Best, count: int = 10) -> float:
    """The share of the best `count` rows that was given; a row that scores as well as the last of them counts.

    `best` should be longer than `count`, so that it has the rows of equal scores. No best row: 1.

    >>> best = Best(np.array([4, 7, 5]), np.array([0.9, 0.5, 0.5], np.float32))
    >>> recall([4, 5], best, 2), recall([4, 8], best, 2), recall([7, 7], best, 2)
    (1.0, 0.5, 0.5)
    """
    wanted = min(count, len(best.rows))
    if not wanted:
        return 1.0
    least = best.scores[wanted - 1] * (1 - _SAME)
    good = set(best.rows[best.scores >= least].tolist())
    return min(wanted, len(good & {int(row) for row in given[:count]})) / wanted
