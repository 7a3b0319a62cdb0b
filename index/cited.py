"""Reads citations in any of the usual forms: "45. člen KPOP", "čl. 29 st. 1 PKU", "KPOP 45/2-1", "89. b"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from index.named import Named
from index.steps import LETTERED, steps
from ingest.address import Address, AddressError
from ingest.ordinals import words
from ingest.places import Places
from ingest.records import Agreement
from ingest.script import fold

State = Literal["exists", "missing", "unclear"]

_LONGEST = 400  # characters; the longest citation of the corpus, with its gazettes, has under 200
_INNER = re.compile(r"(?:/(?P<paragraph>\d+))?(?:-(?P<point>\w*))?(?:-(?P<indent>\w+))?")
_TITLE = re.compile(r"\([^()]*[a-z]{3}[^()]*\)")  # of a part, or the gazettes
_UNKNOWN = re.compile(r"(\d+[a-h]?)(?:/(\d+))?(?:-(\w+))?\.?")  # an article that is in no agreement
_DISTINCT = re.compile(r"\d[a-z.]|[/.]\w")  # a label that is no mere number or word: 89b, I.7, III/A
_INSIDE = ("paragraph", "point", "indent")


class Reader:
    """Reads citations of the given agreements.

    >>> from ingest.corpus import read_corpus
    >>> corpus = read_corpus()
    >>> reader = Reader([s.agreement for s in corpus], Places(u for s in corpus for u in s.units))
    >>> str(reader.parse("prva alineja drugega odstavka 45. člena KPOP (Uradni list RS, št. 46/23)"))
    'kpop/45/2//1'
    >>> str(reader.parse("čl. 29 st. 1 PKU")), str(reader.parse("члан 29")), reader.parse("koliko dni dopusta")
    ('pku-sz/29/1', '/29', None)
    """

    def __init__(self, agreements: Collection[Agreement], places: Places) -> None:
        self.places = places
        self.named = Named(agreements)
        every = {label for labels in places.labels.values() for label in labels}
        self._labels = {"": _folded(every)} | {a: _folded(labels) for a, labels in places.labels.items()}

    def parse(self, text: str) -> Address | None:
        """The address that a citation means; None: the text is not a citation.

        The agreement may be missing: `candidates` then says where there is such a place. Whether the place
        exists is not asked here.
        """
        if len(text) > _LONGEST or not text.strip():
            return None
        try:
            return self.places.settle(self.places.parse(text))
        except AddressError:
            agreement, rest = self.named.split(_plain(text))
        found = self._slashed(rest, agreement) or self._spelled(rest, agreement)
        return self.places.settle(found) if found else None

    def candidates(self, address: Address) -> tuple[Address, ...]:
        """The places that an address can mean: one, or one in each agreement that has it."""
        agreements = [address.agreement] if address.agreement else list(self.places.labels)
        inside = [self.places.settle(replace(address, agreement=agreement)) for agreement in agreements]
        return tuple(place for place in inside if self.places.exists(place))

    def _slashed(self, text: str, agreement: str) -> Address | None:
        """45/2-1; the article alone only beside the name of an agreement, or with a letter: 89b."""
        text = re.sub(rf"^(?:{words()['read']['levels']['article']})\s*(?=\S+/)", "", text)
        text = LETTERED.sub(r"\1\2", text).replace(" ", "")
        for folded, label in self._labels[agreement].items():
            if text.startswith(folded) and (match := _INNER.fullmatch(text, len(folded))):
                if not (agreement or match.group() or _DISTINCT.search(folded)):
                    continue
                paragraph, point, indent = (match[name] or "" for name in _INSIDE)
                return Address(agreement, label, paragraph, point, indent)
        if (match := _UNKNOWN.fullmatch(text)) and (agreement or match[2]):
            return Address(agreement, match[1], match[2] or "", match[3] or "")
        return None

    def _spelled(self, text: str, agreement: str) -> Address | None:
        parts = steps(text)
        if not parts:
            return None
        order = [level for level, _ in parts]
        points = [value for level, value in parts if level == "point"]
        found = {level: value for level, value in parts if level != "point"}
        if len(found) + len(points) < len(parts):
            return None  # two articles, two paragraphs
        label = self._label(found, points, order, agreement)
        if not label or len(points) > 1:
            return None
        indent = found.get("indent") or found.get("subpoint") or ""
        return Address(agreement, label, found.get("paragraph", ""), "".join(points), indent)

    def _label(self, found: dict[str, str], points: list[str], order: list[str], agreement: str) -> str:
        """The label of the unit; takes the point that belongs to it out of `points`."""
        known = self._labels[agreement]
        if "appendix" in found:
            label = f"priloga/{found['appendix']}"
        elif "part" in found:
            label = found["part"].upper()
            first = 0 if order.index("part") == 0 else -1
            if points and f"{label}.{points[first]}".lower() in known:
                label = f"{label}.{points.pop(first)}"
        else:
            names = {"preamble": "preambula", "closing": "zakljucek", "note": "zapis"}
            label = found.get("article") or next((names[level] for level in order if level in names), "")
        return f"aneks-{found['annex']}/{label}" if "annex" in found and label else label


def _folded(labels: Collection[str]) -> dict[str, str]:
    """Folded labels and the labels, longest first."""
    return {label.lower(): label for label in sorted(labels, key=len, reverse=True)}


def _plain(text: str) -> str:
    """Folded, on one line, without the gazettes and the title of a part."""
    text = re.sub(r"\s+", " ", fold(text)).strip(' .,;:?!"„“”»«')
    while _TITLE.search(text):
        text = _TITLE.sub(" ", text)
    return re.sub(words()["read"]["gazette"], "", text).strip(" ,;.")


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of a list, and whether there is such a place."""

    words: str
    state: State
    places: tuple[Address, ...] = ()  # that exist; several where the agreement is not named
    text: str = ""  # what stands there; "": not one place


def check_citations(text: str, reader: Reader) -> tuple[Checked, ...]:
    """Checks a list of citations, one a line or between semicolons.

    "unclear": it could not be read, or names no agreement and several have the place.

    >>> from ingest.corpus import read_corpus
    >>> corpus = read_corpus()
    >>> reader = Reader([s.agreement for s in corpus], Places(u for s in corpus for u in s.units))
    >>> [c.state for c in check_citations("KPOP 45/2-1; 245. člen KPOP; 9. člen; ZDR-1 110/1", reader)]
    ['exists', 'missing', 'unclear', 'unclear']
    """
    listed = (words.strip() for words in re.split(r"[;\n]", text))
    return tuple(_checked(words, reader) for words in listed if words)


def _checked(cited: str, reader: Reader) -> Checked:
    address = reader.parse(cited)
    if address is None:
        return Checked(cited, "unclear")
    places = reader.candidates(address)
    if len(places) != 1:
        return Checked(cited, "unclear" if places else "missing", places)
    return Checked(cited, "exists", places, reader.places.text(places[0]))
