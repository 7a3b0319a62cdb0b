"""Which engine a base has: chosen by its size, in this one place, and stated in its manifest.

A small base compares a question with every unit, exactly. A large one gathers the units that are likely to answer and
compares it with those: with vectors in half precision, all of them or, of many, those that a graph leads to.
"""

from __future__ import annotations

from typing import Literal, get_args

from index.dense import Kind

Engine = Literal["small", "large"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

LARGE_FROM = 10_000
"""From so many wordings a base is large."""
GRAPH_FROM = 100_000
"""From so many chunks the vectors of a large base are found by a graph."""


class EngineError(ValueError):
    """There is no engine of that name."""


def engine_of(name: str) -> Engine | None:
    """The engine of a name; None: "", the size decides. Raises EngineError.

    >>> engine_of("large"), engine_of("")
    ('large', None)
    """
    found = next((engine for engine in ENGINES if engine == name), None)
    if name and found is None:
        raise EngineError(f'no engine "{name}"; there are {", ".join(ENGINES)}')
    return found


def engine_for(wordings: int) -> Engine:
    """The engine for a base of so many wordings.

    >>> engine_for(400), engine_for(100_000)
    ('small', 'large')
    """
    return "large" if wordings >= LARGE_FROM else "small"


def kind_for(engine: Engine, chunks: int) -> Kind:
    """How the vectors of so many chunks are kept.

    >>> kind_for("small", 2_000), kind_for("large", 50_000), kind_for("large", 5_000_000)
    ('exact', 'half', 'graph')
    """
    if engine == "small":
        return "exact"
    return "graph" if chunks >= GRAPH_FROM else "half"
