"""The knowledge base: opens a snapshot and answers questions from it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyse import NAME, lemmas, words
from index.cite import citation
from index.encoder import Encoder, load_encoder
from index.fuse import read_ranking
from index.knowledge import read_knowledge
from index.question import Question, read_question
from index.results import Answer, Comparison, Hit, Row, Span
from index.signals import Measured, Signals
from index.snapshot import Manifest, SnapshotError, current, verified
from index.standing import standing
from index.wording import Wording
from ingest.fields import read_record
from ingest.records import Agreement, SplitReport, Unit

HOME = Path(__file__).parent.parent / "artifacts" / "index"
BESIDE = 3
"""How many units of one agreement a row of a comparison looks at."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Scores:
    logits: NDArray[np.float64]  # of the units
    best: float  # of them, whatever the filters: a filtered search answers the same question
    quotes: NDArray[np.float64]  # of the chunks
    measured: Measured


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
        self.knowledge = read_knowledge(folder)
        self.signals = Signals.load(folder, self.units, self.knowledge, encoder)
        self.ranking = read_ranking(encoder.name)
        self._wording = Wording(self.units)
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
    def by_id(self) -> dict[str, Agreement]:
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def by_address(self) -> dict[str, Unit]:
        return {unit.address: unit for unit in self.units}

    def unit(self, address: str) -> Unit:
        """The unit at an address such as "kpop/45"; raises ValueError."""
        wanted = address.strip().partition("@")[0].strip("/")
        agreement, _, place = wanted.partition("/")
        if agreement not in self.by_id:
            raise ValueError(f'no agreement "{agreement}"; there are {", ".join(self.by_id)}')
        while place:  # kpop/45/2/1 lies in kpop/45
            if unit := self.by_address.get(f"{agreement}/{place}"):
                return unit
            place = place.rpartition("/")[0]
        raise ValueError(f'no unit "{address}"; "kolektivka units --agreement {agreement}" lists them')

    def original(self, unit: Unit) -> str:
        """The unit's text as the source has it, before any repair."""
        return self._originals[unit.agreement][slice(*unit.source_span)]

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
        asked = read_question(question)
        scores = self._scores(asked)
        allowed = np.flatnonzero(self._allowed(asked, agreements, country))
        best = allowed[np.argsort(-scores.logits[allowed], kind="stable")][:k]
        hits = [self._hit(int(row), scores, asked, day) for row in best]
        verdict = hits[0].verdict if hits else "silent"
        return Answer(asked, verdict, tuple(hits) if verdict != "silent" else ())

    def compare(
        self, question: str, agreements: Collection[str] = (), country: str = "", day: date | None = None
    ) -> Comparison:
        """One row per agreement: its best provision, or silence."""
        asked = read_question(question)
        scores = self._scores(asked)
        allowed = self._allowed(asked, agreements, country)
        rows = []
        for agreement in self.agreements:
            mine = np.flatnonzero(self._of_agreement[agreement.id] & allowed)
            best = mine[np.argsort(-scores.logits[mine], kind="stable")][:BESIDE]
            hits = [self._hit(int(row), scores, asked, day) for row in best]
            if hits:
                first = hits[0] if hits[0].verdict != "silent" else None
                others = tuple(hit for hit in hits[1:] if hit.verdict == "found")
                rows.append(Row(agreement, hits[0].verdict, hits[0].score, first, others))
        return Comparison(asked, tuple(rows))

    def _scores(self, asked: Question) -> _Scores:
        measured = self.signals.of(asked)
        of_units = self.signals.of_units(measured, self.ranking.topic)
        logits = self.ranking.logits(of_units, self.signals.known)
        logits += self.ranking.quoted(self._wording.shares(asked.text))
        best = float(logits[self._provisions].max())
        return _Scores(logits, best, self.ranking.quotes(measured.chunks), measured)

    @cached_property
    def _provisions(self) -> NDArray[np.bool_]:
        return np.array([unit.is_provision and not unit.struck for unit in self.units])

    @cached_property
    def _of_agreement(self) -> dict[str, NDArray[np.bool_]]:
        return {a.id: np.array([unit.agreement == a.id for unit in self.units]) for a in self.agreements}

    def _allowed(self, asked: Question, agreements: Collection[str], country: str) -> NDArray[np.bool_]:
        for wanted in agreements:
            if wanted not in self.by_id:
                raise ValueError(f'no agreement "{wanted}"; there are {", ".join(self.by_id)}')
        allowed = self._provisions.copy()
        for agreement, mine in self._of_agreement.items():
            if (agreements and agreement not in agreements) or (country and self.by_id[agreement].country != country):
                allowed &= ~mine
        for phrase in asked.phrases:
            allowed &= self._wording.containing(phrase)
        return allowed

    def _hit(self, row: int, scores: _Scores, asked: Question, day: date | None) -> Hit:
        unit = self.units[row]
        agreement = self.by_id[unit.agreement]
        rows = np.flatnonzero(self._owner == row)
        chunk = self.signals.passages.chunks[rows[np.argmax(scores.quotes[rows])]]
        covered = float(scores.measured.coverage[row])
        score = self.ranking.probability(float(scores.logits[row]), scores.best, covered, scores.measured.unknown)
        return Hit(
            agreement=agreement,
            unit=unit,
            paragraph=chunk.paragraph,
            point=chunk.point,
            span=chunk.span,
            score=round(score, 4),
            verdict=self.ranking.verdict(score),
            citation=citation(agreement, unit, chunk.paragraph, chunk.point),
            status=standing(agreement, day or date.today()),
            marks=_marks(unit.text, frozenset(asked.terms)),
        )


def _marks(text: str, asked: frozenset[str]) -> tuple[Span, ...]:
    """Where words with a lemma of the question stand."""
    return tuple(
        match.span()
        for match in _WORD.finditer(text)
        if any(lemma in asked for word in words(match[0]) for lemma in lemmas(word))
    )
