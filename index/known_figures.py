"""What people wrote about single numbers of a unit, and how near a question comes to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analyse import grams, word_lemmas
from index.concepts import Glossary
from index.discriminant import Discriminant
from index.encoder import Encoder
from index.figures import Figure
from index.knowledge import KnownFigure
from index.lexical import Lexical
from ingest.records import Unit

Array = NDArray[np.float64]
Vectors = NDArray[np.float32]
Span = tuple[int, int]

OF_KNOWN = (
    "told dense",
    "told grams",
    "told words",
    "told concepts",
    "nearest",
    "nearest in letters",
    "discriminant",
    "untold",
)
"""The signs of a figure by what was written about it; the last: others of its unit were told of, it was not."""
BESIDE = 0.08
"""A text that far behind the nearest, by cosine, is hardly one of the nearest (fitted on development questions)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was written about the figures of one unit; the figures of a scale share one text."""

    of: tuple[int, ...]  # of each figure the row of its text; -1: none
    texts: tuple[str, ...]  # in all languages
    vectors: Vectors  # (occasions, dimension), text after text
    first: tuple[int, ...]  # of each text, its first occasion
    words: tuple[frozenset[str], ...]  # of each text, its lemmas
    concepts: tuple[frozenset[str], ...]
    discriminant: Discriminant

    def signs(self, question: str, vector: Vectors, words: Sequence[Set[str]], concepts: Iterable[str]) -> Array:
        """(figures, OF_KNOWN) of a question, given with its vector, the lemmas of its words and its concepts."""
        cosines = np.maximum.reduceat(self.vectors @ vector, self.first).astype(np.float64)
        letters = self.letters().scores(grams(question)).astype(np.float64)
        of_texts = np.stack(
            [
                cosines,
                letters,
                told_apart(words, self.words),
                told_apart([{concept} for concept in concepts], self.concepts),
                np.exp((cosines - self._nearest(cosines)) / BESIDE),
                (letters > 0) & (letters == self._nearest(letters)),
                self.discriminant.scores(vector),
                np.zeros(len(self.words)),
            ],
            axis=1,
        )
        untold = [0.0] * (len(OF_KNOWN) - 1) + [1.0]
        return np.array([of_texts[row] if row >= 0 else untold for row in self.of])

    def letters(self) -> Lexical:
        """The texts by the runs of letters in their words."""
        return _grams_of(self.texts)

    def _nearest(self, scores: Array) -> float:
        """The best score of a text that stands beside a figure."""
        return max(float(scores[row]) for row in self.of if row >= 0)


class KnownFigures:
    """All that was written about numbers, by the addresses of their units."""

    def __init__(self, known: Iterable[KnownFigure], glossary: Glossary, encoder: Encoder) -> None:
        self._glossary, self._encoder = glossary, encoder
        self._of_unit: dict[str, list[KnownFigure]] = defaultdict(list)
        for figure in known:
            for address in figure.addresses:
                self._of_unit[address].append(figure)

    def of(self, unit: Unit, figures: Sequence[Figure]) -> Told | None:
        """What was written about the figures of a wording; None: nothing, or nothing that still stands there."""
        known = self._of_unit.get(unit.address, [])
        spans = [places(unit.text, each.words) for each in known]
        of = tuple(_text_at(figure.quantity.span, spans) for figure in figures)
        if not any(row >= 0 for row in of):
            return None
        texts = tuple(" . ".join(each.texts) for each in known)
        counts = [len(each.occasions) for each in known]
        vectors = vectors_of(self._encoder, [text for each in known for text in each.occasions])
        return Told(
            of,
            texts,
            vectors,
            tuple(sum(counts[:number]) for number in range(len(known))),
            tuple(frozenset().union(*word_lemmas(text)) for text in texts),
            tuple(frozenset(self._glossary.concepts(text)) for text in texts),
            Discriminant.of(vectors, np.repeat(np.arange(len(counts)), counts), len(counts)),
        )


def vectors_of(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """(texts, dimension) their vectors; each text is embedded once."""
    different = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    if not different:
        return np.zeros((0, 1), np.float32)
    return encoder.encode_passages(list(different))[[different[text] for text in texts]]


@lru_cache(maxsize=2_000)
def _grams_of(texts: tuple[str, ...]) -> Lexical:
    return Lexical.build([grams(text) for text in texts])


def places(text: str, words: str) -> tuple[Span, ...]:
    """Where words stand in a text, however its lines break; " … " between words leaves words out.

    >>> places("do 3 let\\t18 dni; nad 25 let 24 dni", "3 let 18 dni"), places("do 3 let; nad 25 let", "3 … 25")
    (((3, 15),), ((3, 16),))
    """
    parts = (r"\s+".join(re.escape(word) for word in part.split()) for part in words.split(" … "))
    return tuple(match.span() for match in re.finditer(".*?".join(parts), text, re.DOTALL))


def told_apart(wanted: Sequence[Set[str]], found: Sequence[frozenset[str]]) -> Array:
    """(texts,) how many of the wanted things each has, the more for each the fewer texts have it."""
    has = np.array([[not one.isdisjoint(text) for text in found] for one in wanted], np.float64)
    has = has.reshape(-1, len(found))
    return np.asarray((has / np.maximum(has.sum(axis=1, keepdims=True), 1)).sum(axis=0) / max(1, len(wanted)))


def _text_at(span: Span, spans: Sequence[tuple[Span, ...]]) -> int:
    """The row of the text about a number: of several, the one that is about the fewest words."""
    near = [(start, end, row) for row, of in enumerate(spans) for start, end in of]
    around = [(end - start, row) for start, end, row in near if start < span[1] and span[0] < end]
    return min(around, default=(0, -1))[1]
