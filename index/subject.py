"""What a question is about: the likely topics of `corpus/topics.toml`, and where an agreement settles them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from index.knowledge import Topic
from index.settled import Blocks, Place, Settled, blocks_at
from index.signals import Scores
from ingest.address import Address
from ingest.records import Unit

Shares = NDArray[np.float64]

SHARP = 2.0
"""How much sharper than for ranking the likely topics are told apart (fitted on development questions)."""
LESSER = 0.8
"""What a topic's second place counts for against its best one, and so on."""
CLEAR = 0.85
"""From this share of the likely topics a question is clearly about one: on the development questions no row that
answers is lost by `silences`."""
UNNAMED = 0.2
"""What the other topics count for where the question names one of them by its concepts."""
_RARE = log(60)  # what makes a topic narrower is named by few topics; a common word tells nothing


class Subjects:
    """The topics with their places, and the likely ones of a question."""

    def __init__(self, topics: Sequence[Topic], settled: Settled) -> None:
        self.topics = topics
        self.of_unit: dict[str, list[Place]] = defaultdict(list)
        self.of_cell: dict[tuple[int, str], list[Place]] = defaultdict(list)
        self.silent: dict[str, frozenset[int]] = {}  # by agreement: the topics on which it says nothing
        self._blocks: dict[tuple[Address, str], Blocks] = {}
        silent: dict[str, set[int]] = defaultdict(set)
        for number, topic in enumerate(topics):
            for agreement, addresses in topic.places:
                if not addresses:
                    silent[agreement].add(number)
        self.silent = {agreement: frozenset(of) for agreement, of in silent.items()}
        self._cores, self._names = settled.cores, settled.names
        for agreement, place in settled.places:
            self.of_unit[place.address.unit].append(place)
            self.of_cell[place.topic, agreement].append(place)

    @cached_property
    def agreements(self) -> tuple[str, ...]:
        """The agreements of which the topics tell."""
        return tuple(dict.fromkeys(agreement for topic in self.topics for agreement, _ in topic.places))

    def blocks(self, place: Place, unit: Unit) -> Blocks:
        """The blocks of a wording of its unit that are the place; none: it is the unit as a whole."""
        key = (place.address, unit.text)
        if key not in self._blocks:
            self._blocks[key] = blocks_at(place.address, unit)
        return self._blocks[key]

    def shares(self, of_topics: Scores, weights: Sequence[float], concepts: Collection[str]) -> Shares:
        """(topics,) how likely a question is about each, from its (topics, OF_TOPIC) signals and its concepts.

        A narrower topic (a child's wedding) is not meant where the question names only the wider one (a wedding), nor
        the wider one where it names the narrower.
        """
        if not len(of_topics):
            return np.zeros(0)
        likely = SHARP * of_topics.astype(np.float64) @ np.array(weights)
        likely = np.exp(likely - likely.max())
        shares: Shares = likely / likely.sum()
        asked = frozenset(concepts)
        if named := {topic: naming for topic, naming in self._naming.items() if naming <= asked}:
            closest = [t for t, naming in named.items() if not any(naming < other for other in named.values())]
            others = np.ones(len(shares), np.bool_)
            others[closest] = False
            shares[others] *= UNNAMED
        for narrow, wider in self._wider.items():
            meant = [w for w in wider if self._cores[w] <= asked]
            if meant and self._naming.get(narrow, self._cores[narrow]) <= asked:
                shares[narrow] += shares[meant].sum()
                shares[meant] = 0.0
            elif meant and not (self._cores[narrow] - self._names[meant[0]]) & asked:
                shares[max(meant, key=lambda w: shares[w])] += shares[narrow]
                shares[narrow] = 0.0
        return np.asarray(shares / shares.sum())

    @cached_property
    def _naming(self) -> dict[int, frozenset[str]]:
        """The concepts by which a question names a topic; one that few topics have is always among them."""
        found = {}
        for topic, core in enumerate(self._cores):
            shared = frozenset(concept for concept in core if self._named[concept] > 1) or core
            if any(self._is_rare(concept) for concept in shared):
                found[topic] = shared
        return found

    @cached_property
    def _named(self) -> Counter[str]:
        """How many topics a concept names."""
        return Counter(concept for core in self._cores for concept in core)

    def _is_rare(self, concept: str) -> bool:
        return log(len(self.topics) / self._named[concept]) >= _RARE

    @cached_property
    def _wider(self) -> dict[int, list[int]]:
        """By topic: those of its area and its articles whose names are a part of its own."""
        beside: dict[int, set[int]] = defaultdict(set)
        for places in self.of_unit.values():
            topics = {place.topic for place in places}
            for topic in topics:
                beside[topic] |= topics

        def is_wider(wide: int, narrow: int) -> bool:
            core, same = self._cores[wide], self.topics[wide].area == self.topics[narrow].area
            return same and core < self._cores[narrow] and any(self._is_rare(concept) for concept in core)

        found = {narrow: [wide for wide in sorted(near) if is_wider(wide, narrow)] for narrow, near in beside.items()}
        return {narrow: wider for narrow, wider in found.items() if wider}

    @cached_property
    def _numbers(self) -> range:
        return range(len(self.topics))

    def shares_of(self, unit: Unit, shares: Shares) -> dict[int, float]:
        """How much of a question's topics each block of a unit settles; blocks that settle none are left out."""
        found: dict[int, float] = defaultdict(float)
        for place in self.of_unit.get(unit.address, ()):
            for block in self.blocks(place, unit):
                found[block] += float(shares[place.topic]) * LESSER**place.rank
        return found

    def silences(self, unit: Unit, quoted: Blocks, shares: Shares) -> bool:
        """Whether a unit's agreement is silent on what is asked, although these blocks of it come near.

        That is so where the question is clearly about a topic on which the agreement is known to be silent, and the
        blocks are known to settle another one: a child's wedding is not the worker's own.
        """
        if not len(shares):
            return False
        top = int(shares.argmax())
        if shares[top] < CLEAR or top not in self.silent.get(unit.agreement, ()):
            return False
        return any(self.blocks(place, unit) & quoted for place in self.of_unit.get(unit.address, ()))
