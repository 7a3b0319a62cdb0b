"""The signals by which units are ranked: each a number per unit, none of them knows of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyse import grams, lemmas, terms, topical
from index.arrays import Numbers
from index.chunks import Chunks
from index.concepts import Glossary
from index.dense import Nearness, Vectors
from index.encoder import Encoder
from index.known import Known
from index.lexical import Lexical
from index.question import Question
from index.store import Store

Scores = NDArray[np.float32]

OF_TEXT = ("dense", "lemmas", "grams", "concepts")
OF_KNOWLEDGE = ("summaries", "questions", "known grams", "known concepts", "classified", "topics")
OF_TOPIC = ("dense", "names", "grams", "concepts")
NAMES = (*OF_TEXT, *OF_KNOWLEDGE)

_NO_TOPIC = 1e-3  # the share that a unit without any topic counts as having


@dataclass(frozen=True, slots=True)
class Forms:
    """A question in the forms in which it is compared."""

    vector: Vectors
    terms: dict[str, list[str]]  # by analysis
    words: tuple[tuple[str, ...], ...]  # of each word that carries a topic, its lemmas


@dataclass(frozen=True, slots=True)
class Spread:
    """Values of some chunks by their numbers; all others have zeros."""

    numbers: Numbers  # ascending
    values: NDArray[Any]  # (numbers, columns)

    def __getitem__(self, asked: Any) -> NDArray[Any]:
        wanted = np.atleast_1d(np.asarray(asked, np.int64))
        found = np.zeros((len(wanted), self.values.shape[1]), self.values.dtype)
        if len(self.numbers):
            at = np.minimum(np.searchsorted(self.numbers, wanted), len(self.numbers) - 1)
            there = self.numbers[at] == wanted
            found[there] = self.values[at[there]]
        return found if np.ndim(asked) else found[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the indexes say of one question, of the rows that were looked at: all of a small base."""

    rows: Numbers  # ascending
    units: Scores  # (rows, OF_TEXT and OF_KNOWLEDGE but topics)
    numbers: Numbers  # of the chunks of the rows, ascending
    first: Numbers  # (rows + 1,) which of them are a row's
    chunks: Scores  # (numbers, OF_TEXT)
    topics: Scores  # (topics, OF_TOPIC)
    coverage: Scores  # (rows,) weighted share of the question's words that a unit, or what is known of it, has
    unknown: float  # share of the question's words that nothing in the base has


class Signals:
    """The indexes behind the signals, over the units of one snapshot."""

    def __init__(
        self,
        store: Store,
        dense: Nearness,
        lexical: dict[str, Lexical],
        known: Known,
        glossary: Glossary,
        encoder: Encoder,
    ) -> None:
        self.store, self.dense, self.lexical, self.known, self.glossary = store, dense, lexical, known, glossary
        self.chunks = Chunks(store)
        self._encoder = encoder

    def forms(self, question: Question) -> Forms:
        """A question as it is compared."""
        return Forms(
            self._encoder.encode_queries([question.meant])[0],
            {name: analysis(question.meant) for name, analysis in _analyses(self.glossary).items()},
            tuple(lemmas(word) for word in topical(question.meant)),
        )

    def of(self, question: Question | Forms, rows: Numbers | None = None) -> Measured:
        """The scores of these ascending rows, or of all, with those of their chunks and of the topics."""
        forms = question if isinstance(question, Forms) else self.forms(question)
        every = rows is None
        rows = np.arange(len(self.store)) if rows is None else rows
        numbers = np.arange(len(self.chunks)) if every else self.store.chunks_of(rows)
        sizes = self.store.first_chunk[rows + 1] - self.store.first_chunk[rows]
        first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        of_chunks = np.zeros((len(numbers), len(OF_TEXT)), np.float32)
        of_chunks[:, 0] = self.dense.scores(forms.vector, None if every else numbers)
        for column, name in enumerate(OF_TEXT[1:], 1):
            if name in self.lexical:
                of_chunks[:, column] = self.lexical[name].scores(forms.terms[name], None if every else numbers)
        of_text = np.maximum(np.maximum.reduceat(of_chunks, first[:-1]), 0) if len(rows) else of_chunks[:0]
        known = self.known.scores(forms.vector, forms.terms)
        of_known = self._placed(known.rows, rows)
        units = np.concatenate([of_text, of_known], axis=1)
        return Measured(rows, units, numbers, first, of_chunks, known.topics, *self._coverage(forms, rows))

    def written(self, rows: Numbers) -> NDArray[np.bool_]:
        """(rows,) whether somebody wrote about each."""
        return np.asarray(self._placed(self.known.written[:, None], rows)[:, 0])

    def settled(self, rows: Numbers) -> NDArray[np.bool_]:
        """(topics, rows) whether each settles a topic."""
        return np.asarray(self._placed(self.known.settled.T, rows).T)

    def _placed(self, of_known: NDArray[Any], rows: Numbers) -> NDArray[Any]:
        """(rows, columns) what is known of each row; zeros of those of which nothing is."""
        placed = np.zeros((len(rows), of_known.shape[1]), of_known.dtype)
        known = self.known.rows
        if len(known):
            at = np.minimum(np.searchsorted(known, rows), len(known) - 1)
            there = known[at] == rows
            placed[there] = of_known[at[there]]
        return placed

    def _coverage(self, forms: Forms, rows: Numbers) -> tuple[Scores, float]:
        """`coverage` and `unknown` of Measured; a rare word weighs as in BM25."""
        count = len(self.store)
        covered, total, unknown = np.zeros(len(rows), np.float32), 0.0, 0
        texts, written = self.lexical["all lemmas"], self.known.lexical["known lemmas"]
        for word in forms.words:
            has, most = np.zeros(len(rows), np.bool_), 0
            for lemma in word:
                about = self.known.rows[written.documents_with(lemma)]
                there = texts.count(lemma) + int((~texts.has(lemma, about)).sum())
                has |= texts.has(lemma, rows) | np.isin(rows, about)
                most = max(most, there)
            weight = float(np.log((count + 1) / (most + 0.5)))
            total += weight
            covered[has] += weight
            unknown += not most
        return covered / np.float32(total or 1), unknown / max(1, len(forms.words))

    def of_units(self, measured: Measured, topic_weights: Sequence[float]) -> Scores:
        """(rows, NAMES) signals: the last column is the log share of the question's likely topics."""
        shares = np.zeros(len(measured.units))
        if len(measured.topics):
            likely = measured.topics.astype(np.float64) @ np.array(topic_weights)
            likely = np.exp(likely - likely.max())
            of_known = likely / likely.sum() @ self.known.settled
            shares = self._placed(of_known[:, None], measured.rows)[:, 0]
        column = np.log(shares + _NO_TOPIC) - np.log(_NO_TOPIC)
        return np.column_stack([measured.units, column]).astype(np.float32)


def _analyses(glossary: Glossary) -> dict[str, Callable[[str], list[str]]]:
    return {"lemmas": terms, "grams": grams, "concepts": glossary.concepts}
