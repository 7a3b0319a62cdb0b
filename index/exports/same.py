"""Whether two quantities could be taken for the same: 7 days and one week, 2 days and 2 working days."""

from __future__ import annotations

from decimal import Decimal

from index.figures import family
from ingest.quantities import Quantity

# In days; months and years only roughly, hence the tolerance. Hours stay apart: a day off is not 24 hours.
_DAYS = {"day": 1, "working day": 1, "calendar day": 1, "week": 7, "month": 30, "year": 365}
_TOLERANCE = Decimal("0.04")
_NO_END = Decimal("1e9")


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities answer the same kind of question.

    >>> from ingest.quantities import quantities
    >>> days, working, share = quantities("3 dni, 5 delovnih dni, 50 % plače", "sl")
    >>> comparable(days, working), comparable(days, share)
    (True, False)
    """
    money = one.kind != "money" or one.unit == other.unit
    return family(one.kind, one.unit) == family(other.kind, other.unit) and one.per == other.per and money


def may_be_same(one: Quantity, other: Quantity) -> bool:
    """Whether somebody could hold two quantities for the same, so that neither is plainly wrong for the other.

    "At least one day" may be two days: a bound reaches over everything that it allows.

    >>> from ingest.quantities import quantities
    >>> week, seven, two, share, least = quantities("en teden, 7 delovnih dni, 2 dni, 7 %, najmanj 1 dan", "sl")
    >>> [may_be_same(seven, other) for other in (week, two, share, least)]
    [True, False, False, True]
    """
    if one.iso or other.iso:
        return one.iso == other.iso
    (what, low, high), (other_what, other_low, other_high) = _range(one), _range(other)
    slack = _TOLERANCE * max(low, other_low) if what == "days" and one.unit != other.unit else Decimal(0)
    return what == other_what and low <= other_high + slack and other_low <= high + slack


def _range(quantity: Quantity) -> tuple[str, Decimal, Decimal]:
    """What a quantity measures, and from where to where it reaches."""
    low = quantity.value if quantity.value is not None else Decimal(0)
    high = quantity.upper if quantity.upper is not None else low
    if quantity.upper is None and quantity.bound in ("at least", "more than"):
        high = _NO_END
    if quantity.upper is None and quantity.bound in ("at most", "less than"):
        low = Decimal(0)
    what, times = quantity.unit, Decimal(1)
    if quantity.kind in ("duration", "age") and quantity.unit in _DAYS:
        what, times = "days", Decimal(_DAYS[quantity.unit])
    elif quantity.unit == "minute":
        what, times = "hour", 1 / Decimal(60)
    elif quantity.kind == "factor" and not quantity.unit:
        what, times = "%", Decimal(100)
    return what, low * times, high * times
