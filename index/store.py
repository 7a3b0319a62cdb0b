"""The records of a snapshot by row, read when they are asked for; row i is wording i."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.agreements import AgreementFile, Agreements
from index.arrays import Numbers, key_of, keys_of, places_of, ranges
from index.columns import COLUMNS, ORIGINAL, PROVISION, SEVERAL, STRUCK
from index.figure_json import from_line
from index.figures import Figure, figures
from index.part_files import PartFiles
from ingest.fields import read_record
from ingest.wordings import Wording

KEPT = 20_000
"""How many wordings stay read."""

T = TypeVar("T")


class Store:
    """The records of one or several parts, whose rows follow each other."""

    def __init__(self, parts: Sequence[PartFiles], dropped: Sequence[frozenset[str]]) -> None:
        self._parts = parts
        self._starts = np.concatenate([[0], np.cumsum([len(part.wordings) for part in parts])]).astype(np.int64)
        files = [AgreementFile(part, int(first)) for part, first in zip(parts, self._starts, strict=False)]
        self.agreements = Agreements(files, dropped)
        columns = {name: [part.array(name) for part in parts] for name in COLUMNS}
        self._marks = _joined(columns["marks"])
        self.agreement_of = self._positions(columns["agreement"], files)
        self.begins, self.applies = _joined(columns["begins"]), _joined(columns["applies"])
        self.first_row = _joined([rows + first for rows, first in zip(columns["first"], self._starts, strict=False)])
        self.first_chunk = _laid_out([part.array("chunks") for part in parts])
        self._addresses = [(part.array("addresses"), part.array("rows")) for part in parts]
        self.there = self.agreement_of >= 0
        self.provision: NDArray[np.bool_] = ((self._marks & (PROVISION | STRUCK)) == PROVISION) & self.there
        self.wording = lru_cache(maxsize=KEPT)(self._read)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def _positions(self, columns: Sequence[NDArray[np.int32]], files: Sequence[AgreementFile]) -> NDArray[np.int32]:
        """(rows,) where the agreement of each row stands; -1: it was dropped."""
        found = []
        for column, file in zip(columns, files, strict=True):
            mine = [self._position(listed.id, listed.rows[0]) for listed in file.listed]
            found.append(np.array(mine, np.int32)[column])
        return _joined(found)

    def _position(self, id: str, first_row: int) -> int:
        at = self.agreements.position.get(id, -1)
        return at if at >= 0 and self.agreements.listed[at].rows[0] == first_row else -1

    def _read(self, row: int) -> Wording:
        part, place = self._place(row)
        return read_record(Wording, json.loads(part.wordings[place]), "wordings.jsonl")

    def figures(self, row: int) -> tuple[Figure, ...]:
        """The figures of a wording."""
        part, place = self._place(row)
        return figures(self.wording(row).unit) if part.figures is None else from_line(part.figures[place])

    def _place(self, row: int) -> tuple[PartFiles, int]:
        number = int(np.searchsorted(self._starts, row, side="right")) - 1
        return self._parts[number], row - int(self._starts[number])

    def rows_of(self, address: str) -> tuple[int, ...]:
        """The rows of a unit's wordings, the oldest first; (): there is no such unit."""
        key = np.array([key_of(address)], np.uint64)
        for (keys, rows), first in zip(self._addresses, self._starts, strict=False):
            at = int(places_of(key, keys)[0])
            if at >= 0 and self.there[row := int(rows[at] + first)]:
                return self.history_of(row)
        return ()

    def has_units(self, addresses: Sequence[str]) -> NDArray[np.bool_]:
        """Which of these addresses are those of units."""
        keys, has = keys_of(addresses), np.zeros(len(addresses), np.bool_)
        for (known, rows), first in zip(self._addresses, self._starts, strict=False):
            at = places_of(keys, known)
            has[at >= 0] |= self.there[rows[at[at >= 0]] + first]
        return has

    def history_of(self, row: int) -> tuple[int, ...]:
        """The rows of the same unit as a row."""
        first = last = int(self.first_row[row])
        if self._marks[row] & SEVERAL:
            while last + 1 < len(self) and self.first_row[last + 1] == first:
                last += 1
        return tuple(range(first, last + 1))

    def of_agreement(self, id: str) -> range:
        """The rows of an agreement; KeyError for one that is not there."""
        return range(*self.agreements.listed[self.agreements.position[id]].rows)

    def rows_of_part(self, part: int) -> range:
        """The rows of a part."""
        return range(int(self._starts[part]), int(self._starts[part + 1]))

    def originals(self) -> Numbers:
        """The rows that no amendment made: the units as they were split."""
        return np.flatnonzero((self._marks & ORIGINAL).astype(np.bool_) & self.there)

    def several(self) -> Numbers:
        """The rows whose units have more than one wording."""
        return np.flatnonzero((self._marks & SEVERAL).astype(np.bool_) & self.there)

    def is_several(self, rows: Numbers) -> NDArray[np.bool_]:
        """(rows,) whether their units have more than one wording."""
        return (self._marks[rows] & SEVERAL).astype(np.bool_)

    def chunks_of(self, rows: Numbers) -> Numbers:
        """The numbers of the chunks of these rows, row after row."""
        return ranges(self.first_chunk[rows], self.first_chunk[rows + 1])

    def words_of(self, rows: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
        """The keys of the words of these ascending rows, end to end, and where each row begins and the last ends."""
        texts, lengths = [np.zeros(0, np.uint32)], []
        for part, first, end in zip(self._parts, self._starts, self._starts[1:], strict=False):
            words, sizes = part.words(rows[(rows >= first) & (rows < end)] - first)
            texts.append(words)
            lengths.append(sizes)
        return np.concatenate(texts), np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)


class Rows(Sequence[T]):
    """A sequence of what stands in some rows, each worked out when it is asked for."""

    def __init__(self, rows: Sequence[int] | Numbers, of: Callable[[int], T]) -> None:
        self._rows, self._of = rows, of

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Rows(self._rows[at], self._of)
        return self._of(int(self._rows[at]))


def _joined(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return columns[0] if len(columns) == 1 else np.concatenate(columns)


def _laid_out(starts: Sequence[NDArray[np.int64]]) -> Numbers:
    """The beginnings of several parts, one part after the other, with the end of the last."""
    if len(starts) == 1:
        return starts[0]
    before = np.cumsum([0, *(int(one[-1]) for one in starts[:-1])])
    laid = [one[:-1] + at for one, at in zip(starts, before, strict=True)]
    return np.concatenate([*laid, [before[-1] + starts[-1][-1]]])
