"""BM25 over bags of terms, scaled so that 1.0 is the most that a question can reach; read in place from disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.arrays import Keys, Numbers, keys_of, load_array, places_of, save_array, touch

K1, B = 1.2, 0.75
BLOCK = 1 << 22
"""How many occurrences of terms are put in order at a time: a build needs no more memory for a larger base."""
MOST_READ = 150_000
"""How many entries `top` reads as a whole: of a question's terms the rarest first."""
POOL = 20
"""How many documents for each that is wanted `top` then looks up in the entries of the other terms."""

Entries = tuple[NDArray[np.int32], NDArray[np.uint16], float]
_Asked = tuple[list[Any], float, int]  # of a term its entries by part, its rarity, how often it is asked for
_FILES = ("keys", "starts", "documents", "times", "best", "norms", "average")


@dataclass(frozen=True, slots=True)
class Postings:
    """Which documents have a term, and how often: entries `starts[t]` to `starts[t + 1]` belong to term t."""

    keys: Keys  # ascending
    starts: Numbers
    documents: NDArray[np.int32]  # ascending within a term
    times: NDArray[np.uint16]
    best: NDArray[np.float32]  # of each term, the most that a document gets for it, before its rarity
    norms: NDArray[np.float32]  # of each document, by its length
    average: NDArray[np.float64]  # length of a document, of those that the norms were reckoned with

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]]) -> Postings:
        """Those of documents that are given as lists of terms."""
        gathering = Gathering()
        for document in documents:
            gathering.add([gathering.number(term) for term in document])
        return gathering.postings()

    def save(self, folder: Path) -> None:
        """Writes one file an array."""
        for name in _FILES:
            save_array(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Reads what `save` wrote; the caller has verified the files."""
        return cls(*(load_array(folder / f"{name}.npy") for name in _FILES))

    def warm(self) -> None:
        """Reads through everything once."""
        for name in _FILES:
            touch(getattr(self, name))

    def entries(self, terms: Sequence[str]) -> list[Entries]:
        """Of each term the documents, how often each has it, and the best that one gets for it."""
        places = places_of(keys_of(terms), self.keys).tolist()
        return [self._entries(at) if at >= 0 else (self.documents[:0], self.times[:0], 0.0) for at in places]

    def _entries(self, at: int) -> Entries:
        here = slice(int(self.starts[at]), int(self.starts[at + 1]))
        return self.documents[here], self.times[here], float(self.best[at])

    def rarest(self, documents: int) -> float:
        """The best score that a document gets for a term, in an index of so many documents."""
        if not len(self.best):
            return 0.0
        sizes = np.diff(self.starts)
        return float((np.log(1 + (documents - sizes + 0.5) / (sizes + 0.5)) * self.best).max())


class Terms(Protocol):
    """What an index reads of one of its parts; the methods are those of Postings."""

    @property
    def norms(self) -> NDArray[np.float32]: ...
    @property
    def average(self) -> NDArray[np.float64]: ...
    def entries(self, terms: Sequence[str]) -> list[Entries]: ...
    def rarest(self, documents: int) -> float: ...


class Gathering:
    """Takes documents one after the other and makes postings of them."""

    def __init__(self, beside: Gathering | None = None) -> None:
        self._numbers: dict[str, int] = beside._numbers if beside else {}  # one that numbers its terms alike
        self._terms, self._ends = array("i"), array("q", [0])
        self._blocks: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
        self._lengths = array("i")
        self._first = 0  # document of the block that is being filled

    def number(self, term: str) -> int:
        """The number by which a term is handed in."""
        return self._numbers.setdefault(term, len(self._numbers))

    def add(self, terms: Iterable[int]) -> None:
        """Adds the next document, as the numbers of its terms."""
        before = len(self._terms)
        self._terms.extend(terms)
        self._lengths.append(len(self._terms) - before)
        self._ends.append(len(self._terms))
        if len(self._terms) >= BLOCK:
            self._order()

    def _order(self) -> None:
        """Turns the documents gathered so far into entries in the order of their terms."""
        terms = np.frombuffer(self._terms, np.int32)
        count = len(self._ends) - 1
        ends: NDArray[np.int64] = np.frombuffer(self._ends, np.int64)
        documents = np.repeat(np.arange(count), ends[1:] - ends[:-1])
        pairs, times = np.unique(terms.astype(np.int64) * max(1, count) + documents, return_counts=True)
        found, there = pairs // max(1, count), (pairs % max(1, count) + self._first).astype(np.int32)
        self._blocks.append((found.astype(np.int32), there, np.minimum(times, 65535).astype(np.uint16)))
        self._first += count
        self._terms, self._ends = array("i"), array("q", [0])

    def postings(self, average: float = 0.0) -> Postings:
        """The postings of all documents; `average` is the length that norms are reckoned with, 0: their own."""
        self._order()
        every = keys_of(self._numbers)
        counts = np.zeros(len(every), np.int64)
        for terms, _, _ in self._blocks:
            counts += np.bincount(terms, minlength=len(every))
        order = np.argsort(every)
        order = order[counts[order] > 0]
        keys, place = every[order], np.full(len(every), -1)
        place[order] = np.arange(len(order))
        starts = np.concatenate([[0], np.cumsum(counts[order])])
        documents, times = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16)
        filled = starts[:-1].copy()
        for number, (terms, there, often) in enumerate(self._blocks):
            self._blocks[number] = (terms[:0], there[:0], often[:0])  # its memory is free again
            ordered = np.argsort(place[terms], kind="stable")
            mine = place[terms][ordered]
            first = np.flatnonzero(np.diff(mine, prepend=-1))
            sizes = np.diff(first, append=len(mine))
            at = np.arange(len(mine)) + np.repeat(filled[mine[first]] - first, sizes)
            documents[at], times[at] = there[ordered], often[ordered]
            filled[mine[first]] += sizes
        lengths = np.frombuffer(self._lengths, np.int32)
        average = average or float(lengths.mean() if len(lengths) else 0.0) or 1.0
        norms = (K1 * ((1 - B) + B * lengths / average)).astype(np.float32)
        best = _best(starts, documents, times, norms)
        return Postings(keys, starts, documents, times, best, norms, np.array([average]))


def _best(starts: Numbers, documents: NDArray[np.int32], times: NDArray[np.uint16], norms: Any) -> NDArray[np.float32]:
    best = np.zeros(len(starts) - 1, np.float32)
    for first in range(0, len(best), 1 << 16):  # by blocks of terms, for the memory
        ends = starts[first : first + (1 << 16) + 1]
        here = slice(int(ends[0]), int(ends[-1]))
        often = times[here].astype(np.float32)
        reached = often / (norms[documents[here]] + often)
        best[first : first + len(ends) - 1] = np.maximum.reduceat(reached, ends[:-1] - ends[0])
    return best


class Lexical:
    """A lexical index of n documents in one or several parts, whose documents follow each other."""

    def __init__(self, parts: Sequence[Terms]) -> None:
        self._parts = tuple(parts)
        sizes = [len(part.norms) for part in parts]
        self._first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> Lexical:
        """Indexes documents, given as lists of terms, in memory."""
        return cls([Postings.of(documents)])

    def __len__(self) -> int:
        return int(self._first[-1])

    @property
    def average(self) -> float:
        """The length of a document that later parts are reckoned with."""
        return float(self._parts[0].average[0])

    def warm(self) -> None:
        """Reads through what lies in files once, so that no question waits for the disk."""
        for part in self._parts:
            if isinstance(part, Postings):
                part.warm()

    def count(self, term: str) -> int:
        """How many documents have a term."""
        return sum(len(part.entries([term])[0][0]) for part in self._parts)

    def documents_with(self, term: str) -> Numbers:
        """The documents that have a term.

        >>> Lexical.build([["odmor"], ["placa", "odmor"]]).documents_with("placa").tolist()
        [1]
        """
        found = [part.entries([term])[0][0] + first for part, first in zip(self._parts, self._first, strict=False)]
        return np.concatenate(found).astype(np.int64)

    def scores(self, terms: Sequence[str], numbers: Numbers | None = None) -> NDArray[np.float32]:
        """The scores of these documents, or of all, each divided by the sum of the best scores of the terms.

        A term that no document has counts as if it were as rare as can be: what is asked and not there
        lowers the score, so that the same number can tell silence.

        >>> index = Lexical.build([["odmor", "dan"], ["placa"]])
        >>> [round(float(s), 2) for s in index.scores(["placa"])]
        [0.0, 1.0]
        >>> [round(float(s), 2) for s in index.scores(["placa", "avto"], np.array([1]))]
        [0.5]
        """
        found, total = self._weighed(terms)
        return (self._sums(found, numbers) / (total or 1.0)).astype(np.float32)

    def _sums(self, found: Sequence[_Asked], numbers: Numbers | None) -> NDArray[np.float64]:
        """The scores of these documents, or of all, for terms with their entries."""
        scores = np.zeros(len(self) if numbers is None else len(numbers))
        for number, part in enumerate(self._parts if found else ()):
            first = int(self._first[number])
            met = [entries[number][:2] for entries, _, _ in found]
            if numbers is None:
                places = [documents + first for documents, _ in met]
            else:
                common = [_common(numbers, documents, first) for documents, _ in met]
                places = [at for at, _ in common]
                met = [(d[there], t[there]) for (d, t), (_, there) in zip(met, common, strict=True)]
            documents, times = (np.concatenate(each) for each in zip(*met, strict=True))
            often = times.astype(np.float32)
            weights = np.repeat([idf * asked for _, idf, asked in found], [len(at) for at in places])
            reached = weights * (often / (part.norms[documents] + often))
            scores += np.bincount(np.concatenate(places), reached, len(scores))
        return scores

    def top(self, terms: Sequence[str], count: int) -> Numbers:
        """About the `count` best documents, best first: the best by the rarest terms, put in order by all of them."""
        found, _ = self._weighed(terms)
        found.sort(key=lambda one: -one[1])
        read = np.cumsum([sum(len(documents) for documents, _, _ in entries) for entries, _, _ in found])
        end = max(1, int(np.searchsorted(read, MOST_READ, side="right")))
        whole, rest = found[:end], found[end:]
        numbers, scores = [], []
        for entries, idf, times_asked in whole:
            for part, first, (documents, times, _) in zip(self._parts, self._first, entries, strict=False):
                often = times.astype(np.float32)
                numbers.append(documents + first)
                scores.append(np.float32(idf * times_asked) * (often / (part.norms[documents] + often)))
        if not numbers:
            return np.zeros(0, np.int64)
        pool = POOL * count if rest else count
        there, sums = _best_of(np.concatenate(numbers), np.concatenate(scores), len(self), pool)
        if rest:
            order = np.argsort(there)
            there, sums = there[order], sums[order] + self._sums(rest, there[order])
        return there[np.argsort(-sums, kind="stable")][:count]

    def has(self, term: str, numbers: Numbers) -> NDArray[np.bool_]:
        """Which of these documents, ascending, have a term."""
        has = np.zeros(len(numbers), np.bool_)
        for part, first in zip(self._parts, self._first, strict=False):
            documents = part.entries([term])[0][0]
            if len(documents):
                has[_common(numbers, documents, int(first))[0]] = True
        return has

    def _weighed(self, terms: Sequence[str]) -> tuple[list[_Asked], float]:
        """Each known term's entries by part, its rarity, how often it is asked for; and what all terms can reach."""
        asked: dict[str, int] = {}
        for term in terms:
            asked[term] = asked.get(term, 0) + 1
        found, total, missing = [], 0.0, 0
        of_parts = [part.entries(list(asked)) for part in self._parts]
        for times_asked, *entries in zip(asked.values(), *of_parts, strict=True):
            size = sum(len(documents) for documents, _, _ in entries)
            if size:
                idf = self._idf(size)
                found.append((entries, idf, times_asked))
                total += idf * max(best for _, _, best in entries) * times_asked
            else:
                missing += times_asked
        return found, total + missing * self.rarest if missing else total

    def _idf(self, size: int) -> float:
        return log(1 + (len(self) - size + 0.5) / (size + 0.5))

    @cached_property
    def rarest(self) -> float:
        """The best score that any document of the first part gets for any term; later parts are small beside it."""
        return self._parts[0].rarest(len(self))


def _common(numbers: Numbers, documents: NDArray[np.int32], first: int) -> tuple[Numbers, Numbers]:
    """Where ascending numbers stand among the ascending documents of a part: places in both."""
    if len(documents) > len(numbers):
        at = np.minimum(np.searchsorted(documents, numbers - first), len(documents) - 1)
        mine = np.flatnonzero(documents[at] == numbers - first)
        return mine, at[mine]
    at = np.minimum(np.searchsorted(numbers, documents.astype(np.int64) + first), max(0, len(numbers) - 1))
    there = np.flatnonzero(numbers[at] == documents + first) if len(numbers) else np.zeros(0, np.int64)
    return at[there], there


def _best_of(
    numbers: Numbers, scores: NDArray[np.float32], size: int, count: int
) -> tuple[Numbers, NDArray[np.float64]]:
    """The numbers with the best sums of scores, and these sums."""
    if len(numbers) * 8 > size:
        sums = np.bincount(numbers, scores, minlength=1)
        there = np.flatnonzero(sums)
        sums = sums[there]
    else:
        there, place = np.unique(numbers, return_inverse=True)
        sums = np.bincount(place, scores)
    chosen = np.argpartition(-sums, count)[:count] if len(there) > count else slice(None)
    return np.asarray(there[chosen], np.int64), np.asarray(sums[chosen], np.float64)
