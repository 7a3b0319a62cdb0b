"""The numbers of a unit as they stand in it: in which block and sentence, beside which words, as what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.classes import classes
from index.conditions import is_condition, is_step_of, opened
from ingest.measures import Kind
from ingest.phrases import pattern_of
from ingest.quantities import Quantity, quantities
from ingest.records import Block, Unit
from ingest.script import fold

Span = tuple[int, int]

LISTED = ("point", "subpoint", "indent", "row")
"""Kinds of blocks that are items of a list or a table."""

_SENTENCE_END = re.compile(r"[;\n]|[.](?=\s+[A-ZČŠŽĐА-ЯЉЊЂЋЏЈ(])")
_CLAUSE_END = re.compile(r",(?!\d)|:\s")
_TOGETHER = re.compile(
    pattern_of(
        "skupaj, skupno, v celoti, ne smejo preseči, ne sme preseči, ne more preseči, ne morejo preseči, "
        "ne presega, ukupno, u svim slučajevima, ne može trajati duže od, ne može da traje duže od, ne može biti duži, "
        "lahko znaša največ, po tem členu največ, seštev*"
    ).removesuffix(r"(?!\w)")
)
# "V obdobju treh mesecev", "на сваке три године", "zadnjih 12 mesecev": the period over which a value is reckoned.
_PERIOD = re.compile(
    r"\b(?:obdobj\w*|period\w*|na vsak\w*|za vsak\w*|na svak\w*|za svak\w*|v zadnjih|zadnj\w*|pretekl\w*"
    r"|prejsnj\w*|prethodn\w*|poslednj\w*|tokom|u toku|v teku|v okviru|v|u)\s*$"
)
# "V 30 dneh od vložitve": a time limit, which is an answer.
_LIMIT_BEFORE, _LIMIT_AFTER = re.compile(r"\b[vu]\s*$"), re.compile(r"\s*(?:od|po|pred|pre|nakon|posle)\b")
_AND_AT_MOST = re.compile(
    r"\s*,?\s*(?:in|i|a|ter|oziroma|vendar|ali)?\s*(?:ne vec kot|najvec|najvise|a najvise|do)(?:\s+v visini)?\s*"
)
# "3 letna srednja šola": its years are its name and say nothing of work.
_YEARS_LONG = re.compile(r"(?:letn|godisnj)\w*$")
_SCHOOL = re.compile(r"\s+(?:\w+\s+)?(?:sol|skol|gimnaz|izobraz|program|obrazov)")
_A_LITTLE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of a unit in its place; the spans are in the unit's text."""

    quantity: Quantity
    block: int  # its block in the unit
    sentence: Span
    clause: Span  # the words that it belongs to most closely
    rank: int  # of the quantities of its sentence, it is this one, from 0
    is_condition: bool  # it says when, not how much
    is_period: bool  # over which the value is reckoned: "v 24 urah"
    is_cap: bool  # what several values together may not exceed
    conditions: tuple[Quantity, ...]  # the lengths of time on which it depends: a step of a scale
    classes: frozenset[int]  # the pay classes that it is for; empty: it is not by classes

    @property
    def grants(self) -> bool:
        """Whether it says how much: not when, over which time, or what all together may not exceed."""
        return not (self.is_condition or self.is_period or self.is_cap)


def figures(unit: Unit) -> tuple[Figure, ...]:
    """The figures of a unit, in their order; headings have none, and nothing is read in other languages.

    >>> from ingest.corpus import read_corpus
    >>> unit = next(u for u in read_corpus()[0].units if u.label == "45")
    >>> [(f.quantity.text, f.is_cap) for f in figures(unit)][:2]
    [('7 delovnih dni', True), ('1 dan', False)]
    """
    found: list[Figure] = []
    above: Sequence[Quantity] = ()  # of the row before
    read = quantities(unit.text, unit.language) if unit.language in ("sl", "sr") else ()
    for number, block in enumerate(unit.blocks):
        if block.kind in ("heading", "title"):
            continue
        inside = _joined(unit.text, [q for q in read if block.span[0] <= q.span[0] < block.span[1]])
        above = inside = _with_units(inside, above) if block.kind == "row" else inside
        of_sentence: dict[Span, list[Quantity]] = {}
        for quantity in inside:
            of_sentence.setdefault(_around(unit.text, quantity.span, block.span, _SENTENCE_END), []).append(quantity)
        for sentence, beside in of_sentence.items():
            found += _settled([_figure(unit, number, quantity, sentence, beside) for quantity in beside])
    return tuple(found)


def _is_schooling(text: str, quantity: Quantity) -> bool:
    after = fold(text[quantity.span[1] :][:40])
    return bool(_YEARS_LONG.search(fold(quantity.text)) and _SCHOOL.match(after))


def _with_units(cells: list[Quantity], above: Sequence[Quantity]) -> list[Quantity]:
    """The bare numbers of a row in the units of the row above it: "1 dan 2 dni 3 dni", then "1 3 5"."""
    bare = all(cell.kind == "count" and not cell.unit for cell in cells)
    if not bare or len(cells) < 2 or len(cells) != len(above):
        return cells
    return [replace(cell, kind=over.kind, unit=over.unit) for cell, over in zip(cells, above, strict=True)]


def _joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """With "najmanj 36 ur in največ 40 ur" as one quantity: from 36 to 40 hours."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last and (last.bound, quantity.bound) == ("at least", "at most") and _is_range(text, last, quantity):
            span = last.span[0], quantity.span[1]
            joined[-1] = replace(
                quantity, value=last.value, upper=quantity.value, bound="exact", text=text[slice(*span)], span=span
            )
        else:
            joined.append(quantity)
    return joined


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    alike = low.kind == high.kind and low.unit in ("", high.unit) and low.kind not in ("clock", "date", "age")
    return alike and bool(_AND_AT_MOST.fullmatch(fold(text[low.span[1] : high.span[0]])))


def _settled(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a sentence; one that only says from when something holds is about that number itself.

    "Počitek, ki traja najmanj 12 ur", "če traja vožnja največ 2 uri".
    """
    if len(figures) < 2 or any(figure.grants for figure in figures):
        return list(figures)
    said = [f for f in figures if f.is_condition and f.quantity.kind not in ("age", "clock", "date")]
    said = [f for f in said if not (f.is_period or f.is_cap)]
    if len(said) != 1:
        return list(figures)
    return [replace(figure, is_condition=False) if figure is said[0] else figure for figure in figures]


def _figure(unit: Unit, block: int, quantity: Quantity, sentence: Span, beside: Sequence[Quantity]) -> Figure:
    clause = _around(unit.text, quantity.span, sentence, _CLAUSE_END)
    before = fold(unit.text[sentence[0] : quantity.span[0]])
    limits = _LIMIT_BEFORE.search(before) and _LIMIT_AFTER.match(fold(unit.text[quantity.span[1] :][:12]))
    steps = tuple(opened(unit, q) for q in beside if q is not quantity and is_step_of(unit, q, quantity, sentence))
    return Figure(
        quantity=quantity,
        block=block,
        sentence=sentence,
        clause=clause,
        rank=beside.index(quantity),
        is_condition=_is_schooling(unit.text, quantity) or is_condition(unit, quantity, sentence, beside),
        is_period=quantity.kind == "duration" and bool(_PERIOD.search(before)) and not limits,
        is_cap=quantity.bound == "at most" and bool(_TOGETHER.search(fold(unit.text[slice(*sentence)]))),
        conditions=steps,
        classes=_classes_of(unit.text, clause, sentence, [q.span for q in beside if q is not quantity]),
    )


def _classes_of(text: str, clause: Span, sentence: Span, others: Sequence[Span]) -> frozenset[int]:
    """The pay classes that a figure is for: those of its clause, of what follows up to the next figure, or of all.

    "30 dni, če je v skupini od I. do V., in 60 dni, če je v skupini od VI. do IX."
    """
    following = [_around(text, span, sentence, _CLAUSE_END)[0] for span in others if span[0] >= clause[1]]
    near = (clause, (clause[1], min(following, default=sentence[1])), sentence) if others else (sentence,)
    return next((found for span in near if (found := classes(text[slice(*span)]))), frozenset())


def _around(text: str, span: Span, within: Span, ends: re.Pattern[str]) -> Span:
    """The stretch of `within` around a span that no end parts."""
    starts = [m.end() for m in ends.finditer(text, within[0], span[0])]
    end = ends.search(text, span[1], within[1])
    return starts[-1] if starts else within[0], end.start() if end else within[1]


def siblings(blocks: Sequence[Block], number: int) -> range:
    """The items of the list or table that an item belongs to; only itself where it stands alone."""
    block = blocks[number]
    if block.kind not in LISTED:
        return range(number, number + 1)

    def belongs(other: Block) -> bool:
        points = "point" in (block.kind, other.kind)
        whole = block.kind == other.kind and not (block.indent or other.indent)
        alike = whole if points else other.point == block.point
        return other.kind in LISTED and other.paragraph == block.paragraph and alike

    start = end = number
    while start > 0 and belongs(blocks[start - 1]):
        start -= 1
    while end + 1 < len(blocks) and belongs(blocks[end + 1]):
        end += 1
    return range(start, end + 1)


def lead(unit: Unit, number: int) -> str:
    """The words that introduce the list of an item: "Delavcu pripada jubilejna nagrada v višini:"; "": no list."""
    if unit.blocks[number].kind not in LISTED:
        return ""
    before = siblings(unit.blocks, number).start - 1
    if before < 0 or unit.blocks[before].kind in ("heading", "title"):
        return ""
    return unit.text[slice(*unit.blocks[before].span)].strip()


def items(unit: Unit, figure: Figure) -> tuple[int, ...]:
    """The blocks of the items that the words of a figure introduce; none: they introduce no list."""
    block = unit.blocks[figure.block]
    if not unit.text[slice(*block.span)].rstrip().endswith(":"):
        return ()
    found: list[int] = []
    for number in range(figure.block + 1, len(unit.blocks)):
        other = unit.blocks[number]
        deeper = other.indent if block.point and not block.indent else other.point or other.indent
        if other.kind not in LISTED or other.paragraph != block.paragraph or not deeper:
            break
        if block.point and other.point != block.point:
            break
        found.append(number)
    return tuple(found)


def contains(step: Quantity, number: Quantity) -> bool | None:
    """Whether a number lies within a step of a scale; None: they count different things.

    >>> step, twelve = (quantities(t, "sl")[0] for t in ("nad 10 do 15 let", "12 let"))
    >>> contains(step, twelve), contains(step, quantities("16 mesecev", "sl")[0])
    (True, False)
    """
    if step.kind != number.kind or step.value is None or number.value is None:
        return None
    asked = number.value if number.upper is None else (number.value + number.upper) / 2
    if step.unit != number.unit:
        if (step.unit, number.unit) != ("year", "month"):
            return None
        asked /= 12
    if number.bound == "more than":  # "preko 25 godina"
        asked += _A_LITTLE
    if step.upper is not None:
        above = asked > step.value if step.bound == "more than" else asked >= step.value
        return above and asked <= step.upper
    holds: dict[str, bool] = {
        "more than": asked > step.value,
        "at least": asked >= step.value,
        "at most": asked <= step.value,
        "less than": asked < step.value,
        "exact": asked == step.value,
    }
    return holds[step.bound]


def family(kind: Kind, unit: str) -> str:
    """What two values share that can stand for each other in an answer: days of any kind, shares and factors."""
    if kind == "duration":
        return unit if unit in ("hour", "minute", "year", "month", "week") else "day"
    return {"percentage": "share", "factor": "share", "date": "date", "clock": "date"}.get(kind, kind)
