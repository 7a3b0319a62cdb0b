"""What the tables of a snapshot get: records, words and vectors of a folder, by country."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Lines, Numbers
from index.dense import Dense
from index.lexical import Postings
from index.part_files import PartFiles
from index.postgres.stream import vector_stream
from index.snapshot import Manifest, SnapshotError
from index.store import Store

TABLES = ("agreement", "wording", "chunk", "term")
COLUMNS = {
    "agreement": "number int4, id text, record text, original text",
    "wording": "number int4, agreement int4, address text, record text, words bytea",
    "term": "kind text, key int8, documents bytea, times bytea, best float4",
}
"""What is written of each, with the types in which it is sent; snapshot and country stand in the partition."""

KINDS = {"lemmas": "chunk", "concepts": "chunk", "grams": "chunk", "all lemmas": "wording"}
"""The indexes of words, and what their documents are."""
BLOCK = 1 << 14
"""How many vectors are sent at a time."""

Record = tuple[object, ...]

# What stands in the tables is not sent as a file as well, nor what only a folder needs.
_IN_TABLES = ("agreements.jsonl", "agreements.at.npy", "originals.*", "wordings.*", "words.*", "vectors.faiss")
_IN_TERMS = ("keys.npy", "starts.npy", "documents.npy", "times.npy", "best.npy")
_OF_FOLDERS = ("passages.npy", "figures.*")


class Publication:
    """The contents of a snapshot in a folder, as tables want them."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        if len(manifest.parts) != 1:
            raise SnapshotError(f'{folder} has grown by additions: run "kolektivka build" to make it one piece')
        self._folder, self._part = folder, folder / manifest.parts[0].folder
        self._store = Store([PartFiles(self._part)], [frozenset(manifest.parts[0].dropped)])
        self._dense = Dense.load([self._part / "vectors.faiss"])
        folders = {kind: self._part / kind.replace(" ", "-") for kind in KINDS}
        self._postings = {kind: Postings.load(place) for kind, place in folders.items() if place.is_dir()}
        listed = self._store.agreements.listed
        self.countries = sorted({one.country for one in listed})
        of = np.array([self.countries.index(one.country) for one in listed], np.int16)
        rows = of[self._store.agreement_of]
        self._of = {"agreement": of, "wording": rows, "chunk": np.repeat(rows, np.diff(self._store.first_chunk))}

    @property
    def half(self) -> bool:
        """Whether the vectors are kept in half precision."""
        return not self._dense.is_exact

    @property
    def dimension(self) -> int:
        """Of the vectors."""
        return self._dense.dimension

    def facts(self) -> dict[str, object]:
        """What a reader needs to know beside the manifest."""
        rarest = {kind: postings.rarest(len(postings.norms)) for kind, postings in self._postings.items()}
        return {"dimension": self.dimension, "rarest": rarest}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files that a reader needs as they are, by their names in the folder."""
        for file in sorted(self._folder.rglob("*")):
            if file.is_file() and file.name != "manifest.json" and not self._is_in_tables(file):
                yield file.relative_to(self._folder).as_posix(), file.read_bytes()

    def _is_in_tables(self, file: Path) -> bool:
        of_part = file.parent == self._part and any(map(file.match, (*_IN_TABLES, *_OF_FOLDERS)))
        of_terms = file.parent.parent == self._part and file.parent.name.replace("-", " ") in KINDS
        return of_part or (of_terms and file.name in _IN_TERMS)

    def count(self, table: str, country: str) -> int:
        """How many agreements, wordings or chunks of a country there are."""
        return int((self._of[table] == self.countries.index(country)).sum())

    def agreements(self, country: str) -> Iterator[Record]:
        """The rows of the table of agreements."""
        records, originals = Lines(self._part / "agreements.jsonl"), Lines(self._part / "originals.txt")
        for number in self._mine("agreement", country).tolist():
            yield number, self._store.agreements.listed[number].id, records[number], originals[number]

    def wordings(self, country: str) -> Iterator[Record]:
        """The rows of the table of wordings."""
        records = Lines(self._part / "wordings.jsonl")
        for row in self._mine("wording", country).tolist():
            words, _ = self._store.words_of(np.array([row]))
            address = self._store.wording(row).address
            yield row, int(self._store.agreement_of[row]), address, records[row], words.astype("<u4").tobytes()

    def chunks(self, country: str) -> Iterator[bytes]:
        """The rows of the table of chunks, as PostgreSQL copies them."""
        numbers = self._mine("chunk", country)
        rows = np.searchsorted(self._store.first_chunk, numbers, side="right") - 1
        blocks = (slice(first, first + BLOCK) for first in range(0, len(numbers), BLOCK))
        return vector_stream(((numbers[at], rows[at], self._dense.vectors(numbers[at])) for at in blocks), self.half)

    def terms(self, country: str) -> Iterator[Record]:
        """The rows of the table of terms."""
        for kind, postings in self._postings.items():
            mine = self._of[KINDS[kind]][postings.documents] == self.countries.index(country)
            before = np.concatenate([[0], np.cumsum(mine)])[postings.starts]
            documents, times = postings.documents[mine].astype("<i4"), postings.times[mine].astype("<u2")
            keys = postings.keys.view(np.int64)
            for at in np.flatnonzero(np.diff(before)).tolist():
                here = slice(before[at], before[at + 1])
                entries = documents[here].tobytes(), times[here].tobytes()
                yield kind, int(keys[at]), *entries, float(postings.best[at])

    def _mine(self, table: str, country: str) -> Numbers:
        found: NDArray[np.int64] = np.flatnonzero(self._of[table] == self.countries.index(country))
        return found
