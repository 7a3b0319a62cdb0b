"""The numbers of a unit as they stand in it: in which block and sentence, beside which words, as what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.measures import Kind
from ingest.phrases import pattern_of
from ingest.quantities import Quantity, quantities
from ingest.records import Unit
from ingest.script import fold

Span = tuple[int, int]

LISTED = ("point", "subpoint", "indent", "row")
"""Kinds of blocks that are items of a list or a table."""

_SENTENCE_END = re.compile(r"[;\n]|[.](?=\s+[A-ZČŠŽĐА-ЯЉЊЂЋЏЈ(])")
_CLAUSE_END = re.compile(r",(?!\d)|:\s")
# "Če", "ki traja", "за … година": what stands after them is on what a value depends, not the value.
_CONDITIONAL = re.compile(
    r"\b(?:ce|ako|ukoliko|kadar|kada|ki\s+traja\w*|koji\s+traje|ko|kdor|v primeru|u slucaju|star\w*|dopolni\w*"
    r"|napolni\w*|navrsi\w*|cas\w* od)\b[^,;:]*$"
)
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
_TIME = ("day", "working day", "calendar day", "week", "month", "year")


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


def figures(unit: Unit) -> tuple[Figure, ...]:
    """The figures of a unit, in their order; headings have none.

    >>> from ingest.corpus import read_corpus
    >>> unit = next(u for u in read_corpus()[0].units if u.label == "45")
    >>> [(f.quantity.text, f.is_cap) for f in figures(unit)][:2]
    [('7 delovnih dni', True), ('1 dan', False)]
    """
    found: list[Figure] = []
    read = quantities(unit.text, unit.language)
    for number, block in enumerate(unit.blocks):
        if block.kind in ("heading", "title"):
            continue
        inside = [q for q in read if block.span[0] <= q.span[0] < block.span[1]]
        for quantity in inside:
            sentence = _around(unit.text, quantity.span, block.span, _SENTENCE_END)
            beside = [q for q in inside if sentence[0] <= q.span[0] < sentence[1]]
            found.append(_figure(unit, number, quantity, sentence, beside))
    return tuple(found)


def _figure(unit: Unit, block: int, quantity: Quantity, sentence: Span, beside: Sequence[Quantity]) -> Figure:
    clause = _around(unit.text, quantity.span, sentence, _CLAUSE_END)
    steps = tuple(q for q in beside if q is not quantity and _is_step(q, quantity))
    return Figure(
        quantity=quantity,
        block=block,
        sentence=sentence,
        clause=clause,
        rank=beside.index(quantity),
        is_condition=_is_condition(unit, quantity, sentence, beside),
        is_period=quantity.kind == "duration" and bool(_PERIOD.search(fold(unit.text[sentence[0] : quantity.span[0]]))),
        is_cap=quantity.bound == "at most" and bool(_TOGETHER.search(fold(unit.text[slice(*sentence)]))),
        conditions=steps,
    )


def _is_condition(unit: Unit, quantity: Quantity, sentence: Span, beside: Sequence[Quantity]) -> bool:
    others = [q for q in beside if q is not quantity]
    if not others:
        return False
    if quantity.bound in ("more than", "less than") or quantity.kind in ("age", "clock"):
        return True
    if any(_is_step(quantity, other) for other in others):
        return True
    return bool(_CONDITIONAL.search(fold(unit.text[sentence[0] : quantity.span[0]])))


def _is_step(condition: Quantity, value: Quantity) -> bool:
    """Whether a quantity may be the step of a scale for another: "nad 10 let" for "45 dni"."""
    if condition.kind not in ("duration", "age") or condition.unit not in (*_TIME, "hour"):
        return False
    if value.kind not in ("duration", "age"):
        return True
    return value.unit in _TIME and condition.unit in _TIME and _TIME.index(condition.unit) > _TIME.index(value.unit)


def _around(text: str, span: Span, within: Span, ends: re.Pattern[str]) -> Span:
    """The stretch of `within` around a span that no end parts."""
    starts = [m.end() for m in ends.finditer(text, within[0], span[0])]
    end = ends.search(text, span[1], within[1])
    return starts[-1] if starts else within[0], end.start() if end else within[1]


def contains(step: Quantity, number: Quantity) -> bool | None:
    """Whether a number lies within a step of a scale; None: they count different things.

    >>> step, twelve = (quantities(t, "sl")[0] for t in ("nad 10 do 15 let", "12 let"))
    >>> contains(step, twelve)
    True
    """
    if step.unit != number.unit or step.value is None or number.value is None:
        return None
    asked = number.value
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
