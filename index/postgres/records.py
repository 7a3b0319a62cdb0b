"""The records of a snapshot on a server, read when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers
from index.postgres.snapshot import Stored


class Column(Sequence[str]):
    """A column of texts by the numbers of their rows; those in `ahead` are read at once and kept."""

    def __init__(self, stored: Stored, table: str, column: str, ahead: Sequence[int] = ()) -> None:
        self._reader = stored.reader
        self._all = f"select count(*) from {table}_{stored.number}"
        self._one = f"select {column}::text from {table}_{stored.number} where number = %s"
        some = f"select number, {column}::text from {table}_{stored.number} where number = any(%s::int4[])"
        read = self._reader.rows(some, [list(ahead)]) if ahead else []
        self._kept: dict[int, str] = {int(number): str(text) for number, text in read}

    def __len__(self) -> int:
        return int(self._reader.rows(self._all)[0][0])

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if at in self._kept:
            return self._kept[at]
        found = self._reader.rows(self._one, [at])
        if not found:
            raise IndexError(at)
        return found[0][0]


def words_of(stored: Stored, rows: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
    """The keys of the words of some ascending wordings, end to end, and how many each has."""
    asked = (
        "select string_agg(words, ''::bytea order by number), "
        "string_agg(int4send(length(words)), ''::bytea order by number) "
        f"from wording_{stored.number} where number = any(%s::int4[])"
    )
    words, lengths = stored.reader.rows(asked, [rows.tolist()])[0]
    return np.frombuffer(words or b"", "<u4"), np.frombuffer(lengths or b"", ">i4").astype(np.int64) // 4
