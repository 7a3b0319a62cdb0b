"""Measures every size and every engine, one after the other, and writes the figures to `docs/bench.json`.

`make bench SIZES="0 10000"`; 0 is the real sources. What is measured already is not measured again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Collection
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.child import PROJECT, Limits
from bench.peers import NAMES, PACKAGES
from bench.plots import draw
from bench.steps import WHOLE, Bench

FILE = PROJECT / "docs" / "bench.json"
SIZES = (0, 10_000, 100_000, 1_000_000)


def machine() -> dict[str, Any]:
    """What everything ran on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    told = {"processor": model or platform.machine(), "cores": os.cpu_count(), "memory_bytes": memory}
    return {**told, "python": platform.python_version(), "day": date.today().isoformat()}


def versions() -> dict[str, str]:
    """The installed distributions of the engines."""
    found = {}
    for package in (package for packages in PACKAGES.values() for package in packages):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def keep(benches: Collection[Bench], file: Path = FILE) -> None:
    """Puts the figures of these sizes into the file; what else it has stays."""
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    sizes = told.get("sizes", {})
    for bench in benches:
        sizes[bench.place.name] = {**sizes.get(bench.place.name, {}), **bench.figures()}
    order = {name: sizes[name] for name in sorted(sizes, key=lambda name: int(name) if name.isdigit() else 0)}
    told |= {"machine": machine(), "versions": versions(), "sizes": order}
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Takes the steps; after each size the file is written, so that nothing measured is lost."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="units; 0: the real sources alone")
    parser.add_argument("--engines", nargs="*", choices=NAMES, default=list(NAMES), help="all, unless some are named")
    parser.add_argument("--again", nargs="*", choices=(*WHOLE, "material", *NAMES), default=[], help="measure anew")
    parser.add_argument("--work", type=Path, default=PROJECT / "artifacts" / "bench", help="where everything is made")
    parser.add_argument("--limit", type=float, default=1800, help="seconds for a step of an engine (1800)")
    parser.add_argument("--memory", type=float, default=14, help="gigabytes that a step may take (14)")
    parser.add_argument("--budget", type=float, default=120, help="seconds for the questions of one kind (120)")
    parser.add_argument("--file", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    for units in given.sizes:
        limits = Limits(given.limit, int(given.memory * 1e9))
        bench = Bench(given.work.resolve(), units, limits, given.budget, given.again)
        bench.run(given.engines)
        keep([bench], given.file)
    draw(json.loads(given.file.read_text(encoding="utf-8")), given.file.parent / "pictures")


if __name__ == "__main__":
    main()
