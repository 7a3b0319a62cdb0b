"""One engine over one material: built in one process, asked in another."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.exact import Best, recall
from bench.material import Material
from bench.peers import module_of
from bench.processes import disk, memory, processor
from bench.whole import WARMING

COUNT = 10


def build(engine: str, material: str, folder: str) -> dict[str, Any]:
    """Builds an engine's index from nothing."""
    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    module = module_of(engine)
    began = time.perf_counter()
    module.build(Material(Path(material)), place)
    return {"build_s": round(time.perf_counter() - began, 3), "disk_bytes": disk(place)}


def answer(engine: str, material: str, folder: str, budget: float) -> dict[str, Any]:
    """Opens an engine and asks it every question in each of its ways; recall is against exact search."""
    module, given = module_of(engine), Material(Path(material))
    began = time.perf_counter()
    opened = module.open_engine(Path(folder), len(given.vectors))
    figures: dict[str, Any] = {"open_s": round(time.perf_counter() - began, 3)}
    queries, asked = given.queries, given.asked
    numbers = range(len(asked))
    ways: dict[str, tuple[str, str, Callable[[int], list[int]]]] = {
        "dense": (module.WAYS.dense, "dense", lambda n: opened.dense(queries[n], COUNT)),
        "words": (module.WAYS.words, "words", lambda n: opened.words(asked[n], COUNT)),
        "hybrid": (module.WAYS.hybrid, "fused", lambda n: opened.hybrid(queries[n], asked[n], COUNT)),
    }
    servers = opened.processes()
    for way, (how, exact, ask) in ways.items():
        if how:
            figures[way] = {"how": how, **_timed(ask, numbers, given.best(exact), servers, budget)}
    figures["memory_bytes"] = memory([os.getpid(), *servers])
    opened.close()
    return figures


def _timed(
    ask: Callable[[int], list[int]], numbers: range, best: list[Best], servers: list[int], budget: float
) -> dict[str, Any]:
    end = time.monotonic() + budget
    for number in numbers[:WARMING]:
        if time.monotonic() < end:
            ask(number)
    wall: list[float] = []
    found: list[float] = []
    used = time.process_time() + processor(servers)
    for number in numbers:
        if wall and time.monotonic() > end:
            break
        began = time.perf_counter()
        given = ask(number)
        wall.append(time.perf_counter() - began)
        found.append(recall(given, best[number], COUNT))
    p50, p95 = (round(1000 * float(q), 3) for q in np.quantile(wall, [0.5, 0.95]))
    cpu = 1000 * (time.process_time() + processor(servers) - used) / len(wall)
    return {
        "asked": len(wall),
        "wall_p50_ms": p50,
        "wall_p95_ms": p95,
        "cpu_mean_ms": round(cpu, 3),
        "recall": round(float(np.mean(found)), 4),
    }
