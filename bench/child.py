"""Runs one measurement in a process of its own, on one core, within limits; what it takes is counted from outside."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.processes import descendants, peak, processor, resident

PROJECT = Path(__file__).parent.parent
# Engines that wait for themselves on one thread (lancedb) keep their threads: the core is one all the same.
ONE_THREAD = dict.fromkeys("OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS NUMBA_NUM_THREADS".split(), "1")
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux
_LOOKS = 0.5  # seconds between two looks at what a child takes


@dataclass(frozen=True, slots=True)
class Limits:
    """What a measurement may take before it is ended."""

    seconds: float = 1800
    memory: int = 14_000_000_000  # bytes of all its processes


def core() -> int:
    """The one core that everything measured runs on: the last one, since the first serves the system."""
    return max(os.sched_getaffinity(0))


def environment() -> dict[str, str]:
    """The environment of everything measured: one thread, nothing fetched, nothing reported to anybody."""
    return {**os.environ, **ONE_THREAD, "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "TQDM_DISABLE": "1"}


def measured(task: str, limits: Limits | None = None, **arguments: Any) -> dict[str, Any]:
    """What the function `module:name` gives for these arguments, with what its process took.

    Instead of figures there is `failed`, one sentence, when it raised or reached a limit. Its processor time counts
    the processes that it started, its peak of memory does not.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [sys.executable, "-m", "bench.child", task, json.dumps(arguments), str(told)]
        before = os.getloadavg()[0]
        with (Path(folder) / "errors").open("w+", encoding="utf-8") as errors:
            process = subprocess.Popen(
                command, cwd=PROJECT, env=environment(), stdout=errors, stderr=errors, start_new_session=True
            )
            failed = _watched(process, limits)
            errors.seek(0)
            last = ([line for line in errors.read().splitlines() if line.strip()] or ["no message"])[-1]
        load = {"load_before": round(before, 2), "load_after": round(os.getloadavg()[0], 2)}
        if failed or process.returncode:
            return {"failed": failed or last[-300:], **load}
        return {**json.loads(told.read_text(encoding="utf-8")), **load}


def _watched(process: subprocess.Popen[bytes], limits: Limits) -> str:
    """Waits for a process; ends it and says why when it takes too much."""
    end = time.monotonic() + limits.seconds
    failed = ""
    while not failed:
        try:
            process.wait(_LOOKS)
            return ""
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                failed = f"not done after {limits.seconds:.0f} s"
            elif resident([process.pid]) > limits.memory:
                failed = f"more than {limits.memory / 1e9:.0f} GB of memory"
    for one in descendants([process.pid]):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    process.wait()
    return failed


def main(task: str, arguments: str, told: str) -> None:
    """The child: pins itself before anything counts the cores, runs the function and writes down its figures."""
    os.sched_setaffinity(0, {core()})
    # A server that leaves its parent (PostgreSQL does) becomes a child of this process, and is counted with it.
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    module, _, name = task.partition(":")
    function = getattr(import_module(module), name)
    began, used = time.perf_counter(), processor([os.getpid()])
    figures = function(**json.loads(arguments))
    taken = {
        "wall_s": round(time.perf_counter() - began, 3),
        "cpu_s": round(processor([os.getpid()]) - used, 3),
        "peak_bytes": peak(os.getpid()),
    }
    Path(told).write_text(json.dumps({**taken, **figures}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
