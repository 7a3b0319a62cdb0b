"""The knowledge base: opens a snapshot and answers questions from it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import NAME, lemmas, words
from index.cite import citation
from index.cited import Reader
from index.encoder import Encoder, load_encoder
from index.fuse import read_ranking
from index.knowledge import read_knowledge
from index.law import Law
from index.matrix import Matrix
from index.question import Question, read_question
from index.results import Answer, Comparison, Hit, Row, Span
from index.scope import Scopes
from index.signals import SPELLING, Measured, Signals
from index.similar import Similar, best_per_agreement, nearness
from index.snapshot import Manifest, SnapshotError, current, verified
from index.spelling import Spelling
from index.states import Standing
from index.valuing import Valuing, Weighed
from index.weigh import Sought
from index.wording import Wording
from ingest.address import Address
from ingest.fields import read_record
from ingest.places import Places
from ingest.records import Agreement, SplitReport, Unit

HOME = Path(__file__).parent.parent / "artifacts" / "index"
BESIDE = 3
"""How many units of one agreement a row of a comparison looks at."""

NAMED = 3.0
"""The log-odds that the units of an agreement gain when the question names it, its activity or its country."""
CITED = 50.0
"""The log-odds that a unit gains when the question is its citation: nothing else is meant."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Scores:
    logits: NDArray[np.float64]  # of the units
    best: float  # of them, whatever the filters: a filtered search answers the same question
    quotes: NDArray[np.float64]  # of the chunks
    measured: Measured
    whole: frozenset[int]  # units that the question cites as a whole
    cited: bool  # whether the question is a citation
    sought: Sought  # what its values are chosen by


class KnowledgeBase:
    """All agreements, ready to be asked. Read-only: one instance serves any number of threads.

    >>> kb = KnowledgeBase.open()
    >>> row = kb.compare("how many days off for a wedding").rows[0]
    >>> row.agreement.id, row.hit.unit.label
    ('kpop', '45')
    """

    def __init__(self, folder: Path, manifest: Manifest, encoder: Encoder) -> None:
        self.folder, self.manifest, self.encoder = folder, manifest, encoder
        sources = [json.loads(line) for line in (folder / "sources.jsonl").read_text("utf-8").splitlines()]
        self.agreements = tuple(read_record(Agreement, s["agreement"], "sources.jsonl") for s in sources)
        self.reports = tuple(read_record(SplitReport, s["report"], "sources.jsonl") for s in sources)
        self._originals: dict[str, str] = {s["agreement"]["id"]: s["original"] for s in sources}
        lines = (folder / "units.jsonl").read_text("utf-8").splitlines()
        self.units = tuple(read_record(Unit, json.loads(line), "units.jsonl") for line in lines)
        self.law = Law(self.agreements, self.units)
        self.knowledge = read_knowledge(folder)
        texts = [wording.unit for wording in self.law.wordings]
        self.signals = Signals.load(folder, texts, self.knowledge, encoder)
        self.ranking = read_ranking(encoder.name)
        self.places = Places(self._read_on(date.today()))
        self.reader = Reader([agreement for agreement in self.agreements if agreement.is_law], self.places)
        self.valuing = Valuing(texts, self.signals, self.knowledge.topics, self.places, encoder)
        self._scopes = Scopes(folder, self.agreements)
        self._wording = Wording([unit.text for unit in texts])
        self._spelling = Spelling.load(folder / SPELLING)
        self._owner = np.array([chunk.unit for chunk in self.signals.passages.chunks])

    @classmethod
    def open(cls, home: Path = HOME, encoder: Encoder | None = None) -> KnowledgeBase:
        """Opens the snapshot in use; raises SnapshotError when it is missing, damaged or of another encoder."""
        folder = current(home)
        manifest = verified(folder)
        encoder = encoder or load_encoder()
        if manifest.encoder_digest != encoder.digest:
            raise SnapshotError(
                f'the index was built with encoder "{manifest.encoder}", "{encoder.name}" is asked for or has '
                'changed: run "kolektivka build"'
            )
        if manifest.analyser != NAME:
            raise SnapshotError(
                f'the index was analysed by {manifest.analyser}, this version uses {NAME}: run "kolektivka build"'
            )
        return cls(folder, manifest, encoder)

    @cached_property
    def matrix(self) -> Matrix:
        """The topics against the agreements; worked out when it is first asked for."""
        return Matrix(self.by_id, self.law, self.valuing)

    @cached_property
    def by_id(self) -> dict[str, Agreement]:
        return {agreement.id: agreement for agreement in self.agreements}

    def unit(self, address: str) -> Unit:
        """The unit at an address such as "kpop/45" or "kpop/45/2/1"; raises AddressError."""
        return self.places.units[self.places.parse(address).unit]

    def _read_on(self, day: date) -> list[Unit]:
        return [w.unit for w, shown in zip(self.law.wordings, self.law.shown(day), strict=True) if shown]

    def standing(self, address: str, day: date | None = None) -> Standing:
        """How the unit at an address stands on a day; raises AddressError."""
        return self.law.reading(self.places.parse(address).unit, day or date.today()).standing

    def original(self, unit: Unit) -> str:
        """The unit's text as the source has it, before any repair."""
        return self._originals[unit.agreement][slice(*unit.source_span)]

    def similar(self, address: str, k: int = 5, day: date | None = None) -> tuple[Similar, ...]:
        """The nearest provisions of at most k other agreements, the best one of each; raises AddressError."""
        wording = self.law.reading(self.places.parse(address).unit, day or date.today()).shown
        row = next(row for row in self._rows[wording.address] if self.law.wordings[row] is wording)
        near = nearness(self.signals.dense.vectors()[: len(self._owner)], self._owner, row)
        others = self.provisions & self.law.shown(day or date.today()) & ~self._of_agreement[wording.unit.agreement]
        return best_per_agreement([w.unit for w in self.law.wordings], near, np.flatnonzero(others).tolist())[:k]

    def search(
        self,
        question: str,
        k: int = 10,
        agreements: Collection[str] = (),
        country: str = "",
        day: date | None = None,
    ) -> Answer:
        """The k best provisions, or none when the best does not answer.

        Filters act before the ranking: a filtered search is a search of less.

        Raises QuestionError for a question without content, ValueError for an unknown agreement.
        """
        asked = read_question(question, self._spelling.mended)
        day = day or date.today()
        scores = self._scores(asked, day)
        allowed = np.flatnonzero(self._allowed(asked, agreements, country, day))
        best = allowed[np.argsort(-scores.logits[allowed], kind="stable")][:k]
        near = [self._hit(int(row), scores, asked, day) for row in best]
        hits = [hit for hit in near if hit.verdict != "silent" or self.ranking.verdict(hit.score) == "silent"]
        verdict = hits[0].verdict if hits else "silent"
        return Answer(asked, verdict, tuple(hits) if verdict != "silent" else ())

    def compare(
        self, question: str, agreements: Collection[str] = (), country: str = "", day: date | None = None
    ) -> Comparison:
        """One row per agreement: its best provision, or silence."""
        asked = read_question(question, self._spelling.mended)
        day = day or date.today()
        scores = self._scores(asked, day)
        allowed = self._allowed(asked, agreements, country, day)
        rows = []
        for agreement in self.agreements:
            mine = np.flatnonzero(self._of_agreement[agreement.id] & allowed)
            best = mine[np.argsort(-scores.logits[mine], kind="stable")][:BESIDE]
            hits = [self._hit(int(row), scores, asked, day) for row in best]
            if hits:
                first = hits[0] if hits[0].verdict != "silent" else None
                others = tuple(hit for hit in hits[1:] if first and hit.verdict == "found")
                rows.append(Row(agreement, hits[0].verdict, hits[0].score, first, others))
        return Comparison(asked, tuple(rows), self.valuing.topic(scores.sought))

    def _scores(self, asked: Question, day: date) -> _Scores:
        measured = self.signals.of(asked)
        of_units = self.signals.of_units(measured, self.ranking.topic)
        logits = self.ranking.logits(of_units, self.signals.known)
        logits += self.ranking.quoted(self._wording.shares(asked.text))
        for agreement in self._scopes.named(asked.text):
            logits[self._of_agreement[agreement]] += NAMED
        sought = self.valuing.sought(asked.text, measured, self.ranking.topic)
        quotes = self.ranking.quotes(measured.chunks) + self.valuing.preferred(sought.shares)
        cited = self._cited(asked.text)
        for place in cited:
            inside = "/".join(part for part in place.inside if part)
            for row in self._rows[place.unit]:
                logits[row] += CITED
                for number in np.flatnonzero(self._owner == row):
                    quotes[number] += CITED * (self.signals.passages.chunks[number].place == inside)
        whole = frozenset(row for place in cited if not any(place.inside) for row in self._rows[place.unit])
        best = float(logits[self.provisions & self.law.shown(day)].max())
        return _Scores(logits, best, quotes, measured, whole, bool(cited), sought)

    def _cited(self, question: str) -> tuple[Address, ...]:
        """The existing places that a question names by their citation; empty: it is no citation."""
        address = self.reader.parse(question)
        return tuple(self.reader.candidates(address)) if address else ()

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = defaultdict(list)
        for row, wording in enumerate(self.law.wordings):
            rows[wording.address].append(row)
        return rows

    @cached_property
    def provisions(self) -> NDArray[np.bool_]:
        """(wordings,) which ones may answer."""
        return np.array([w.unit.is_provision and not w.unit.struck for w in self.law.wordings], np.bool_)

    @cached_property
    def _of_agreement(self) -> dict[str, NDArray[np.bool_]]:
        agreements = np.array([wording.unit.agreement for wording in self.law.wordings])
        return {name: agreements == name for name in self.by_id}

    def _allowed(self, asked: Question, agreements: Collection[str], country: str, day: date) -> NDArray[np.bool_]:
        for wanted in agreements:
            if wanted not in self.by_id:
                raise ValueError(f'no agreement "{wanted}"; there are {", ".join(self.by_id)}')
        allowed = self.provisions & self.law.shown(day)
        for agreement, mine in self._of_agreement.items():
            if (agreements and agreement not in agreements) or (country and self.by_id[agreement].country != country):
                allowed &= ~mine
        for phrase in asked.phrases:
            allowed &= self._wording.containing(phrase)
        return allowed

    def _hit(self, row: int, scores: _Scores, asked: Question, day: date) -> Hit:
        wording = self.law.wordings[row]
        unit = wording.unit
        agreement = self.by_id[unit.agreement]
        rows = np.flatnonzero(self._owner == row)
        chunk = self.signals.passages.chunks[rows[np.argmax(scores.quotes[rows])]]
        score = self._chance(row, scores)
        silent = not scores.cited and self.valuing.silent(chunk, scores.sought)
        valued = self.valuing.of(row, scores.sought, score)
        if not scores.cited:
            chunk = self.valuing.quoted(chunk, valued)
        if row in scores.whole:
            body = [block.span for block in unit.blocks if block.kind not in ("heading", "title")]
            chunk = replace(chunk, span=(body[0][0], body[-1][1]), paragraph="", point="")
        return Hit(
            agreement=agreement,
            unit=unit,
            paragraph=chunk.paragraph,
            point=chunk.point,
            span=chunk.span,
            score=round(score, 4),
            verdict="silent" if silent else self.ranking.verdict(score),
            citation=citation(agreement, unit, chunk.paragraph, chunk.point),
            standing=self.law.standing(wording, day),
            marks=_marks(unit.text, frozenset(asked.terms)),
            values=valued.values,
            limit=valued.limit,
            condition=valued.condition_in(unit.text[slice(*chunk.span)]),
            steps=valued.steps,
            certain=valued.certain,
        )

    def _chance(self, row: int, scores: _Scores) -> float:
        covered = float(scores.measured.coverage[row])
        return self.ranking.probability(float(scores.logits[row]), scores.best, covered, scores.measured.unknown)

    def weighed(self, question: str) -> tuple[Weighed, ...]:
        """The best provision of each agreement with the signs of its figures, for fitting their weights."""
        day = date.today()
        scores = self._scores(read_question(question, self._spelling.mended), day)
        shown = self.provisions & self.law.shown(day)
        found = []
        for agreement in self.agreements:
            mine = np.flatnonzero(self._of_agreement[agreement.id] & shown)
            if len(mine):
                row = int(mine[np.argmax(scores.logits[mine])])
                found.append(self.valuing.weighed(row, scores.sought, self._chance(row, scores)))
        return tuple(found)


def _marks(text: str, asked: frozenset[str]) -> tuple[Span, ...]:
    """Where words with a lemma of the question stand."""
    return tuple(
        match.span()
        for match in _WORD.finditer(text)
        if any(lemma in asked for word in words(match[0]) for lemma in lemmas(word))
    )
