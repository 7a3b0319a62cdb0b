"""Hostile uploads: each is refused with a sentence or read, within the limits of the process that reads it."""

from __future__ import annotations

import random
import resource
import time
from pathlib import Path

from index.add import examine
from ingest.load import SourceError
from torture.figures import Figures, not_a_sentence
from torture.hostile import UPLOADS
from torture.small import Small, workplace

MEMORY = 1_100_000_000
"""Bytes that reading one upload may take, with what the process needs for itself."""
CLOCK = 125.0
"""Seconds until a person is told, on a busy machine."""
GROWTH = 300_000_000
"""Bytes by which this process, which stands for the app, may grow."""


def run(chances: random.Random, short: bool) -> Figures:
    """Examines every upload as the app does, and a good document after each."""
    figures = Figures("uploads")
    earlier = _peak()
    with workplace() as folder:
        small = Small.made(folder / "base")
        for name, make in list(UPLOADS.items())[:: 12 if short else 1]:
            file = folder / "upload"
            file.write_bytes(make())
            _examined(figures, name, file, small)
        figures.count("MB at most in a reading process", _peak() // 1_000_000)
        # A child counts with what this process had when it was made, and with all children before it.
        if _peak() > max(MEMORY, earlier, _own_peak()):
            figures.fault(f"a reading process took {_peak() // 1_000_000} MB")
        with figures.guarded("good documents after them"):
            small.read()
    return figures


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _own_peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _examined(figures: Figures, name: str, file: Path, small: Small) -> None:
    before = _own_peak()
    began = time.monotonic()
    figures.count("hostile uploads")
    try:
        reading = examine(file, name="../../\x1b[2Jugovor.docx", corpus=small.corpus, home=small.home)
        figures.count("of them read")
        if not reading.source.units:
            figures.fault(f"{name}: read as nothing")
    except SourceError as error:
        if wrong := not_a_sentence(error):
            figures.fault(f"{name}: {wrong}")
        if "broke off" in str(error):
            figures.fault(f"{name}: {error}")
    except Exception as error:
        figures.fault(f"{name}: {type(error).__name__}: {error}")
    took = time.monotonic() - began
    figures.slowest = max(figures.slowest, took)
    if took > CLOCK:
        figures.fault(f"{name}: {took:.0f} s until an answer")
    grown = _own_peak() - before
    if grown > GROWTH:
        figures.fault(f"{name}: this process grew by {grown // 1_000_000} MB")
