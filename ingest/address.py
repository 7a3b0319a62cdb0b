"""Addresses: `agreement/label/paragraph/point/indent@day`, and their Akoma Ntoso form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NAMED = {"preambula": "preamble", "zakljucek": "conclusions", "zapis": "body"}
_ARTICLE = re.compile(r"\d+[^\W\d_]*")
_PART = re.compile(r"(?P<part>[IVXL]+)(?:/(?P<section>[A-Z]))?(?:\.(?P<point>\d+))?")
INSIDE = ("para", "point", "al")
"""What Akoma Ntoso calls paragraph, point and indent."""


class AddressError(ValueError):
    """The text is not the address of anything in the corpus."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where something stands. An empty part keeps its place: the first indent of paragraph 2 is 2//1.

    >>> str(Address("kpop", "45", "2", indent="1")), str(Address("kpzsv", "36", point="9"))
    ('kpop/45/2//1', 'kpzsv/36//9')
    >>> str(Address("kpop", "64", day=date(2023, 6, 14)))
    'kpop/64@2023-06-14'
    """

    agreement: str  # "": the agreement is not named
    label: str
    paragraph: str = ""  # "": the whole unit, or a point that stands above paragraphs
    point: str = ""  # "": no point
    indent: str = ""  # or sub-point; "": none
    day: date | None = None  # None: the wording in force

    def __str__(self) -> str:
        parts = "/".join((self.agreement, self.label, *self.inside)).rstrip("/")
        return f"{parts}@{self.day.isoformat()}" if self.day else parts

    @property
    def inside(self) -> tuple[str, str, str]:
        """Paragraph, point and indent."""
        return self.paragraph, self.point, self.indent

    @property
    def unit(self) -> str:
        """The address of its unit: "kpop/45"."""
        return f"{self.agreement}/{self.label}"

    def within(self, paragraph: str = "", point: str = "", indent: str = "") -> Address:
        """The address of a place in the same unit."""
        return Address(self.agreement, self.label, paragraph, point, indent, self.day)

    @property
    def akn(self) -> str:
        """Its Akoma Ntoso identifier within the agreement.

        >>> Address("kpop", "45", "2", indent="1").akn, Address("kpzsv", "III/B.1", "2").akn
        ('art_45__para_2__al_1', 'part_III__sec_B__point_1__para_2')
        """
        inside = [f"{name}_{value}" for name, value in zip(INSIDE, self.inside, strict=True) if value]
        return "__".join([akn_of(self.label), *inside])


def akn_of(label: str) -> str:
    """The Akoma Ntoso identifier of a unit.

    >>> akn_of("89b"), akn_of("aneks-1/2"), akn_of("priloga/29-36")
    ('art_89b', 'att_aneks-1__art_2', 'att_priloga-29-36')
    """
    before, _, last = label.rpartition("/")
    if before.startswith("aneks"):
        return f"att_{before}__{akn_of(last)}"
    if before == "priloga":
        return f"att_priloga-{last}"
    if match := _PART.fullmatch(label):
        names = {"part": match["part"], "sec": match["section"], "point": match["point"]}
        return "__".join(f"{name}_{value}" for name, value in names.items() if value)
    return f"art_{label}" if _ARTICLE.fullmatch(label) else _NAMED.get(label, f"nn_{label}")
