"""How well quantities are found, on sentences marked by hand: `python -m ingest.measure_quantities`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.quantities import Quantity, quantities

CASES = Path(__file__).parent.parent / "tests" / "cases"
# A third has no decimal form: marks and readings are compared to so many digits.
_DIGITS = Decimal("0.0001")
Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed quantities over marked sentences."""

    right: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 1.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was marked and not found, and found and not marked, in one sentence."""

    address: str
    text: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def read_cases(part: str) -> list[dict[str, Any]]:
    """The marked sentences of "development" or "test"."""
    lines = (CASES / f"quantities-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge(case: dict[str, Any]) -> tuple[int, int, int, Mistake]:
    """Right, found and marked of one sentence; right: kind, value, upper, unit, bound agree, the words overlap."""
    marked, at = [], 0
    for mark in case["quantities"]:
        at = case["text"].index(mark["text"], at)
        marked.append((_key_of_mark(mark), (at, at + len(mark["text"])), mark["text"]))
        at += len(mark["text"])
    found = quantities(case["text"], case["language"])
    wrong, right = list(found), 0
    missed = []
    for key, span, words in marked:
        match = next((q for q in wrong if _key(q) == key and q.span[0] < span[1] and span[0] < q.span[1]), None)
        if match:
            wrong.remove(match)
            right += 1
        else:
            missed.append(f"{' '.join(map(str, key))} ({words})")
    shown = tuple(f"{' '.join(map(str, _key(q)))} ({q.text})" for q in wrong)
    return right, len(found), len(marked), Mistake(case["address"], case["text"], tuple(missed), shown)


def _key(quantity: Quantity) -> Mark:
    numbers = (_rounded(quantity.value), _rounded(quantity.upper))
    return (quantity.kind, *numbers, quantity.unit, quantity.bound, quantity.iso)


def _key_of_mark(mark: dict[str, Any]) -> Mark:
    numbers = (_rounded(_number(mark["value"])), _rounded(_number(mark["upper"])))
    return (mark["kind"], *numbers, mark["unit"], mark["bound"], mark["iso"])


def _number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under or 1)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_DIGITS)


def score(cases: Iterable[dict[str, Any]]) -> Score:
    """Precision and recall over marked sentences."""
    judged = [judge(case) for case in cases]
    return Score(sum(j[0] for j in judged), sum(j[1] for j in judged), sum(j[2] for j in judged))


def report(part: str) -> str:
    """The figures of one part as lines of text, in all and for each agreement."""
    cases = read_cases(part)
    counts = Counter(case["address"].partition("/")[0] for case in cases)
    lines = [_line(part, cases)]
    lines += [_line(f"  {name}", [c for c in cases if c["address"].startswith(f"{name}/")]) for name in sorted(counts)]
    return "\n".join(lines)


def _line(name: str, cases: list[dict[str, Any]]) -> str:
    s = score(cases)
    return (
        f"{name:13} {len(cases):4} sentences {s.marked:4} marked {s.found:4} found"
        f"  precision {s.precision:.3f}  recall {s.recall:.3f}"
    )


if __name__ == "__main__":
    print(report("development"))
    if "--mistakes" in sys.argv:
        for mistake in (judge(case)[3] for case in read_cases("development")):
            if mistake.missed or mistake.wrong:
                print(f"\n{mistake.address} | {mistake.text}\n  missed {mistake.missed}\n  wrong  {mistake.wrong}")
    print(report("test"))
