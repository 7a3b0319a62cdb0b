"""What is taken away, before it is printed: rows of a comparison, of topics, or of single provisions."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from index.cite import citation
from index.figures import Figure, figures
from index.knowledge import Topic
from index.knowledge_base import KnowledgeBase
from index.results import Comparison, Hit, Row, Span, Step
from index.values import condition, is_stepped, limit
from ingest.address import Address
from ingest.places import Places
from ingest.records import Unit


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one question or topic, or the provisions of a list."""

    rows: tuple[Row, ...]
    question: str = ""  # as asked; "": a topic, or provisions without a question
    topic: Topic | None = None  # None: not a topic
    filters: tuple[tuple[str, str], ...] = ()  # of the question: agreements, country
    note: str = ""  # of whoever takes it away; "": none


@dataclass(frozen=True, slots=True)
class Collection:
    """Rows to take away, as of a day, in no language yet."""

    day: date
    sections: tuple[Section, ...]


def of_comparison(comparison: Comparison, day: date, agreements: Several[str] = (), country: str = "") -> Collection:
    """A comparison; the filters that it was asked with belong into its permalink.

    >>> kb = KnowledgeBase.open()
    >>> asked = of_comparison(kb.compare("how many days off for a wedding"), date.today())
    >>> [row.agreement.id for row in asked.sections[0].rows]
    ['kpop', 'zps-oa', 'kpzsv', 'pku-sz']
    """
    filters = (*(("agreement", a) for a in agreements), *((("country", country),) if country else ()))
    return Collection(day, (Section(comparison.rows, comparison.question.text, filters=filters),))


def together(*collections: Collection) -> Collection:
    """Several collections as one document; raises ValueError when they are of different days, or none.

    >>> together()
    Traceback (most recent call last):
    ValueError: there is nothing to take away: choose a question, a topic or a provision
    """
    days = {collection.day for collection in collections}
    if not days:
        raise ValueError("there is nothing to take away: choose a question, a topic or a provision")
    if len(days) > 1:
        raise ValueError("one document has one day: take away each day by itself")
    return Collection(days.pop(), tuple(section for collection in collections for section in collection.sections))


def of_topics(kb: KnowledgeBase, topics: Iterable[str], day: date) -> Collection:
    """Topics of `corpus/topics.toml` by their ids; raises ValueError for one that is not there.

    Each row is the first place of an agreement with the quantities that its text grants, the other places beside it.

    >>> taken = of_topics(KnowledgeBase.open(), ["wedding-leave"], date.today())
    >>> [str(row.hit.values[0].value) for row in taken.sections[0].rows if row.hit]
    ['1', '2', '3', '5']
    """
    known = {topic.id: topic for topic in kb.knowledge.topics}
    sections = []
    for wanted in dict.fromkeys(topics):
        if wanted not in known:
            raise ValueError(f'no topic "{wanted}"; corpus/topics.toml lists them')
        topic = known[wanted]
        rows = (_topic_row(kb, agreement, places, day) for agreement, places in topic.places)
        sections.append(Section(tuple(rows), topic=topic))
    return Collection(day, tuple(sections))


def of_units(kb: KnowledgeBase, addresses: Iterable[str], day: date) -> Collection:
    """Single provisions by their addresses ("kpop/45/2/1"); raises ValueError for one that is not there."""
    hits = []
    for text in addresses:
        address = kb.places.settle(kb.places.parse(text))
        if not kb.places.exists(address):
            raise ValueError(f'there is no "{text}"; "kolektivka show {address.unit}" shows what there is')
        hits.append(hit_at(kb, address, address.day or day))
    return Collection(day, (Section(tuple(Row(hit.agreement, "found", 1.0, hit) for hit in hits)),))


def _topic_row(kb: KnowledgeBase, agreement: str, places: tuple[str, ...], day: date) -> Row:
    hits = tuple(hit_at(kb, kb.places.parse(place), day) for place in places)
    if not hits:
        return Row(kb.by_id[agreement], "silent", 0.0, None)
    return Row(hits[0].agreement, hits[0].verdict, hits[0].score, hits[0], hits[1:])


def hit_at(kb: KnowledgeBase, address: Address, day: date) -> Hit:
    """A place as a hit, with what its text grants; uncertain where only its unit is there on the day."""
    reading = kb.law.reading(address.unit, day)
    unit, agreement = reading.shown.unit, kb.by_id[address.agreement]
    places = Places([unit])
    place = places.settle(replace(address, day=None))
    exists = places.exists(place)
    paragraph, point, indent = place.inside if exists else ("", "", "")
    inside = f"{point}/{indent}" if indent else point
    span = _span(unit, places, place if exists else place.within())
    found = Hit(
        agreement=agreement,
        unit=unit,
        paragraph=paragraph,
        point=inside,
        span=span,
        score=1.0 if exists else 0.5,
        verdict="found" if exists else "uncertain",
        citation=citation(agreement, unit, paragraph, inside),
        standing=reading.standing,
        marks=(),
    )
    return _valued(found)


def figures_of(hit: Hit) -> tuple[Figure, ...]:
    """All numbers of a quotation in their places."""
    start, end = hit.span
    return tuple(figure for figure in figures(hit.unit) if start <= figure.quantity.span[0] < end)


def _valued(hit: Hit) -> Hit:
    """With the quantities that its words grant: certain when there is one, or the steps of one scale."""
    granted = [figure for figure in figures_of(hit) if figure.grants]
    if not granted:
        return hit
    values = tuple(figure.quantity for figure in granted)
    every = figures(hit.unit)
    conditions = [condition(hit.unit.text, figure, every) for figure in granted]
    if len(granted) == 1:
        cap = limit(hit.unit, every, granted[0])
        return replace(hit, values=values, limit=cap, condition=conditions[0], certain=hit.verdict == "found")
    apart = len({figure.sentence for figure in granted}) == len(granted)  # else some are no steps of their own
    if is_stepped(granted) and apart and all(conditions):
        steps = tuple(Step(when, value) for when, value in zip(conditions, values, strict=True))
        return replace(hit, values=values, steps=steps, certain=hit.verdict == "found")
    return replace(hit, values=values)


def _span(unit: Unit, places: Places, place: Address) -> Span:
    """From the first to the last word of a place; the whole text where it has no structure."""
    blocks = places.blocks(place)
    if not blocks:
        return 0, len(unit.text)
    return min(block.span[0] for block in blocks), max(block.span[1] for block in blocks)
