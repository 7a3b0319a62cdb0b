"""Commands that measure: figures on judged questions, and whether the index is whole."""

from __future__ import annotations

from dataclasses import asdict
from itertools import chain
from pathlib import Path

from index.check import CheckError, check
from index.commands.command import Arguments, Commands, folder_of, put
from index.evaluate import ask, changes, read_judged, summed, tables
from index.knowledge_base import KnowledgeBase
from index.told import check_lines


def register(commands: Commands) -> None:
    """Adds evaluate and check."""
    judged = commands.add("evaluate", _evaluate, "figures on judged questions", "evaluate tests/retrieval/test.jsonl")
    judged.add_argument("file", type=Path, metavar="FILE", help="judged questions, one JSON object a line")
    judged.add_argument("--record", type=Path, metavar="FILE", help="compare with the last run, and keep this one")
    commands.add("check", _check, "go through the whole index and say what is wrong", "check")


def _evaluate(arguments: Arguments) -> None:
    outcomes = ask(KnowledgeBase.open(arguments.index), read_judged(arguments.file))
    summary = summed(outcomes)
    moved = changes(outcomes, arguments.record) if arguments.record else iter(())
    put(arguments, summary, chain(tables(summary), moved))


def _check(arguments: Arguments) -> None:
    found = check(folder_of(arguments))
    put(arguments, asdict(found), check_lines(found))
    if found.faults:
        raise CheckError(f'the index has {len(found.faults)} faults: run "kolektivka build"')
