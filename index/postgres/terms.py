"""The words of a snapshot on a server: the postings of a term are read when a question has it, and kept a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.arrays import key_of
from index.lexical import Entries, Postings
from index.postgres.connect import Row
from index.postgres.snapshot import Stored

KEPT = 64 << 20
"""How many bytes of postings a process keeps: frequent words come in every other question."""


_NONE: Entries = (np.zeros(0, np.int32), np.zeros(0, np.uint16), 0.0)


class KeptTerms:
    """The postings of all indexes by the keys of the terms; serves any number of threads."""

    def __init__(self, stored: Stored) -> None:
        self._reader = stored.reader
        self._some = f"select key, kind, documents, times, best from term_{stored.number} where key = any(%s::int8[])"
        self._kept = OrderedDict[int, dict[str, Entries]]()
        self._size, self._lock = 0, Lock()

    def of(self, keys: Iterable[int]) -> dict[int, dict[str, Entries]]:
        """The postings of these terms by index; what is not kept is read in one go."""
        found, missing = dict[int, dict[str, Entries]](), []
        with self._lock:
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key]
                else:
                    missing.append(key)
        if missing:
            read = self._read(missing)
            found |= read
            with self._lock:
                self._keep(read)
        return found

    def _read(self, keys: Sequence[int]) -> dict[int, dict[str, Entries]]:
        """The same term stands in one row a country."""
        together: dict[int, dict[str, list[Row]]] = {key: {} for key in keys}
        signed = np.array(keys, np.uint64).view(np.int64).tolist()
        for key, kind, *row in self._reader.rows(self._some, [signed]):
            together[key % (1 << 64)].setdefault(kind, []).append(tuple(row))
        return {key: {kind: _joined(rows) for kind, rows in kinds.items()} for key, kinds in together.items()}

    def _keep(self, read: dict[int, dict[str, Entries]]) -> None:
        for key, kinds in read.items():
            self._size += _size(kinds) - _size(self._kept.pop(key, {}))
            self._kept[key] = kinds
        while self._size > KEPT:
            self._size -= _size(self._kept.popitem(last=False)[1])


class ServerPostings:
    """As Postings, of one index on a server."""

    def __init__(
        self, terms: KeptTerms, kind: str, norms: NDArray[np.float32], average: NDArray[np.float64], rarest: float
    ) -> None:
        self._terms, self._kind, self._rarest, self.norms, self.average = terms, kind, rarest, norms, average

    def entries(self, terms: Sequence[str]) -> list[Entries]:
        """Of each term its documents, how often each has it, and the best that one gets for it."""
        keys = [key_of(term) for term in terms]
        found = self._terms.of(dict.fromkeys(keys))
        return [found[key].get(self._kind, _NONE) for key in keys]

    def rarest(self, documents: int) -> float:
        """As of Postings: reckoned when the snapshot was published."""
        return self._rarest


def every_posting(stored: Stored, kind: str, norms: NDArray[np.float32], average: NDArray[np.float64]) -> Postings:
    """All postings of one index, for a small base."""
    query = f"select key, documents, times, best from term_{stored.number} where kind = %s"
    rows = stored.reader.rows(query, [kind])
    keys = np.array([row[0] for row in rows], np.int64).view(np.uint64)
    of = np.repeat(keys, [len(row[1]) // 4 for row in rows])
    documents = np.frombuffer(b"".join(row[1] for row in rows), "<i4").astype(np.int32)
    times = np.frombuffer(b"".join(row[2] for row in rows), "<u2").astype(np.uint16)
    order = np.lexsort((documents, of))
    known, starts = np.unique(of[order], return_index=True)
    best = np.zeros(len(known), np.float32)
    np.maximum.at(best, np.searchsorted(known, keys), np.array([row[3] for row in rows], np.float32))
    return Postings(known, np.append(starts, len(of)), documents[order], times[order], best, norms, average)


def _joined(rows: Sequence[Row]) -> Entries:
    documents = np.frombuffer(b"".join(row[0] for row in rows), "<i4").astype(np.int32)
    times = np.frombuffer(b"".join(row[1] for row in rows), "<u2").astype(np.uint16)
    if len(rows) > 1:
        order = np.argsort(documents)
        documents, times = documents[order], times[order]
    return documents, times, max(float(row[2]) for row in rows)


def _size(kinds: dict[str, Entries]) -> int:
    return 200 + sum(documents.nbytes + times.nbytes for documents, times, _ in kinds.values())
