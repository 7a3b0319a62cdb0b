"""The shared training texts as pairs that mean the same: translations, headings with articles, halves."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.script import fold

PARALLEL = ("en-sl", "en-sr", "sl-sr", "sl-hbs", "en-hr_bs")
STATUTES = ("statutes-sl", "statutes-sr")
# Kept out of training by name: they only measure.
BENCHMARKS = "translation-benchmarks"
MACHINE = ("MT", "LLM")  # values of the column quality that no person stands behind
LONGEST_SENTENCE = 600  # characters; longer rows of the parallel files are whole pages run together
# An article is halved only when both halves still say something.
SHORTEST_HALVED = 160
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")


class MissingDataError(ValueError):
    """A training file is not where it should be, or not in its form."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that mean the same, or of which one answers the other.

    >>> Pair("annual leave", "letni dopust", "en-sl").kind
    'en-sl'
    """

    left: str
    right: str
    kind: str  # the file for translations; "heading" or "halves" with the language for statutes
    by_hand: bool = True  # False: translated by a machine


def rows(folder: Path, name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a gzipped table without its header; a file that is missing or short is named."""
    path = folder / f"{name}.tsv.gz"
    if not path.is_file():
        raise MissingDataError(f"training file {path} is missing: give the folder that holds it with --data")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(table, start=1):
            if len(row) != columns:
                raise MissingDataError(f"{path} line {number}: {len(row)} columns where {columns} are expected")
            if number > 1:
                yield row


def translations(folder: Path) -> Iterator[Pair]:
    """Parallel rows, each once, without those that fold to the same text on both sides."""
    seen: set[tuple[str, str]] = set()
    for name in PARALLEL:
        for *_, quality, _, left, right in rows(folder, name, 6):
            key = (fold(left).strip(), fold(right).strip())
            if key in seen or key[0] == key[1] or not all(key) or max(map(len, key)) > LONGEST_SENTENCE:
                continue
            seen.add(key)
            yield Pair(left, right, name, quality not in MACHINE)


def statutes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, heading, content) of every statute article that has a content; a heading may be empty."""
    for name in STATUTES:
        columns = 6 if name == "statutes-sl" else 5
        for *_, heading, content in rows(folder, name, columns):
            if content.strip():
                yield name[-2:], heading.strip(), content.strip()


def articles(folder: Path, laws: Collection[str]) -> dict[str, dict[str, str]]:
    """Heading and content of every article of the named statutes, by statute and number, in their order."""
    found: dict[str, dict[str, str]] = {law: {} for law in laws}
    for name, columns, number in (("statutes-sl", 6, 3), ("statutes-sr", 5, 2)):
        for row in rows(folder, name, columns):
            if row[0] in found and row[-1].strip():
                found[row[0]][row[number]] = f"{row[-2]} {row[-1]}".strip()
    return found


def halves(text: str) -> tuple[str, str] | None:
    """A text cut at the sentence end nearest to its middle; None: too short or in one sentence.

    >>> halves("Kratko.") is None
    True
    >>> a, b = halves("Delavec ima pravico do odmora med delom. " * 6)
    >>> a.startswith("Delavec") and a.endswith("delom.") and b.startswith("Delavec")
    True
    """
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    if len(text) < SHORTEST_HALVED or not ends:
        return None
    cut = min(ends, key=lambda end: abs(end - len(text) // 2))
    first, second = text[:cut].strip(), text[cut:].strip()
    return (first, second) if min(len(first), len(second)) >= SHORTEST_HALVED // 4 else None


def statute_pairs(folder: Path) -> Iterator[Pair]:
    """Heading with article and half with half, each pair of folded texts once."""
    seen: set[str] = set()
    for language, heading, content in statutes(folder):
        if content in seen:
            continue
        seen.add(content)
        if len(heading) > 3:
            yield Pair(heading, content, f"heading-{language}")
        parts = halves(content)
        if parts:
            yield Pair(*parts, f"halves-{language}")
