"""Which unit of its agreement a question is about, as all that was written about the units tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers, load_array, save_array
from index.discriminant import Discriminant, Vectors

_NAMES = ("directions", "offsets", "agreements", "classes")
_NEVER = 7.0
"""A chance so many orders (of e) below the even one counts as none."""


class Classified:
    """The units of each agreement that somebody wrote about, with what tells them from each other."""

    def __init__(self, folder: Path) -> None:
        directions, offsets, agreements, self._of_row = (load_array(folder / _file(name)) for name in _NAMES)
        self._mine = [np.flatnonzero(agreements == agreement) for agreement in np.unique(agreements)]
        self._told = [Discriminant(directions[mine], tuple(offsets[mine].tolist())) for mine in self._mine]

    def scores(self, vector: Vectors) -> NDArray[np.float32]:
        """(known rows,) how likely the question is about each unit rather than another of its agreement; 0: never."""
        found = np.zeros(sum(map(len, self._mine)) + 1, np.float32)  # the last one: of rows about which nothing is said
        for mine, told in zip(self._mine, self._told, strict=True):
            found[mine] = np.maximum(told.scores(vector) + _NEVER, 0)
        return np.asarray(found[self._of_row])


def write_classified(folder: Path, owners: Numbers, vectors: Vectors, rows: Numbers, addresses: Sequence[str]) -> None:
    """Learns from the vectors of texts and the rows that own them, and writes what `Classified` reads.

    `addresses` are those of the ascending rows that are known; the wordings of a unit are one class.
    """
    of_text = [addresses[place] for place in np.searchsorted(rows, owners).tolist()]
    names, classes = np.unique(np.array(of_text, np.str_), return_inverse=True)
    agreements = np.unique([name.partition("/")[0] for name in names.tolist()], return_inverse=True)[1]
    place = {name: number for number, name in enumerate(names.tolist())}
    directions = np.zeros((len(names), vectors.shape[1]), np.float32)
    offsets = np.zeros(len(names), np.float32)
    for agreement in np.unique(agreements):
        mine, texts = np.flatnonzero(agreements == agreement), np.flatnonzero(agreements[classes] == agreement)
        learnt = Discriminant.of(vectors[texts], np.searchsorted(mine, classes[texts]), len(mine))
        directions[mine], offsets[mine] = learnt.directions, learnt.offsets
    of_row = np.array([place.get(address, -1) for address in addresses], np.int64)
    arrays: tuple[NDArray[Any], ...] = (directions, offsets, agreements.astype(np.int64), of_row)
    for name, values in zip(_NAMES, arrays, strict=True):
        save_array(folder / _file(name), values)


def _file(name: str) -> str:
    return f"classified-{name}.npy"
