"""The numbers of a unit as they stand in it: in which block and sentence, beside which words, as what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ONE = rf"\b(?:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})\b\.?"
_ROMANS = re.compile(rf"{_ONE}(?:\s*(?:,|-|–|do|in|i)?\s*{_ONE})*")
_CLASS_WORD = re.compile(r"\b(?:razred\w*|skupin\w*|grup\w*|class|group|stopnj\w*)\b")
_ROW_OF_CLASS = re.compile(rf"{_ONE}\s*\t")  # of a table, its head says of what
_ORDINAL = (
    r"prv\w{1,3}|first",
    r"drug\w{1,3}|second",
    r"(?:tretj|trec)\w{1,3}|third",
    r"(?:cetrt|cetvrt)\w{1,3}|fourth",
    r"pet[aieou]\w{0,2}|fifth",
    r"sest[aieou]\w{0,2}|sixth",
    r"sedm\w{1,3}|seventh",
    r"osm\w{1,3}|eighth",
    r"devet[aieou]\w{0,2}|ninth",
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
    read = quantities(unit.text, unit.language) if unit.language in ("sl", "sr") else ()
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
    steps = tuple(_opened(unit, q) for q in beside if q is not quantity and _is_step(q, quantity))
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
        classes=classes(unit.text[slice(*sentence)]),
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


def _opened(unit: Unit, step: Quantity) -> Quantity:
    """A step with its bound: "od enega leta zaposlitve" has no upper end."""
    after = re.search(r"\b(?:od|po|posle|nakon)\s*$", fold(unit.text[max(0, step.span[0] - 12) : step.span[0]]))
    opens = after and step.bound == "exact" and step.upper is None
    return replace(step, bound="at least") if opens else step


def _around(text: str, span: Span, within: Span, ends: re.Pattern[str]) -> Span:
    """The stretch of `within` around a span that no end parts."""
    starts = [m.end() for m in ends.finditer(text, within[0], span[0])]
    end = ends.search(text, span[1], within[1])
    return starts[-1] if starts else within[0], end.start() if end else within[1]


def classes(text: str) -> frozenset[int]:
    """The pay classes or groups of work that a text names by Roman numerals or ordinals, in any of the languages.

    >>> sorted(classes("za dela od I. do IV. skupine")), sorted(classes("VI.in VII. tarifni razred"))
    ([1, 2, 3, 4], [6, 7])
    >>> sorted(classes("fourth tariff class")), sorted(classes("u prvoj grupi")), sorted(classes("II. del"))
    ([4], [1], [])
    """
    folded = fold(text)
    found: set[int] = set()
    if _CLASS_WORD.search(folded) or _ROW_OF_CLASS.match(folded.strip()):
        for match in _ROMANS.finditer(folded):
            numbers = [_ROMAN.index(part) + 1 for part in re.findall(r"\b[ivx]+\b", match[0]) if part in _ROMAN]
            through = "do" in match[0] or "-" in match[0] or "–" in match[0]
            found |= set(range(numbers[0], numbers[-1] + 1)) if through and numbers else set(numbers)
        found |= {n for n, words in enumerate(_ORDINAL, 1) if re.search(rf"\b(?:{words})\b", folded)}
    return frozenset(found)


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


def contains(step: Quantity, number: Quantity) -> bool | None:
    """Whether a number lies within a step of a scale; None: they count different things.

    >>> step, twelve = (quantities(t, "sl")[0] for t in ("nad 10 do 15 let", "12 let"))
    >>> contains(step, twelve)
    True
    """
    if (step.unit, step.kind) != (number.unit, number.kind) or step.value is None or number.value is None:
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
