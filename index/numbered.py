"""The numbers of a unit in the forms in which questions are compared with them; those of known units are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyse import word_lemmas
from index.arrays import Lines, LineWriter, load_array, save_array
from index.concepts import Glossary
from index.discriminant import Discriminant
from index.encoder import Encoder
from index.figures import Figure, items, lead
from index.knowledge import KnownFigure
from index.known_figures import KnownFigures, Told, vectors_of
from ingest.records import Unit

Array = NDArray[np.float32]
Forms = tuple[tuple[frozenset[str], frozenset[str]], ...]

RECORDS, ROWS, VECTORS = "numbers.jsonl", "numbers.rows.npy", "numbers.npy"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The figures of a unit, each with its sentence and its clause."""

    figures: tuple[Figure, ...]
    sentences: Array  # (figures, dimension)
    clauses: Array
    concepts: Forms  # of sentence and clause
    words: Forms  # their lemmas
    below: tuple[Array, ...]  # of each figure, the vectors of the items that it introduces
    told: Told | None  # what was written about the figures; None: nothing


class Reading:
    """Reads units for their numbers."""

    def __init__(self, known: Iterable[KnownFigure], glossary: Glossary, encoder: Encoder) -> None:
        self._glossary, self._encoder = glossary, encoder
        self._known = KnownFigures(known, glossary, encoder)

    def of(self, unit: Unit, found: tuple[Figure, ...]) -> Numbered:
        """The numbers of a wording, given with its figures."""
        texts = [text for f in found for text in (_whole(unit, f), unit.text[slice(*f.clause)].strip())]
        vectors = vectors_of(self._encoder, texts)
        different = dict.fromkeys(texts)  # many a clause is the whole sentence
        concepts_of = {text: frozenset(self._glossary.concepts(text)) for text in different}
        words_of = {text: frozenset().union(*word_lemmas(text)) for text in different}
        concepts, words = [concepts_of[text] for text in texts], [words_of[text] for text in texts]
        return Numbered(
            figures=found,
            sentences=vectors[::2],
            clauses=vectors[1::2],
            concepts=tuple(zip(concepts[::2], concepts[1::2], strict=True)),
            words=tuple(zip(words[::2], words[1::2], strict=True)),
            below=tuple(self._below(unit, figure) for figure in found),
            told=self._known.of(unit, found),
        )

    def _below(self, unit: Unit, figure: Figure) -> Array:
        """(items, dimension) the vectors of the items that a figure introduces: "od 35 ur, in sicer: …"."""
        texts = [unit.text[slice(*unit.blocks[number].span)].strip() for number in items(unit, figure)]
        return vectors_of(self._encoder, texts)


def _whole(unit: Unit, figure: Figure) -> str:
    return f"{lead(unit, figure.block)} {unit.text[slice(*figure.sentence)]}".strip()


class KeptNumbers:
    """What was read of some rows when the index was built."""

    def __init__(self, folder: Path) -> None:
        self._place: dict[int, int] = {}  # empty: nobody wrote about any unit
        if (folder / ROWS).exists():
            self._place = {row: place for place, row in enumerate(load_array(folder / ROWS).tolist())}
            self._records, self._vectors = Lines(folder / RECORDS), load_array(folder / VECTORS)

    def __iter__(self) -> Iterator[int]:
        """The rows."""
        return iter(self._place)

    def of(self, row: int, found: tuple[Figure, ...]) -> Numbered | None:
        """The numbers of a row, given with its figures; None: they were not kept."""
        place = self._place.get(row)
        return _numbered(found, json.loads(self._records[place]), self._vectors) if place is not None else None


def keep_numbers(folder: Path, rows: Sequence[int], read: Iterable[Numbered]) -> None:
    """Writes the numbers of ascending rows; of none, nothing."""
    if not rows:
        return
    writer, vectors = LineWriter(folder / RECORDS), _Vectors()
    try:
        for numbered in read:
            writer.add(json.dumps(_told_of(numbered, vectors), ensure_ascii=False, default=sorted))
        writer.close()
    except BaseException:
        writer.drop()
        raise
    save_array(folder / VECTORS, vectors.together())
    save_array(folder / ROWS, np.array(rows, np.int64))


class _Vectors:
    """Vectors, each kept once."""

    def __init__(self) -> None:
        self._number: dict[bytes, int] = {}

    def numbers(self, vectors: Array) -> list[int]:
        """The numbers of these vectors."""
        texts = [vector.astype(np.float32).tobytes() for vector in vectors]
        return [self._number.setdefault(text, len(self._number)) for text in texts]

    def together(self) -> NDArray[np.float32]:
        """(n, d) all of them, in the order of their numbers."""
        return np.frombuffer(b"".join(self._number), np.float32).reshape(max(1, len(self._number)), -1)


def _told_of(numbered: Numbered, vectors: _Vectors) -> list[Any]:
    told = numbered.told
    about = told and [
        told.of,
        told.texts,
        vectors.numbers(told.vectors),
        told.first,
        told.words,
        told.concepts,
        vectors.numbers(told.discriminant.directions),
        told.discriminant.offsets,
    ]
    below = [vectors.numbers(one) for one in numbered.below]
    of_texts = vectors.numbers(numbered.sentences), vectors.numbers(numbered.clauses)
    return [*of_texts, numbered.concepts, numbered.words, below, about]


def _numbered(found: tuple[Figure, ...], record: Sequence[Any], vectors: NDArray[np.float32]) -> Numbered:
    sentences, clauses, concepts, words, below, told = record

    def placed(numbers: Sequence[int]) -> Array:
        if not numbers:
            return np.zeros((0, 1), np.float32)
        first, end = numbers[0], numbers[0] + len(numbers)
        return vectors[first:end] if numbers == list(range(first, end)) else vectors[numbers]  # mostly as they lie

    return Numbered(
        figures=found,
        sentences=placed(sentences),
        clauses=placed(clauses),
        concepts=tuple((frozenset(sentence), frozenset(clause)) for sentence, clause in concepts),
        words=tuple((frozenset(sentence), frozenset(clause)) for sentence, clause in words),
        below=tuple(map(placed, below)),
        told=told and _told(told, placed(told[2]), placed(told[6])),
    )


def _told(record: Sequence[Any], vectors: Array, directions: Array) -> Told:
    of, texts, _, first, words, concepts, _, offsets = record
    sets = tuple(map(frozenset, words)), tuple(map(frozenset, concepts))
    return Told(
        tuple(of), tuple(texts), vectors, tuple(first), *sets, discriminant=Discriminant(directions, tuple(offsets))
    )
