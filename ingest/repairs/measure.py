"""How many words of a scan are right before and after repair, on lines corrected by hand.

Run it with `python -m ingest.repairs.measure`.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ingest.records import Document, Line
from ingest.repair import Repaired, repair

_ROOT = Path(__file__).parents[2]
CASES = _ROOT / "tests" / "cases" / "zps-oa-lines.tsv"
SOURCE = _ROOT / "corpus" / "sources" / "zps-oa-2026.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the scan and what it should read."""

    part: str  # "development": looked at when writing rules; "test": only for measuring
    line: int  # in the source, from 1
    raw: str
    corrected: str  # "": the line is a page foot and goes


def read_cases(path: Path = CASES) -> list[Case]:
    """The lines corrected by hand, in both parts.

    >>> sum(case.part == "test" for case in read_cases()) >= 160
    True
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(row["part"], int(row["line"]), row["raw"], row["corrected"]) for row in rows]


def word_accuracy(pairs: list[tuple[str, str]]) -> float:
    """The share of words that are right, over lines of (found, correct); a word too many counts as wrong.

    >>> word_accuracy([("placa se dolo¢i", "plača se določi"), ("1. člen", "1. člen")])
    0.6
    """
    right = total = 0
    for found, correct in pairs:
        a, b = found.split(), correct.split()
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        right += sum(block.size for block in blocks)
        total += max(len(a), len(b))
    return right / total


def read_source(path: Path = SOURCE) -> Document:
    """The scan as the reader of plain text gives it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return Document.of_lines(path.name, "txt", "utf-8", [Line(line, 0) for line in lines])


def repaired_lines(document: Document, repaired: Repaired) -> list[str]:
    """For each line of the document what became of it."""
    places = [repaired.original_span(place, place)[0] for place in range(len(repaired.text) + 1)]
    found = []
    for line in document.lines:
        start = bisect_left(places, line.offset)
        end = bisect_left(places, line.offset + len(line.text))
        found.append(" ".join(repaired.text[start:end].split()))
    return found


def main() -> None:
    """Prints the word accuracy before and after repair on both parts."""
    document = read_source()
    lines = repaired_lines(document, repair(document, language="sl", scanned=True))
    cases = read_cases()
    for part in ("development", "test"):
        chosen = [case for case in cases if case.part == part]
        before = word_accuracy([(case.raw, case.corrected) for case in chosen])
        after = word_accuracy([(lines[case.line - 1], case.corrected) for case in chosen])
        print(f"{part}: {len(chosen)} lines, words right {before:.4f} before, {after:.4f} after")


if __name__ == "__main__":
    main()
