"""One score out of many signals, by a convex sum whose weights were fitted on development questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.results import Verdict

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The share of each signal, and the scores from which an answer is found, or at least uncertain."""

    dense: float = 0.5
    lemmas: float = 0.35
    grams: float = 0.15
    found: float = 0.4
    uncertain: float = 0.25

    @classmethod
    def of(cls, encoder: Encoder) -> Weights:
        return cls()


def fused(weights: Weights, dense: Scores, lemmas: Scores, grams: Scores) -> Scores:
    """(n,) scores of all chunks, between 0 and 1.

    >>> one = np.ones(1, np.float32)
    >>> float(fused(Weights(), one, one, one).round(4)[0])
    1.0
    """
    total = weights.dense * np.maximum(dense, 0) + weights.lemmas * lemmas + weights.grams * grams
    return np.asarray(total, np.float32)


def verdict_of(weights: Weights, score: float) -> Verdict:
    """Whether a unit with this score answers."""
    if score >= weights.found:
        return "found"
    return "uncertain" if score >= weights.uncertain else "silent"
