"""Where the topics are settled and what their names mean, as a build found it: opening a base only reads it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.concepts import Glossary
from index.figures import Figure, family, figures
from index.knowledge import Area, Topic
from ingest.address import Address, AddressError
from ingest.places import Places
from ingest.records import Unit

SETTLED, TOPICS = "settled.json", "topics.json"

Blocks = frozenset[int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agreement settles a topic."""

    topic: int
    address: Address
    rank: int  # 0: the best place of the topic
    families: tuple[tuple[str, float], ...] = ()  # of its values ("day", "share", …) with their shares; (): it has none


@dataclass(frozen=True, slots=True)
class Settled:
    """The places of the topics, and the concepts of their names."""

    places: tuple[tuple[str, Place], ...]  # with the agreement that the topics name
    cores: tuple[frozenset[str], ...]  # of each topic, those that its names share in all languages
    names: tuple[frozenset[str], ...]  # of each topic, those of any of its names

    @classmethod
    def of(cls, topics: Sequence[Topic], places: Places, newest: Callable[[str], Unit], glossary: Glossary) -> Settled:
        """Those of a corpus; `newest` is the last wording of the unit at an address.

        Places that are not there are left out: the topics may be older than the corpus.
        """
        named = [[frozenset(glossary.concepts(name)) for name in topic.names] for topic in topics]
        cores = tuple(frozenset.intersection(*names) for names in named)
        return cls(tuple(_places(topics, places, newest)), cores, tuple(frozenset().union(*names) for names in named))

    def save(self, file: Path) -> None:
        """Writes one JSON file."""
        places = [
            [of, p.topic, p.rank, p.families, p.address.agreement, p.address.label, *p.address.inside]
            for of, p in self.places
        ]
        told = {"places": places, "cores": [*map(sorted, self.cores)], "names": [*map(sorted, self.names)]}
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Settled:
        """Reads what `save` wrote; the caller has verified the file."""
        told = json.loads(file.read_text(encoding="utf-8"))
        places = (
            (of, Place(topic, Address(*address), rank, tuple(map(tuple, families))))
            for of, topic, rank, families, *address in told["places"]
        )
        return cls(tuple(places), *(tuple(map(frozenset, told[of])) for of in ("cores", "names")))


def blocks_at(address: Address, unit: Unit) -> Blocks:
    """The blocks of a wording of its unit that are a place; none: it is the unit as a whole."""
    found = set(Places([unit]).blocks(address)) if any(address.inside) else set()
    return frozenset(number for number, block in enumerate(unit.blocks) if block in found)


def _places(topics: Iterable[Topic], places: Places, newest: Callable[[str], Unit]) -> Iterator[tuple[str, Place]]:
    read: dict[str, tuple[Unit, tuple[Figure, ...]]] = {}  # a unit settles several topics
    for number, topic in enumerate(topics):
        for agreement, addresses in topic.places:
            for rank, text in enumerate(addresses):
                try:
                    address = places.parse(text)
                except AddressError:
                    continue
                if address.unit not in read:
                    unit = newest(address.unit)
                    read[address.unit] = unit, figures(unit)
                yield agreement, Place(number, address, rank, _families(address, *read[address.unit]))


def _families(address: Address, unit: Unit, found: Sequence[Figure]) -> tuple[tuple[str, float], ...]:
    blocks = blocks_at(address, unit)
    granting = [f for f in found if f.grants and (not blocks or f.block in blocks)]
    counts = Counter(family(figure.quantity.kind, figure.quantity.unit) for figure in granting)
    return tuple((name, count / len(granting)) for name, count in counts.items())


def save_topics(file: Path, topics: Iterable[Topic], areas: Iterable[Area]) -> None:
    """Writes topics and areas in a form that is read faster than the one that people edit."""
    told = {
        "topics": [[getattr(topic, name) for name in Topic.__slots__] for topic in topics],
        "areas": [[getattr(area, name) for name in Area.__slots__] for area in areas],
    }
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def load_topics(file: Path) -> tuple[tuple[Topic, ...], tuple[Area, ...]]:
    """Reads what `save_topics` wrote; the caller has verified the file."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return tuple(_topic(values) for values in told["topics"]), tuple(Area(*values) for values in told["areas"])


def _topic(values: Sequence[Any]) -> Topic:
    given = dict(zip(Topic.__slots__, values, strict=True))
    given["places"] = tuple((agreement, tuple(addresses)) for agreement, addresses in given["places"])
    given["questions"] = tuple(given["questions"])
    return Topic(**given)
