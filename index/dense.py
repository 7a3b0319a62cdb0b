"""Exact inner products over the vectors of the passages; the one place where FAISS is used."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Dense:
    """A dense index of n vectors of norm 1; row i is passage i."""

    def __init__(self, index: faiss.Index) -> None:
        # One question gains nothing from a second thread, and loses beside a busy neighbour.
        faiss.omp_set_num_threads(1)
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """Indexes an (n, d) matrix."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    def scores(self, query: Vectors) -> Vectors:
        """(n,) inner products of a query of shape (d,) with every passage.

        >>> Dense.build(np.eye(2, dtype=np.float32)).scores(np.array([0.6, 0.8], np.float32)).tolist()
        [0.6000000238418579, 0.800000011920929]
        """
        found, rows = self._index.search(query[None, :], self._index.ntotal)
        scores = np.empty(self._index.ntotal, np.float32)
        scores[rows[0]] = found[0]
        return scores

    def vectors(self) -> Vectors:
        """The (n, d) matrix itself, for a later build that keeps what did not change."""
        stored: Vectors = self._index.reconstruct_n(0, self._index.ntotal)
        return stored

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def save(self, file: Path) -> None:
        """Writes the index as one FAISS file; it carries no checksum, the manifest does."""
        faiss.write_index(self._index, str(file))

    @classmethod
    def load(cls, file: Path) -> Dense:
        """Reads what `save` wrote; the caller has verified the file."""
        return cls(faiss.read_index(str(file)))
