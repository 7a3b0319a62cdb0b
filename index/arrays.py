"""Arrays, lines and keys of terms in files that are read in place: opening them touches next to nothing."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_IN_MEMORY = 1 << 16  # bytes up to which a file is read at once: mapping a small one costs more


@lru_cache(maxsize=1 << 14)  # a question's terms are looked up in index after index
def key_of(term: str) -> int:
    """The key of a term: indexes hold no words. Two of a million terms share one with a chance of 3 in 100 million.

    >>> key_of("dopust") == key_of("dopust"), key_of("dopust") == key_of("odmor")
    (True, False)
    """
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def keys_of(terms: Iterable[str]) -> Keys:
    """The keys of several terms."""
    return np.fromiter((key_of(term) for term in terms), np.uint64)


def places_of(wanted: Keys, known: Keys) -> Numbers:
    """Where each wanted key stands in the ascending known ones; -1: nowhere.

    >>> places_of(np.array([7, 4], np.uint64), np.array([3, 7], np.uint64)).tolist()
    [1, -1]
    """
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def save_array(file: Path, values: NDArray[Any]) -> None:
    """Writes one array as NumPy does, missing folders with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    np.save(file, values)


def load_array(file: Path) -> NDArray[Any]:
    """An array as it lies on the disk; the caller has verified the file."""
    try:
        values: NDArray[Any] = np.load(file, mmap_mode="r" if file.stat().st_size > _IN_MEMORY else None)
    except SystemError:
        # NumPy parses the header as Python, which before 3.11.8 fails by chance when another thread parses
        # at the same time (github.com/python/cpython/issues/106905): nothing is wrong with the file.
        return load_array(file)
    return values.view(np.ndarray)


def touch(values: NDArray[Any]) -> None:
    """Reads a little of every page of a mapped array: whoever needs it later finds it in memory."""
    values.reshape(-1).view(np.uint8)[:: mmap.PAGESIZE].max(initial=0)


class ArrayWriter:
    """Writes an array of one dimension piece by piece, as NumPy would write the whole.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     writer = ArrayWriter(Path(folder, "a.npy"), np.uint32)
    ...     writer.add(np.array([1, 2])), writer.add(np.array([3])), writer.close()
    ...     load_array(Path(folder, "a.npy")).tolist()
    (None, None, None)
    [1, 2, 3]
    """

    def __init__(self, file: Path, kind: DTypeLike) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._kind, self._count = np.dtype(kind), 0
        self._out = file.open("wb")
        self._head()

    def add(self, values: NDArray[Any]) -> None:
        """Adds values."""
        self._count += len(values)
        self._out.write(np.ascontiguousarray(values, self._kind).data)

    def close(self) -> None:
        """Writes the length, for which NumPy leaves room, and closes the file."""
        self._out.seek(0)
        self._head()
        self._out.close()

    def drop(self) -> None:
        """Gives up: what was written so far will not be read."""
        with suppress(OSError):  # what is still in memory may not fit on the disk
            self._out.close()

    def _head(self) -> None:
        head = {"descr": self._kind.str, "fortran_order": False, "shape": (self._count,)}
        np.lib.format.write_array_header_1_0(self._out, head)


def ranges(starts: NDArray[Any], ends: NDArray[Any]) -> Numbers:
    """The whole numbers of several ranges, one range after the other.

    >>> ranges(np.array([5, 9]), np.array([7, 10])).tolist()
    [5, 6, 9]
    """
    lengths = (ends - starts).astype(np.int64)
    before = np.cumsum(lengths) - lengths
    found: Numbers = np.arange(int(lengths.sum()), dtype=np.int64)
    found += np.repeat(starts.astype(np.int64) - before, lengths)
    return found


class LineWriter:
    """Writes texts one after the other, with their beginnings in a second file."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._starts_file, self._starts = _starts_of(file), array("q", [0])
        self._out = file.open("wb")

    def add(self, text: str) -> None:
        """Adds one text."""
        data = text.encode("utf-8", "surrogatepass") + b"\n"
        self._out.write(data)
        self._starts.append(self._starts[-1] + len(data))

    def close(self) -> None:
        """Finishes both files."""
        self._out.close()
        save_array(self._starts_file, np.frombuffer(self._starts, np.int64))

    def drop(self) -> None:
        """Gives up: what was written so far will not be read."""
        with suppress(OSError):  # what is still in memory may not fit on the disk
            self._out.close()


class Lines(Sequence[str]):
    """The texts that a LineWriter wrote; each is read when it is asked for.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     writer = LineWriter(Path(folder, "a.txt"))
    ...     writer.add("čl."), writer.add("а\\nб"), writer.close()
    ...     list(Lines(Path(folder, "a.txt")))
    (None, None, None)
    ['čl.', 'а\\nб']
    """

    def __init__(self, file: Path) -> None:
        self._starts = load_array(_starts_of(file))
        with file.open("rb") as opened:
            empty = len(self._starts) < 2
            self._data = b"" if empty else mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return self._data[int(self._starts[at]) : int(self._starts[at + 1]) - 1].decode("utf-8", "surrogatepass")


def _starts_of(file: Path) -> Path:
    return file.with_suffix(".at.npy")
