"""Fits what the signs of a value count for, on judged questions with facts.

`python -m index.train.values tests/retrieval/development.jsonl …` writes `models/values.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from index.evaluate import Judged, read_judged
from index.facts import Wanted, fact
from index.figures import Figure
from index.knowledge import read_knowledge
from index.knowledge_base import KnowledgeBase
from index.known_figures import OF_KNOWN
from index.train.unheard import unheard
from index.values import FITTED, Weights
from index.valuing import Weighed
from index.weigh import OF_NONE, SIGNS, Array
from ingest.corpus import CORPUS

PULL = 5e-4  # of the weights towards what is known of them beforehand
KNOWN = {
    "condition": -2.0,
    "period": -2.0,
    "cap": -1.0,
    "cap asked": 2.0,
    "step holds": 4.0,
    "step does not hold": -4.0,
    "class holds": 4.0,
    "class does not hold": -4.0,
    "named in the question": -3.0,
    "clear place": 2.0,
    "place of another topic": -3.0,
}
"""What a sign counts for where the questions say nothing of it: there are few that name a number or a pay class."""
NO_FACT = 0.3  # what a row without a fact counts for: whoever judged may have left one out
ELSEWHERE = 0.1  # what a provision beside the one that answers counts for: none of its numbers is the fact
UNWRITTEN = 0.3  # what an example counts for without what was written about its numbers
WRONG = 0.015  # of all facts, at most this share is shown as certain and wrong; new questions are a little harder
ALONE = 0.4  # an item that has less than this share of its list does not answer by itself
STEP = 0.85  # the same for a step of a scale: "a whole day's travel" names one in words
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One row of one question: the signs of its figures, and which of them are the fact."""

    topic: str
    signs: Array
    of_none: Array
    right: Array  # (figures + 1,) the last: no figure is
    weight: float
    has_fact: bool
    sure: float  # the chance that the unit answers


def examples(kb: KnowledgeBase, questions: Sequence[Judged]) -> Iterator[Example]:
    """The rows that have a fact, and those that answer without one; of weight 0 where nothing can be learnt.

    Beside the best provision of an agreement those close to it: among them the one that gives the number is chosen.
    """
    for judged in questions:
        for close in kb.weighed(judged.q) if judged.gold else ():
            for row in close:
                yield from _of_row(judged, row, row is close[0])


def _of_row(judged: Judged, row: Weighed, is_best: bool) -> Iterator[Example]:
    """What one provision teaches: which of its numbers is the fact, or that none of them is."""
    facts = dict(judged.facts)
    answers = row.unit.address in judged.answers_of(row.unit.agreement)
    wanted = fact(facts[row.unit.agreement]) if row.unit.agreement in facts else ()
    met = met_by(wanted, row.figures)
    none = not wanted and bool(facts)
    if (wanted and (is_best or answers)) or (none and answers):
        right = np.array([*met, none], np.float64)
        weight = (1.0 if wanted else NO_FACT) if answers and right.any() else 0.0
        yield Example(judged.topic, row.signs, row.of_none, right, weight, bool(wanted) and is_best, row.sure)
    if wanted and not answers:
        right = np.array([*(0.0 for _ in met), 1.0])
        yield Example(judged.topic, row.signs, row.of_none, right, ELSEWHERE, False, row.sure)


def met_by(wanted: Sequence[Wanted], figures: Sequence[Figure]) -> list[bool]:
    """Which figures are a fact; a range is met by the steps inside it where no figure is the range itself."""
    met = [any(one.is_met_by(figure.quantity) for one in wanted) for figure in figures]
    if any(met) or not wanted or wanted[0].upper is None:
        return met
    low, high = wanted[0], wanted[0].upper

    def inside(figure: Figure) -> bool:
        value = figure.quantity.value
        if value is None or low.value is None or not low.value <= value <= high:
            return False
        return figure.grants and Wanted(value, None, low.unit).is_met_by(figure.quantity)

    return [inside(figure) for figure in figures]


def fit(found: Sequence[Example]) -> Array:
    """The weights of SIGNS and OF_NONE under which the right figures are likeliest."""
    used = [e for example in found if example.weight for e in (example, _unwritten(example))]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for example in used:
            chances = chances_of(example, weights)
            right = float(chances @ example.right) + 1e-12
            total -= example.weight * float(np.log(right))
            change = example.weight * (chances - chances * example.right / right)
            slope[: len(SIGNS)] += change[:-1] @ example.signs
            slope[len(SIGNS) :] += change[-1] * example.of_none
        count = len(used)
        away = weights - start
        return total / count + PULL * float(away @ away), slope / count + 2 * PULL * away

    start = np.array([KNOWN.get(sign, 0.0) for sign in SIGNS] + [0.0] * len(OF_NONE))
    result: Array = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return result


def _unwritten(example: Example) -> Example:
    """An example as it would be of a provision that nobody wrote about, such as one of an added document."""
    signs, of_none = example.signs.copy(), example.of_none.copy()
    signs[:, [SIGNS.index(sign) for sign in OF_KNOWN]] = 0.0
    of_none[[OF_NONE.index("best told"), OF_NONE.index("nothing told")]] = 0.0, 1.0
    return replace(example, signs=signs, of_none=of_none, weight=UNWRITTEN * example.weight)


def chances_of(example: Example, weights: Array) -> Array:
    """(figures + 1,) the chance of each figure, and of none."""
    none = float(example.of_none @ weights[len(SIGNS) :])
    logits = np.append(example.signs @ weights[: len(SIGNS)], none)
    chances = np.exp(logits - logits.max())
    return np.asarray(chances / chances.sum())


def threshold(found: Sequence[Example]) -> tuple[float, float]:
    """The least chance from which at most WRONG of all facts are certain and wrong, on topics not fitted on.

    Beside it, the share of the facts that are right.
    """
    topics = sorted({example.topic for example in found})
    fold = {topic: number % FOLDS for number, topic in enumerate(topics)}
    shown: list[tuple[float, bool]] = []
    for part in range(FOLDS):
        weights = fit([e for e in found if fold[e.topic] != part])
        for example in found:
            if fold[example.topic] == part and example.has_fact:
                chances = chances_of(example, weights)
                best = int(chances.argmax())
                if best < len(chances) - 1:
                    shown.append((float(chances[best]) * example.sure, bool(example.right[best])))
    allowed = WRONG * sum(example.has_fact for example in found)
    wrong, least = 0, 1.0
    for chance, right in sorted(shown, reverse=True):
        wrong += not right
        if wrong > allowed:
            break
        least = chance
    return least, sum(right for _, right in shown) / sum(example.has_fact for example in found)


def main(argv: Sequence[str]) -> int:
    """Fits and writes the weights; the judged questions must be those for development."""
    parser = argparse.ArgumentParser(prog="python -m index.train.values", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="file", help="development questions with facts")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--out", type=Path, default=FITTED)
    arguments = parser.parse_args(argv)
    try:
        kb = KnowledgeBase.open(arguments.index) if arguments.index else KnowledgeBase.open()
        judged = [judged for file in arguments.files for judged in read_judged(file)]
        found = list(examples(kb, unheard(judged, read_knowledge(CORPUS), kb.encoder)))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    weights = [round(float(weight), 4) for weight in fit(found)]
    certain, right = threshold(found)
    written = Weights(tuple(weights[: len(SIGNS)]), tuple(weights[len(SIGNS) :]), round(certain, 4), ALONE, STEP)
    arguments.out.write_text(json.dumps(asdict(written), indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} rows; {right:.1%} of the facts right on topics not fitted on, certain from {written.certain}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
