"""The vectors of a snapshot on a server: compared there, by a graph where there are many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers
from index.dense import Dense, Vectors
from index.postgres.snapshot import Stored
from index.postgres.stream import as_text, vectors_of

FEW = 50_000
"""Up to so many passages that a filter leaves, all of them are compared: a graph would lead past them."""


class ServerDense:
    """As Dense, of a large base; exact but for the half precision of the vectors, and for the graph behind `top`."""

    def __init__(self, stored: Stored, country_of: NDArray[np.int16], countries: list[str]) -> None:
        self._reader, self._table, self._dimension = stored.reader, f"chunk_{stored.number}", stored.dimension
        self._country_of, self._countries = country_of, countries
        # The index was made over this very expression.
        kind = f"halfvec({stored.dimension})"
        self._order = f"order by half::{kind} <#> %s::{kind} limit %s"

    def __len__(self) -> int:
        return len(self._country_of)

    @property
    def dimension(self) -> int:
        """Of the vectors."""
        return self._dimension

    def scores(self, query: Vectors, numbers: Numbers | None = None) -> Vectors:
        """Inner products of a query of shape (d,) with these passages, or with all."""
        products = "string_agg(float4send((half::vector <#> %s::vector)::real), ''::bytea)"
        of, found = self._sent(products, [as_text(query)], numbers)
        return -np.frombuffer(found, ">f4").astype(np.float32)[of]

    def vectors(self, numbers: Numbers | None = None) -> Vectors:
        """(n, d) vectors of these passages, or of all."""
        of, found = self._sent("string_agg(halfvec_send(half), ''::bytea)", [], numbers)
        size = 4 + 2 * self._dimension
        return vectors_of((found[at : at + size] for at in range(0, len(found), size)), True, self._dimension)[of]

    def top(self, query: Vectors, count: int, among: NDArray[np.bool_] | None = None) -> Numbers:
        """About the `count` passages with the largest inner products, best first; `among` (n,) are those that count."""
        source, given = self._among(among) if among is not None else (self._table, [])
        rows = self._reader.rows(f"select number from {source} {self._order}", [*given, as_text(query), count])
        return np.array([row[0] for row in rows], np.int64)

    def _among(self, among: NDArray[np.bool_]) -> tuple[str, list[object]]:
        """What to select from so that only these passages are found."""
        runs = np.flatnonzero(np.diff(among, prepend=False, append=False)).reshape(-1, 2)
        countries = [self._countries[at] for at in np.unique(self._country_of[among])]
        first, last = runs[:, 0].tolist(), (runs[:, 1] - 1).tolist()
        if among.sum() <= FEW:
            # The graph is not asked: of its many passages few may be among these.
            within = f"unnest(%s::int4[], %s::int4[]) as run (a, b) join {self._table} on number between a and b"
            return f"(select number, half from {within} where country = any(%s) offset 0) as few", [
                first,
                last,
                countries,
            ]
        if among.sum() == np.isin(self._country_of, np.unique(self._country_of[among])).sum():
            return f"{self._table} where country = any(%s)", [countries]
        ranges = "{" + ",".join(f"[{a},{b}]" for a, b in zip(first, last, strict=True)) + "}"
        return f"{self._table} where country = any(%s) and number <@ %s::int4multirange", [countries, ranges]

    def _sent(self, values: str, given: list[object], numbers: Numbers | None) -> tuple[Numbers, bytes]:
        """The values of these passages end to end, and where the value of each stands."""
        asked = f"select string_agg(int4send(number), ''::bytea), {values} from {self._table}"
        if numbers is None:
            numbers = np.arange(len(self))
        else:
            asked, given = f"{asked} where number = any(%s::int4[])", [*given, numbers.tolist()]
        there, found = self._reader.rows(asked, given)[0]
        order = np.frombuffer(there or b"", ">i4").astype(np.int64)
        by_number = np.argsort(order)
        return by_number[np.searchsorted(order[by_number], numbers)], found or b""


def every_vector(stored: Stored) -> Dense:
    """The vectors of a small base, compared here."""
    rows = stored.reader.rows(f"select vector_send(single) from chunk_{stored.number} order by number")
    return Dense.build(vectors_of((row[0] for row in rows), False, stored.dimension))
