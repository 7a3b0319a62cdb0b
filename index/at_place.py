"""A place of the law as a hit: the words that stand there on a day, with their citation and their standing."""

from __future__ import annotations

from dataclasses import replace

from index.as_of import Reading
from index.cite import citation
from index.results import Hit
from ingest.address import Address
from ingest.places import Places
from ingest.records import Agreement


def hit_at(agreement: Agreement, reading: Reading, address: Address) -> Hit:
    """A place in the wording of a day, without values; uncertain where only its unit is there on the day.

    >>> from datetime import date
    >>> from index.knowledge_base import KnowledgeBase
    >>> kb = KnowledgeBase.open()
    >>> place = kb.places.parse("kpop/45/2/1")
    >>> hit_at(kb.by_id["kpop"], kb.law.reading(place.unit, date(2026, 1, 21)), place).quote.strip()
    '- lastne poroke 1 dan,'
    """
    unit = reading.shown.unit
    places = Places([unit])
    place = places.settle(replace(address, day=None))
    exists = places.exists(place)
    place = place if exists else place.within()
    paragraph, point, indent = place.inside
    inside = "/".join(part for part in (point, indent) if part)
    body = [block.span for block in places.blocks(place)] or [(0, len(unit.text))]
    return Hit(
        agreement=agreement,
        unit=unit,
        paragraph=paragraph,
        point=inside,
        span=(min(start for start, _ in body), max(end for _, end in body)),
        score=1.0 if exists else 0.5,
        verdict="found" if exists else "uncertain",
        citation=citation(agreement, unit, paragraph, inside),
        standing=reading.standing,
        marks=(),
    )
