"""Where the links of a static page lead: to its neighbours in the same folder, or into the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from posixpath import dirname, relpath
from typing import Protocol
from urllib.parse import quote

from index.exports.permalink import to_contents, to_place, to_start
from index.exports.words import Words
from ingest.address import Address
from ingest.places import Places

START = "index.html"


class Ways(Protocol):
    """Addresses of links."""

    def to(self, place: Address) -> str:
        """Of a place; "": there is no such unit."""

    def contents(self, agreement: str) -> str:
        """Of the contents of an agreement."""

    def start(self) -> str:
        """Of the list of agreements."""


def file_of(address: str) -> str:
    """The file of a unit's page within the site.

    >>> file_of("kpop/45"), file_of("kpop/aneks-1/2")
    ('kpop/45.html', 'kpop/aneks-1/2.html')
    """
    return f"{address}.html"


def fragment_of(place: Address) -> str:
    """What names a place within its page: the part of the address after the unit.

    >>> fragment_of(Address("kpop", "45", "2", indent="1")), fragment_of(Address("kpop", "45"))
    ('2//1', '')
    """
    return "/".join(place.inside).rstrip("/")


@dataclass(frozen=True, slots=True)
class InFolder:
    """From one file of the site to the others, wherever the folder lies."""

    here: str
    places: Places

    def to(self, place: Address) -> str:
        if place.unit not in self.places.units:
            return ""
        inside = fragment_of(place) if self.places.exists(place) else ""
        return self._from_here(file_of(place.unit)) + (f"#{quote(inside)}" if inside else "")

    def contents(self, agreement: str) -> str:
        return self._from_here(f"{agreement}/{START}")

    def start(self) -> str:
        return self._from_here(START)

    def _from_here(self, file: str) -> str:
        return quote(relpath(file, dirname(self.here) or "."))


@dataclass(frozen=True, slots=True)
class IntoApp:
    """From a single page to the app that it was taken from."""

    base: str
    words: Words
    day: date
    places: Places

    def to(self, place: Address) -> str:
        return to_place(self.base, self.words, self.day, place) if place.unit in self.places.units else ""

    def contents(self, agreement: str) -> str:
        return to_contents(self.base, self.words, self.day, agreement)

    def start(self) -> str:
        return to_start(self.base, self.words)
