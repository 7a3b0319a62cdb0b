"""Which unit a question is about, as all that was written about the units of an agreement tells them apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers, load_array, save_array
from index.discriminant import Discriminant, Vectors

_NEVER = 7.0
"""A chance so many orders (of e) below the even one counts as none."""


class Classified:
    """Classes in groups, such as the units of each agreement, with what tells those of a group from each other."""

    def __init__(self, folder: Path, name: str) -> None:
        directions, offsets, groups = (load_array(file) for file in _files(folder, name))
        self._mine = [np.flatnonzero(groups == group) for group in np.unique(groups)]
        self._told = [Discriminant(directions[mine], tuple(offsets[mine].tolist())) for mine in self._mine]

    def scores(self, vector: Vectors) -> NDArray[np.float32]:
        """(classes,) how likely a question is about each class rather than another of its group; 0: not at all."""
        found = np.zeros(sum(map(len, self._mine)), np.float32)
        for mine, told in zip(self._mine, self._told, strict=True):
            found[mine] = np.maximum(told.scores(vector) + _NEVER, 0)
        return found


def write_classified(folder: Path, name: str, vectors: Vectors, classes: Numbers, groups: Numbers) -> None:
    """Learns from the vectors of texts and the class of each, and writes what `Classified` reads.

    `groups` has the group of each class.
    """
    directions = np.zeros((len(groups), vectors.shape[1]), np.float32)
    offsets = np.zeros(len(groups), np.float32)
    for group in np.unique(groups):
        mine, texts = np.flatnonzero(groups == group), np.flatnonzero(groups[classes] == group)
        learnt = Discriminant.of(vectors[texts], np.searchsorted(mine, classes[texts]), len(mine))
        directions[mine], offsets[mine] = learnt.directions, learnt.offsets
    of_directions, of_offsets, of_groups = _files(folder, name)
    save_array(of_directions, directions)
    save_array(of_offsets, offsets)
    save_array(of_groups, groups)


def _files(folder: Path, name: str) -> tuple[Path, Path, Path]:
    directions, offsets, groups = (folder / f"{name}-{part}.npy" for part in ("directions", "offsets", "groups"))
    return directions, offsets, groups
