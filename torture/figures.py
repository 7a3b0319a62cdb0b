"""What one part of the torture tried and found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LONGEST = 1_000
"""Characters that a sentence for people may have."""
SLOWEST = 2.0
"""Seconds of work that one input may take."""


@dataclass(slots=True)
class Figures:
    """Counts tries by what was tried, and keeps every fault with the way to see it again.

    >>> figures = Figures("writes")
    >>> figures.count("failed writes", 3)
    >>> figures.line()
    'writes: 3 failed writes; 0 faults'
    """

    part: str
    tried: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def count(self, what: str, times: int = 1) -> None:
        """Counts a try."""
        self.tried[what] = self.tried.get(what, 0) + times

    def fault(self, what: str) -> None:
        """Keeps a fault; the same one is kept once."""
        if what not in self.faults:
            self.faults.append(what)

    def line(self) -> str:
        """All figures in one line."""
        counts = ", ".join(f"{times:,} {what}" for what, times in self.tried.items())
        slow = f"; slowest {self.slowest:.2f} s" if self.slowest else ""
        return f"{self.part}: {counts}{slow}; {len(self.faults)} faults"

    @contextmanager
    def guarded(self, what: str, slowest: float = SLOWEST) -> Iterator[None]:
        """Runs a try: a refusal is a ValueError of one sentence, anything else that is raised is a fault."""
        self.count(what.partition(":")[0])
        began = time.thread_time()
        try:
            yield
        except ValueError as error:
            if wrong := not_a_sentence(error):
                self.fault(f"{what}: {wrong}")
        except Exception as error:
            self.fault(f"{what}: {type(error).__name__}: {error}")
        took = time.thread_time() - began
        self.slowest = max(self.slowest, took)
        if took > slowest:
            self.fault(f"{what}: {took:.1f} s of work")


Part = Callable[[random.Random, bool], Figures]
"""Tries everything with the chances of a seed; the second argument asks for a short part of it."""


def not_a_sentence(error: ValueError) -> str:
    r"""What a refusal lacks to be one sentence for people; "": nothing.

    >>> not_a_sentence(ValueError("no index in x: run this")), not_a_sentence(ValueError("a\nb"))
    ('', "not one line: 'a\\nb'")
    >>> not_a_sentence(UnicodeDecodeError("utf-8", b"", 0, 1, "bad"))
    "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-0: bad"
    """
    said = str(error)
    if type(error).__module__ == "builtins" and type(error) is not ValueError:
        return f"{type(error).__name__}: {said}"
    if not said or len(said) > LONGEST:
        return f"{len(said)} characters: {said[:80]!r}"
    if not said.isprintable():
        return f"not one line: {said[:300]!r}"
    return ""
