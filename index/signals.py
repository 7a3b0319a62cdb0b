"""The signals by which units are ranked: each a number per unit, none of them knows of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import grams, lemmas, terms, topical
from index.chunk import Chunk, chunks_of
from index.concepts import Glossary
from index.dense import Dense, Vectors
from index.encoder import Encoder
from index.knowledge import Knowledge
from index.lexical import Lexical
from index.question import Question
from index.spelling import Spelling
from ingest.records import Unit

Scores = NDArray[np.float32]

OF_TEXT = ("dense", "lemmas", "grams", "concepts")
OF_KNOWLEDGE = ("summaries", "questions", "known grams", "known concepts", "topics")
OF_TOPIC = ("dense", "names", "grams", "concepts")
NAMES = (*OF_TEXT, *OF_KNOWLEDGE)

SPELLING, TERMS = "words.tsv", "terms.json"
CHUNK, SUMMARY, QUESTION, TOPIC_NAME, TOPIC_QUESTION = range(5)
_LEXICAL = (
    "lemmas",
    "grams",
    "concepts",
    "known grams",
    "known concepts",
    "all lemmas",
    "topic grams",
    "topic concepts",
)
_NO_TOPIC = 1e-3  # the share that a unit without any topic counts as having


@dataclass(frozen=True, slots=True)
class Passages:
    """Everything that is embedded, in the order of the rows, with the kind of each."""

    chunks: list[Chunk]
    texts: list[str]
    owner: NDArray[np.int64]  # the row of the unit, or of the topic, that each text belongs to
    kind: NDArray[np.int64]

    @classmethod
    def of(cls, units: Sequence[Unit], knowledge: Knowledge) -> Passages:
        rows = _rows(units)
        chunks = chunks_of(units)
        found = [(chunk.passage, chunk.unit, CHUNK) for chunk in chunks]
        for summary in knowledge.summaries:
            texts = (summary.en, summary.sl, summary.sr)
            found += [(text, row, SUMMARY) for row in rows[summary.address] for text in texts]
        for question in knowledge.questions:
            found += [(question.text, row, QUESTION) for a in question.addresses for row in rows[a]]
        for row, topic in enumerate(knowledge.topics):
            found += [(name, row, TOPIC_NAME) for name in topic.names]
            found += [(question, row, TOPIC_QUESTION) for question in topic.questions]
        texts, owner, kind = zip(*found, strict=True)
        return cls(chunks, list(texts), np.array(owner), np.array(kind))

    def joined(self, count: int, kinds: tuple[int, ...]) -> list[list[str]]:
        """(count,) the texts of these kinds by their owner."""
        texts: list[list[str]] = [[] for _ in range(count)]
        for text, owner, kind in zip(self.texts, self.owner, self.kind, strict=True):
            if kind in kinds:
                texts[owner].append(text)
        return texts


@dataclass(frozen=True, slots=True)
class Measured:
    """What the indexes say of one question."""

    units: Scores  # (units, OF_TEXT and OF_KNOWLEDGE but topics)
    chunks: Scores  # (chunks, OF_TEXT)
    topics: Scores  # (topics, OF_TOPIC)
    coverage: Scores  # (units,) weighted share of the question's words that a unit, or what is known of it, has
    unknown: float  # share of the question's words that nothing in the base has


class Signals:
    """The indexes behind the signals, over the units of one snapshot."""

    def __init__(
        self,
        units: Sequence[Unit],
        knowledge: Knowledge,
        glossary: Glossary,
        dense: Dense,
        lexical: dict[str, Lexical],
        encoder: Encoder,
    ) -> None:
        self.passages = Passages.of(units, knowledge)
        self.glossary = glossary
        self.dense, self._lexical, self._encoder = dense, lexical, encoder
        self._rows = [np.flatnonzero(self.passages.kind == kind) for kind in range(TOPIC_QUESTION + 1)]
        self.settled = _settled(units, knowledge)
        self.known: NDArray[np.bool_] = np.asarray(self.settled.any(axis=0))  # units that somebody wrote about
        for kind in (SUMMARY, QUESTION):
            self.known[self.passages.owner[self._rows[kind]]] = True

    @classmethod
    def build(cls, units: Sequence[Unit], knowledge: Knowledge, vectors: Vectors, encoder: Encoder) -> Signals:
        """Indexes the units; row i of the vectors belongs to text i of `Passages.of(units, knowledge)`."""
        passages = Passages.of(units, knowledge)
        glossary = Glossary(knowledge.concepts)
        chunks = [chunk.passage for chunk in passages.chunks]
        headings = [[*unit.path[-1:], unit.heading] for unit in units]
        written = passages.joined(len(units), (SUMMARY, QUESTION))
        known = [" . ".join((*above, *texts)) for above, texts in zip(headings, written, strict=True)]
        everything = [f"{unit.text} . {text}" for unit, text in zip(units, known, strict=True)]
        topics = [" . ".join(texts) for texts in _topic_texts(passages, len(knowledge.topics))] or [""]
        of = {"known": known, "topic": topics, "all": everything}
        lexical = {}
        for name in _LEXICAL:
            analysis = _analyses(glossary)[_analysis(name)]
            lexical[name] = Lexical.build([analysis(text) for text in of.get(name.split()[0], chunks)])
        return cls(units, knowledge, glossary, Dense.build(vectors), lexical, encoder)

    def of(self, question: Question) -> Measured:
        """The scores of all units, chunks and topics for a question."""
        cosines = self.dense.scores(self._encoder.encode_queries([question.meant])[0])
        asked = {name: analysis(question.meant) for name, analysis in _analyses(self.glossary).items()}
        scores = {name: index.scores(asked[_analysis(name)]) for name, index in self._lexical.items()}
        units, topics = self.settled.shape[1], self.settled.shape[0]
        of_chunks = np.stack([cosines[self._rows[CHUNK]], *(scores[name] for name in OF_TEXT[1:])], axis=1)
        columns = [self._best(of_chunks[:, n], CHUNK, units) for n in range(len(OF_TEXT))]
        columns += [self._best(cosines[self._rows[kind]], kind, units) for kind in (SUMMARY, QUESTION)]
        columns += [scores["known grams"], scores["known concepts"]]
        of_topics = [self._best(cosines[self._rows[k]], k, topics) for k in (TOPIC_QUESTION, TOPIC_NAME)]
        of_topics += [scores[name][:topics] for name in ("topic grams", "topic concepts")]
        covered = self._coverage(question.meant)
        return Measured(np.stack(columns, axis=1), of_chunks, np.stack(of_topics, axis=1), *covered)

    def _coverage(self, text: str) -> tuple[Scores, float]:
        """`coverage` and `unknown` of Measured; a rare word weighs as in BM25."""
        count = self.settled.shape[1]
        covered, total, unknown = np.zeros(count, np.float32), 0.0, 0
        asked = topical(text)
        for word in asked:
            rows = [self._lexical["all lemmas"].documents_with(lemma) for lemma in lemmas(word)]
            weight = float(np.log((count + 1) / (max(map(len, rows)) + 0.5)))
            total += weight
            covered[np.unique(np.concatenate(rows))] += weight
            unknown += not any(map(len, rows))
        return covered / np.float32(total or 1), unknown / max(1, len(asked))

    def of_units(self, measured: Measured, topic_weights: Sequence[float]) -> Scores:
        """(units, NAMES) signals: the last column is the log share of the question's likely topics."""
        shares = np.zeros(len(measured.units))
        if len(measured.topics):
            likely = measured.topics.astype(np.float64) @ np.array(topic_weights)
            likely = np.exp(likely - likely.max())
            shares = likely / likely.sum() @ self.settled
        column = np.log(shares + _NO_TOPIC) - np.log(_NO_TOPIC)
        return np.column_stack([measured.units, column]).astype(np.float32)

    def _best(self, scores: Scores, kind: int, count: int) -> Scores:
        """(count,) the best score of each owner's passages of a kind; 0 where it has none."""
        best = np.zeros(count, np.float32)
        np.maximum.at(best, self.passages.owner[self._rows[kind]], scores)
        return best

    def save(self, folder: Path) -> None:
        """Writes the vectors and the lexical indexes."""
        self.dense.save(folder / "vectors.faiss")
        self.glossary.save(folder / TERMS)
        terms_of = (term for c in self.glossary.by_id.values() for term in (*c.sl, *c.sr, *c.en))
        Spelling.of([*self.passages.texts, *terms_of]).save(folder / SPELLING)
        for name, index in self._lexical.items():
            index.save(folder / name.replace(" ", "-"))

    @classmethod
    def load(cls, folder: Path, units: Sequence[Unit], knowledge: Knowledge, encoder: Encoder) -> Signals:
        """Reads what `save` wrote; the caller has verified the files."""
        lexical = {name: Lexical.load(folder / name.replace(" ", "-")) for name in _LEXICAL}
        glossary = Glossary.load(folder / TERMS, knowledge.concepts)
        return cls(units, knowledge, glossary, Dense.load(folder / "vectors.faiss"), lexical, encoder)


def _analyses(glossary: Glossary) -> dict[str, Callable[[str], list[str]]]:
    return {"lemmas": terms, "grams": grams, "concepts": glossary.concepts}


def _analysis(name: str) -> str:
    """The analysis of a lexical index: "known grams" are grams."""
    return name.split()[-1]


def _topic_texts(passages: Passages, count: int) -> list[list[str]]:
    return passages.joined(count, (TOPIC_NAME, TOPIC_QUESTION))


def _rows(units: Sequence[Unit]) -> dict[str, list[int]]:
    """The rows of each address: a unit with several wordings has several."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        rows[unit.address].append(row)
    return rows


def _settled(units: Sequence[Unit], knowledge: Knowledge) -> NDArray[np.bool_]:
    """(topics, units) whether a unit settles a topic."""
    rows = _rows(units)
    settled = np.zeros((len(knowledge.topics), len(units)), np.bool_)
    for number, topic in enumerate(knowledge.topics):
        for _, addresses in topic.places:
            for address in addresses:
                while address and address not in rows:
                    address = address.rpartition("/")[0]
                if address:
                    settled[number, rows[address]] = True  # in each of its wordings
    return settled
