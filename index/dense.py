"""Inner products over the vectors of passages, exact or by a graph; the one place where FAISS is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers, touch

faiss: Any = _faiss  # the types that come with it leave out half of what is used here
Vectors = NDArray[np.float32]
Kind = Literal["exact", "half", "graph"]

NEIGHBOURS, BREADTH, CARE = 32, 1200, 80
"""Of the graph: links of a vector, how many candidates a search keeps, and how many the building of it."""


BLOCK = 1 << 16
"""How many vectors are copied at a time."""


class DenseFile:
    """Writes the vectors of one part of an index, block by block."""

    def __init__(self, dimension: int, kind: Kind) -> None:
        half = faiss.ScalarQuantizer.QT_fp16
        self._index: Any
        if kind == "exact":
            self._index = faiss.IndexFlatIP(dimension)
        elif kind == "half":
            self._index = faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT)
        else:
            self._index = faiss.IndexHNSWSQ(dimension, half, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
            self._index.hnsw.efConstruction = CARE

    def add(self, vectors: Vectors) -> None:
        """Adds the next vectors, an (n, d) matrix of norm 1."""
        self._index.add(vectors)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def become(self, kind: Kind) -> None:
        """Keeps the vectors added so far in another way."""
        other = DenseFile(self._index.d, kind)
        for first in range(0, len(self), BLOCK):
            other.add(self._index.reconstruct_n(first, min(BLOCK, len(self) - first)))
        self._index = other._index

    def save(self, file: Path) -> None:
        """Writes one FAISS file; it carries no checksum, the manifest does."""
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:  # FAISS alone does not say that the disk is full
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(out.write))


class Nearness(Protocol):
    """Passages by their vectors, as a question is compared with them; the methods are those of Dense."""

    def __len__(self) -> int: ...
    @property
    def dimension(self) -> int: ...
    def scores(self, query: Vectors, numbers: Numbers | None = None) -> Vectors: ...
    def vectors(self, numbers: Numbers | None = None) -> Vectors: ...
    def top(self, query: Vectors, count: int, among: NDArray[np.bool_] | None = None) -> Numbers: ...


class Dense:
    """A dense index of n vectors of norm 1 in one or several parts, whose vectors follow each other."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._parts = tuple(parts)  # kept, for what is stored lies in them
        self._stored = [_stored(part) for part in parts]
        sizes = [int(part.ntotal) for part in parts]
        self._first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @classmethod
    def build(cls, vectors: Vectors, kind: Kind = "exact") -> Dense:
        """Indexes an (n, d) matrix in memory."""
        made = DenseFile(vectors.shape[1], kind)
        made.add(vectors)
        return cls([made._index])

    def __len__(self) -> int:
        return int(self._first[-1])

    @property
    def dimension(self) -> int:
        """Of the vectors."""
        return int(self._parts[0].d)

    @property
    def is_exact(self) -> bool:
        """Whether the vectors are kept as they were given."""
        return all(isinstance(part, faiss.IndexFlat) for part in self._parts)

    def warm(self) -> None:
        """Reads through the vectors and the graph over them once, so that no question waits for the disk."""
        for part, stored in zip(self._parts, self._stored, strict=True):
            touch(stored)
            if isinstance(part, faiss.IndexHNSW):
                links = part.hnsw.neighbors
                touch(faiss.rev_swig_ptr(links.data(), links.size()))

    def scores(self, query: Vectors, numbers: Numbers | None = None) -> Vectors:
        """Inner products of a query of shape (d,) with these passages, or with all.

        >>> Dense.build(np.eye(2, dtype=np.float32)).scores(np.array([0.6, 0.8], np.float32)).tolist()
        [0.6000000238418579, 0.800000011920929]
        """
        if numbers is not None:
            return np.asarray(self.vectors(numbers) @ query)
        return np.concatenate([_products(part, query) for part in self._parts])

    def vectors(self, numbers: Numbers | None = None) -> Vectors:
        """(n, d) vectors of these passages, or of all."""
        if numbers is None:
            return np.concatenate([stored.astype(np.float32) for stored in self._stored])
        if len(self._stored) == 1:
            return self._stored[0][numbers].astype(np.float32)
        found = np.empty((len(numbers), self.dimension), np.float32)
        of = np.searchsorted(self._first, numbers, side="right") - 1
        for part in np.unique(of):
            found[of == part] = self._stored[part][numbers[of == part] - self._first[part]]
        return found

    def top(self, query: Vectors, count: int, among: NDArray[np.bool_] | None = None) -> Numbers:
        """About the `count` passages with the largest inner products, best first; `among` (n,) are those that count."""
        # One question gains nothing from a second thread, and loses beside a busy neighbour. FAISS keeps this apart for
        # each thread that asks, and in the app every visitor has one.
        faiss.omp_set_num_threads(1)
        found, products = [], []
        for part, first in zip(self._parts, self._first, strict=False):
            chosen = None if among is None else among[first : first + part.ntotal]
            if part.ntotal and (chosen is None or chosen.any()):
                # Along a graph of which few vectors count, few of them are met.
                few = chosen is not None and 2 * np.count_nonzero(chosen) < part.ntotal
                searched = _flat(part) if few else part
                parameters = _parameters(searched, chosen, count)
                near, there = searched.search(query[None, :], min(count, part.ntotal), params=parameters)
                real = there[0] >= 0
                found.append(there[0][real] + first)
                products.append(near[0][real])
        if not found:
            return np.zeros(0, np.int64)
        numbers = np.concatenate(found)
        return numbers[np.argsort(-np.concatenate(products), kind="stable")[:count]]

    @classmethod
    def load(cls, files: Sequence[Path]) -> Dense:
        """Reads in place what `DenseFile` wrote; the caller has verified the files."""
        return cls([faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC) for file in files])


def _products(part: Any, query: Vectors) -> Vectors:
    """(n,) the inner products of a query with all vectors of a part.

    By FAISS where it can: in its files vectors begin at any byte, and NumPy would copy them all first.
    """
    flat = _flat(part)
    if not isinstance(flat, faiss.IndexFlat):
        return np.asarray(_stored(flat).astype(np.float32) @ query)
    products, query = np.empty(flat.ntotal, np.float32), np.ascontiguousarray(query, np.float32)
    into, asked = faiss.swig_ptr(products), faiss.swig_ptr(query)
    faiss.fvec_inner_products_ny(into, asked, flat.get_xb(), flat.d, flat.ntotal)
    return products


def _flat(part: Any) -> Any:
    """The index without the graph over it."""
    return faiss.downcast_index(part.storage) if isinstance(part, faiss.IndexHNSW) else part


def _stored(part: Any) -> NDArray[np.floating]:
    """The vectors of a part as they lie in its file."""
    flat = _flat(part)
    kind = np.float32 if isinstance(flat, faiss.IndexFlat) else np.float16
    if not flat.ntotal:
        return np.zeros((0, flat.d), kind)
    data = faiss.rev_swig_ptr(flat.codes.data(), flat.ntotal * flat.code_size)
    found: NDArray[np.floating] = data.view(kind).reshape(flat.ntotal, flat.d)
    return found


def _parameters(part: Any, chosen: NDArray[np.bool_] | None, count: int) -> Any:
    # Given at once: what is set later is not kept alive by FAISS.
    given = {} if chosen is None else {"sel": faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))}
    if isinstance(part, faiss.IndexHNSW):
        return faiss.SearchParametersHNSW(efSearch=max(BREADTH, count), **given)
    return faiss.SearchParameters(**given)
