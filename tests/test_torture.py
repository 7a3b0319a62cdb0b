"""A short part of the torture: the whole of it is `make torture`."""

from __future__ import annotations

import random
from importlib import import_module

import pytest

from torture.__main__ import PARTS
from torture.figures import Figures

SEED = 1


@pytest.mark.parametrize("part", PARTS)
def test_a_short_part_finds_no_fault(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "false")
    monkeypatch.delenv("KOLEKTIVKA_ADDED", raising=False)
    monkeypatch.setenv("KOLEKTIVKA_INDEX", "")
    figures: Figures = import_module(f"torture.{part}").run(random.Random(SEED), True)
    assert figures.faults == [] and sum(figures.tried.values()) > 5
