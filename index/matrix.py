"""The topics against the agreements: in each cell the place that settles the topic, and its values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.cite import citation
from index.favourable import Favour, favour
from index.knowledge import Topic
from index.law import Law
from index.results import Hit, Row
from index.subject import Blocks, Place
from index.values import Valued
from index.valuing import Valuing
from index.weigh import Sought
from ingest.address import Address
from ingest.places import Places
from ingest.records import Agreement
from ingest.script import fold

KEPT = 1000
"""How many rows are kept: people look at today, and now and then at another day."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with one row per agreement of which it tells."""

    topic: Topic
    rows: tuple[Row, ...]
    favour: Favour


class Matrix:
    """All topics with their values; each is worked out when it is first asked for, and kept."""

    def __init__(self, agreements: Mapping[str, Agreement], law: Law, valuing: Valuing) -> None:
        self._agreements, self._law, self._valuing = agreements, law, valuing
        self._row_of = {id(wording): row for row, wording in enumerate(law.wordings)}
        self._kept: dict[tuple[int, date], TopicRow] = {}
        self._asked: dict[int, Sought] = {}  # the topics as questions
        self._valued: dict[tuple[int, Address, int], Valued] = {}  # of a topic's place in a wording

    def rows(
        self, day: date | None = None, area: str = "", agreements: Collection[str] = (), text: str = ""
    ) -> tuple[TopicRow, ...]:
        """The topics of an area whose names have every word of a text; "": all of them.

        Raises ValueError for an area or an agreement that is not there.
        """
        topics = self._valuing.subjects.topics
        if area and area not in {topic.area for topic in topics}:
            raise ValueError(f'no area "{area}"; there are {", ".join(dict.fromkeys(t.area for t in topics))}')
        for wanted in agreements:
            if wanted not in self._agreements:
                raise ValueError(f'no agreement "{wanted}"; there are {", ".join(self._agreements)}')
        words = fold(text).split()
        chosen = []
        for number, topic in enumerate(topics):
            names = [fold(name) for name in topic.names]
            if area in ("", topic.area) and any(all(word in name for word in words) for name in names):
                row = self._kept_row(number, day or date.today())
                chosen.append(_only(row, agreements) if agreements else row)
        return tuple(chosen)

    def _kept_row(self, number: int, day: date) -> TopicRow:
        if (number, day) not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[number, day] = self._topic(number, day)
        return self._kept[number, day]

    def _topic(self, number: int, day: date) -> TopicRow:
        topic = self._valuing.subjects.topics[number]
        told = dict(topic.places)
        rows = [self._row(number, a, day) for a in self._agreements.values() if a.id in told]
        return TopicRow(topic, tuple(rows), favour(rows, topic.better))

    def _row(self, number: int, agreement: Agreement, day: date) -> Row:
        cell: Sequence[Place] = self._valuing.subjects.of_cell.get((number, agreement.id), ())
        hits = [self._hit(place, agreement, day) for place in cell]
        if not hits:
            return Row(agreement, "silent", 0.0, None)
        first = next((hit for hit in hits if hit.values), hits[0])  # the best place that says how much
        return Row(agreement, first.verdict, first.score, first, tuple(hit for hit in hits if hit is not first))

    def _hit(self, place: Place, agreement: Agreement, day: date) -> Hit:
        reading = self._law.reading(place.address.unit, day)
        unit = reading.shown.unit
        blocks = self._valuing.subjects.blocks(place, unit)
        lost = any(place.address.inside) and not blocks  # on that day the unit had no such place
        valued = Valued() if lost else self._of(place, self._row_of[id(reading.shown)], blocks)
        address = Places([unit]).settle(replace(place.address, day=None)) if not lost else place.address.within()
        paragraph, point, indent = address.inside
        body = [unit.blocks[n].span for n in sorted(blocks)]
        body = body or [b.span for b in unit.blocks if b.kind not in ("heading", "title")]
        span = (body[0][0], body[-1][1]) if body else (0, len(unit.text))
        inside = "/".join(part for part in (point, indent) if part)
        return Hit(
            agreement=agreement,
            unit=unit,
            paragraph=paragraph,
            point=inside,
            span=span,
            score=0.5 if lost else 1.0,
            verdict="uncertain" if lost else "found",
            citation=citation(agreement, unit, paragraph, inside),
            standing=reading.standing,
            marks=(),
            values=valued.values,
            limit=valued.limit,
            condition=valued.condition_in(unit.text[slice(*span)]),
            steps=valued.steps,
            certain=valued.certain,
        )

    def _of(self, place: Place, row: int, blocks: Blocks) -> Valued:
        key = (place.topic, place.address, row)
        if key not in self._valued:
            self._valued[key] = self._valuing.of(row, self._sought(place.topic), within=blocks)
        return self._valued[key]

    def _sought(self, topic: int) -> Sought:
        if topic not in self._asked:
            self._asked[topic] = self._valuing.of_topic(topic)
        return self._asked[topic]


def _only(row: TopicRow, agreements: Collection[str]) -> TopicRow:
    rows = tuple(r for r in row.rows if r.agreement.id in agreements)
    return replace(row, rows=rows, favour=favour(rows, row.topic.better))
