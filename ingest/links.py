"""Which place of an agreement refers to which, and which references lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.address import Address
from ingest.records import Agreement, Unit
from ingest.references import Reference, references
from ingest.resolve import Resolver, block_of


@dataclass(frozen=True, slots=True)
class Link:
    """A reference of a text with the places it means."""

    source: Address  # the place whose words refer
    reference: Reference
    targets: tuple[Address, ...]  # empty: outside the agreement, or not to be told
    dangling: tuple[Address, ...]  # targets that do not exist

    @property
    def leads_nowhere(self) -> bool:
        """Whether it means a place of this agreement that is not there."""
        return bool(self.dangling) or (self.reference.kind == "own" and not self.targets)


def links(agreement: Agreement, units: Sequence[Unit]) -> tuple[Link, ...]:
    """Every reference in the provisions of an agreement, in the order of the text.

    >>> from ingest.corpus import read_corpus
    >>> kpzsv = next(source for source in read_corpus() if source.agreement.id == "kpzsv")
    >>> found = links(kpzsv.agreement, kpzsv.units)
    >>> [str(link.source) for link in referring_to(Address("kpzsv", "38"), found)]
    ['kpzsv/40', 'kpzsv/90/1//3']
    >>> [link.reference.words for link in found if link.leads_nowhere]
    ['prilogi tega aneksa', 'priloge tega aneksa']
    """
    resolver = Resolver(agreement, units)
    return tuple(link for unit in resolver.units for link in links_of(unit, resolver))


def links_of(unit: Unit, resolver: Resolver) -> tuple[Link, ...]:
    """The references of one unit, which may be another wording than the resolver's; a note has none."""
    found = references(unit.text, unit.language, resolver.agreement.article) if unit.kind != "note" else ()
    return tuple(_link(resolver, reference, unit) for reference in found)


def _link(resolver: Resolver, reference: Reference, unit: Unit) -> Link:
    targets = resolver.resolve(reference, unit)
    block = block_of(reference, unit)
    inside = (block.paragraph, block.point, block.indent) if block else ("", "", "")
    source = resolver.places.settle(Address(unit.agreement, unit.label, *inside))
    return Link(source, reference, targets, tuple(t for t in targets if not resolver.places.exists(t)))


def referring_to(address: Address, found: Iterable[Link]) -> tuple[Link, ...]:
    """The references from other units to a unit or a place inside it."""
    return tuple(
        link for link in found if link.source.unit != address.unit and any(t.unit == address.unit for t in link.targets)
    )
