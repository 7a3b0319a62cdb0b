"""Several people at once: real sessions of the running app ask judged questions, while the index is replaced.

`python -m bench.sessions`: 20 sessions, a question each three seconds, for a minute. Prints the time to the answer, the
memory, the errors, and whether any page was drawn that belongs to somebody else's question.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

from bench.child import PROJECT
from bench.processes import memory, processor
from bench.running import running
from bench.visitor import Visitor
from index.knowledge_base import HOME, KnowledgeBase

JUDGED = PROJECT / "tests" / "retrieval" / "development.jsonl"
_INTERFACE = {"en": "en", "sl": "sl", "sr-Latn": "sr-Latn", "sr-Cyrl": "sr"}
_MEGABYTE = 2**20
_WARMING = 60
"""Questions of one session before the others come: what the app has read of the provisions by then is no session's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged question, and the place that answers it best."""

    question: str
    lang: str
    at: dict[str, str]  # address of the first unit by the screen that asks; "": nothing answers


@dataclass(slots=True)
class Outcome:
    """What happened during the load."""

    seconds: list[float] = field(default_factory=list)  # until each answer
    first: list[float] = field(default_factory=list)  # until the first screen of each session
    errors: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # pages that named another question, or had another answer
    bytes: list[int] = field(default_factory=list)  # of each answer


@dataclass(frozen=True, slots=True)
class Told:
    """The figures."""

    sessions: int
    questions: int
    errors: int
    strange: int
    p50: float
    p95: float
    longest: float
    first_p95: float
    processor_per_question: float
    kilobytes_per_answer: int
    memory_before: float  # megabytes: one session has asked
    memory_open: float  # all sessions open, before the index is replaced
    memory_after: float  # with both the old and the new index in it
    memory_per_session: float
    replaced: bool  # whether the index was replaced meanwhile
    load: tuple[float, float]  # of the machine, before and after: others work on it too


def questions(base: KnowledgeBase, count: int, seed: int) -> list[Asked]:
    """Judged questions in all writings, each once, with their answers."""
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    found = []
    for entry in random.Random(seed).sample(entries, min(count, len(entries))):
        hits = {
            "ask": base.search(entry["q"]).hits[:1],
            "compare": [row.hit for row in base.compare(entry["q"]).rows if row.hit][:1],
        }
        at = {screen: of[0].unit.address if of else "" for screen, of in hits.items()}
        found.append(Asked(entry["q"].strip(), _INTERFACE[entry["lang"]], at))
    return found


async def session(app: str, mine: Sequence[Asked], begin: float, every: float, seed: int, outcome: Outcome) -> None:
    """One visitor: opens the app, then asks a question about each `every` seconds."""
    chance = random.Random(seed)
    await asyncio.sleep(begin)
    try:
        async with Visitor(app) as visitor:
            screen = "compare" if seed % 4 == 3 else "ask"
            outcome.first.append(await visitor.open(lang=mine[0].lang, screen=screen))
            due = perf_counter()
            for asked in mine:
                due += every * chance.uniform(0.6, 1.4)
                await asyncio.sleep(max(0.0, due - perf_counter()))
                due = max(due, perf_counter())
                outcome.seconds.append(await visitor.ask(asked.question))
                outcome.bytes.append(visitor.page.bytes)
                outcome.errors += visitor.page.errors
                if strange := _strange(visitor, asked, screen):
                    outcome.strange.append(strange)
    except Exception as error:  # whatever goes wrong in a session is what is measured here
        outcome.errors.append(f"{type(error).__name__}: {error}")


def _strange(visitor: Visitor, asked: Asked, screen: str) -> str:
    """What is wrong with a page: it names another question, or leads to another answer; "": nothing is."""
    named = visitor.page.questions()
    if named != {asked.question}:
        return f"asked {asked.question!r}, the page names {sorted(named)}"
    if f"at={asked.at[screen]}" not in visitor.page.html and asked.at[screen]:
        return f"asked {asked.question!r}, the page lacks {asked.at[screen]}"
    return ""


async def crowd(app: str, process: int, asked: Sequence[Asked], options: argparse.Namespace, home: Path) -> Told:
    """Lets everybody in, replaces the index half way, and sums up."""
    warm, outcome = Outcome(), Outcome()
    await session(app, asked[-_WARMING:], 0.0, 0.0, 0, warm)
    before, load, worked = memory([process]), os.getloadavg()[0], processor([process])
    share = max(1, round(options.seconds / options.every))
    groups = [[asked[(n * share + k) % len(asked)] for k in range(share)] for n in range(options.sessions)]
    begins = [options.every * n / options.sessions for n in range(options.sessions)]
    visitors = [
        session(app, mine, begin, options.every, n + 1, outcome)
        for n, (mine, begin) in enumerate(zip(groups, begins, strict=True))
    ]
    meanwhile = asyncio.create_task(_replace(home, process, options.seconds / 2, options.build))
    await asyncio.gather(*visitors)
    opened, replaced = await meanwhile
    after = memory([process])
    worked = processor([process]) - worked
    for line in (*warm.errors, *warm.strange, *outcome.errors, *outcome.strange):
        print(line, file=sys.stderr)
    cuts = statistics.quantiles(outcome.seconds, n=20)
    return Told(
        sessions=options.sessions,
        questions=len(outcome.seconds),
        errors=len(outcome.errors) + len(warm.errors),
        strange=len(outcome.strange),
        p50=round(statistics.median(outcome.seconds), 3),
        p95=round(cuts[-1], 3),
        longest=round(max(outcome.seconds), 3),
        first_p95=round(statistics.quantiles(outcome.first, n=20)[-1], 3),
        processor_per_question=round(worked / len(outcome.seconds), 3),
        kilobytes_per_answer=round(statistics.mean(outcome.bytes) / 1024),
        memory_before=round(before / _MEGABYTE, 1),
        memory_open=round(opened / _MEGABYTE, 1),
        memory_after=round(after / _MEGABYTE, 1),
        memory_per_session=round((opened - before) / options.sessions / _MEGABYTE, 2),
        replaced=replaced,
        load=(round(load, 2), round(os.getloadavg()[0], 2)),
    )


async def _replace(home: Path, process: int, begin: float, build: bool) -> tuple[int, bool]:
    """Builds the index anew in a process of its own; the app's memory before, and whether the index is another."""
    await asyncio.sleep(begin)
    opened = memory([process])
    if not build:
        return opened, False
    pointer = home / "CURRENT"
    old = pointer.read_bytes()
    command = ("-m", "index.cli", "build", "--index", str(home))
    quiet = asyncio.subprocess.DEVNULL
    building = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=PROJECT, stdout=quiet)
    return opened, await building.wait() == 0 and pointer.read_bytes() != old


def main() -> None:
    """Runs the load over a copy of the index and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.sessions", description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=20, metavar="N", help="how many people (20)")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="how long (60)")
    parser.add_argument("--every", type=float, default=3.0, metavar="S", help="between two questions of one (3)")
    parser.add_argument("--no-build", dest="build", action="store_false", help="do not replace the index meanwhile")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "index"
        shutil.copytree(Path(os.environ.get("KOLEKTIVKA_INDEX") or HOME), home)
        base = KnowledgeBase.open(home)
        asked = questions(base, options.sessions * round(options.seconds / options.every), options.seed)
        with running(home) as (app, process):
            told = asyncio.run(crowd(app, process, asked, options, home))
    if options.json:
        print(json.dumps(asdict(told)))
    else:
        print("\n".join(f"{name}: {value}" for name, value in asdict(told).items()))


if __name__ == "__main__":
    main()
