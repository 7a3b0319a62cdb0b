"""Every place of the corpus: reads addresses, and says which exist and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from ingest.address import INSIDE, Address, AddressError, akn_of
from ingest.foreign import foreign
from ingest.records import Block, Unit

LISTED = 20
"""How many agreements a message lists."""
_HEADINGS = ("heading", "title")
_KEPT = 20_000  # units whose places are kept


class Places:
    """Every place of the given units; reads addresses and says what stands there.

    >>> from ingest.corpus import read_corpus
    >>> places = Places(unit for source in read_corpus() for unit in source.units)
    >>> str(places.parse("kpop/45/2/1")), str(places.parse("pku-sz/29/1/1"))
    ('kpop/45/2//1', 'pku-sz/29/1/1')
    >>> places.parse("kpzsv/III/B.1/2").label, places.text(places.parse("kpop/aneks-1/2/1"))[:26]
    ('III/B.1', 'Spremeni se 64. člen KPOP,')
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: Mapping[str, Unit] = {unit.address: unit for unit in units}
        self._blocks: dict[str, dict[tuple[str, str, str], list[Block]]] = {}

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of each agreement, longest first."""
        found: dict[str, list[str]] = {}
        for unit in self.units.values():
            found.setdefault(unit.agreement, []).append(unit.label)
        return {agreement: tuple(sorted(of, key=len, reverse=True)) for agreement, of in found.items()}

    @cached_property
    def every_label(self) -> tuple[str, ...]:
        """The labels of all agreements, each once."""
        return tuple(dict.fromkeys(label for labels in self.labels.values() for label in labels))

    def parse(self, text: str) -> Address:
        """The address that a text spells; AddressError says what is wrong with it.

        The point may be left out where the paragraph has none: kpop/45/2/1 is the first indent.
        """
        spelled, at, day = text.strip().partition("@")
        agreement, _, rest = spelled.strip("/").partition("/")
        if agreement not in self.labels:
            raise AddressError(f'no agreement "{foreign(agreement)}"; there are {listed(self.labels)}')
        parts = rest.split("/")
        labels = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
        label = next((known for known in labels if f"{agreement}/{known}" in self.units), None)
        inside = rest[len(label or "") + 1 :].split("/")
        if label is None or len(inside) > 3:
            raise AddressError(f'no unit "{foreign(spelled)}"; "kolektivka units --agreement {agreement}" lists them')
        try:
            wanted = date.fromisoformat(day) if at else None
        except ValueError as error:
            raise AddressError(f'"{foreign(day)}" is no day such as 2023-06-14') from error
        paragraph, point, indent = (*inside, "", "")[:3]
        return self._indent_or_point(Address(agreement, label, paragraph, point, indent, wanted))

    def parse_akn(self, agreement: str, akn: str) -> Address:
        """The address behind an Akoma Ntoso identifier; raises AddressError.

        >>> from ingest.corpus import read_corpus
        >>> str(Places(read_corpus()[0].units).parse_akn("kpop", "att_aneks-1__art_2__para_1"))
        'kpop/aneks-1/2/1'
        """
        for label in sorted(self.labels.get(agreement, ()), key=lambda label: len(akn_of(label)), reverse=True):
            if f"{akn}__".startswith(f"{akn_of(label)}__"):
                pairs = [part.partition("_") for part in akn[len(akn_of(label)) :].split("__") if part]
                inside = {name: value for name, _, value in pairs}
                if inside.keys() <= set(INSIDE):
                    paragraph, point, indent = (inside.get(name, "") for name in INSIDE)
                    return Address(agreement, label, paragraph, point, indent)
        raise AddressError(f'no place "{akn}" in {agreement or "an agreement without a name"}')

    def having(self, label: str) -> tuple[str, ...]:
        """The agreements with a unit of this label."""
        return tuple(agreement for agreement in self.labels if f"{agreement}/{label}" in self.units)

    def _indent_or_point(self, address: Address) -> Address:
        as_indent = replace(address, point="", indent=address.point)
        bare = address.point and not address.indent and not self.exists(address)
        return as_indent if bare and self.exists(as_indent) else address

    def settle(self, address: Address) -> Address:
        """The one address of a place: the paragraph of an article with one paragraph is the article itself.

        A point or indent without its paragraph gets it where there is no choice. Settling twice changes nothing.

        >>> from ingest.corpus import read_corpus
        >>> places = Places(read_corpus()[0].units)
        >>> str(places.settle(Address("kpop", "13", "1"))), str(places.settle(Address("kpop", "45", indent="3")))
        ('kpop/13', 'kpop/45/2//3')
        """
        address = self._indent_or_point(address)
        if address.unit not in self.units:
            return address
        if self.sole_paragraph(address) == address.paragraph and not (address.point or address.indent):
            return replace(address, paragraph="")
        if not address.paragraph and (address.point or address.indent) and not self.exists(address):
            paragraphs = dict.fromkeys(key[0] for key in self._of(address.unit) if key[0])
            inside = [self._indent_or_point(replace(address, paragraph=p)) for p in paragraphs]
            found = [place for place in inside if self.exists(place)]
            return found[0] if len(found) == 1 else address
        return address

    def sole_paragraph(self, address: Address) -> str:
        """The number of the only paragraph of a unit; "": there are several, or points beside it."""
        paragraphs = {key[0] for key in self._of(address.unit)}
        return paragraphs.pop() if len(paragraphs) == 1 else ""

    def exists(self, address: Address) -> bool:
        """Whether there is such a place; the day is not looked at."""
        return address.unit in self.units and (not any(address.inside) or bool(self.blocks(address)))

    def blocks(self, address: Address) -> tuple[Block, ...]:
        """The blocks of a place, in their order, without headings."""
        paragraph, point, indent = address.inside
        return tuple(
            block
            for key, blocks in self._of(address.unit).items()
            if not any(address.inside)
            or (key[0] == paragraph and (not (point or indent) or key[1] == point) and indent in ("", key[2]))
            for block in blocks
        )

    def text(self, address: Address) -> str:
        """The words that stand there; AddressError when nothing does."""
        if not self.exists(address):
            raise AddressError(f'there is no "{address}"')
        unit = self.units[address.unit]
        return "\n".join(unit.text[slice(*block.span)] for block in self.blocks(address))

    def all_of(self, unit: Unit) -> tuple[Address, ...]:
        """The addresses of a unit and of everything inside it, each once."""
        found = {Address(unit.agreement, unit.label): None}
        for paragraph, point, indent in self._of(unit.address):
            for inside in ((paragraph, "", ""), (paragraph, point, ""), (paragraph, point, indent)):
                found[Address(unit.agreement, unit.label, *inside)] = None
        return tuple(found)

    def _of(self, address: str) -> dict[tuple[str, str, str], list[Block]]:
        if address not in self._blocks:
            if len(self._blocks) >= _KEPT:
                self._blocks = {}
            found = self._blocks.setdefault(address, {})
            for block in self.units[address].blocks if address in self.units else ():
                if block.kind not in _HEADINGS:
                    found.setdefault((block.paragraph, block.point, block.indent), []).append(block)
        return self._blocks[address]


def listed(names: Iterable[str], most: int = LISTED) -> str:
    """Names as a message lists them.

    >>> listed(["kpop", "kpzsv", "zps-oa"], most=2)
    'kpop, kpzsv and 1 more'
    """
    every = tuple(names)
    rest = len(every) - most
    return ", ".join(every) if rest <= 0 else f"{', '.join(every[:most])} and {rest} more"
