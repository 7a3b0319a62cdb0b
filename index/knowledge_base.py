"""The knowledge base: opens a snapshot and answers questions from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.addresses import StoredPlaces
from index.analyse import NAME, lemma_set, words
from index.arrays import Numbers
from index.candidates import Candidates
from index.cite import citation
from index.cited import Reader
from index.columns import LEXICAL
from index.concepts import Glossary
from index.dense import Dense
from index.encoder import Encoder, load_encoder
from index.fuse import Ranking, read_ranking
from index.knowledge import Knowledge, read_figures, read_knowledge
from index.known import FOLDER, TERMS, Known
from index.law import Law
from index.lexical import Lexical
from index.matrix import Matrix
from index.numbered import KeptNumbers
from index.opened import Opened, name_of, open_home
from index.postgres.address import Server, ServerError
from index.question import Question, read_question
from index.results import Answer, Comparison, Hit, Row, Span
from index.scope import Scopes
from index.settled import SETTLED, TOPICS, Settled, load_topics
from index.signals import Measured, Signals
from index.similar import Similar, best_per_agreement, nearness
from index.snapshot import HOME, SnapshotError
from index.spelling import Counted, Spelling
from index.states import Standing
from index.store import Rows, Store
from index.subject import Shares
from index.values import Valued
from index.valuing import CLOSE, Valuing, Weighed
from index.weigh import Sought
from index.wording import Wording
from ingest.address import Address
from ingest.foreign import foreign
from ingest.places import listed
from ingest.records import Agreement, SplitReport, Unit

__all__ = ["HOME", "KnowledgeBase"]

BESIDE = 3
"""How many units of one agreement a row of a comparison looks at."""

COMPARED = 50
"""Of how many agreements a comparison in a large base has rows, the best ones, unless agreements are named."""

NAMED = 3.0
"""The log-odds that the units of an agreement gain when the question names it, its activity or its country."""
CITED = 50.0
"""The log-odds that a unit gains when the question is its citation: nothing else is meant."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Scores:
    logits: NDArray[np.float64]  # of the rows that were looked at
    best: float  # of them, whatever the filters: a filtered search answers the same question
    quotes: NDArray[np.float64]  # of the chunks of these rows
    measured: Measured
    whole: frozenset[int]  # rows that the question cites as a whole
    cited: bool  # whether the question is a citation
    quoted: NDArray[np.bool_]  # of the rows: the question is, in good part, their own words
    sought: Sought  # what its values are chosen by
    silent: Mapping[int, float]  # see `KnowledgeBase.silent`


class KnowledgeBase:
    """All agreements, ready to be asked. Read-only: one instance serves any number of threads.

    >>> kb = KnowledgeBase.open()
    >>> row = kb.compare("how many days off for a wedding").rows[0]
    >>> row.agreement.id, row.hit.unit.label
    ('kpop', '45')
    """

    def __init__(self, opened: Opened, encoder: Encoder) -> None:
        self.folder, self.manifest, self.encoder = opened.folder, opened.manifest, encoder
        self._held = opened.held
        self.name, folder, manifest, parts = opened.name, opened.folder, opened.manifest, opened.parts
        self.store = Store(parts, [frozenset(part.dropped) for part in manifest.parts])
        self.agreements: Sequence[Agreement] = self.store.agreements
        self.by_id: Mapping[str, Agreement] = self.store.agreements.by_id
        self.law = Law(self.store)
        topics, areas = load_topics(folder / FOLDER / TOPICS)
        asked = Knowledge(topics=topics, areas=areas, figures=read_figures(folder))
        self.signals = self._signals(opened)
        self.places = StoredPlaces(self.store, self.law)
        self.reader = Reader([one for one in self.store.agreements.listed if one.is_law], self.places)
        settled, kept = Settled.load(folder / FOLDER / SETTLED), KeptNumbers(folder / FOLDER)
        self.valuing = Valuing(self.signals, asked, settled, kept, encoder)
        self._scopes = Scopes(folder, self.store.agreements.listed)
        self._wording = Wording(self.store)
        self._spelling = Spelling(
            [Counted.load(at / "spelling") for at in (*(part.folder for part in parts), folder / FOLDER)]
        )
        self._candidates = Candidates(self.signals) if manifest.engine == "large" else None
        self._left = lru_cache(maxsize=64)(self._rows_left)

    def _signals(self, opened: Opened) -> Signals:
        names = (*LEXICAL, *(("grams",) if self.manifest.engine == "small" else ()))
        lexical = {n: Lexical([part.postings(n) for part in opened.parts]) for n in names}
        glossary = Glossary.load(self.folder / FOLDER / TERMS)
        return Signals(self.store, opened.dense, lexical, Known.load(self.folder / FOLDER), glossary, self.encoder)

    @classmethod
    def open(cls, home: Path | Server = HOME, encoder: Encoder | None = None) -> KnowledgeBase:
        """Opens the snapshot in use, in a folder or on a server.

        Raises SnapshotError when it is missing, damaged or of another encoder, ServerError when the server is away.
        """
        while True:
            name = name_of(home)
            try:
                return cls._of(open_home(home), encoder)
            except (SnapshotError, ServerError, OSError, RuntimeError) as error:  # the last: FAISS misses a file
                if name != name_of(home):  # others were published while it was opened, and it was removed
                    continue
                if isinstance(error, (SnapshotError, ServerError)):
                    raise
                raise SnapshotError(f'{home} is damaged or missing: run "kolektivka build"') from error

    @classmethod
    def _of(cls, opened: Opened, encoder: Encoder | None) -> KnowledgeBase:
        manifest = opened.manifest
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
        return cls(opened, encoder)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What people wrote, as they wrote it."""
        return read_knowledge(self.folder)

    @cached_property
    def matrix(self) -> Matrix:
        """The topics against the agreements; worked out when it is first asked for."""
        return Matrix(self.by_id, self.law, self.valuing)

    @cached_property
    def units(self) -> Sequence[Unit]:
        """The units as they were split, in the order of the sources; each is read when it is asked for."""
        return Rows(self.store.originals(), lambda row: self.store.wording(row).unit)

    @cached_property
    def reports(self) -> Sequence[SplitReport]:
        """How well each source was split."""
        return Rows(range(len(self.agreements)), self.store.agreements.report)

    @cached_property
    def ranking(self) -> Ranking:
        """The weights and thresholds of the encoder, read when they are first needed: fitting needs no old ones."""
        return read_ranking(self.encoder.name)

    def warm(self) -> None:
        """Reads through what any question may need; of a large base the first ones would wait for the disk."""
        if isinstance(self.signals.dense, Dense):
            self.signals.dense.warm()
        for lexical in self.signals.lexical.values():
            lexical.warm()
        self.valuing.warm()

    @property
    def provisions(self) -> NDArray[np.bool_]:
        """(wordings,) which ones may answer."""
        return self.store.provision

    def unit(self, address: str) -> Unit:
        """The unit at an address such as "kpop/45" or "kpop/45/2/1"; raises AddressError."""
        return self.places.units[self.places.parse(address).unit]

    def standing(self, address: str, day: date | None = None) -> Standing:
        """How the unit at an address stands on a day; raises AddressError."""
        return self.law.reading(self.places.parse(address).unit, day or date.today()).standing

    def original(self, unit: Unit) -> str:
        """The unit's text as the source has it, before any repair."""
        return self.store.agreements.original(unit.agreement)[slice(*unit.source_span)]

    def similar(self, address: str, k: int = 5, day: date | None = None) -> tuple[Similar, ...]:
        """The nearest provisions of at most k other agreements, the best one of each; raises AddressError."""
        day = day or date.today()
        row = self.law.row_of(self.law.reading(self.places.parse(address).unit, day).shown)
        rows = self._candidates.near(row) if self._candidates else np.arange(len(self.store))
        numbers = self.store.chunks_of(rows)
        owner = np.repeat(np.arange(len(rows)), self.store.first_chunk[rows + 1] - self.store.first_chunk[rows])
        near = nearness(self.signals.dense.vectors(numbers), owner, int(np.searchsorted(rows, row)))
        others = (self.provisions & self.law.shown(day))[rows]
        others &= self.store.agreement_of[rows] != self.store.agreement_of[row]
        units = Rows(rows, lambda found: self.store.wording(found).unit)
        return best_per_agreement(units, near, np.flatnonzero(others).tolist())[:k]

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
        self._check(agreements)
        scores = self._scores(asked, day, agreements, country)
        allowed = np.flatnonzero(self._allowed(asked, scores.measured.rows, agreements, country, day))
        best = allowed[np.argsort(-scores.logits[allowed], kind="stable")][:k]
        hits: list[Hit] = []
        for at in best.tolist():
            hit = self._hit(at, scores, asked, day)
            if hit.verdict != "silent" or self.ranking.verdict(hit.score) == "silent":
                hits.append(hit)
            if hits and hits[0].verdict == "silent":
                return Answer(asked, "silent", ())
        return Answer(asked, hits[0].verdict if hits else "silent", tuple(hits))

    def compare(
        self, question: str, agreements: Collection[str] = (), country: str = "", day: date | None = None
    ) -> Comparison:
        """One row per agreement: its best provision, or silence.

        Of a large base: one per agreement among those that answer best; name agreements to have a row of each.
        """
        asked = read_question(question, self._spelling.mended)
        day = day or date.today()
        self._check(agreements)
        scores = self._scores(asked, day, agreements, country)
        allowed = np.flatnonzero(self._allowed(asked, scores.measured.rows, agreements, country, day))
        order = allowed[np.argsort(-scores.logits[allowed], kind="stable")]
        of = self.store.agreement_of[scores.measured.rows[order]]
        rows = []
        most = COMPARED if self._candidates and not agreements else None
        for position in sorted(list(dict.fromkeys(of.tolist()))[:most]):
            near = self._ordered(order[of == position][:BESIDE], scores)
            hits = self._beside(near, scores, asked, day)
            first = hits[0] if hits and hits[0].verdict != "silent" else None
            chance = round(self._chance(int(near[0]), scores), 4)
            others = tuple(hit for hit in hits[1:] if first and hit.verdict == "found")
            rows.append(Row(self.agreements[position], first.verdict if first else "silent", chance, first, others))
        return Comparison(asked, tuple(rows), self.valuing.topic(scores.sought))

    def _ordered(self, best: Numbers, scores: _Scores) -> Numbers:
        """The best units of an agreement in the order in which they answer: see `Valuing.ordered`."""
        order = self.valuing.ordered(scores.measured.rows[best].tolist(), scores.logits[best].tolist(), scores.sought)
        return best[order]

    def _beside(self, best: Numbers, scores: _Scores, asked: Question, day: date) -> list[Hit]:
        """The best units of one agreement; none where the first one is silent."""
        if self.ranking.verdict(self._chance(int(best[0]), scores)) == "silent":
            return []
        first = self._hit(int(best[0]), scores, asked, day)
        if first.verdict == "silent":
            return []
        return [first, *(self._hit(int(at), scores, asked, day) for at in best[1:])]

    def _scores(self, asked: Question, day: date, agreements: Collection[str] = (), country: str = "") -> _Scores:
        forms = self.signals.forms(asked)
        cited = self._cited(asked.text)
        rows = None
        if self._candidates:
            left = self._left(frozenset(agreements), country) if agreements or country else None
            rows = self._candidates.rows(forms, left, asked.phrases, [row for p in cited for row in self._rows(p)])
        measured = self.signals.of(forms, rows)
        rows = measured.rows
        of_units = self.signals.of_units(measured, self.ranking.topic)
        logits = self.ranking.logits(of_units, self.signals.written(rows))
        named = [self.store.agreements.position[name] for name in self._scopes.named(asked.text)]
        logits[np.isin(self.store.agreement_of[rows], named)] += NAMED
        answering = (self.provisions & self.law.shown(day))[rows]
        best = float(logits[answering].max(initial=-np.inf))  # a quotation of one agreement makes no other one silent
        quoted = self.ranking.quoted(self._wording.shares(asked.text, rows))
        logits += quoted
        sought = self.valuing.sought(asked.text, measured, self.ranking.topic)
        quotes = self.ranking.quotes(measured.chunks)
        for number, gain in self.valuing.preferred(sought.shares).items():
            at = int(np.searchsorted(measured.numbers, number))
            if at < len(quotes) and measured.numbers[at] == number:
                quotes[at] += gain
        for place in cited:
            inside = "/".join(part for part in place.inside if part)
            for at in np.searchsorted(rows, self._rows(place)).tolist():
                logits[at] += CITED
                for number in range(int(measured.first[at]), int(measured.first[at + 1])):
                    quotes[number] += CITED * (self.signals.chunks[int(measured.numbers[number])].place == inside)
        whole = frozenset(row for place in cited if not any(place.inside) for row in self._rows(place))
        if cited:
            best = float(logits[answering].max(initial=-np.inf))
        silent = self.silent(sought.shares)
        return _Scores(logits, best, quotes, measured, whole, bool(cited), quoted > 0, sought, silent)

    def silent(self, shares: Shares) -> dict[int, float]:
        """By position of the agreement: how much of a question's topics are those on which it is known to be silent."""
        position = self.store.agreements.position
        silent = self.valuing.subjects.silent
        return {position[name]: float(shares[list(of)].sum()) for name, of in silent.items() if name in position}

    def _cited(self, question: str) -> tuple[Address, ...]:
        """The existing places that a question names by their citation; empty: it is no citation."""
        address = self.reader.parse(question)
        return tuple(self.reader.candidates(address)) if address else ()

    def _rows(self, place: Address) -> tuple[int, ...]:
        return self.store.rows_of(place.unit)

    def _rows_left(self, agreements: frozenset[str], country: str) -> NDArray[np.bool_]:
        """(wordings,) those that a filter leaves."""
        listed = self.store.agreements.listed
        left = [(not agreements or a.id in agreements) and country in ("", a.country) for a in listed]
        left.append(False)  # of what was dropped
        return np.asarray(np.array(left, np.bool_)[self.store.agreement_of])

    def _allowed(
        self, asked: Question, rows: Numbers, agreements: Collection[str], country: str, day: date
    ) -> NDArray[np.bool_]:
        """(rows,) which ones a filter leaves of those that may answer on a day."""
        allowed = (self.provisions & self.law.shown(day))[rows]
        if agreements or country:
            allowed &= self._left(frozenset(agreements), country)[rows]
        for phrase in asked.phrases:
            allowed &= self._wording.containing(phrase, rows)
        return allowed

    def _check(self, agreements: Collection[str]) -> None:
        for wanted in agreements:
            if wanted not in self.by_id:
                raise ValueError(f'no agreement "{foreign(wanted)}"; there are {listed(self.by_id)}')

    def _hit(self, at: int, scores: _Scores, asked: Question, day: date) -> Hit:
        row = int(scores.measured.rows[at])
        wording = self.store.wording(row)
        unit = wording.unit
        agreement = self.by_id[unit.agreement]
        first, last = scores.measured.first[at : at + 2].tolist()
        chunk = self.signals.chunks[int(scores.measured.numbers[first + int(np.argmax(scores.quotes[first:last]))])]
        score = self._chance(at, scores)
        silent = not (scores.cited or scores.quoted[at]) and self.valuing.silent(chunk, scores.sought)
        # Of a large base most units are met for the first time: those that hardly answer are not read for numbers.
        unlikely = self._candidates is not None and self.ranking.verdict(score) == "silent"
        valued = Valued() if unlikely else self.valuing.of(row, scores.sought, score)
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

    def _chance(self, at: int, scores: _Scores) -> float:
        measured = scores.measured
        silent = scores.silent.get(int(self.store.agreement_of[measured.rows[at]]), 0.0)
        covered = float(measured.coverage[at])
        return self.ranking.probability((float(scores.logits[at]), scores.best, covered, measured.unknown, silent))

    def weighed(self, question: str) -> tuple[tuple[Weighed, ...], ...]:
        """The provisions of each agreement that are close to its best, for fitting the weights of their figures."""
        day = date.today()
        scores = self._scores(read_question(question, self._spelling.mended), day)
        rows = scores.measured.rows
        shown = (self.provisions & self.law.shown(day))[rows]
        found = []
        for position in range(len(self.agreements)):
            mine = np.flatnonzero((self.store.agreement_of[rows] == position) & shown)
            if len(mine):
                best = mine[np.argsort(-scores.logits[mine], kind="stable")][:BESIDE].tolist()
                close = [at for at in best if scores.logits[best[0]] - scores.logits[at] < CLOSE]
                each = (self.valuing.weighed(int(rows[at]), scores.sought, self._chance(at, scores)) for at in close)
                found.append(tuple(each))
        return tuple(found)


def _marks(text: str, asked: frozenset[str]) -> tuple[Span, ...]:
    """Where words with a lemma of the question stand."""
    marked = {word for word in set(_WORD.findall(text)) if not asked.isdisjoint(_lemmas(word))}
    return tuple(match.span() for match in _WORD.finditer(text) if match[0] in marked) if marked else ()


@lru_cache(maxsize=200_000)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset().union(*map(lemma_set, words(word)))
