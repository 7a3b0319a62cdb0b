"""The signals by which units are ranked: each a number per unit, none of them knows of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import grams, terms
from index.chunk import Chunk, chunks_of
from index.concepts import Glossary
from index.dense import Dense, Vectors
from index.encoder import Encoder
from index.knowledge import Knowledge
from index.lexical import Lexical
from index.question import Question
from ingest.records import Unit

Scores = NDArray[np.float32]

OF_TEXT = ("dense", "lemmas", "grams", "concepts")
OF_KNOWLEDGE = ("summaries", "questions", "known grams", "known concepts")
NAMES = (*OF_TEXT, *OF_KNOWLEDGE)

_LEXICAL = ("lemmas", "grams", "concepts", "known grams", "known concepts")


@dataclass(frozen=True, slots=True)
class Passages:
    """Everything that is embedded, in the order of the rows: chunks, summaries, questions."""

    chunks: list[Chunk]
    texts: list[str]
    unit: NDArray[np.int64]  # the row of the unit that each text belongs to
    kind: NDArray[np.int64]  # 0 chunk, 1 summary, 2 question

    @classmethod
    def of(cls, units: Sequence[Unit], knowledge: Knowledge) -> Passages:
        rows = {unit.address: row for row, unit in enumerate(units)}
        chunks = chunks_of(units)
        found = [(chunk.passage, chunk.unit, 0) for chunk in chunks]
        for summary in knowledge.summaries:
            if summary.address in rows:
                texts = (summary.en, summary.sl, summary.sr)
                found += [(text, rows[summary.address], 1) for text in texts]
        for question in knowledge.questions:
            found += [(question.text, rows[a], 2) for a in question.addresses if a in rows]
        texts, unit, kind = zip(*found, strict=True)
        return cls(chunks, list(texts), np.array(unit), np.array(kind))


class Signals:
    """The indexes behind the signals, over the units of one snapshot."""

    def __init__(
        self, units: Sequence[Unit], knowledge: Knowledge, dense: Dense, lexical: dict[str, Lexical], encoder: Encoder
    ) -> None:
        self.passages = Passages.of(units, knowledge)
        self.glossary = Glossary(knowledge.concepts)
        self.dense, self._lexical, self._encoder = dense, lexical, encoder
        self._count = len(units)
        self._of_kind = [np.flatnonzero(self.passages.kind == kind) for kind in range(3)]
        self.known = np.zeros(len(units), np.bool_)  # units that somebody wrote about
        self.known[self.passages.unit[self.passages.kind > 0]] = True

    @classmethod
    def build(cls, units: Sequence[Unit], knowledge: Knowledge, vectors: Vectors, encoder: Encoder) -> Signals:
        """Indexes the units; row i of the vectors belongs to text i of `Passages.of(units, knowledge)`."""
        passages = Passages.of(units, knowledge)
        glossary = Glossary(knowledge.concepts)
        texts = [chunk.passage for chunk in passages.chunks]
        known = _known_texts(units, passages)
        lexical = {
            name: Lexical.build([analysis(text) for text in (known if name in OF_KNOWLEDGE else texts)])
            for name, analysis in _analyses(glossary).items()
        }
        return cls(units, knowledge, Dense.build(vectors), lexical, encoder)

    def of(self, question: Question) -> tuple[Scores, Scores]:
        """(units, signals) scores in the order of NAMES, and the (chunks, signals) scores of OF_TEXT."""
        cosines = self.dense.scores(self._encoder.encode_queries([question.text])[0])
        scores = {name: self._lexical[name].scores(a(question.text)) for name, a in self._analyse().items()}
        chunks, summaries, questions = self._of_kind
        of_chunks = np.stack([cosines[chunks], *(scores[name] for name in OF_TEXT[1:])], axis=1)
        columns = [self._best(of_chunks[:, n], chunks) for n in range(len(OF_TEXT))]
        columns += [self._best(cosines[rows], rows) for rows in (summaries, questions)]
        columns += [scores[name] for name in OF_KNOWLEDGE[2:]]
        return np.stack(columns, axis=1), of_chunks

    def _analyse(self) -> dict[str, Callable[[str], list[str]]]:
        return _analyses(self.glossary)

    def _best(self, scores: Scores, rows: NDArray[np.int64]) -> Scores:
        """The best score of each unit's passages; 0 where it has none."""
        best = np.zeros(self._count, np.float32)
        np.maximum.at(best, self.passages.unit[rows], scores)
        return best

    def save(self, folder: Path) -> None:
        """Writes the vectors and the lexical indexes."""
        self.dense.save(folder / "vectors.faiss")
        for name, index in self._lexical.items():
            index.save(folder / name.replace(" ", "-"))

    @classmethod
    def load(cls, folder: Path, units: Sequence[Unit], knowledge: Knowledge, encoder: Encoder) -> Signals:
        """Reads what `save` wrote; the caller has verified the files."""
        lexical = {name: Lexical.load(folder / name.replace(" ", "-")) for name in _LEXICAL}
        return cls(units, knowledge, Dense.load(folder / "vectors.faiss"), lexical, encoder)


def _analyses(glossary: Glossary) -> dict[str, Callable[[str], list[str]]]:
    ways: tuple[Callable[[str], list[str]], ...] = (terms, grams, glossary.concepts, grams, glossary.concepts)
    return dict(zip(_LEXICAL, ways, strict=True))


def _known_texts(units: Sequence[Unit], passages: Passages) -> list[str]:
    """Per unit all that was written about it, and its headings; sentences stay apart for the glossary."""
    texts = [[*unit.path[-1:], unit.heading] for unit in units]
    for text, row, kind in zip(passages.texts, passages.unit, passages.kind, strict=True):
        if kind:
            texts[row].append(text)
    return [" . ".join(parts) for parts in texts]
