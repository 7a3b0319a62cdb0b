"""Reads citations in any of the usual forms: "45. člen KPOP", "čl. 29 st. 1 PKU", "KPOP 45/2-1", "89. b"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from index.named import Called, Named
from index.steps import LETTERED, has_level, steps
from ingest.address import Address, AddressError
from ingest.lettered import LETTER, fold_but_letters
from ingest.ordinals import words
from ingest.places import Places
from ingest.script import fold

State = Literal["exists", "missing", "unclear"]

# "1." only before the name of an agreement: before anything else it may be the number of an article.
_LIST_MARK = re.compile(r"\A(?:[-–—•·*▪]\s*|\(?(?:\d{1,3}|[a-z])\)\s+|\d{1,3}\.\s+(?=[^\W\d_a-zčšž]{2}))")
_LONGEST = 400  # characters; the longest citation of the corpus, with its gazettes, has under 200
_INNER = re.compile(r"(?:/(?P<paragraph>\d+))?(?:-(?P<point>\w*))?(?:-(?P<indent>\w+))?")
_TITLE = re.compile(r"\([^()]*[a-z]{3}[^()]*\)")  # of a part, or the gazettes
_UNKNOWN = re.compile(rf"(\d+{LETTER}?)(?:/(\d+))?(?:-(\w+))?\.?")  # an article that is in no agreement
_DISTINCT = re.compile(r"\d[a-zčšžćđ.]|[/.]\w")  # a label that is no mere number or word: 89b, I.7, III/A
_NUMBER = re.compile(r"[\d/]")
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

    def __init__(self, agreements: Collection[Called], places: Places) -> None:
        self.places, self._agreements = places, agreements
        self._labels: dict[str, dict[str, str]] = {}

    @cached_property
    def _named(self) -> Named:
        return Named(self._agreements)

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
            plain = _plain(text)
            if not self._may_cite(plain):
                return None
            agreement, rest = self._named.split(plain)
        found = self._slashed(rest, agreement) or self._spelled(rest, agreement)
        return self.places.settle(found) if found else None

    def _may_cite(self, plain: str) -> bool:
        """Whether a text has what no citation lacks: only then the names of thousands of agreements are looked for."""
        return (
            has_level(plain) or bool(_NUMBER.search(plain)) or not self._labels_of("").keys().isdisjoint(plain.split())
        )

    def candidates(self, address: Address) -> tuple[Address, ...]:
        """The places that an address can mean: one, or one in each agreement that has it."""
        agreements = [address.agreement] if address.agreement else self.places.having(address.label)
        inside = [self.places.settle(replace(address, agreement=agreement)) for agreement in agreements]
        return tuple(place for place in inside if self.places.exists(place))

    def _slashed(self, text: str, agreement: str) -> Address | None:
        """45/2-1; the article alone only beside the name of an agreement, or with a letter: 89b."""
        text = re.sub(rf"^(?:{words()['read']['levels']['article']})\s*(?=\S+/)", "", text)
        text = LETTERED.sub(r"\1\2", text).replace(" ", "")
        known = self._labels_of(agreement)
        for length in range(len(text), 0, -1):
            folded = text[:length]
            if folded in known and (match := _INNER.fullmatch(text, length)):
                if not (agreement or match.group() or _DISTINCT.search(folded)):
                    continue
                paragraph, point, indent = (match[name] or "" for name in _INSIDE)
                return Address(agreement, known[folded], paragraph, point, indent)
        if (match := _UNKNOWN.fullmatch(text)) and (agreement or match[2]):
            return Address(agreement, match[1], match[2] or "", match[3] or "")
        return None

    def _labels_of(self, agreement: str) -> dict[str, str]:
        """The labels of an agreement in small letters; "": those of all agreements."""
        if agreement not in self._labels:
            labels = self.places.labels[agreement] if agreement else self.places.every_label
            # Also as typed without diacritics, where that is not the label of another.
            self._labels[agreement] = {fold(label): label for label in labels} | {lb.lower(): lb for lb in labels}
        return self._labels[agreement]

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
        known = self._labels_of(agreement)
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
            label = known.get(label, label)
        return f"aneks-{found['annex']}/{label}" if "annex" in found and label else label


def _plain(text: str) -> str:
    """Folded, on one line, without the gazettes and the title of a part."""
    text = re.sub(r"\s+", " ", fold_but_letters(text)).strip(' .,;:?!"„“”»«')
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
    """Checks a list of citations, one a line or between semicolons, with or without bullets and numbers before them.

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
    # Without the mark of a list only where nothing is read with it.
    address = reader.parse(cited) or reader.parse(_LIST_MARK.sub("", cited, count=1))
    if address is None:
        return Checked(cited, "unclear")
    places = reader.candidates(address)
    if len(places) != 1:
        return Checked(cited, "unclear" if places else "missing", places)
    return Checked(cited, "exists", places, reader.places.text(places[0]))
