"""Vectors in the binary form of PostgreSQL: to a table in one stream, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers
from index.dense import Vectors

_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"

Block = tuple[Numbers, Numbers, Vectors]


def vector_stream(blocks: Iterable[Block], half: bool) -> Iterator[bytes]:
    """Rows of (number, wording, vector), in the form of COPY … FORMAT binary.

    >>> block = np.array([7]), np.array([1]), np.array([[0.5, -1.0]], np.float32)
    >>> b"".join(vector_stream([block], half=True))[19:].hex(" ", -4)
    '00030000 00040000 00070000 00040000 00010000 00080002 00003800 bc00ffff'
    """
    yield _HEAD
    for numbers, wordings, vectors in blocks:
        of_one = np.dtype(">f2" if half else ">f4")
        dimension = vectors.shape[1]
        row = np.dtype([
            ("fields", ">i2"), ("a", ">i4"), ("number", ">i4"), ("b", ">i4"), ("wording", ">i4"),
            ("c", ">i4"), ("dimension", ">i2"), ("unused", ">i2"), ("vector", of_one, (dimension,)),
        ])  # fmt: skip
        rows = np.zeros(len(numbers), row)
        rows["fields"], rows["a"], rows["b"] = 3, 4, 4
        rows["c"], rows["dimension"] = 4 + dimension * of_one.itemsize, dimension
        rows["number"], rows["wording"], rows["vector"] = numbers, wordings, vectors
        yield rows.tobytes()
    yield _END


def vectors_of(values: Iterable[bytes], half: bool, dimension: int) -> Vectors:
    """(n, dimension) the vectors of a column that was asked for in binary form.

    >>> vectors_of([bytes.fromhex("00020000 3800 bc00")], half=True, dimension=2).tolist()
    [[0.5, -1.0]]
    """
    kind = np.dtype(">f2" if half else ">f4")
    data: NDArray[Any] = np.frombuffer(b"".join(value[4:] for value in values), kind)
    return data.astype(np.float32).reshape(-1, dimension)


def as_text(vector: Vectors) -> str:
    """A vector as SQL has it.

    >>> as_text(np.array([0.5, -1], np.float32))
    '[0.5,-1.0]'
    """
    return f"[{','.join(map(str, vector.tolist()))}]"
