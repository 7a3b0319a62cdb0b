"""Which provisions of other agreements say nearly the same: nearness of their passages by the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import Vectors
from ingest.records import Unit

LEAST = 0.42
"""Nearness below which provisions do not speak of the same thing: read off the pairs of twelve provisions."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A provision that is near another one."""

    unit: Unit
    nearness: float  # mean cosine of the passages with the nearest one of the other side; 1: the same


def nearness(vectors: Vectors, owner: NDArray[np.int64], row: int) -> NDArray[np.float64]:
    """(units,) how near each unit is to the one at `row`, both ways, by its passages.

    Every passage of the one looks for its nearest passage of the other: a long article that says the same and
    more is less near than one that says just this.

    >>> near = nearness(np.eye(3, dtype=np.float32)[[0, 1, 0, 2]], np.array([0, 0, 1, 2]), 0)
    >>> near.round(2).tolist()
    [1.0, 0.75, 0.0]
    """
    cosines = vectors[owner == row] @ vectors.T  # (passages of the unit, passages)
    near = np.zeros(int(owner.max()) + 1)
    if not len(cosines):
        return near
    starts = np.flatnonzero(np.diff(owner, prepend=-1))  # the passages of a unit lie together
    there, to_them = np.maximum.reduceat(cosines, starts, axis=1), cosines.max(axis=0)
    counts = np.diff(starts, append=len(owner))
    near[owner[starts]] = (there.mean(axis=0) + np.add.reduceat(to_them, starts) / counts) / 2
    return near


def best_per_agreement(units: Sequence[Unit], near: NDArray[np.float64], rows: Sequence[int]) -> tuple[Similar, ...]:
    """The nearest unit of each agreement among the given rows, the nearest first; none that is far."""
    best: dict[str, int] = {}
    for row in rows:
        agreement = units[row].agreement
        if near[row] >= LEAST and (agreement not in best or near[row] > near[best[agreement]]):
            best[agreement] = row
    ordered = sorted(best.values(), key=lambda row: -near[row])
    return tuple(Similar(units[row], round(float(near[row]), 4)) for row in ordered)
