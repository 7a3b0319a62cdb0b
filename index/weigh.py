"""The signs by which a number of a unit answers a question: each a number per figure, none of them knows of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.analyse import word_lemmas
from index.asked import Asked
from index.chunks import Chunks
from index.concepts import Glossary
from index.dense import Vectors
from index.encoder import Encoder
from index.figures import Figure, contains, family
from index.known_figures import OF_KNOWN, told_apart
from index.numbered import Numbered
from index.signals import Spread
from index.subject import Shares, Subjects
from ingest.quantities import Quantity
from ingest.records import Unit

Array = NDArray[np.float64]

KEPT = 10_000
"""Of how many units the numbers stay read."""

SIGNS = (
    "dense",
    "lemmas",
    "grams",
    "concepts",
    "best place",
    "place",
    "clear place",
    "place of another topic",
    "sentence",
    "clause",
    "sentence concepts",
    "clause concepts",
    "sentence words",
    "clause words",
    "word of its own",
    "topic's family",
    "asked family",
    "other family",
    "condition",
    "period",
    "cap asked",
    "cap",
    "bound asked",
    "later in its sentence",
    "step holds",
    "step does not hold",
    "class holds",
    "class does not hold",
    "named in the question",
    "date",
    "bare count",
    "count",
    "age",
    "asked for time",
    "asked for date",
    "first of its block",
    "factor without unit",
    *OF_KNOWN,
)
_FAMILIES = frozenset(("day", "week", "month", "hour", "minute", "year", "share", "money", "date", "count", "age"))
OF_NONE = (
    "constant",
    "asks for no number",
    "no figure in its places",
    "best place",
    "best clause",
    "not of the asked kind",
    "best told",
    "nothing told",
)
"""The signs that no figure of the unit answers."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A question in the forms in which figures are compared with it."""

    text: str
    vector: Vectors
    concepts: frozenset[str]
    words: tuple[frozenset[str], ...]  # of each word that carries a topic, its lemmas
    asked: Asked
    shares: Shares  # (topics,) how likely the question is about each
    quotes: Spread  # (chunks, OF_TEXT) how well each chunk can be quoted


class Weigher:
    """Weighs the figures of units; what it has read of a unit it keeps."""

    def __init__(
        self,
        units: Sequence[Unit],
        chunks: Chunks,
        subjects: Subjects,
        glossary: Glossary,
        encoder: Encoder,
        reading: Callable[[int], Numbered],
    ) -> None:
        self.subjects, self._units, self._chunks = subjects, units, chunks
        self._glossary, self._encoder = glossary, encoder
        self._numbered = lru_cache(maxsize=KEPT)(reading)
        self._chunks_of = lru_cache(maxsize=KEPT)(self._found_chunks)
        self._priors: dict[int, dict[str, float]] = {}

    def sought(self, question: str, asked: Asked, shares: Shares, quotes: Spread) -> Sought:
        """The forms of a question."""
        return Sought(
            text=question,
            vector=self._encoder.encode_queries([question])[0],
            concepts=frozenset(self._glossary.concepts(question)),
            words=word_lemmas(question),
            asked=asked,
            shares=shares,
            quotes=quotes,
        )

    def warm(self, rows: Iterable[int]) -> None:
        """Reads these units, so that no question waits for it."""
        for row in rows:
            if told := self._numbered(row).told:
                told.letters()

    def figures(self, row: int) -> tuple[Figure, ...]:
        """The figures of a unit."""
        return self._numbered(row).figures

    def signs(self, row: int, sought: Sought) -> Array:
        """(figures, SIGNS) of a unit."""
        read, unit = self._numbered(row), self._units[row]
        if not read.figures:
            return np.zeros((0, len(SIGNS)))
        quotes = sought.quotes[self._chunks.of(row)]
        of_chunks = quotes[self._chunks_of(row)] - quotes.max(axis=0)
        shares = self.subjects.shares_of(unit, sought.shares)
        most = max(shares.get(figure.block, 0.0) for figure in read.figures)
        expected = self.expected(sought.shares)
        cosines = np.stack([read.sentences @ sought.vector, read.clauses @ sought.vector], axis=1)
        for number, below in enumerate(read.below):
            if len(below):
                cosines[number, 0] = max(cosines[number, 0], float((below @ sought.vector).max()))
        concepts = [told_apart([{c} for c in sought.concepts], [f[n] for f in read.concepts]) for n in (0, 1)]
        words = [told_apart(sought.words, [f[n] for f in read.words]) for n in (0, 1)]
        own = _alone(sought.words, [sentence for sentence, _ in read.words])
        steps = _steps(read.figures, sought.asked.numbers)
        classes = [_holds(f.classes if f.grants else frozenset(), sought.asked.classes) for f in read.figures]
        rows = []
        seen: set[int] = set()
        for number, figure in enumerate(read.figures):
            q, share = figure.quantity, shares.get(figure.block, 0.0)
            kin = family(q.kind, q.unit)
            kinds = sought.asked.kinds
            named = any((n.value, n.unit) == (q.value, q.unit) for n in sought.asked.numbers)
            families_asked = kinds & _FAMILIES
            bound = ("cap" in kinds and q.bound == "at most") or ("floor" in kinds and q.bound == "at least")
            rows.append(
                (
                    *of_chunks[number],
                    float(share > 0 and share == most),
                    share,
                    float(share > 0.5),
                    float(shares.get(figure.block) == 0.0),
                    *cosines[number],
                    *(found[number] for found in (*concepts, *words)),
                    own[number],
                    expected.get(kin, 0.0),
                    float(kin in families_asked),
                    float(bool(families_asked) and kin not in families_asked),
                    float(figure.is_condition),
                    float(figure.is_period),
                    float(figure.is_cap and "cap" in kinds),
                    float(figure.is_cap),
                    float(bound),
                    float(figure.rank > 0),
                    *steps[number],
                    *classes[number],
                    float(named),
                    float(kin == "date"),
                    float(q.kind == "count" and not q.unit),
                    float(q.kind == "count"),
                    float(q.kind == "age"),
                    float("time" in kinds and kin in ("day", "week", "month", "hour", "minute", "year")),
                    float("time" in kinds and kin == "date"),
                    float(figure.block not in seen),
                    float(q.kind == "factor" and not q.unit),
                )
            )
            seen.add(figure.block)
        return np.hstack([np.array(rows), _told(read, sought)])

    def signs_of_none(self, row: int, sought: Sought, signs: Array) -> Array:
        """(OF_NONE,) the signs that no figure of the unit answers."""
        agreement = self._units[row].agreement
        likely = [int(topic) for topic in np.flatnonzero(sought.shares > 0.01)]
        cells = {topic: self.subjects.of_cell.get((topic, agreement), ()) for topic in likely}
        numberless = [t for t, cell in cells.items() if cell and not any(place.families for place in cell)]
        without = float(sought.shares[numberless].sum())
        best = signs.max(axis=0) if len(signs) else np.zeros(len(SIGNS))
        return np.array(
            [
                1.0,
                float(not sought.asked.kinds),
                without,
                best[SIGNS.index("place")],
                best[SIGNS.index("clause")],
                float(bool(sought.asked.kinds & _FAMILIES) and not best[SIGNS.index("asked family")]),
                best[SIGNS.index("told dense")],
                float(best[SIGNS.index("told dense")] == 0.0),
            ]
        )

    def expected(self, shares: Shares) -> dict[str, float]:
        """The families of the values that a question's topics have, with their shares."""
        found: dict[str, float] = {}
        for topic in np.flatnonzero(shares > 0.02):
            for name, share in self._prior(int(topic)).items():
                found[name] = found.get(name, 0.0) + share * float(shares[topic])
        return found

    def _prior(self, topic: int) -> dict[str, float]:
        """The families of a topic's values, over the best places in all agreements."""
        if topic not in self._priors:
            best = [cell[0] for a in self.subjects.agreements if (cell := self.subjects.of_cell.get((topic, a)))]
            told = [place.families for place in best if place.families]
            found: dict[str, float] = {}
            for name, share in chain.from_iterable(told):
                found[name] = found.get(name, 0.0) + share / len(told)
            self._priors[topic] = found
        return self._priors[topic]

    def _found_chunks(self, row: int) -> list[int]:
        """Of each figure, which chunk of its unit is the smallest one that it stands in."""
        spans = [chunk.span for chunk in self._chunks.of_row(row)]
        starts = (figure.quantity.span[0] for figure in self.figures(row))
        around = ([(b - a, number) for number, (a, b) in enumerate(spans) if a <= at < b] for at in starts)
        return [min(found, default=(0, 0))[1] for found in around]


def _told(read: Numbered, sought: Sought) -> Array:
    """(figures, OF_KNOWN) of a unit."""
    if read.told is None:
        return np.zeros((len(read.figures), len(OF_KNOWN)))
    return read.told.signs(sought.text, sought.vector, sought.words, sought.concepts)


def _steps(found: Sequence[Figure], asked: Sequence[Quantity]) -> list[tuple[float, float]]:
    """Of each figure, whether the step that it depends on holds for a number of the question, and whether it does not.

    Of steps that hold, the highest one does: after 30 years, "nad 25 let" and not "nad dve leti".
    """
    told = [[(h, s) for s in f.conditions for n in asked if (h := contains(s, n)) is not None] for f in found]
    lowest = [max((float(s.value or 0) for holds, s in mine if holds), default=-1.0) for mine in told]
    highest = max(lowest, default=-1.0)
    return [
        (float(low >= 0 and low == highest), float(bool(mine) and not (low >= 0 and low == highest)))
        for mine, low in zip(told, lowest, strict=True)
    ]


def _holds(classes: frozenset[int], asked: frozenset[int]) -> tuple[float, float]:
    """Whether a figure is for a pay class that the question names, and whether it is for others."""
    if not classes or not asked:
        return 0.0, 0.0
    return float(bool(classes & asked)), float(not classes & asked)


def _alone(wanted: Sequence[Set[str]], found: Sequence[frozenset[str]]) -> list[float]:
    """Of each figure, whether its sentence alone has one of the wanted things; figures of one sentence share it."""
    sentences = set(found)
    alone = [w for w in wanted if sum(bool(w & sentence) for sentence in sentences) == 1]
    return [float(len(sentences) > 1 and any(w & mine for w in alone)) for mine in found]
