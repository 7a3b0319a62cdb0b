"""The questions that are asked: judged ones of the development set, and words of the made-up provisions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np

from bench.corpora import UNITS, made_up

JUDGED = Path(__file__).parent.parent / "tests" / "retrieval" / "development.jsonl"
_FIRST = 6  # units of an agreement that are asked about: they are the same, however many follow
_WORD = re.compile(r"[^\W\d_]{3,}")


def questions(units: int, count: int = 200, seed: int = 7) -> list[str]:
    """As many questions for a corpus of this size: half of them judged ones, half of them made up, by turns.

    For the real sources, with 0 units made up, all are judged ones.

    >>> len(questions(10_000)), len(set(questions(0))), questions(10_000, 3) == questions(10_000, 3)
    (200, 200, True)
    """
    rng = np.random.default_rng((seed, 1))
    judged = [json.loads(line)["q"] for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    chosen = [judged[row] for row in rng.permutation(len(judged))[:count].tolist()]
    if not units:
        return chosen
    invented = [_made_up(rng, units, seed) for _ in range(count // 2)]
    return [question for pair in zip(chosen, invented, strict=False) for question in pair][:count]


def _made_up(rng: np.random.Generator, units: int, seed: int) -> str:
    """Four to seven words that follow each other in a made-up provision of the corpus."""
    lines = made_up(int(rng.integers(max(1, units // UNITS))), seed, _FIRST).text.splitlines()
    found: list[str] = []
    while len(found) < 7:
        found = _WORD.findall(lines[int(rng.integers(1, len(lines)))])
    size = int(rng.integers(4, 8))
    start = int(rng.integers(len(found) - size + 1))
    return " ".join(found[start : start + size])
