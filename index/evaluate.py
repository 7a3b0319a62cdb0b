"""Judged questions and the figures that they give, beside plain BM25 in the same run."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index.analyse import terms
from index.knowledge_base import KnowledgeBase
from index.lexical import Lexical
from index.question import QuestionError

DEPTH = 10
RESAMPLES = 1000  # of the questions, for the intervals

NOTICED = 0.1  # a smaller change of nDCG@10 is not listed
LISTED = 40  # questions at most

Figures = dict[str, float]


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
    facts: tuple[tuple[str, str], ...] = ()  # agreement and the value that answers

    def answers_of(self, agreement: str) -> set[str]:
        """The units of an agreement that answer."""
        return {a for a, grade in self.gold if grade == 2 and a.startswith(f"{agreement}/")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one judged question gave."""

    judged: Judged
    ranked: tuple[str, ...]
    bm25: tuple[str, ...]
    verdict: str
    first: tuple[tuple[str, str, float], ...]  # per agreement: its first unit ("": silent) and its probability

    @property
    def ndcg(self) -> float:
        return ndcg(self.ranked, dict(self.judged.gold))


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
            facts = tuple(entry.get("facts", {}).items())
            about = (entry.get("topic", ""), entry.get("manner", ""))
            found.append(Judged(entry["q"], entry["lang"], *about, gold, facts))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise JudgementError(f'{path}, line {number}: expected {{"q", "lang", "gold"}} as JSON') from error
    return found


def ndcg(ranked: Sequence[str], gold: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1.

    >>> round(ndcg(["a", "x", "b"], {"a": 2, "b": 1}), 4)  # (3 + 1/2) / (3 + 1/log2(3))
    0.9639
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


def area_under_curve(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The chance that a positive scores above a negative; equal scores count half.

    >>> area_under_curve([0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    0.875
    """
    above = np.array([s for s, p in zip(scores, positive, strict=True) if p])[:, None]
    below = np.array([s for s, p in zip(scores, positive, strict=True) if not p])[None, :]
    return float((above > below).mean() + (above == below).mean() / 2) if above.size and below.size else float("nan")


def interval(values: Sequence[float], seed: int = 7) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean.

    >>> interval([1.0, 1.0])
    (1.0, 1.0)
    """
    sample = np.random.default_rng(seed).choice(np.array(values), (RESAMPLES, len(values)))
    low, high = np.quantile(sample.mean(axis=1), [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)


def ask(kb: KnowledgeBase, questions: Iterable[Judged], agreements: Collection[str] = ()) -> list[Outcome]:
    """Asks every question, of the knowledge base and of plain BM25 over whole units; of these agreements alone."""
    among = agreements or kb.by_id
    provisions = [u for u in kb.units if u.is_provision and not u.struck and u.agreement in among]
    plain = Lexical.build([terms(unit.text) for unit in provisions])

    def bm25(question: str) -> tuple[str, ...]:
        scores = plain.scores(terms(question))
        return tuple(provisions[row].address for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0)

    outcomes = []
    for judged in tqdm(questions, desc="asking", unit="question", disable=None):
        try:
            answer, comparison = kb.search(judged.q, DEPTH, agreements), kb.compare(judged.q, agreements)
        except QuestionError:  # refused with a sentence: nothing was found
            outcomes.append(Outcome(judged, (), bm25(judged.q), "silent", ()))
            continue
        ranked = tuple(hit.unit.address for hit in answer.hits)
        first = tuple((r.agreement.id, r.hit.unit.address if r.hit else "", r.probability) for r in comparison.rows)
        outcomes.append(Outcome(judged, ranked, bm25(judged.q), answer.verdict, first))
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures over these questions; those about silence need questions with and without an answer."""
    answered = [o for o in outcomes if o.judged.gold]
    right, chance, has = [], [], []
    for outcome in outcomes:
        for agreement, address, probability in outcome.first:
            answers = outcome.judged.answers_of(agreement)
            chance.append(probability)
            has.append(bool(answers))
            if answers:
                right.append(address in answers)
    found: Figures = {"questions": len(outcomes)}
    if answered:
        found["ndcg@10"] = _mean([o.ndcg for o in answered])
        found["mrr"] = _mean([reciprocal_rank(o.ranked, dict(o.judged.gold)) for o in answered])
        found["bm25 ndcg@10"] = _mean([ndcg(o.bm25, dict(o.judged.gold)) for o in answered])
        found["answered, called silent"] = _mean([o.verdict == "silent" for o in answered])
        found["answered, called found"] = _mean([o.verdict == "found" for o in answered])
    if len(answered) < len(outcomes):
        none = [o.verdict for o in outcomes if not o.judged.gold]
        found["not answered, called found"] = _mean([verdict == "found" for verdict in none])
        found["not answered, called silent"] = _mean([verdict == "silent" for verdict in none])
    if right:
        found["first unit right"] = _mean(right)
    if any(has) and not all(has):
        found["auc"] = round(area_under_curve(chance, has), 4)
    return found


def summed(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The figures of a run, whole and in parts."""
    by_language: dict[str, list[Outcome]] = defaultdict(list)
    by_manner: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_language[outcome.judged.lang].append(outcome)
        by_manner[outcome.judged.manner].append(outcome)
    answered = [o.ndcg for o in outcomes if o.judged.gold]
    return {
        "all": {**figures(outcomes), "interval": list(interval(answered)) if answered else []},
        "by_language": {name: figures(part) for name, part in sorted(by_language.items())},
        "by_manner": {name: figures(part) for name, part in sorted(by_manner.items())},
        "by_agreement": _by_agreement(outcomes),
    }


def _by_agreement(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    found: dict[str, list[tuple[bool, bool, float]]] = defaultdict(list)
    for outcome in outcomes:
        for agreement, address, probability in outcome.first:
            answers = outcome.judged.answers_of(agreement)
            found[agreement].append((bool(answers), address in answers, probability))
    return {
        agreement: {
            "first unit right": _mean([right for has, right, _ in rows if has]),
            "auc": round(area_under_curve([p for *_, p in rows], [has for has, *_ in rows]), 4),
        }
        for agreement, rows in found.items()
    }


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4) if values else float("nan")


def tables(summary: Mapping[str, object]) -> Iterator[str]:
    """The figures of `summed` as tables for a page."""
    for name, title in (
        ("all", "all"),
        ("by_language", "language"),
        ("by_manner", "manner"),
        ("by_agreement", "agreement"),
    ):
        rows = {"all": summary[name]} if name == "all" else summary[name]
        assert isinstance(rows, dict)
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        yield f"| {title} | {' | '.join(columns)} |"
        yield "|---" * (len(columns) + 1) + "|"
        for row, values in rows.items():
            yield f"| {row} | {' | '.join(_shown(values.get(column)) for column in columns)} |"
        yield ""


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–".join(f"{v:.3f}" for v in value) if isinstance(value, list) else str(value)


def changes(outcomes: Sequence[Outcome], record: Path) -> Iterator[str]:
    """Questions gained and lost since the last run, whose nDCG@10 the record keeps; then keeps those of this run."""
    now = {o.judged.q: round(o.ndcg, 3) for o in outcomes if o.judged.gold}
    last = json.loads(record.read_text(encoding="utf-8")) if record.exists() else now
    moved = {q: (last[q], value) for q, value in now.items() if q in last and abs(last[q] - value) > NOTICED}
    for name, sign in (("gained", 1), ("lost", -1)):
        listed = {q: both for q, both in moved.items() if sign * (both[1] - both[0]) > 0}
        yield f"{len(listed)} questions {name} since the last run."
        yield ""
        yield from (f"- {before:.2f} → {after:.2f} {q}" for q, (before, after) in list(listed.items())[:LISTED])
        yield ""
    record.write_text(json.dumps(now, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
