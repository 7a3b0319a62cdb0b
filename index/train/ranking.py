"""Fits the weights of the signals and the thresholds of silence on development questions.

`python -m index.train.ranking tests/retrieval/development.jsonl` writes `models/ranking/<encoder>.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.evaluate import Judged, read_judged
from index.fuse import FITTED, Ranking
from index.knowledge_base import KnowledgeBase
from index.question import read_question
from index.signals import NAMES, OF_TEXT

Array = NDArray[np.float64]

PULL = 1e-4  # of the weights towards zero
SILENT_QUANTILE = 0.03  # of the agreements that answer, at most this share is called silent
QUOTE = (3.0, 1.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Examples:
    """Signals and gains of all questions: x is (questions, units, signals), gain (questions, units)."""

    x: Array
    gain: Array  # 2^grade - 1
    agreement: NDArray[np.int64]  # of each unit

    def best(self, weights: Array) -> tuple[Array, NDArray[np.bool_]]:
        """(questions × agreements,) best scores, and whether the agreement answers."""
        scores = self.x @ weights
        tops, answers = [], []
        for agreement in range(self.agreement.max() + 1):
            mine = self.agreement == agreement
            tops.append(scores[:, mine].max(axis=1))
            answers.append((self.gain[:, mine] == 3).any(axis=1))
        return np.concatenate(tops), np.concatenate(answers)


def examples(kb: KnowledgeBase, questions: Sequence[Judged]) -> Examples:
    """The signals of all provisions for all questions."""
    rows = [row for row, unit in enumerate(kb.units) if unit.is_provision and not unit.struck]
    place = {kb.units[row].address: at for at, row in enumerate(rows)}
    ids = {name: number for number, name in enumerate(dict.fromkeys(kb.units[row].agreement for row in rows))}
    x = np.stack([kb.signals.of(read_question(j.q))[0][rows] for j in questions]).astype(np.float64)
    gain = np.zeros(x.shape[:2])
    for number, judged in enumerate(questions):
        for address, grade in judged.gold:
            if address in place:
                gain[number, place[address]] = 2**grade - 1
    return Examples(x, gain, np.array([ids[kb.units[row].agreement] for row in rows]))


def fit_weights(found: Examples) -> Array:
    """Weights that give the units that answer the largest share, as a softmax over all units."""
    answered = found.gain.sum(axis=1) > 0
    x, gain = found.x[answered], found.gain[answered]
    wanted = gain / gain.sum(axis=1, keepdims=True)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = x @ weights
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        total = shares.sum(axis=1, keepdims=True)
        value = -(wanted * (scores - np.log(total))).sum(axis=1).mean() + PULL * weights @ weights
        slope = np.einsum("qu,quf->f", shares / total - wanted, x) / len(x) + 2 * PULL * weights
        return float(value), slope

    start = np.full(x.shape[2], 2.0)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start))
    weights: Array = result.x
    return weights


def calibrated(found: Examples, weights: Array) -> tuple[Array, float]:
    """The weights scaled, and a bias, so that the logistic function gives the chance that an agreement answers."""
    scores, answers = found.best(weights)

    def loss(line: Array) -> tuple[float, Array]:
        logits = line[0] * scores + line[1]
        chance = 1 / (1 + np.exp(-logits))
        value = np.logaddexp(0, logits).mean() - (answers * logits).mean()
        slope = chance - answers
        return float(value), np.array([(slope * scores).mean(), slope.mean()])

    scale, bias = minimize(loss, np.array([1.0, 0.0]), jac=True).x
    return weights * scale, float(bias)


def fit(kb: KnowledgeBase, questions: Sequence[Judged]) -> Ranking:
    """All weights and thresholds for the encoder of this knowledge base."""
    found = examples(kb, questions)
    text = Examples(found.x[:, :, : len(OF_TEXT)], found.gain, found.agreement)
    known, known_bias = calibrated(found, fit_weights(found))
    of_text, text_bias = calibrated(text, fit_weights(text))
    scores, answers = found.best(known)
    chances = 1 / (1 + np.exp(-(scores + known_bias)))
    silent = float(np.quantile(chances[answers], SILENT_QUANTILE))
    return Ranking(
        known=tuple(known.round(4)),
        known_bias=round(known_bias, 4),
        text=tuple(of_text.round(4)),
        text_bias=round(text_bias, 4),
        quote=QUOTE,
        found=max(0.5, round(silent, 4)),
        silent=round(silent, 4),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Fits and writes; an expected error is one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="development questions, one JSON object a line")
    arguments = parser.parse_args(argv)
    try:
        kb = KnowledgeBase.open()
        ranking = fit(kb, read_judged(arguments.file))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    file = FITTED / f"{kb.encoder.name}.json"
    file.write_text(json.dumps(asdict(ranking), indent=1) + "\n", encoding="utf-8")
    print(dict(zip(NAMES, ranking.known, strict=True)), ranking)
    return 0


if __name__ == "__main__":
    sys.exit(main())
