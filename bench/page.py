"""Prints the section "Speed and size" of `docs/results.md` from the figures in `docs/bench.json`; measures nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.peers import NAMES, PACKAGES
from bench.plots import PICTURES
from bench.shown import Figures, asked, both, figure, number, scaled, table, titled

FILE = Path(__file__).parent.parent / "docs" / "bench.json"
OWN = "kolektivka"
WAYS = ("dense", "words", "hybrid")

# What is wanted: the size, the step and the figure, the goal, and by how much the figure is to be divided for it.
TARGETS = (
    ("cold answer, real sources", "real", ("cold", "from_disk", "wall_p95_ms"), 1, "s", 1000),
    ("cold answer, 100 k units", "100000", ("cold", "from_disk", "wall_p95_ms"), 1, "s", 1000),
    ("cold answer, 1 M units", "1000000", ("cold", "from_disk", "wall_p95_ms"), 1, "s", 1000),
    ("search, p95, 10 k units", "10000", ("answer", "search", "wall_p95_ms"), 20, "ms", 1),
    ("search, p95, 1 M units", "1000000", ("answer", "search", "wall_p95_ms"), 60, "ms", 1),
    ("compare of 8 agreements, p95, 10 k units", "10000", ("answer", "compare_some", "wall_p95_ms"), 20, "ms", 1),
    ("compare of 8 agreements, p95, 1 M units", "1000000", ("answer", "compare_some", "wall_p95_ms"), 60, "ms", 1),
    ("build, real sources", "real", ("build", "wall_s"), 20, "s", 1),
    ("build, 100 k units", "100000", ("build", "wall_s"), 600, "s", 1),
    ("adding a document, 100 k units", "100000", ("add", "added", "wall_s"), 3, "s", 1),
    ("memory while answering, real sources", "real", ("answer", "memory_bytes"), 400, "MB", 1e6),
)


def page(file: Path = FILE) -> Iterator[str]:
    """The lines of the section."""
    told = json.loads(file.read_text(encoding="utf-8"))
    machine, sizes = told["machine"], told["sizes"]
    yield (
        f"{machine['processor']}, {machine['cores']} cores of which one was used, "
        f"{machine['memory_bytes'] / 1e9:.0f} GB; Python {machine['python']}; {machine['day']}."
    )
    yield from ("", *_targets(sizes), "", *_whole(sizes), "")
    for name, title in PICTURES.items():
        yield from (f"![{title}: the same figures as in the tables](pictures/{name}.svg)", "")
    for name, of in sizes.items():
        if "engines" in of:
            yield from (*_engines(titled(name), of), "")
    yield from _versions(told["versions"])
    if "offered" in told:
        yield from ("", *_offered(told["offered"]))
    if "before" in told:
        yield from ("", *_before(told["before"], sizes))


def _targets(sizes: Figures) -> Iterator[str]:
    rows = []
    for title, name, (*steps, last), goal, unit, divisor in TARGETS:
        value, used = (figure(sizes, name, *steps, last.replace("wall", kind)) for kind in ("wall", "cpu"))
        measured, reached, processor = "not measured", "", ""
        if value is not None:
            measured, reached = f"{number(value / divisor)} {unit}", "yes" if value / divisor <= goal else "no"
            processor = f"{number(used / divisor)} {unit}" if "wall" in last else ""
        rows.append((title, f"≤ {goal} {unit}", measured, reached, processor))
    return table(("target, on one core", "wanted", "measured", "reached", "of it processor time"), rows)


def _whole(sizes: Figures) -> Iterator[str]:
    rows = []
    for name, of in sizes.items():
        cold = both(of, ("cold", "from_disk", "wall_p50_ms"), ("cold", "from_disk", "cpu_p50_ms"), 1000)
        row = {
            "size": titled(name),
            "units": scaled(of, 1, "build", "units"),
            "passages": scaled(of, 1, "build", "chunks"),
            "build, s (CPU)": both(of, ("build", "wall_s"), ("build", "cpu_s")),
            "peak, MB": scaled(of, 1e6, "build", "peak_bytes"),
            "disk, MB": scaled(of, 1e6, "build", "disk_bytes"),
            "cold search, s (CPU)": cold,
            "files in memory, s": scaled(of, 1000, "cold", "from_memory", "wall_p50_ms"),
            "search p50 / p95, ms (CPU)": asked(of, "search"),
            "compare of 8": asked(of, "compare_some"),
            "compare of all": asked(of, "compare_all"),
            "memory, MB": scaled(of, 1e6, "answer", "memory_bytes"),
            "add, s (CPU)": both(of, ("add", "added", "wall_s"), ("add", "added", "cpu_s")),
            "load": scaled(of, 1, "answer", "load_before"),
        }
        rows.append(row)
    return table(list(rows[0]), [list(row.values()) for row in rows]) if rows else iter(())


def _engines(title: str, of: Figures) -> Iterator[str]:
    yield f"**{title}**: {number(figure(of, 'material', 'rows') or 0)} passages, the first one of each unit."
    yield ""
    engines, rows = of["engines"], []
    for name in (name for name in NAMES if name in engines):
        built, answered = engines[name]["build"], engines[name]["answer"]
        if failed := built.get("failed") or answered.get("failed"):
            rows.append([NAMES[name], failed.replace("|", "/")[:120], *["–"] * 6])
            continue
        rows.append(
            [
                NAMES[name],
                "; ".join(answered[way]["how"] for way in WAYS if way in answered),
                f"{number(built['build_s'])} ({number(built['cpu_s'])})",
                number(built["disk_bytes"] / 1e6),
                number(answered["memory_bytes"] / 1e6),
                *(_way(answered.get(way), figure(engines, OWN, "answer", way)) for way in WAYS),
            ]
        )
    yield from table(("engine", "how", "build, s (CPU)", "disk, MB", "memory, MB", *WAYS), rows)


def _way(way: Figures | None, own: Figures | None) -> str:
    """p50 / p95 in ms (processor time), recall, and how many times the p50 of Kolektivka's engine."""
    if way is None:
        return "–"
    times = f", × {number(way['wall_p50_ms'] / own['wall_p50_ms'])}" if own and own is not way else ""
    shown = f"{number(way['wall_p50_ms'])} / {number(way['wall_p95_ms'])} ({number(way['cpu_mean_ms'])})"
    return f"{shown}, {way['recall']:.3f}{times}"


def _versions(versions: Figures) -> Iterator[str]:
    packages = (package for of_engine in PACKAGES.values() for package in of_engine)
    yield f"Versions: {', '.join(f'{package} {versions.get(package)}' for package in packages)}."


def _offered(runs: Sequence[Figures]) -> Iterator[str]:
    names = ("target", "rate", "seconds", "servers", "offered")
    head = ("target", "size", "a second", "seconds", "servers", "offered", "answered within 1 s", "p50 / p95, ms")
    rows = []
    for run in runs:
        waited = f"{scaled(run, 1, 'p50_ms')} / {scaled(run, 1, 'p95_ms')}"
        target, *others = (run[name] for name in names)
        size = titled(str(run["units"] or "real"))
        rows.append([target, size, *others, f"{100 * run['share']:.1f} %", waited])
    return table(head, rows)


def _before(before: Figures, sizes: Figures) -> Iterator[str]:
    """What the same commands gave before there were engines by size."""
    yield f"Before there were engines by size ({before['version']}), and now:"
    yield ""
    rows = []
    for name, then in before["sizes"].items():
        for when, of in (("before", then), ("now", sizes.get(name, {}))):
            room = [scaled(of, 1e6, "build", "disk_bytes"), scaled(of, 1e6, "answer", "memory_bytes")]
            took = [scaled(of, 1, "build", "wall_s"), scaled(of, 1000, "cold", "from_disk", "wall_p50_ms")]
            answers = [asked(of, "search"), asked(of, "compare_all"), scaled(of, 1, "add", "added", "wall_s")]
            rows.append([titled(name), when, *took, *room, *answers])
    head = ("size", "engines", "build, s", "cold, s", "disk, MB", "memory, MB")
    yield from table((*head, "search, ms", "compare of all, ms", "add, s"), rows)


if __name__ == "__main__":
    print("\n".join(page()))
