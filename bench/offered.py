"""Offers questions at a steady rate to several servers: how many are answered while somebody still waits, how soon.

    python -m bench.offered artifacts/index --rate 200 --seconds 60 --servers 2 --file docs/bench.json

One process offers, others serve, and nobody waits for anybody: a question that comes while all are busy stands in a
line, and the clock runs from the moment it was due. After `PATIENCE` its asker has left; a question that can no longer
be answered by then is not begun: otherwise every server would be busy with answers that come just too late.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import deque
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from bench.child import environment
from bench.questions import questions
from bench.targets import asking

PATIENCE = 1.0
"""Seconds that an asker waits."""
KIND = ("target", "units", "rate", "servers")
"""The figures by which two runs are the same measurement."""
_LAST = 20  # answers by which a server reckons how long the next one may take
_AHEAD = 1.0  # seconds from the start of the offering process to its first question
_MOST_WAIT = 600  # seconds for the servers to open the target


def due_times(rate: float, seconds: float, seed: int = 7) -> list[float]:
    """When questions come, in seconds from the first: each for itself, so many a second on the average.

    >>> times = due_times(200, 5)
    >>> 900 < len(times) < 1100, times == sorted(times), times[-1] < 5
    (True, True, True)
    """
    gaps = np.random.default_rng((seed, 2)).exponential(1 / rate, int(rate * seconds * 1.5) + 20)
    times = np.cumsum(gaps)
    found: list[float] = times[times < seconds].tolist()
    return found


def offered(target: str, rate: float = 200, seconds: float = 60, servers: int = 2, units: int = 0) -> dict[str, Any]:
    """The figures of one run; `units` is the size of the corpus that the questions are about."""
    os.environ.update(environment())  # for the processes that are started here
    context = get_context("spawn")
    line, told, ready = context.Queue(), context.Queue(), context.Semaphore(0)
    asked = questions(units)
    serving = [context.Process(target=_serve, args=(target, asked, line, told, ready)) for _ in range(servers)]
    for server in serving:
        server.start()
    try:
        for _ in serving:
            if not ready.acquire(timeout=_MOST_WAIT):
                raise TimeoutError(f"{target}: the servers did not open it in {_MOST_WAIT} s")
        times = due_times(rate, seconds)
        began = time.monotonic() + _AHEAD
        offering = context.Process(target=_offer, args=(line, began, times, len(asked), servers))
        offering.start()
        waits = [told.get(timeout=seconds + 60) for _ in times]
        offering.join()
    finally:
        for server in serving:
            server.join(5)
            server.kill()
    kind = {"target": _named(target), "units": units, "rate": rate, "seconds": seconds, "servers": servers}
    return {**kind, **summed(waits)}


def summed(waits: Sequence[float | None]) -> dict[str, Any]:
    """The share of the questions that were answered in time, and how long these waited; None: not answered.

    >>> summed([0.010, 0.020, None, 1.5])
    {'offered': 4, 'answered': 2, 'share': 0.5, 'p50_ms': 15.0, 'p95_ms': 19.5}
    """
    good = [wait for wait in waits if wait is not None and wait <= PATIENCE]
    p50, p95 = (round(1000 * float(q), 3) for q in np.quantile(good, [0.5, 0.95])) if good else (None, None)
    share = round(len(good) / len(waits), 4) if waits else 0.0
    return {"offered": len(waits), "answered": len(good), "share": share, "p50_ms": p50, "p95_ms": p95}


def _offer(line: Any, began: float, times: Sequence[float], count: int, servers: int) -> None:
    for number, due in enumerate(times):
        while (left := began + due - time.monotonic()) > 0:
            time.sleep(left)
        line.put((number % count, began + due))
    for _ in range(servers):
        line.put(None)


def _serve(target: str, asked: Sequence[str], line: Any, told: Any, ready: Any) -> None:
    ask = asking(target)
    for question in asked[:10]:
        ask(question)
    ready.release()
    taken = deque([0.0], maxlen=_LAST)
    while (given := line.get()) is not None:
        number, due = given
        began = time.monotonic()
        if began - due + max(taken) > PATIENCE:
            told.put(None)
            continue
        ask(asked[number])
        done = time.monotonic()
        taken.append(done - began)
        told.put(done - due)


def _named(target: str) -> str:
    """A target without a password or the place of a folder: what may stand on a page."""
    return target.partition("://")[0] if "://" in target else "embedded"


def keep(run: dict[str, Any], file: Path) -> None:
    """Puts a run among the figures of a file, in the place of the last one of its kind."""
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    others = [other for other in told.get("offered", []) if any(other[name] != run[name] for name in KIND)]
    file.write_text(
        json.dumps({**told, "offered": [*others, run]}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", help="the folder of an index, or an address such as postgresql://…")
    parser.add_argument("--rate", type=float, default=200, help="questions a second (200)")
    parser.add_argument("--seconds", type=float, default=60, help="for how long (60)")
    parser.add_argument("--servers", type=int, default=os.cpu_count() or 1, help="processes that answer (one a core)")
    parser.add_argument("--units", type=int, default=0, help="size of the made-up corpus that is asked about (real)")
    parser.add_argument("--file", type=Path, help="keep the figures here, such as docs/bench.json")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    figures = offered(given.target, given.rate, given.seconds, given.servers, given.units)
    figures |= {"load_before": round(load, 2), "load_after": round(os.getloadavg()[0], 2)}
    if given.file:
        keep(figures, given.file)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
