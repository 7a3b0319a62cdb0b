"""The chunks of all units by their numbers, made of a unit when one of them is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from index.chunk import Chunk, chunks_of_unit
from index.store import Store

KEPT = 20_000
"""Of how many units the chunks are kept."""


class Chunks(Sequence[Chunk]):
    """Chunk n of the base; those of a row follow each other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.of_row = lru_cache(maxsize=KEPT)(self._made)

    def __len__(self) -> int:
        return int(self._store.first_chunk[-1])

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        row = int(np.searchsorted(self._store.first_chunk, number, side="right")) - 1
        return self.of_row(row)[number - int(self._store.first_chunk[row])]

    def of(self, row: int) -> range:
        """The numbers of the chunks of a row."""
        return range(int(self._store.first_chunk[row]), int(self._store.first_chunk[row + 1]))

    def _made(self, row: int) -> tuple[Chunk, ...]:
        """The chunks of a row."""
        return tuple(chunks_of_unit(row, self._store.wording(row).unit))
