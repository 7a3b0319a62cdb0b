"""The steps of a bench, in their order; a step that has its figures is not taken again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.child import Limits, measured
from bench.peers import NAMES
from bench.questions import questions
from bench.whole import Figures

WHOLE = ("corpus", "build", "answer", "cold", "add")
"""What is measured of Kolektivka as a whole; before `build`, `corpus` is what it builds from."""
OURS = 8
"""How much more time than a peer Kolektivka as a whole may take: it reads, splits, embeds and analyses as well."""
COLD = 5
"""Questions that are asked cold."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One size: its figures lie in `figures/`, one file a step, everything else in `made/`."""

    work: Path
    units: int  # 0: the real sources
    limits: Limits
    budget: float  # seconds for the questions of one kind
    again: Collection[str] = ()

    @property
    def place(self) -> Path:
        return self.work / (str(self.units) if self.units else "real")

    def run(self, engines: Collection[str]) -> None:
        """Takes all steps of this size that are still to be taken."""
        self._whole()
        if engines:
            self._material()
        for name in engines:
            self.engine(name)

    def _whole(self) -> None:
        home, corpus = str(self._made / "h" / "index"), str(self._made / "corpus")
        asked = questions(self.units)
        self._step("corpus", folder=corpus, units=self.units)
        self._step("build", corpus=corpus, home=home)
        self._step("answer", home=home, questions=asked, budget=self.budget)
        self._step("cold", home=home, questions=asked[:COLD])
        self._step("add", corpus=corpus, home=home, folder=str(self._made))

    def _material(self) -> None:
        corpus, folder = str(self._made / "corpus"), str(self._made / "material")
        self._take("material", "bench.material:prepare", corpus=corpus, folder=folder, questions=questions(self.units))

    def engine(self, name: str) -> None:
        """Builds and asks one engine; the material must be there."""
        folder, material = self._made / "engines" / name, str(self._made / "material")
        built = self._take(f"{name}.build", "bench.trial:build", engine=name, material=material, folder=str(folder))
        if "failed" in built:
            self._note(f"{name}.answer", {"failed": "not built"})
        else:
            given = {"engine": name, "material": material, "folder": str(folder), "budget": self.budget}
            self._take(f"{name}.answer", "bench.trial:answer", **given)
        shutil.rmtree(folder, ignore_errors=True)

    def _step(self, name: str, **arguments: Any) -> Figures:
        return self._take(name, f"bench.whole:{name}", **arguments)

    def _take(self, name: str, task: str, **arguments: Any) -> Figures:
        file = self._file(name)
        if file.exists() and name.partition(".")[0] not in self.again:
            kept: Figures = json.loads(file.read_text(encoding="utf-8"))
            return kept
        self._made.mkdir(parents=True, exist_ok=True)
        longer = 1 if task.startswith("bench.trial") else OURS
        limits = Limits(self.limits.seconds * longer, self.limits.memory)
        figures = measured(task, limits, **arguments)
        self._note(name, figures)
        print(self.place.name, name, json.dumps(figures), flush=True)
        return figures

    def _note(self, name: str, figures: Figures) -> None:
        file = self._file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(figures, indent=1), encoding="utf-8")

    def _file(self, name: str) -> Path:
        return self.place / "figures" / f"{name}.json"

    @property
    def _made(self) -> Path:
        return self.place / "made"

    def figures(self) -> Figures:
        """The figures of this size as far as there are any: of the whole by step, of engines by their name."""
        found: Figures = {}
        for name in (*WHOLE, "material"):
            if self._file(name).exists():
                found[name] = json.loads(self._file(name).read_text(encoding="utf-8"))
        engines = {}
        for name in NAMES:
            steps = {s: self._file(f"{name}.{s}") for s in ("build", "answer")}
            if all(file.exists() for file in steps.values()):
                engines[name] = {s: json.loads(file.read_text(encoding="utf-8")) for s, file in steps.items()}
        return {**found, **({"engines": engines} if engines else {})}
