"""Figures as a line of JSON: the numbers of a text are read once, when an index is built."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from index.figures import Figure
from ingest.quantities import Quantity

_FIGURE = tuple(field.name for field in fields(Figure))
_QUANTITY = tuple(field.name for field in fields(Quantity))


def to_line(figures: Sequence[Figure]) -> str:
    """The figures of a unit in one line.

    >>> from index.figures import figures
    >>> from ingest.corpus import read_corpus
    >>> found = figures(next(u for u in read_corpus()[0].units if u.label == "45"))
    >>> from_line(to_line(found)) == found
    True
    """
    return json.dumps(figures, ensure_ascii=False, default=_plain)


def from_line(line: str) -> tuple[Figure, ...]:
    """The figures of a line that `to_line` wrote."""
    return tuple(map(_figure, json.loads(line)))


def _plain(value: Any) -> Any:
    """What JSON has no form for: records as the list of their values."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return [getattr(value, name) for name in (_FIGURE if isinstance(value, Figure) else _QUANTITY)]


def _figure(values: Sequence[Any]) -> Figure:
    given = dict(zip(_FIGURE, values, strict=True))
    given |= {"quantity": _quantity(given["quantity"]), "conditions": tuple(map(_quantity, given["conditions"]))}
    spans = {name: tuple(given[name]) for name in ("sentence", "clause")}
    return Figure(**{**given, **spans, "classes": frozenset(given["classes"])})


def _quantity(values: Sequence[Any]) -> Quantity:
    given = dict(zip(_QUANTITY, values, strict=True))
    numbers = {name: given[name] and Decimal(given[name]) for name in ("value", "upper")}
    return Quantity(**{**given, **numbers, "span": tuple(given["span"])})
