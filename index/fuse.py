"""One score out of many signals: a logistic sum whose weights were fitted on development questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.results import Verdict
from index.signals import NAMES, OF_TEXT, OF_TOPIC, Scores
from ingest.fields import FieldError, read_record

FITTED = Path(__file__).parent.parent / "models" / "ranking"
"""One file per encoder, written by `python -m index.train.ranking`."""

_REMEDY = 'restore it from the repository, or run "python -m index.train.ranking" (docs/training.md)'


QUOTED = 0.5
"""From this share of common runs of words a question is taken for a quotation."""
WORD_FOR_WORD = 20.0
"""The log-odds that a unit gains when it has all of a question's runs of words: more than all other signals."""


OF_CHANCE = ("log-odds", "log-odds of the best unit anywhere", "coverage", "unknown", "topics it is silent on")


class RankingError(ValueError):
    """The weights of an encoder cannot be read."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of the signals, and the probabilities from which an agreement answers.

    Units that nobody wrote about have no signals of knowledge: they have weights of their own, so that an
    agreement that was added yesterday is not behind the others.
    """

    known: tuple[float, ...]  # one weight per signal of NAMES
    known_bias: float
    text: tuple[float, ...]  # one weight per signal of OF_TEXT
    text_bias: float
    topic: tuple[float, ...]  # of the signals of OF_TOPIC, to tell what the question is about
    quote: tuple[float, ...]  # of the signals of OF_TEXT, to choose the words to quote
    chance: tuple[float, ...]  # of the signals OF_CHANCE, and a constant
    found: float  # from this probability an agreement answers
    silent: float  # below this one it does not

    def logits(self, signals: Scores, known: NDArray[np.bool_]) -> NDArray[np.float64]:
        """(units,) log-odds that each unit answers, from its (units, NAMES) signals.

        >>> r = Ranking((1.0,) * 10, 0.0, (2.0,) * 4, 0.0, (1.0,) * 4, (1.0,) * 4, (1.0,) * 6, 0.6, 0.3)
        >>> r.logits(np.ones((2, 10), np.float32), np.array([True, False])).tolist()
        [10.0, 8.0]
        """
        exact = signals.astype(np.float64)
        by_knowledge = exact @ np.array(self.known) + self.known_bias
        by_text = exact[:, : len(OF_TEXT)] @ np.array(self.text) + self.text_bias
        chosen: NDArray[np.float64] = np.where(known, by_knowledge, by_text)
        return chosen

    def probability(self, signals: Sequence[float]) -> float:
        """The chance that a unit answers, from the signals OF_CHANCE.

        What another agreement answers far better, what asks of things that no text has, or what is about a topic on
        which the agreement is known to be silent, is not answered here.
        """
        sum_of = float(np.dot(self.chance, (*signals, 1.0)))
        return float(1 / (1 + np.exp(-np.clip(sum_of, -60, 60))))

    def quoted(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """(units,) log-odds that a unit gains because the question is, in good part, its own words."""
        return np.where(shares > QUOTED, WORD_FOR_WORD * shares, 0.0)

    def quotes(self, of_chunks: Scores) -> NDArray[np.float64]:
        """(chunks,) scores by which the words to quote are chosen inside a unit."""
        scores: NDArray[np.float64] = of_chunks.astype(np.float64) @ np.array(self.quote)
        return scores

    def verdict(self, probability: float) -> Verdict:
        """Whether a unit with this probability answers."""
        if probability >= self.found:
            return "found"
        return "silent" if probability < self.silent else "uncertain"


def read_ranking(encoder: str, folder: Path = FITTED) -> Ranking:
    """The weights fitted for an encoder; for one that none were fitted for, the default ones.

    >>> len(read_ranking("an encoder of tomorrow").known) == len(NAMES)
    True
    """
    file = folder / f"{encoder}.json"
    file = file if file.is_file() else folder / "default.json"
    try:
        ranking = read_record(Ranking, json.loads(file.read_text(encoding="utf-8")), file.name)
    except (OSError, json.JSONDecodeError, FieldError) as error:
        raise RankingError(f"{_named(file)} cannot be read ({error}): {_REMEDY}") from error
    sizes = tuple(map(len, (ranking.known, ranking.text, ranking.topic, ranking.quote, ranking.chance)))
    if sizes != (len(NAMES), len(OF_TEXT), len(OF_TOPIC), len(OF_TEXT), len(OF_CHANCE) + 1):
        raise RankingError(f"{_named(file)} was fitted for other signals: {_REMEDY}")
    return ranking


def _named(file: Path) -> str:
    return "/".join(file.parts[-3:])
