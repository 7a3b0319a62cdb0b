"""Draws cost against size from the figures of the bench; the same figures stand in tables beside the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.peers import NAMES

Figures = Mapping[str, Any]
Line = tuple[list[float], list[float]]

PICTURES = {
    "bench-whole": "What Kolektivka costs against the number of units",
    "bench-engines": "What engines cost against the number of passages",
}
MARKERS = "o^sDvPX*"
COLOURS = ("#000000", "#0072b2", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#e69f00", "#7f7f7f")
"""Colours that can be told apart by everybody (Okabe and Ito); the markers say the same."""

WHOLE: dict[str, dict[str, tuple[str, ...]]] = {
    "build, seconds": {"build": ("build", "wall_s")},
    "megabytes": {
        "disk": ("build", "disk_bytes"),
        "memory while building": ("build", "peak_bytes"),
        "memory while answering": ("answer", "memory_bytes"),
    },
    "one answer, milliseconds": {
        "search p50": ("answer", "search", "wall_p50_ms"),
        "search p95": ("answer", "search", "wall_p95_ms"),
        "compare of 8 agreements p95": ("answer", "compare_some", "wall_p95_ms"),
        "compare of all p95": ("answer", "compare_all", "wall_p95_ms"),
    },
    "once, seconds": {"adding a document": ("add", "added", "wall_s"), "opening": ("answer", "open_s")},
}
ENGINES: dict[str, tuple[str, ...]] = {
    "build, seconds": ("build", "build_s"),
    "disk, megabytes": ("build", "disk_bytes"),
    "vectors p50, milliseconds": ("answer", "dense", "wall_p50_ms"),
    "words and vectors p50, milliseconds": ("answer", "hybrid", "wall_p50_ms"),
}


def draw(told: Figures, folder: Path) -> None:
    """Writes both pictures as SVG."""
    import matplotlib

    matplotlib.use("svg")
    # Texts stay texts, for those who read them aloud; the same figures give the same file.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "bench", "font.size": 9})
    sizes = told["sizes"]
    whole = {
        panel: {name: line(sizes, ("build", "units"), path, _unit(panel)) for name, path in paths.items()}
        for panel, paths in WHOLE.items()
    }
    engines = {
        panel: {NAMES[e]: line(sizes, ("material", "rows"), ("engines", e, *path), _unit(panel)) for e in NAMES}
        for panel, path in ENGINES.items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    _picture(folder / "bench-whole.svg", whole, "units", PICTURES["bench-whole"])
    _picture(folder / "bench-engines.svg", engines, "passages", PICTURES["bench-engines"])


def _unit(panel: str) -> float:
    return 1e6 if panel.endswith("megabytes") else 1.0


def line(sizes: Figures, across: Sequence[str], path: Sequence[str], unit: float = 1.0) -> Line:
    """The points of a figure over the sizes that have it.

    >>> line({"10": {"n": 10, "a": {"b": 2.0}}, "20": {"n": 20}}, ("n",), ("a", "b"))
    ([10], [2.0])
    """
    points = [(_at(size, across), _at(size, path)) for size in sizes.values()]
    found = sorted((x, y) for x, y in points if x and y)
    return [x for x, _ in found], [y / unit for _, y in found]


def _at(of: Any, path: Sequence[str]) -> Any:
    for step in path:
        of = of.get(step) if isinstance(of, Mapping) else None
    return of


def _picture(file: Path, panels: Mapping[str, Mapping[str, Line]], across: str, title: str) -> None:
    from matplotlib.figure import Figure
    from matplotlib.ticker import NullFormatter, StrMethodFormatter

    figure = Figure(figsize=(9, 7), layout="constrained")
    axes: Sequence[Any] = figure.subplots(2, 2).ravel()
    names = list(dict.fromkeys(name for lines in panels.values() for name in lines))
    for ax, (panel, lines) in zip(axes, panels.items(), strict=True):
        for number, (name, (xs, ys)) in enumerate(lines.items()):
            place = names.index(name) if len(names) <= len(COLOURS) else number
            if xs:
                ax.plot(xs, ys, marker=MARKERS[place], color=COLOURS[place], label=name, linewidth=1.2, markersize=5)
        ax.set(title=panel, xlabel=across, xscale="log", yscale="log")
        ax.grid(True, which="major", linewidth=0.4, color="#cccccc")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(StrMethodFormatter("{x:,g}"))
            axis.set_minor_formatter(NullFormatter())
        if len(names) > len(COLOURS):
            ax.legend(fontsize=7)
    if len(names) <= len(COLOURS):  # the same lines in every panel
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=8)
    figure.suptitle(title)
    figure.savefig(file, metadata={"Date": None, "Title": title})
