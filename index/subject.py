"""What a question is about: the likely topics of `corpus/topics.toml`, and where an agreement settles them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.figures import Figure, family
from index.knowledge import Topic
from ingest.address import AddressError
from ingest.places import Places
from ingest.records import Unit

Shares = NDArray[np.float64]

LESSER = 0.8
"""What a topic's second place counts for against its best one, and so on."""


@dataclass(frozen=True, slots=True)
class Place:
    """The blocks of a unit that settle a topic for an agreement."""

    topic: int
    agreement: str
    unit: str  # its address
    blocks: frozenset[int]  # of the unit; empty: the whole unit
    rank: int  # 0: the best place of the topic


class Subjects:
    """The topics with their places, as blocks of units."""

    def __init__(self, topics: Sequence[Topic], places: Places) -> None:
        self.topics = topics
        self.of_unit: dict[str, list[Place]] = defaultdict(list)
        self.of_cell: dict[tuple[int, str], list[Place]] = defaultdict(list)
        self.silent: dict[str, set[int]] = defaultdict(set)  # by agreement: the topics on which it says nothing
        for number, topic in enumerate(topics):
            for agreement, addresses in topic.places:
                found = [_place(places, number, agreement, text, rank) for rank, text in enumerate(addresses)]
                for place in filter(None, found):
                    self.of_unit[place.unit].append(place)
                    self.of_cell[number, agreement].append(place)
                if not addresses:
                    self.silent[agreement].add(number)

    @cached_property
    def agreements(self) -> frozenset[str]:
        """The agreements of which the topics tell."""
        return frozenset(agreement for topic in self.topics for agreement, _ in topic.places)

    def shares_of(self, unit: Unit, shares: Shares) -> dict[int, float]:
        """How much of a question's topics each block of a unit settles; blocks that settle none are left out."""
        found: dict[int, float] = defaultdict(float)
        for place in self.of_unit.get(unit.address, ()):
            for block in place.blocks:
                found[block] += float(shares[place.topic]) * LESSER**place.rank
        return found


def _place(places: Places, topic: int, agreement: str, text: str, rank: int) -> Place | None:
    try:
        address = places.parse(text)
    except AddressError:
        return None
    unit = places.units[address.unit]
    inside = set(places.blocks(address)) if any(address.inside) else set()
    blocks = frozenset(number for number, block in enumerate(unit.blocks) if block in inside)
    return Place(topic, agreement, unit.address, blocks, rank)


def families(figures: Sequence[Figure], blocks: frozenset[int]) -> dict[str, float]:
    """The families of the values in some blocks of a unit, with their shares; empty: there is no value."""
    mine = [f for f in figures if not blocks or f.block in blocks]
    granting = [f for f in mine if not (f.is_condition or f.is_cap)]
    found: dict[str, float] = defaultdict(float)
    for figure in granting:
        found[family(figure.quantity.kind, figure.quantity.unit)] += 1 / len(granting)
    return found
