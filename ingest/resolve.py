"""From references to the addresses they mean, and which of them lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.address import Address
from ingest.headings import grammar
from ingest.places import Places
from ingest.records import Agreement, Block, Unit
from ingest.references import Level, Reference, Step
from ingest.script import fold
from ingest.structure import quoted_article

_STEM = 5  # letters: "kolektivne pogodbe" and "Kolektivna pogodba" are one name
_FEWEST = 4  # words of a title that name an agreement
_OPENING = re.compile(r"[»„“]?\((\d{1,2})\)")


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a reference stands."""

    unit: Unit
    block: Block | None  # None: in a heading
    paragraph: str  # also inside a quoted article
    quoted: str  # the label of the quoted article it stands in; "": none


class Resolver:
    """Resolves the references of one agreement.

    >>> from ingest.corpus import read_corpus
    >>> from ingest.references import references
    >>> kpzsv = next(source for source in read_corpus() if source.agreement.id == "kpzsv")
    >>> resolver = Resolver(kpzsv.agreement, kpzsv.units)
    >>> unit = next(unit for unit in kpzsv.units if unit.label == "40")
    >>> [str(place) for found in references(unit.text, "sl") for place in resolver.resolve(found, unit)]
    ['kpzsv/38', 'kpzsv/39']
    """

    def __init__(self, agreement: Agreement, units: Sequence[Unit]) -> None:
        self.agreement = agreement
        self.units = tuple(unit for unit in units if unit.agreement == agreement.id)
        self.places = Places(self.units)

    def resolve(self, reference: Reference, unit: Unit) -> tuple[Address, ...]:
        """The places that a reference means, whether or not they exist; empty: none of this agreement."""
        steps = {step.level: step for step in reference.steps}
        outside = reference.kind == "agreement" and not self._names_this(reference)
        if not steps or outside or reference.kind in ("statute", "gazette"):
            return ()
        here = self._here(reference, unit)
        if "appendix" in steps:
            return tuple(self._appendices(here, reference.owner))
        labels = self._labels(steps, here, reference)
        return tuple(address for label in labels for address in self._inside(label, steps, here))

    def _names_this(self, reference: Reference) -> bool:
        """Whether the name is that of this agreement: its short name, or the beginning of its title."""
        issues = {_issue(gazette.issue) for gazette in self.agreement.published}
        printed = {_issue(issue) for issue in re.findall(r"\d+/\d+", reference.gazette)}
        if printed and not printed & issues:
            return False
        owner, title = fold(reference.owner).split(), fold(self.agreement.title).split()
        if fold(reference.owner) == fold(self.agreement.short):
            return True
        same = all(a[:_STEM] == b[:_STEM] for a, b in zip(owner, title, strict=False))
        return _FEWEST <= len(owner) <= len(title) and same

    def _here(self, reference: Reference, unit: Unit) -> _Here:
        block = block_of(reference, unit)
        if block is None or block.kind != "quoted":
            return _Here(unit, block, block.paragraph if block else "", "")
        label = paragraph = ""
        for quoted in unit.blocks[: unit.blocks.index(block) + 1]:
            line = unit.text[slice(*quoted.span)]
            words = grammar(unit.language)
            label = quoted_article(line, words) or words.article_label(line) or label
            opening = _OPENING.match(line)
            paragraph = opening[1] if opening else paragraph
        return _Here(unit, block, paragraph, label)

    def _appendices(self, here: _Here, owner: str) -> Iterator[Address]:
        """The appendices of the article; an annex has none here."""
        for unit in self.units if "aneksa" not in owner else ():
            if unit.kind == "appendix" and here.unit.label in unit.label.rpartition("/")[2].split("-"):
                yield Address(unit.agreement, unit.label)

    def _labels(self, steps: dict[Level, Step], here: _Here, reference: Reference) -> list[str]:
        """The labels of the units in which the places lie."""
        unit = here.unit
        article, point = steps.get("article"), steps.get("point")
        chapter = steps.get("chapter")
        if chapter and chapter.which != "this":
            return self._chapters(chapter, unit)
        if point and unit.kind == "point" and not article:
            stem = unit.label.rpartition(".")[0]
            siblings = [f"{stem}.{value}" for value in _spread(point.values)]
            steps.pop("point")
            return siblings or [unit.label]
        if not article or article.which == "this":
            return [here.quoted or unit.label]
        annex = unit.label.startswith("aneks-") and not here.quoted and not reference.owner
        prefix = f"{unit.label.partition('/')[0]}/" if annex else ""
        if article.values:
            return [label for value in article.values for label in self._articles(prefix, value)]
        return self._neighbour(here.quoted or unit.label, article.which)

    def _articles(self, prefix: str, value: str) -> list[str]:
        """One label, or those of a range with the a-articles in between."""
        first, last = f"{prefix}{value.partition('–')[0]}", value.partition("–")[2]
        labels = [unit.label for unit in self.units if unit.kind in ("article", "annex-article")]
        if last and first in labels and f"{prefix}{last}" in labels:
            return labels[labels.index(first) : labels.index(f"{prefix}{last}") + 1]
        return [f"{prefix}{number}" for number in _spread((value,))]

    def _neighbour(self, label: str, which: str) -> list[str]:
        labels = [unit.label for unit in self.units if unit.kind in ("article", "annex-article")]
        at = labels.index(label) + (1 if which == "next" else -1) if label in labels else -1
        same = 0 <= at < len(labels) and labels[at].rpartition("/")[0] == label.rpartition("/")[0]
        return [labels[at]] if same else []

    def _chapters(self, chapter: Step, unit: Unit) -> list[str]:
        """The part after or before this one, by its Roman number."""
        parts = list(dict.fromkeys(re.split(r"[./]", u.label)[0] for u in self.units if u.kind in ("section", "point")))
        part = re.split(r"[./]", unit.label)[0]
        at = parts.index(part) + {"next": 1, "previous": -1}.get(chapter.which, 0) if part in parts else -1
        return [parts[at]] if 0 <= at < len(parts) else []

    def _inside(self, label: str, steps: dict[Level, Step], here: _Here) -> Iterator[Address]:
        """The paragraphs, points and indents of one unit."""
        own = label == (here.quoted or here.unit.label)
        unit = Address(self.agreement.id, label)
        for paragraph in self._paragraphs(steps.get("paragraph"), here):
            for point in _values(steps.get("point"), here.block.point if here.block and own else ""):
                for indent in _values(steps.get("indent"), here.block.indent if here.block and own else ""):
                    place = unit.within(paragraph, point, indent)
                    yield self._nearest(place, steps, here) if own else self.places.settle(place)

    def _paragraphs(self, step: Step | None, here: _Here) -> list[str]:
        if step and not step.values and here.block and not here.paragraph:
            return [""]  # a paragraph within a point that stands above paragraphs
        if step and step.which == "previous" and step.count != 1 and here.paragraph:
            last = int(here.paragraph)
            return [str(n) for n in range(max(1, last - step.count) if step.count else 1, last)]
        return list(_values(step, here.paragraph))

    def _nearest(self, place: Address, steps: dict[Level, Step], here: _Here) -> Address:
        """A point or indent without its paragraph: of this one, or of the nearest one before."""
        block = here.block
        if block and not block.paragraph and steps.get("paragraph") and block.point and not any(place.inside):
            return place.within("", block.point)
        if "paragraph" in steps or not (place.point or place.indent):
            return place
        above = range(int(here.paragraph or 0), 0, -1)
        point = place.point or (block.point if block else "")
        tried = [
            place.within(str(n), place.point or p, place.indent) for n in above for p in dict.fromkeys((point, ""))
        ]
        tried += [place.within("", point, place.indent), place]
        return next((t for t in tried if self.places.exists(t)), place)


def resolve(reference: Reference, agreement: Agreement, unit: Unit, units: Sequence[Unit]) -> tuple[Address, ...]:
    """The places that a reference of a unit means; see Resolver for many."""
    return Resolver(agreement, units).resolve(reference, unit)


def block_of(reference: Reference, unit: Unit) -> Block | None:
    """The block in which a reference of a unit begins; None: between the blocks."""
    return next((b for b in unit.blocks if b.span[0] <= reference.span[0] < b.span[1]), None)


def _values(step: Step | None, here: str) -> Iterator[str]:
    """The numbers of a step; `here` is the number of the place where it is read."""
    if step is None:
        yield ""
    elif step.values:
        yield from _spread(step.values)
    elif step.which == "this":
        yield here
    elif here.isdigit() and (number := int(here) + (1 if step.which == "next" else -1)) > 0:
        yield str(number)


def _spread(values: Sequence[str]) -> Iterator[str]:
    """Numbers with their ranges written out.

    >>> list(_spread(("1–3", "5")))
    ['1', '2', '3', '5']
    """
    for value in values:
        first, _, last = value.partition("–")
        if last.isdigit() and first.isdigit():
            yield from (str(n) for n in range(int(first), int(last) + 1))
        else:
            yield value


def _issue(issue: str) -> tuple[str, str]:
    """Number and year of an issue: 8/2018 and 8/18 are one."""
    number, _, year = issue.partition("/")
    return number, year[-2:]
