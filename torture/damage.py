"""Snapshots are damaged in every way: each is refused with one sentence, and the next build repairs it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from index.snapshot import POINTER, SnapshotError, current
from torture.damages import WAYS
from torture.figures import Figures
from torture.small import HOURS, Small, workplace

TRIES = 1_500
BUILT_AGAIN = 10
"""Of so many damaged snapshots one is built again."""


def run(chances: random.Random, short: bool) -> Figures:
    """Damages a snapshot in one of the ways at a time."""
    figures = Figures("damage")
    with workplace() as folder:
        whole = Small.made(folder / "whole")
        whole.write(HOURS[1])
        whole.build()
        _beyond_the_first(figures, whole)
        for number in range(len(WAYS) * 4 if short else TRIES):
            _damaged(figures, whole, chances, folder / "try", number)
    return figures


def _beyond_the_first(figures: Figures, whole: Small) -> None:
    if whole.state() != HOURS[1] or len([path for path in whole.home.iterdir() if path.is_dir()]) < 2:
        figures.fault("the base to be damaged is not as it should be")


def _damaged(figures: Figures, whole: Small, chances: random.Random, folder: Path, number: int) -> None:
    small = whole.copy(folder)
    snapshot = current(small.home)
    files = sorted(path for path in snapshot.rglob("*") if path.is_file())
    name, way = WAYS[number % len(WAYS)]
    what = f"{name}: {way(chances, [*files, small.home / POINTER], small.home)}"
    figures.count(name)
    try:
        figures.fault(f"{what}: is answered from, with {small.state()!r}")
    except SnapshotError as error:
        if not str(error).isprintable() or "kolektivka build" not in str(error):
            figures.fault(f"{what}: says {error}")
    except Exception as error:
        figures.fault(f"{what}: {type(error).__name__}: {error}")
    if number % BUILT_AGAIN == 0:
        _repaired(figures, what, small)
    shutil.rmtree(folder)


def _repaired(figures: Figures, what: str, small: Small) -> None:
    figures.count("built again")
    try:
        small.build()
        if small.state() != HOURS[1]:
            figures.fault(f"{what}: a build leaves {small.state()!r}")
    except Exception as error:
        figures.fault(f"{what}: a build does not repair it: {type(error).__name__}: {error}")
