"""Twenty people ask the app's knowledge base while it is built anew: no error, and no answer of two snapshots."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from itertools import count

from torture.figures import Figures
from torture.small import HOURS, QUESTIONS, Small, state_of, workplace
from ui.opened import open_base

PEOPLE = 20
SECONDS = 60.0
_STATES = frozenset((*HOURS, *(f"{hours}+" for hours in HOURS)))


def run(chances: random.Random, short: bool) -> Figures:
    """Lets them ask for a while, with one thread that builds, adds and removes without a pause."""
    figures = Figures("crowd")
    with workplace() as folder:
        small = Small.made(folder / "base")
        os.environ["KOLEKTIVKA_INDEX"] = str(small.home)
        over = threading.Event()
        asking = [threading.Thread(target=_asks, args=(figures, over, n)) for n in range(PEOPLE)]
        for thread in asking:
            thread.start()
        _changes(figures, small, chances, time.monotonic() + (4 if short else SECONDS))
        over.set()
        for thread in asking:
            thread.join()
    if figures.tried.get("answers", 0) < PEOPLE:
        figures.fault("hardly anybody was answered")
    return figures


def _changes(figures: Figures, small: Small, chances: random.Random, until: float) -> None:
    reading = small.read()
    every: dict[str, Callable[[], object]] = {
        "builds": small.build,
        "additions": lambda: small.keep(reading),
        "removals": small.remove,
    }
    for number in count():
        if time.monotonic() > until:
            return
        small.write(HOURS[number % 2])
        name = chances.choice(("builds", "removals" if small.listed() else "additions"))
        try:
            every[name]()
            figures.count(name)
        except Exception as error:
            figures.fault(f"{name}: {type(error).__name__}: {error}")


def _asks(figures: Figures, over: threading.Event, number: int) -> None:
    chances = random.Random(number)
    while not over.is_set():
        try:
            base = open_base()
            state = state_of(base)
            figures.count("answers", len(QUESTIONS))
            if state not in _STATES:
                figures.fault(f"an answer gives {state!r}")
            if len(base.compare(chances.choice(QUESTIONS)).rows) != 1 + state.endswith("+"):
                figures.fault("a comparison has other agreements than its base")
        except Exception as error:
            figures.fault(f"asking: {type(error).__name__}: {error}")
