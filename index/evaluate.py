"""Judged questions and the figures that they give: nDCG@10, MRR, and how often the first unit is right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

from index.knowledge_base import KnowledgeBase

DEPTH = 10


class JudgementError(ValueError):
    """A file of judged questions is wrong."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the units that answer it: grade 2 answers, 1 helps; no gold: no answer anywhere."""

    q: str
    lang: str
    topic: str
    manner: str
    gold: tuple[tuple[str, int], ...]  # address and grade


def read_judged(path: Path) -> list[Judged]:
    """The judged questions of a file of JSON lines; raises JudgementError that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path}: cannot be read as UTF-8 text") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            gold = tuple(
                (f"{agreement}/{label}", int(grade))
                for agreement, labels in entry["gold"].items()
                for label, grade in labels.items()
            )
            found.append(Judged(entry["q"], entry["lang"], entry.get("topic", ""), entry.get("manner", ""), gold))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise JudgementError(f'{path}, line {number}: expected {{"q", "lang", "gold"}} as JSON') from error
    return found


def ndcg(ranked: Sequence[str], gold: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1.

    >>> round(ndcg(["a", "x", "b"], {"a": 2, "b": 1}), 4)  # (3 + 1/2) / (3 + 1/log2(3))
    0.964
    """
    gains = [2 ** gold.get(address, 0) - 1 for address in ranked[:depth]]
    ideal = sorted((2**grade - 1 for grade in gold.values()), reverse=True)[:depth]
    best = sum(gain / log2(rank + 2) for rank, gain in enumerate(ideal))
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains)) / best if best else 0.0


def reciprocal_rank(ranked: Sequence[str], gold: Mapping[str, int]) -> float:
    """One over the rank of the first unit that answers (grade 2); 0 when none is there.

    >>> reciprocal_rank(["x", "a"], {"a": 2})
    0.5
    """
    return next((1 / rank for rank, address in enumerate(ranked, 1) if gold.get(address) == 2), 0.0)


def evaluate(kb: KnowledgeBase, questions: Iterable[Judged]) -> dict[str, object]:
    """Figures over all questions with an answer, by language and by agreement."""
    by: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    first: dict[str, list[float]] = defaultdict(list)
    for judged in questions:
        gold = dict(judged.gold)
        if not gold:
            continue
        ranked = [hit.unit.address for hit in kb.search(judged.q, k=DEPTH).hits]
        for group in ("all", judged.lang):
            by[group]["ndcg@10"].append(ndcg(ranked, gold))
            by[group]["mrr"].append(reciprocal_rank(ranked, gold))
        for row in kb.compare(judged.q).rows:
            answers = {a for a, grade in gold.items() if grade == 2 and a.startswith(f"{row.agreement.id}/")}
            if answers:
                right = row.hit is not None and row.hit.unit.address in answers
                first[row.agreement.id].append(float(right))
                by["all"]["first unit right"].append(float(right))
    figures = {
        group: {name: round(fmean(values), 4) for name, values in sorted(measures.items())}
        for group, measures in by.items()
    }
    return {
        "questions": len(by["all"]["ndcg@10"]),
        "all": figures.pop("all", {}),
        "by_language": figures,
        "by_agreement": {name: {"first unit right": round(fmean(v), 4)} for name, v in first.items()},
    }
