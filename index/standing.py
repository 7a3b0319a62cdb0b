"""Whether an agreement is in force on a day, from the register alone."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ingest.records import Agreement

Standing = Literal["not yet in force", "in force", "expired", "text older than the law", "not known"]


def standing(agreement: Agreement, day: date) -> Standing:
    """The standing of an agreement on a day; what the register does not say stays unknown.

    >>> from ingest.corpus import read_corpus
    >>> [standing(s.agreement, date(2026, 1, 21)) for s in read_corpus() if s.agreement.is_law]
    ['in force', 'in force', 'text older than the law', 'expired']
    """
    if agreement.until and day > agreement.until.date:
        return "expired"
    begins = agreement.in_force_from or agreement.applied_from or agreement.text_until
    if begins and day < begins:
        return "not yet in force"
    if agreement.text_state == "consolidated":
        return "text older than the law"
    return "in force" if begins else "not known"
