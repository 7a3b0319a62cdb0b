"""Fits the weights of the signals and the thresholds of silence on development questions.

`python -m index.train.ranking tests/retrieval/development.jsonl` writes `models/ranking/<encoder>.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.evaluate import Judged, ask, figures, read_judged
from index.fuse import FITTED, Ranking
from index.knowledge import read_knowledge
from index.knowledge_base import KnowledgeBase
from index.question import read_question
from index.signals import OF_TEXT, Measured
from index.train.unheard import unheard
from ingest.corpus import CORPUS

Array = NDArray[np.float64]

PULL = 1e-4  # of the weights towards zero
SILENT_QUANTILE = 0.03  # of the agreements that answer, at most this share is called silent
FALSE_ALARMS = 0.1  # of the questions without an answer, at most this share is called answered


@dataclass(frozen=True, slots=True)
class Examples:
    """Signals and gains of all questions: x is (questions, units, signals), gain (questions, units)."""

    x: Array
    gain: Array  # 2^grade - 1
    agreement: NDArray[np.int64]  # of each unit

    def best(self, weights: Array) -> tuple[Array, NDArray[np.int64], NDArray[np.bool_]]:
        """(questions × agreements,) best scores, the units that have them, and whether the agreement answers."""
        scores = self.x @ weights
        tops, units, answers = [], [], []
        for agreement in range(self.agreement.max() + 1):
            mine = np.flatnonzero(self.agreement == agreement)
            first = mine[scores[:, mine].argmax(axis=1)]
            tops.append(scores[np.arange(len(first)), first])
            units.append(first)
            answers.append((self.gain[:, mine] == 3).any(axis=1))
        return np.concatenate(tops), np.concatenate(units), np.concatenate(answers)


def measured(kb: KnowledgeBase, questions: Sequence[Judged]) -> list[Measured]:
    """What the indexes say of every question."""
    return [kb.signals.of(read_question(judged.q)) for judged in questions]


def provisions(kb: KnowledgeBase) -> NDArray[np.int64]:
    """The rows of the units that may answer."""
    return np.flatnonzero(kb.provisions & kb.law.shown(date.today()))


def examples(
    kb: KnowledgeBase, questions: Sequence[Judged], found: Sequence[Measured], topic: Sequence[float]
) -> Examples:
    """The signals of all provisions for all questions."""
    rows = provisions(kb)
    units = [kb.law.wordings[row].unit for row in rows]
    place = {unit.address: at for at, unit in enumerate(units)}
    ids = {name: number for number, name in enumerate(dict.fromkeys(unit.agreement for unit in units))}
    x = np.stack([kb.signals.of_units(m, topic)[rows] for m in found]).astype(np.float64)
    gain = np.zeros(x.shape[:2])
    for number, judged in enumerate(questions):
        for address, grade in judged.gold:
            if address in place:
                gain[number, place[address]] = 2**grade - 1
    return Examples(x, gain, np.array([ids[unit.agreement] for unit in units]))


def topic_examples(kb: KnowledgeBase, questions: Sequence[Judged], found: Sequence[Measured]) -> Examples:
    """The signals of all topics; a topic gains by the share of its units that answer."""
    settled = kb.signals.settled(np.arange(len(kb.store))).astype(np.float64)
    gain = np.zeros((len(questions), len(settled)))
    for number, judged in enumerate(questions):
        wanted = np.zeros(len(kb.store))
        for address, grade in judged.gold:
            wanted[kb.store.rows_of(address)[-1]] = 2**grade - 1
        gain[number] = settled @ wanted / np.sqrt(np.maximum(settled.sum(axis=1), 1) * max(wanted.sum(), 1))
    x = np.stack([m.topics for m in found]).astype(np.float64)
    return Examples(x, gain, np.zeros(len(settled), np.int64))


def quote_examples(kb: KnowledgeBase) -> Examples:
    """The chunks of a unit for the questions of a topic that one of them settles; missing ones are far below."""
    chunks = kb.signals.chunks
    x, gain = [], []
    for topic in kb.knowledge.topics:
        asked = [kb.signals.of(read_question(question)).chunks for question in topic.questions]
        for place in (addresses[0] for _, addresses in topic.places if addresses):
            unit = kb.unit(place)
            mine = np.array(chunks.of(kb.store.rows_of(unit.address)[-1]))
            inside = place.removeprefix(unit.address).strip("/")
            right = np.array([chunks[int(n)].place == inside for n in mine], np.float64)
            if inside and right.sum() == 1 and len(mine) > 1:
                x += [signals[mine] for signals in asked]
                gain += [right] * len(asked)
    widest = max(len(part) for part in x)
    padded = np.full((len(x), widest, len(OF_TEXT)), -10.0)
    gains = np.zeros((len(x), widest))
    for n, (part, right) in enumerate(zip(x, gain, strict=True)):
        padded[n, : len(part)], gains[n, : len(part)] = part, right
    return Examples(padded, gains, np.zeros(widest, np.int64))


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
    scores, _, answers = found.best(weights)

    def loss(line: Array) -> tuple[float, Array]:
        logits = line[0] * scores + line[1]
        chance = 1 / (1 + np.exp(-logits))
        value = np.logaddexp(0, logits).mean() - (answers * logits).mean()
        slope = chance - answers
        return float(value), np.array([(slope * scores).mean(), slope.mean()])

    scale, bias = minimize(loss, np.array([1.0, 0.0]), jac=True).x
    return weights * scale, float(bias)


def fit_chance(
    kb: KnowledgeBase,
    found: Examples,
    weights: Array,
    bias: float,
    asked: Sequence[tuple[Measured, Mapping[int, float]]],
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The numbers of `Ranking.chance`, the chances they give on these examples, and what was right.

    Each question is given by its measures and by what of its topics each agreement is silent on.
    """
    scores, units, answers = found.best(weights)
    agreements = int(found.agreement.max()) + 1
    best = np.tile((found.x @ weights).max(axis=1), agreements)
    rows = provisions(kb)[units]
    of = zip([*asked] * agreements, rows, kb.store.agreement_of[rows], strict=True)
    beside = [(m.coverage[row], m.unknown, silent.get(int(agreement), 0.0)) for (m, silent), row, agreement in of]
    table = np.column_stack([scores + bias, best + bias, np.array(beside), np.ones(len(scores))])

    def loss(line: Array) -> tuple[float, Array]:
        logits = table @ line
        chance = 1 / (1 + np.exp(-logits))
        value = np.logaddexp(0, logits).mean() - (answers * logits).mean()
        return float(value), ((chance - answers)[:, None] * table).mean(axis=0)

    line: Array = minimize(loss, np.eye(table.shape[1])[0], jac=True).x
    return line, 1 / (1 + np.exp(-table @ line)), answers


def fit(kb: KnowledgeBase, questions: Sequence[Judged], quote: Array) -> Ranking:
    """All weights and thresholds for the encoder of this knowledge base."""
    seen = measured(kb, questions)
    topic = fit_weights(topic_examples(kb, questions, seen))
    found = examples(kb, questions, seen, topic.tolist())
    text = Examples(found.x[:, :, : len(OF_TEXT)], found.gain, found.agreement)
    known, known_bias = calibrated(found, fit_weights(found))
    of_text, text_bias = calibrated(text, fit_weights(text))
    shares = [kb.valuing.shares(judged.q, m, topic.tolist()) for judged, m in zip(questions, seen, strict=True)]
    asked = list(zip(seen, map(kb.silent, shares), strict=True))
    line, chances, answers = fit_chance(kb, found, known, known_bias, asked)
    silent = float(np.quantile(chances[answers], SILENT_QUANTILE))
    none = found.gain.sum(axis=1) == 0
    best_of_none = chances.reshape(-1, len(none))[:, none].max(axis=0)
    certain = max(silent, float(np.quantile(best_of_none, 1 - FALSE_ALARMS))) if none.any() else silent
    return Ranking(
        known=_rounded(known),
        known_bias=round(known_bias, 4),
        text=_rounded(of_text),
        text_bias=round(text_bias, 4),
        topic=_rounded(topic),
        quote=_rounded(quote),
        chance=_rounded(line),
        found=round(certain, 4),
        silent=round(silent, 4),
    )


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)


def halves(questions: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Two halves without a common topic, to see what the fitting is worth on topics it has not seen."""
    topics = sorted({judged.topic for judged in questions})
    first = set(topics[::2])
    return [j for j in questions if j.topic in first], [j for j in questions if j.topic not in first]


def main(argv: Sequence[str] | None = None) -> int:
    """Fits and writes; an expected error is one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="+", help="development questions, one JSON object a line")
    arguments = parser.parse_args(argv)
    try:
        kb = KnowledgeBase.open()
        judged = [judged for file in arguments.file for judged in read_judged(file)]
        questions = unheard(judged, read_knowledge(CORPUS), kb.encoder)
        quote = fit_weights(quote_examples(kb))
        one, other = halves(questions)
        for fitted_on, judged_on in ((one, other), (other, one)):
            kb.ranking = fit(kb, fitted_on, quote)
            print("held out:", figures(ask(kb, judged_on)))
        ranking = fit(kb, questions, quote)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    file = FITTED / f"{kb.encoder.name}.json"
    file.write_text(json.dumps(asdict(ranking), indent=1) + "\n", encoding="utf-8")
    print(ranking)
    return 0


if __name__ == "__main__":
    sys.exit(main())
