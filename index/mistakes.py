"""Mistakes in provisions that visitors report, for a maintainer to accept or decline; kept in a local file."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from index.kept import keep_line, kept_lines
from ingest.foreign import foreign

NAME = "reports.jsonl"
LONGEST = 2000  # letters of what a visitor says

About = Literal["text", "place", "value", "standing", "topic", "other"]
Verdict = Literal["new", "accepted", "declined"]
ABOUT: tuple[About, ...] = get_args(About)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class MistakeError(ValueError):
    """A report says nothing, too much, or is not there."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What somebody holds to be wrong; nothing says who."""

    id: str
    day: str  # as ISO 8601 writes it
    at: str  # the address of the provision
    about: str  # one of ABOUT
    words: str
    snapshot: str  # the index that was shown
    verdict: str = "new"  # one of VERDICTS


def report_mistake(file: Path, at: str, about: str, words: str, snapshot: str, day: date) -> Mistake:
    """Keeps a report; raises MistakeError when it says nothing or too much, KeptError when it cannot be kept."""
    said = " ".join(words.split())
    if not said:
        raise MistakeError("The report is empty: say what is wrong.")
    if len(said) > LONGEST:
        raise MistakeError(f"The report has {len(said)} characters; say it in at most {LONGEST}.")
    kind = about if about in ABOUT else "other"
    mistake = Mistake(uuid.uuid4().hex[:8], day.isoformat(), at, kind, said, snapshot)
    line = asdict(mistake)
    del line["verdict"]
    keep_line(file, line)
    return mistake


def mistakes(file: Path) -> tuple[Mistake, ...]:
    """All reports, the oldest first, each with the last verdict on it."""
    found: dict[str, Mistake] = {}
    for line in kept_lines(file):
        id, verdict = str(line.get("id", "")), line.get("verdict")
        if id in found and verdict in VERDICTS:
            found[id] = replace(found[id], verdict=str(verdict))
        elif id and "words" in line:
            fields = {name: str(line.get(name, "")) for name in ("day", "at", "about", "words", "snapshot")}
            found[id] = Mistake(id, **fields)
    return tuple(found.values())


def judge(file: Path, id: str, verdict: Verdict) -> Mistake:
    """Accepts or declines a report by its id; raises MistakeError when there is none."""
    mistake = next((m for m in mistakes(file) if m.id == id), None)
    if mistake is None:
        raise MistakeError(f'no report "{foreign(id)}": "kolektivka reports" lists them')
    keep_line(file, {"id": id, "verdict": verdict})
    return replace(mistake, verdict=verdict)
