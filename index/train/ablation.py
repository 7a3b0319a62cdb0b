"""What each signal is worth: alone, and what is lost without it, on topics that the fitting had not seen."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.evaluate import Judged, ndcg, read_judged
from index.knowledge_base import KnowledgeBase
from index.signals import NAMES
from index.train.ranking import Array, Examples, examples, fit_weights, halves, measured, provisions

Half = tuple[Sequence[Judged], Examples]


def held_out(parts: tuple[Half, Half], addresses: Sequence[str], kept: Sequence[int]) -> float:
    """Mean nDCG@10 of each half under weights fitted on the other, with only these signals."""
    found: list[float] = []
    for (_, fitted), (questions, judged_on) in (parts, parts[::-1]):
        weights = fit_weights(_only(fitted, kept))
        found += _ndcgs(_only(judged_on, kept).x @ weights, questions, addresses)
    return float(np.mean(found))


def _only(found: Examples, kept: Sequence[int]) -> Examples:
    return replace(found, x=found.x[:, :, list(kept)])


def _ndcgs(scores: Array, questions: Sequence[Judged], addresses: Sequence[str]) -> list[float]:
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    return [ndcg([addresses[n] for n in row], dict(q.gold)) for row, q in zip(ranked, questions, strict=True) if q.gold]


def main(argv: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="development questions, one JSON object a line")
    arguments = parser.parse_args(argv)
    kb = KnowledgeBase.open()
    one, other = ((h, examples(kb, h, measured(kb, h), kb.ranking.topic)) for h in halves(read_judged(arguments.file)))
    addresses = [kb.law.wordings[row].address for row in provisions(kb)]
    every = range(len(NAMES))
    print("| signal | alone | all without it |\n|---|---|---|")
    for number, name in enumerate(NAMES):
        alone = held_out((one, other), addresses, [number])
        without = held_out((one, other), addresses, [n for n in every if n != number])
        print(f"| {name} | {alone:.3f} | {without:.3f} |")
    print(f"| all | {held_out((one, other), addresses, every):.3f} | |")


if __name__ == "__main__":
    main()
