"""How often the nearest text in the other language is the translation, on texts kept out of training."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.train.texts import BENCHMARKS, MissingDataError

Encode = Callable[[list[str]], np.ndarray]
FILES = ("flores200_devtest", "ntrex128")
DIRECTIONS = (("en", "sl"), ("en", "sr_Cyrl"), ("sl", "sr_Cyrl"))


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of texts whose nearest neighbour is their translation, both directions averaged.

    >>> str(Accuracy("flores200_devtest", "en-sl", 0.5))
    'flores200_devtest en-sl 0.500'
    """

    benchmark: str
    languages: str
    value: float

    def __str__(self) -> str:
        return f"{self.benchmark} {self.languages} {self.value:.3f}"


def accuracy(left: np.ndarray, right: np.ndarray) -> float:
    """Rows of equal number belong together; vectors are of length one.

    >>> accuracy(np.eye(2), np.array([[1.0, 0.0], [0.9, 0.1]]))
    0.75
    """
    scores = left @ right.T
    own = np.arange(len(scores))
    return float(((scores.argmax(1) == own).mean() + (scores.argmax(0) == own).mean()) / 2)


def benchmarks(folder: Path, encode: Encode) -> list[Accuracy]:
    """Retrieval of translations for every benchmark and pair of languages."""
    found = []
    for name in FILES:
        path = folder / BENCHMARKS / f"{name}.tsv"
        if not path.is_file():
            raise MissingDataError(f"benchmark {path} is missing: give the folder that holds it with --data")
        with path.open(encoding="utf-8", newline="") as lines:
            table = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        vectors = {lang: encode([row[lang] for row in table]) for lang in ("en", "sl", "sr_Cyrl")}
        for one, other in DIRECTIONS:
            languages = f"{one}-{other[:2]}"
            found.append(Accuracy(name, languages, accuracy(vectors[one], vectors[other])))
    return found
