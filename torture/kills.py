"""A process is killed at every step of a change: afterwards the old or the new state is there, and whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tqdm import tqdm

from torture.changes import Change, changes
from torture.figures import Figures
from torture.small import Small, workplace
from torture.steps import stepped

ANY_MOMENT = 50
"""Kills of each change at any moment, beside those at every step."""


def run(chances: random.Random, short: bool) -> Figures:
    """Kills builds, additions and removals at every step, and at any moment."""
    figures = Figures("kills")
    tqdm.set_lock(threading.RLock())  # its own one is shared with children, and a killed one never gives it back
    with workplace() as folder:
        for change in changes(folder):
            last = change.steps(folder / "counted")
            shutil.rmtree(folder / "counted")
            every = range(1, last + 1)
            for number in chances.sample(every, min(8, last)) if short else every:
                _at_a_step(figures, change, number, folder / "try")
            for _ in range(3 if short else ANY_MOMENT):
                _any_moment(figures, change, chances.random(), folder / "try")
    return figures


def _at_a_step(figures: Figures, change: Change, last: int, folder: Path) -> None:
    """Kills before a step."""

    def at(number: int, kind: str) -> None:
        if number == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def dies() -> None:
        with stepped(at):
            change.make(small)

    small = change.fresh(folder)
    _child(dies)
    _seen(figures, change, f"kills at a step: {change.name}, step {last}", small)


def _seen(figures: Figures, change: Change, what: str, small: Small) -> None:
    figures.count(what.partition(":")[0])
    change.judge(figures, what, small)
    shutil.rmtree(small.folder)


def _any_moment(figures: Figures, change: Change, share: float, folder: Path) -> None:
    """Kills from outside, after a share of the time that the change takes."""
    small = change.fresh(folder)
    took = _child(lambda: change.make(small))
    shutil.rmtree(folder)
    small = change.fresh(folder)
    _child(lambda: change.make(small), after=share * took)
    _seen(figures, change, f"kills at any moment: {change.name}, after {share:.3f} of its time", small)


def _child(does: Callable[[], object], after: float | None = None) -> float:
    """Runs it in a copy of this process, killed after some seconds; gives back how long it lived."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            does()
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - began
