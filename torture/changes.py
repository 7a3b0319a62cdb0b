"""What may be interrupted: a build, an addition and a removal, from a known state to a known state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torture.figures import Figures
from torture.small import HOURS, Small
from torture.steps import stepped


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a base, with what answers before and after it."""

    name: str
    begun: Small
    make: Callable[[Small], object]
    before: str
    after: str

    def fresh(self, folder: Path) -> Small:
        """A copy of the base as it is before the change."""
        return self.begun.copy(folder)

    def steps(self, folder: Path) -> int:
        """How many steps on the disk the change takes."""
        numbers = [0]
        small = self.fresh(folder)
        with stepped(lambda number, kind: numbers.append(number)):
            self.make(small)
        return numbers[-1]

    def judge(self, figures: Figures, what: str, small: Small) -> None:
        """Whether the base is whole, in one of its two states, and cleaned up by what changes it next."""
        try:
            state = small.state()
            if state not in (self.before, self.after):
                figures.fault(f"{what}: answers with {state!r}")
            small.build()
            if small.listed() != small.state().endswith("+"):
                figures.fault(f"{what}: what is listed as added is not what is found")
            if left := small.leftovers():
                figures.fault(f"{what}: the next build leaves {', '.join(left)}")
        except Exception as error:
            figures.fault(f"{what}: cannot be opened or built again: {error}")


def changes(folder: Path) -> list[Change]:
    """The three changes, each on a base of its own."""
    old, new = HOURS
    built, added, removed = (Small.made(folder / name) for name in ("build", "add", "remove"))
    reading = added.read()
    removed.keep(reading)
    built.write(new)
    return [
        Change("build", built, Small.build, old, new),
        Change("add", added, lambda small: small.keep(reading), old, old + "+"),
        Change("remove", removed, Small.remove, old + "+", old),
    ]
