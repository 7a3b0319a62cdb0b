"""Kolektivka as a whole: building, opening, answering, adding; each function runs in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from bench.child import environment
from bench.corpora import made_up, write_corpus
from bench.processes import disk, forget, memory, peak, remember

Figures = dict[str, Any]
WARMING = 10
"""Questions asked before the clock runs."""
CHOSEN = 8
"""Agreements of the comparison of some: what fits on a screen."""
NEW = 999_999
"""The number of the made-up agreement that is added: no corpus has it."""


def corpus(folder: str, units: int) -> Figures:
    """Writes the corpus of a size."""
    made = write_corpus(Path(folder), units)
    return {"units": made, "bytes": disk(Path(folder) / "sources")}


def build(corpus: str, home: str) -> Figures:
    """Builds the index from nothing: reading, repairing, splitting, embedding, indexing, publishing."""
    from index.build import build as build_index

    return {**asdict(build_index(Path(corpus), Path(home))), "disk_bytes": disk(Path(home))}


def answer(home: str, questions: Sequence[str], budget: float) -> Figures:
    """Opens the index and asks every question, as a search and as comparisons of some agreements and of all."""
    from index.knowledge_base import KnowledgeBase

    began, used = time.perf_counter(), time.process_time()
    kb = KnowledgeBase.open(Path(home))
    opened = {"open_s": time.perf_counter() - began, "open_cpu_s": time.process_time() - used}
    began = time.perf_counter()
    kb.warm()  # as the app does beside the first questions
    opened["warm_s"] = time.perf_counter() - began
    rng = np.random.default_rng(7)
    some = [a.id for a in kb.agreements if a.is_law]
    some = [some[row] for row in sorted(rng.permutation(len(some))[:CHOSEN].tolist())]
    asked: dict[str, Callable[[str], object]] = {
        "search": kb.search,
        "compare_some": lambda question: kb.compare(question, agreements=some),
        "compare_all": kb.compare,
    }
    figures: Figures = {**opened}
    for name, ask in asked.items():
        figures[name] = timed(ask, questions, budget)
        if name == "search":
            figures["memory_bytes"], figures["memory_peak_bytes"] = memory([os.getpid()]), peak(os.getpid())
    return figures


def timed(ask: Callable[[str], object], questions: Sequence[str], budget: float = 120) -> Figures:
    """The times of asking each question once, after a few for warming; it stops when the budget is spent.

    >>> timed(str.upper, ["a", "b"])["asked"]
    2
    """
    end = time.monotonic() + budget
    for question in questions[:WARMING]:
        if time.monotonic() < end:
            ask(question)
    wall: list[float] = []
    used: list[float] = []
    for question in questions:
        if wall and time.monotonic() > end:
            break
        began, cpu = time.perf_counter(), time.process_time()
        ask(question)
        used.append(time.process_time() - cpu)
        wall.append(time.perf_counter() - began)
    return {"asked": len(wall), **_quantiles("wall", wall), **_quantiles("cpu", used)}


def _quantiles(name: str, seconds: Sequence[float]) -> Figures:
    p50, p95, worst = (round(1000 * float(q), 3) for q in np.quantile(seconds, [0.5, 0.95, 1.0]))
    return {f"{name}_p50_ms": p50, f"{name}_p95_ms": p95, f"{name}_max_ms": worst}


def cold(home: str, questions: Sequence[str]) -> Figures:
    """`kolektivka search` from the start of its process to its end: with the index on disk only, then in memory."""
    figures: Figures = {}
    for kind in ("from_disk", "from_memory"):
        wall, used = [], []
        if kind == "from_memory":
            remember(Path(home))
        for question in questions:
            if kind == "from_disk":
                forget(Path(home))
            before = os.times()
            began = time.perf_counter()
            command = [sys.executable, "-m", "index.cli", "search", question, "--index", home, "--json"]
            subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, check=True)
            wall.append(time.perf_counter() - began)
            after = os.times()
            used.append(sum(after[2:4]) - sum(before[2:4]))
        figures[kind] = {"asked": len(wall), **_quantiles("wall", wall), **_quantiles("cpu", used)}
    return figures


def add(corpus: str, home: str, folder: str) -> Figures:
    """Adds one made-up document of 100 units, as `kolektivka add --keep` does, then removes it again."""
    from index.add import examine, keep, remove

    new = made_up(NEW)
    file = Path(folder) / f"{new.id}.txt"
    file.write_text(new.text, encoding="utf-8")
    of, to = Path(corpus), Path(home)
    given = {"id": "added-for-the-bench", "title": "Kolektivna pogodba dejavnosti", "short": "KPB"}

    def examine_and_keep() -> None:
        keep(file, examine(file, given, corpus=of, home=to), of, to)

    return {"added": _taken(examine_and_keep), "removed": _taken(lambda: remove(given["id"], of, to))}


def _taken(step: Callable[[], object]) -> Figures:
    """What a step took, with the processes that it started and saw end."""
    began, before = time.perf_counter(), os.times()
    step()
    used = sum(os.times()[:4]) - sum(before[:4])
    return {"wall_s": round(time.perf_counter() - began, 3), "cpu_s": round(used, 3)}
