"""The topics against the agreements: in each cell the place that settles the topic, and its values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.at_place import hit_at
from index.favourable import Favour, favour
from index.knowledge import Topic
from index.law import Law
from index.results import Hit, Row
from index.settled import Blocks, Place
from index.values import Valued, by_law
from index.valuing import Valuing
from index.weigh import Sought
from ingest.address import Address
from ingest.foreign import foreign
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
            raise ValueError(f'no area "{foreign(area)}"; there are {", ".join(dict.fromkeys(t.area for t in topics))}')
        for wanted in agreements:
            if wanted not in self._agreements:
                raise ValueError(f'no agreement "{foreign(wanted)}"; there are {", ".join(self._agreements)}')
        words = fold(text).split()
        chosen = []
        for number, topic in enumerate(topics):
            names = [fold(name) for name in topic.names]
            if area in ("", topic.area) and any(all(word in name for word in words) for name in names):
                row = self._kept_row(number, day or date.today())
                chosen.append(_only(row, agreements) if agreements else row)
        return tuple(chosen)

    def of(self, topics: Iterable[str], day: date | None = None) -> tuple[TopicRow, ...]:
        """Topics by their ids, each once; raises ValueError for one that is not there."""
        numbers = {topic.id: number for number, topic in enumerate(self._valuing.subjects.topics)}
        wanted = tuple(dict.fromkeys(topics))
        if unknown := [topic for topic in wanted if topic not in numbers]:
            raise ValueError(f'no topic "{foreign(unknown[0])}"; corpus/topics.toml lists them')
        return tuple(self._kept_row(numbers[topic], day or date.today()) for topic in wanted)

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
        hit = hit_at(agreement, reading, place.address)
        if hit.verdict != "found":  # on that day the unit had no such place
            return replace(hit, condition=by_law(hit.quote))
        blocks = self._valuing.subjects.blocks(place, hit.unit)
        valued = self._of(place, self._law.row_of(reading.shown), blocks)
        return replace(
            hit,
            values=valued.values,
            limit=valued.limit,
            condition=valued.condition_in(hit.quote),
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
