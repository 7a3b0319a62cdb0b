"""Figures as they stand in the tables of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]


def figure(of: Figures, *path: str) -> Any:
    """A figure by its way through the tables; None: it was not measured.

    >>> figure({"build": {"wall_s": 3.5}}, "build", "wall_s"), figure({}, "build", "wall_s")
    (3.5, None)
    """
    value: Any = of
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(map(str, head))} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def titled(name: str) -> str:
    """The name of a size for people.

    >>> titled("10000"), titled("real")
    ('10 000 units', 'real sources')
    """
    return f"{int(name):,}".replace(",", " ") + " units" if name.isdigit() else "real sources"


def asked(size: Figures, way: str) -> str:
    """How long answers of a kind took: p50 / p95 in ms, and the processor time at p95."""
    p50, p95, cpu = (figure(size, "answer", way, f"{f}_ms") for f in ("wall_p50", "wall_p95", "cpu_p95"))
    return "–" if p50 is None else f"{number(p50)} / {number(p95)} ({number(cpu)})"


def both(size: Figures, wall: Sequence[str], cpu: Sequence[str], divisor: float = 1) -> str:
    """A time on the clock with the processor time in brackets."""
    return "–" if figure(size, *wall) is None else f"{scaled(size, divisor, *wall)} ({scaled(size, divisor, *cpu)})"


def scaled(size: Figures, divisor: float, *path: str) -> str:
    """A figure divided for its unit; "–": it was not measured."""
    value = figure(size, *path)
    return "–" if value is None else number(value / divisor)


def number(value: float) -> str:
    """Three digits that count.

    >>> number(0.0123), number(12.345), number(12345.6)
    ('0.012', '12.3', '12 346')
    """
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"
