"""Which numbers of a sentence only say when something holds, and which of them are steps of a scale for another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.quantities import Quantity
from ingest.records import Unit
from ingest.script import fold

Span = tuple[int, int]

# "Če", "ki traja", "за … година": what stands after them is on what a value depends, not the value.
_CONDITIONAL = re.compile(
    r"\b(?:ce|ako|ukoliko|kadar|kada|ki\s+traja\w*|koji\s+traje|ko|kdor|v primeru|u slucaju|star(?:|i|a|o|e|ih|im|ej\w*"
    r"|ij\w*|ost\w*)|dopolni\w*|napolni\w*|navrsi\w*|cas\w* od)\b"
    r"(?:[^,;:]|,\s+(?:a|ali|vendar|pa|ne|odnosno|oziroma)\b)*$"  # "več kot 8 ur, a ne več kot 12 ur"
)
# "V višini 60 %", "најкасније три дана пре", "по 1 сат": what stands after these is the value, whatever it depends on.
_VALUE = re.compile(r"\b(?:v visini|u visini|u iznosu|po|najkasneje|najpozneje|najkasnije)\s*$")
_PERIOD_OF_EACH = re.compile(r"\b(?:na|za)\s+(?:vsak|svak)\w*\s*$")  # no step: it comes again and again
_TIME = {"day": 0, "working day": 0, "calendar day": 0, "week": 1, "month": 2, "year": 3}
_COUNTABLE = ("percentage", "factor", "money")
PEOPLE = ("worker", "member", "person")
"""What is counted where a value goes by how many there are: "več kot 20 do 100 delavcev - pet članov"."""
# "Od enega leta", "dopolni 50 let": from then on.
_OPENING = re.compile(r"\b(?:od|po|posle|nakon|dopoln\w+|napuni\w*|navrsi\w*)\s*$")


def is_condition(unit: Unit, quantity: Quantity, sentence: Span, beside: Sequence[Quantity]) -> bool:
    """Whether a quantity says when, not how much; alone in its sentence only where that introduces a list."""
    others = [q for q in beside if q is not quantity]
    if not others:
        introduces = unit.text[: sentence[1]].rstrip().endswith(":")
        return introduces and quantity.bound in ("more than", "less than")
    if _is_only_when(unit, quantity, sentence):
        return True
    return any(is_step_of(unit, quantity, other, sentence) for other in others)


def _is_only_when(unit: Unit, quantity: Quantity, sentence: Span) -> bool:
    """Whether the words around a quantity say that something depends on it."""
    if quantity.bound in ("more than", "less than") or quantity.kind in ("age", "clock"):
        return True
    before = fold(unit.text[sentence[0] : quantity.span[0]])
    return bool(_CONDITIONAL.search(before)) and not _VALUE.search(before)


def is_step_of(unit: Unit, condition: Quantity, value: Quantity, sentence: Span) -> bool:
    """Whether a quantity may be the step of a scale for another: "nad 10 let" for "45 dni"."""
    if _PERIOD_OF_EACH.search(fold(unit.text[sentence[0] : condition.span[0]])):
        return False
    if condition.kind == "count" and condition.unit in PEOPLE:
        return value.unit != condition.unit and _is_only_when(unit, condition, sentence)
    if condition.kind not in ("duration", "age") or condition.unit not in (*_TIME, "hour"):
        return False
    if value.kind in ("duration", "age"):
        times = value.unit in _TIME and condition.unit in _TIME
        return times and _TIME[condition.unit] > _TIME[value.unit]
    if value.kind not in _COUNTABLE or _is_amount(unit, condition, value):
        return False
    return _is_only_when(unit, condition, sentence) or not _is_only_when(unit, value, sentence)


def _is_amount(unit: Unit, days: Quantity, share: Quantity) -> bool:
    """Whether days after a share are what it gives: "60 % telesno okvaro za 5 dni"."""
    before = fold(unit.text[share.span[1] : days.span[0]])
    return days.bound == "exact" and _TIME.get(days.unit) == 0 and bool(re.search(r"\bza\s*$", before))


def opened(unit: Unit, step: Quantity) -> Quantity:
    """A step with its bound: "od enega leta zaposlitve" has no upper end."""
    after = _OPENING.search(fold(unit.text[max(0, step.span[0] - 12) : step.span[0]]))
    opens = after and step.bound == "exact" and step.upper is None
    return replace(step, bound="at least") if opens else step
