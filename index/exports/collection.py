"""What is taken away, before it is printed: rows of a comparison, of topics, or of single provisions."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from index.at_place import hit_at
from index.figures import Figure, figures
from index.knowledge import Topic
from index.knowledge_base import KnowledgeBase
from index.results import Comparison, Hit, Row, Step
from index.scales import is_stepped
from index.values import condition, limit


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

    Each row is the cell of the matrix (index/matrix.py), with its values and its other places.

    >>> taken = of_topics(KnowledgeBase.open(), ["wedding-leave"], date.today())
    >>> [str(row.hit.values[0].value) for row in taken.sections[0].rows if row.hit]
    ['1', '2', '3', '5']
    """
    return Collection(day, tuple(Section(row.rows, topic=row.topic) for row in kb.matrix.of(topics, day)))


def of_units(kb: KnowledgeBase, addresses: Iterable[str], day: date) -> Collection:
    """Single provisions by their addresses ("kpop/45/2/1"); raises ValueError for one that is not there."""
    hits = []
    for text in addresses:
        address = kb.places.settle(kb.places.parse(text))
        if not kb.places.exists(address):
            raise ValueError(f'there is no "{text}"; "kolektivka show {address.unit}" shows what there is')
        reading = kb.law.reading(address.unit, address.day or day)
        hits.append(_valued(hit_at(kb.by_id[address.agreement], reading, address)))
    return Collection(day, (Section(tuple(Row(hit.agreement, "found", 1.0, hit) for hit in hits)),))


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
