"""Which of several values is better for the worker: only where they can be compared, and never across countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.knowledge import Better
from index.results import Hit, Row
from ingest.quantities import Quantity
from ingest.script import fold

Code = Literal[
    "better",
    "equal",
    "no direction",
    "too few values",
    "not certain",
    "several values",
    "depends on a condition",
    "different kinds",
    "different units",
    "different bounds",
    "different bases",
    "different periods",
    "different kinds of days",
]

CAVEAT = (
    "Which agreement binds an employer and a worker is a question of law; the more favourable provision counts only "
    "among agreements of the same kind and level that bind the same employer, right by right. Agreements of different "
    "countries are never weighed against each other."
)
"""Stands beside every mark."""

SENTENCES: dict[Code, str] = {
    "better": "The marked value is better for the worker.",
    "equal": "The values are equal.",
    "no direction": "For this topic it is not settled whether more or less is better for the worker.",
    "too few values": "Fewer than two agreements in force in one country give a value here.",
    "not certain": "A value is not certain.",
    "several values": "An agreement gives several values, each on its own condition.",
    "depends on a condition": "A value depends on a condition.",
    "different kinds": "The values are of different kinds.",
    "different units": "The values are in different units.",
    "different bounds": "One value is a least or a most one, the other is not.",
    "different bases": "The values are shares of different things.",
    "different periods": "The values are reckoned by different periods.",
    "different kinds of days": "One value is in working days, the other in days, so which is more is open.",
}
"""For each code its sentence."""

DAYS_NOTE = "Days were counted both as calendar days (five working days in seven) and as working days: both agree."
RULEBOOK_NOTE = "A rulebook of one employer stands beside a collective agreement."

OLDER_NOTE = "A text that was compared is older than the law in force: look for later changes."

NOTES = (DAYS_NOTE, RULEBOOK_NOTE, OLDER_NOTE)
"""What may stand beside a comparison."""

_DAYS = ("day", "working day", "calendar day")
_NO_LONGER = ("expired", "superseded", "struck out", "not yet in force")
_WEEK = Decimal(7) / Decimal(5)


@dataclass(frozen=True, slots=True)
class Favour:
    """The agreements with the better value in one country, or why there is no mark."""

    code: Code
    country: str = ""  # in which it was compared; "": nowhere
    better: tuple[str, ...] = ()  # ids of the agreements; none: no mark
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What the code says, in English."""
        return SENTENCES[self.code]

    @property
    def caveat(self) -> str:
        """What must stand beside a mark."""
        return CAVEAT


def favour(rows: Sequence[Row], better: Better) -> Favour:
    """The rows with the value that is better for the worker; `better` says which direction is, "": not settled.

    Only provisions in force are compared, and only within a country. No mark is better than a wrong one: the
    first thing that stands against a comparison is the answer.
    """
    if not better:
        return Favour("no direction")
    reason = Favour("too few values")
    for country in dict.fromkeys(row.agreement.country for row in rows):
        hits = [row.hit for row in rows if row.agreement.country == country and row.state == "found" and row.hit]
        found = _among([h for h in hits if h.values and h.standing.state not in _NO_LONGER], country, better)
        if found.code == "better" or reason.code == "too few values":
            reason = found
    return reason


def _among(hits: Sequence[Hit], country: str, better: Better) -> Favour:
    if len(hits) < 2:
        return Favour("too few values", country)
    against = _against(hits)
    if against:
        return Favour(against, country)
    values = [hit.values[0] for hit in hits]
    notes = (RULEBOOK_NOTE,) * (len({hit.agreement.kind for hit in hits}) > 1)
    notes += (OLDER_NOTE,) * any(hit.standing.state == "text older than the law" for hit in hits)
    readings = [[_number(value) for value in values]]
    if len({value.unit for value in values}) > 1:
        readings.append([_number(v) * _WEEK if v.unit == "working day" else _number(v) for v in values])
        notes = (*notes, DAYS_NOTE)
    best = {tuple(n == (max if better == "more" else min)(numbers) for n in numbers) for numbers in readings}
    if len(best) > 1:
        return Favour("different kinds of days", country)
    marked = best.pop()
    if all(marked):
        return Favour("equal", country, notes=notes)
    ids = tuple(hit.agreement.id for hit, mark in zip(hits, marked, strict=True) if mark)
    return Favour("better", country, ids, notes)


def _against(hits: Sequence[Hit]) -> Code | None:
    """The first thing that stands against comparing; None: nothing does."""
    if any(not hit.certain for hit in hits):
        return "not certain"
    if any(len(hit.values) > 1 or hit.values[0].upper is not None for hit in hits):
        return "several values"
    if any(hit.condition for hit in hits):
        return "depends on a condition"
    values = [hit.values[0] for hit in hits]
    units = {value.unit for value in values}
    tests: tuple[tuple[Code, bool], ...] = (
        ("different kinds", len({v.kind for v in values}) > 1 or any(v.value is None for v in values)),
        ("different units", len(units) > 1 and not units <= set(_DAYS)),
        ("different bounds", len({v.bound for v in values}) > 1),
        ("different bases", len({_basis(v) for v in values}) > 1),
        ("different periods", len({v.per for v in values}) > 1),
    )
    return next((code for code, stands in tests if stands), None)


def _basis(value: Quantity) -> str:
    return " ".join(fold(value.of).split())


def _number(value: Quantity) -> Decimal:
    assert value.value is not None  # dates were set aside as another kind
    return value.value
