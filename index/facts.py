"""The short English facts of judged questions ("5 working days", "1,037 EUR") as values, and which quantity is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.number_words import english_words
from ingest.quantities import Quantity

_WORDS = {"zero": 0, **english_words()}
_MONTHS = "january february march april may june july august september october november december".split()
_UNITS = (
    (r"working days?", "working day"),
    (r"calendar days?", "calendar day"),
    (r"(?:consecutive )?days?", "day"),
    (r"weeks?", "week"),
    (r"(?:monthly )?instalments?", "instalment"),
    (r"months?", "month"),
    (r"years?(?: of age)?", "year"),
    (r"(?:paid )?hours?", "hour"),
    (r"minutes?", "minute"),
    (r"%", "%"),
    (r"eur", "EUR"),
    (r"sit", "SIT"),
    (r"(?:rsd|dinars?)", "RSD"),
    (r"pay grades?", "pay grade"),
    (r"(?:average )?(?:monthly )?(?:net |gross )?(?:wages?|salary|salaries|pay)", "average wage"),
    (r"db", "dB"),
    (r"g", "g"),
    (r"members?", "member"),
)
_NUMBER = re.compile(
    rf"""
    \b(?:(?P<half>one\ and\ a\ half)|(?P<quarter>one\ quarter)|(?P<once>once)
        |(?P<over>\d)/(?P<under>\d+)
        |(?P<digits>\d[\d,]*(?:\.\d+)?)|(?P<word>{"|".join(_WORDS)}))
    (?:\s*(?:–|-|to)\s*(?P<upper>\d[\d,]*(?:\.\d+)?))?(?!\w)
    """,
    re.VERBOSE,
)
_DAY_OF_MONTH = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)|day (\d{1,2}))\b")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?")
_ALSO = {
    "average wage": ("wage", "basic wage", "minimum wage"),
    "day": ("calendar day", "working day"),
    "member": ("", "person"),
}
"""Units that a fact's short English does not part; "day" stands for whatever days the text has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value of a fact."""

    value: Decimal | None  # None: a date, see `iso`
    upper: Decimal | None  # of a range; None: no range
    unit: str  # "": a coefficient, or a count of things without a unit of their own
    iso: str = ""  # of a date, the parts that are not said left out; "": a number

    def is_met_by(self, quantity: Quantity) -> bool:
        """Whether a quantity is this value in this unit.

        >>> from ingest.quantities import quantities
        >>> five = fact("5 working days")[0]
        >>> [five.is_met_by(quantity) for quantity in quantities("pet dni, pet delovnih dni", "sl")]
        [False, True]
        """
        if self.iso:
            return quantity.kind == "date" and f"-{quantity.iso}".endswith(self.iso)
        if quantity.value is None:
            return False
        if self.unit == "%" and quantity.kind == "factor":
            return quantity.value * 100 == self.value
        same = self.unit in ("", quantity.unit) or quantity.unit in _ALSO.get(self.unit, ())
        return same and (quantity.value, quantity.upper) == (self.value, self.upper)


def fact(text: str) -> tuple[Wanted, ...]:
    """The values of a fact in their order; none when it has no number.

    >>> fact("1–4 months"), fact("by 15 March")[0].iso, fact("1/4 of the pay")[0].value, fact("class V")
    ((Wanted(value=Decimal('1'), upper=Decimal('4'), unit='month', iso=''),), '03-15', Decimal('0.25'), ())
    """
    folded = text.lower()
    found = []
    for match in _DATE.finditer(folded):
        day = f"{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
        found.append((match.start(), Wanted(None, None, "", f"{match[3]}-{day}" if match[3] else day)))
    folded = _DATE.sub(lambda match: " " * len(match[0]), folded)
    for match in _DAY_OF_MONTH.finditer(folded):
        found.append((match.start(), Wanted(None, None, "", f"---{int(match[1] or match[2]):02}")))
    folded = _DAY_OF_MONTH.sub(lambda match: " " * len(match[0]), folded)
    for match in _NUMBER.finditer(folded):
        unit = "time" if match["once"] else _unit_at(folded[match.end() :].lstrip())
        found.append((match.start(), Wanted(_value(match), _upper(match), unit)))
    return tuple(wanted for _, wanted in sorted(found, key=lambda pair: pair[0]))


def _unit_at(text: str) -> str:
    return next((unit for pattern, unit in _UNITS if re.match(rf"{pattern}(?!\w)", text)), "")


def _value(match: re.Match[str]) -> Decimal:
    for name, value in (("half", "1.5"), ("quarter", "0.25"), ("once", "1")):
        if match[name]:
            return Decimal(value)
    if match["over"]:
        return Decimal(match["over"]) / Decimal(match["under"])
    return Decimal(match["digits"].replace(",", "")) if match["digits"] else Decimal(_WORDS[match["word"]])


def _upper(match: re.Match[str]) -> Decimal | None:
    return Decimal(match["upper"].replace(",", "")) if match["upper"] else None
