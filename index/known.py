"""What people wrote about the units (summaries, questions) and about topics, as it is compared with a question.

It is small beside the texts of a large base, and the same for every engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import grams, terms
from index.arrays import Numbers, keys_of, load_array, save_array
from index.classified import Classified, write_classified
from index.concepts import Glossary
from index.dense import Dense, DenseFile, Vectors
from index.knowledge import Knowledge
from index.lexical import Lexical, Postings
from index.spelling import Counted, counted
from index.store import Store

Scores = NDArray[np.float32]

FOLDER, TERMS = "knowledge", "terms.json"
UNITS, CLASSES = "units", "classes.npy"
ASKED = 8
"""By how many phrases of a number, in each language, its unit is found; all of them tell a unit's numbers apart."""
FEW = 9
"""Up to so many texts about a unit no word is too rare."""
SUMMARY, QUESTION, TOPIC_NAME, TOPIC_QUESTION = range(4)
LEXICAL = ("known grams", "known concepts", "known lemmas", "topic grams", "topic concepts")


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that people wrote, in the order of its vectors."""

    texts: list[str]
    kind: NDArray[np.int64]
    owner: NDArray[np.int64]  # the row of the unit, or of the topic, that each text belongs to

    @classmethod
    def of(cls, knowledge: Knowledge, rows_of: Callable[[str], Sequence[int]]) -> Written:
        """The texts about the units that `rows_of` finds, and about the topics."""
        found = []
        for summary in knowledge.summaries:
            texts = (summary.en, summary.sl, summary.sr)
            found += [(text, SUMMARY, row) for row in rows_of(summary.address) for text in texts]
        for question in knowledge.questions:
            found += [(question.text, QUESTION, row) for a in question.addresses for row in rows_of(a)]
        for figure in knowledge.figures:
            rows = [row for address in figure.addresses for row in rows_of(address)]
            first = [text for texts in figure.by_language for text in texts[:ASKED]]
            found += [(text, QUESTION, row) for row in rows for text in first]
        for row, topic in enumerate(knowledge.topics):
            found += [(name, TOPIC_NAME, row) for name in topic.names]
            found += [(question, TOPIC_QUESTION, row) for question in topic.questions]
        kind, owner = np.array([one[1:] for one in found], np.int64).reshape(-1, 2).T
        return cls([text for text, _, _ in found], kind, owner)

    def joined(self, kinds: tuple[int, ...]) -> dict[int, list[str]]:
        """The texts of these kinds by their owner."""
        texts: dict[int, list[str]] = {}
        for text, owner, kind in zip(self.texts, self.owner.tolist(), self.kind.tolist(), strict=True):
            if kind in kinds:
                texts.setdefault(owner, []).append(text)
        return texts


@dataclass(frozen=True, slots=True)
class KnownScores:
    """What it says of one question: of its rows, and of the topics."""

    rows: Scores  # (rows, OF_KNOWLEDGE of index/signals.py but topics)
    topics: Scores  # (topics, OF_TOPIC of index/signals.py)


class Known:
    """The indexes of what people wrote."""

    def __init__(self, folder: Path, lexical: dict[str, Lexical], dense: Dense | None) -> None:
        self.lexical, self._dense = lexical, dense
        self._units = Classified(folder, UNITS)
        self._class: Numbers = load_array(folder / CLASSES)  # of each row, its unit; -1: nothing was written about it
        self.rows: Numbers = load_array(folder / "rows.npy")  # ascending; nothing is known of others
        self.written: NDArray[np.bool_] = load_array(folder / "written.npy")  # (rows,) somebody wrote about it
        self.settled: NDArray[np.bool_] = load_array(folder / "settled.npy")  # (topics, rows)
        kind, owner = load_array(folder / "kind.npy"), load_array(folder / "owner.npy")
        self._of_kind = [np.flatnonzero(kind == wanted) for wanted in range(TOPIC_QUESTION + 1)]
        places = np.where(kind <= QUESTION, np.searchsorted(self.rows, owner), owner)
        self._of_kind = [mine[np.argsort(places[mine], kind="stable")] for mine in self._of_kind]
        owners = [np.unique(places[mine], return_index=True) for mine in self._of_kind]
        self._owner, self._first = [of for of, _ in owners], [first for _, first in owners]

    @classmethod
    def load(cls, folder: Path) -> Known:
        """Reads what `write_known` wrote; the caller has verified the files."""
        lexical = {name: Lexical([Postings.load(folder / name.replace(" ", "-"))]) for name in LEXICAL}
        vectors = folder / "vectors.faiss"
        return cls(folder, lexical, Dense.load([vectors]) if vectors.exists() else None)

    def scores(self, vector: Vectors, asked: dict[str, list[str]]) -> KnownScores:
        """The scores for a question, given by its vector and its terms by analysis."""
        cosines = self._dense.scores(vector) if self._dense else np.zeros(0, np.float32)
        of = {name: self.lexical[name].scores(asked[name.split()[-1]]) for name in LEXICAL if name != "known lemmas"}
        rows, topics = len(self.rows), len(self.settled)
        best = {kind: self._best(cosines, kind, rows if kind <= QUESTION else topics) for kind in range(4)}
        of_rows = [best[SUMMARY], best[QUESTION], of["known grams"][:rows], of["known concepts"][:rows]]
        of_rows.append(np.append(self._units.scores(vector), np.float32(0))[self._class])
        of_topics = [best[TOPIC_QUESTION], best[TOPIC_NAME], of["topic grams"][:topics], of["topic concepts"][:topics]]
        return KnownScores(np.stack(of_rows, axis=1), np.stack(of_topics, axis=1))

    def _best(self, cosines: Vectors, kind: int, count: int) -> Scores:
        """(count,) the best score of each owner's texts of a kind; 0 where it has none."""
        best = np.zeros(count, np.float32)
        if len(self._owner[kind]):
            most = np.maximum.reduceat(cosines[self._of_kind[kind]], self._first[kind])
            best[self._owner[kind]] = np.maximum(most, 0)
        return best


def write_known(
    folder: Path,
    store: Store,
    knowledge: Knowledge,
    glossary: Glossary,
    embed: Callable[[Sequence[str]], Vectors],
    every_row: bool,
) -> int:
    """Writes the indexes; of `every_row`, or of those that somebody wrote about. Returns the number of texts."""
    written = Written.of(knowledge, store.rows_of)
    settling = [_rows_of_topic(addresses, store) for addresses in _addresses(knowledge)]
    known = sorted({*written.owner[written.kind <= QUESTION].tolist(), *(row for rows in settling for row in rows)})
    rows = np.arange(len(store)) if every_row else np.array(known, np.int64)
    settled = np.array([np.isin(rows, mine) for mine in settling], np.bool_).reshape(len(settling), len(rows))
    arrays = {"rows": rows, "written": np.isin(rows, known), "settled": settled}
    for name, values in {**arrays, "kind": written.kind, "owner": written.owner}.items():
        save_array(folder / f"{name}.npy", values)
    vectors = embed(written.texts) if written.texts else np.zeros((0, 1), np.float32)
    _write_vectors(folder, written, vectors)
    _write_units(folder, written, vectors, rows, store)
    about, of_topics = written.joined((SUMMARY, QUESTION)), written.joined((TOPIC_NAME, TOPIC_QUESTION))
    documents = {"topic": [" . ".join(of_topics[n]) for n in sorted(of_topics)]}
    documents["known"] = [" . ".join((*_above(store, row), *about.get(row, ()))) for row in rows.tolist()]
    analyses = {"grams": grams, "concepts": glossary.concepts}
    for name in LEXICAL:
        of, analysis = name.split()
        if analysis in analyses:
            found = [analyses[analysis](text) for text in documents[of]]
        else:
            found = [_shared(about.get(row, ())) for row in rows.tolist()]
        Postings.of(found).save(folder / name.replace(" ", "-"))
    glossary.save(folder / TERMS)
    of_glossary = (term for c in knowledge.concepts for term in (*c.sl, *c.sr, *c.en))
    Counted.of(counted([*written.texts, *of_glossary])).save(folder / "spelling")
    return len(written.texts)


def _shared(texts: Sequence[str]) -> list[str]:
    """The lemmas of at least two texts about a unit: what only one story tells is not what the unit is about.

    Where little was written, such as a summary, each word of it counts.
    """
    count = Counter(term for text in texts for term in set(terms(text)))
    return sorted(term for term, times in count.items() if times > 1 or len(texts) <= FEW)


def written_rows(folder: Path) -> list[int]:
    """The rows that somebody wrote about, ascending, as `write_known` wrote them."""
    return list(map(int, load_array(folder / "rows.npy")[load_array(folder / "written.npy")]))


def _write_vectors(folder: Path, written: Written, vectors: Vectors) -> None:
    save_array(folder / "passages.npy", keys_of(written.texts))
    if written.texts:
        made = DenseFile(vectors.shape[1], "exact")
        made.add(vectors)
        made.save(folder / "vectors.faiss")


def _write_units(folder: Path, written: Written, vectors: Vectors, rows: Numbers, store: Store) -> None:
    """What tells the units of each agreement from each other; the wordings of a unit are one class."""
    mine = written.kind <= QUESTION
    address_of = {row: store.wording(row).unit.address for row in rows.tolist()}
    of_text = [address_of[row] for row in written.owner[mine].tolist()]
    units, classes = np.unique(np.array(of_text, np.str_), return_inverse=True)
    agreements = [unit.partition("/")[0] for unit in units.tolist()]
    write_classified(folder, UNITS, vectors[mine], classes, np.unique(agreements, return_inverse=True)[1])
    number = {unit: n for n, unit in enumerate(units.tolist())}
    save_array(folder / CLASSES, np.array([number.get(address_of[row], -1) for row in rows.tolist()], np.int64))


def _above(store: Store, row: int) -> tuple[str, ...]:
    unit = store.wording(row).unit
    return (*unit.path[-1:], unit.heading)


def _addresses(knowledge: Knowledge) -> list[list[str]]:
    """The addresses of each topic."""
    return [[address for _, addresses in topic.places for address in addresses] for topic in knowledge.topics]


def _rows_of_topic(addresses: Sequence[str], store: Store) -> list[int]:
    """The rows, in each of their wordings, of the units that settle a topic."""
    found: list[int] = []
    for address in addresses:
        while address and not (rows := store.rows_of(address)):
            address = address.rpartition("/")[0]
        found += rows if address else ()
    return found
