"""Reads a foreign document in a process of its own, with limits: a bad file costs one document and nothing else."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.fields import read_record
from ingest.foreign import foreign
from ingest.load import SourceError
from ingest.reading import Reading, read

_PROJECT = Path(__file__).parent.parent
_LONGEST_NAME = 120
_MEMORY, _TIME, _ANSWER = "memory", "time", "answer"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take; a statute of 360 articles takes 50 MB and two seconds.

    Systems that know no such limits (Windows) hold only the one on the clock.
    """

    memory: int = 1_000_000_000  # bytes, with everything that the process needs for itself
    processor: int = 60  # seconds of work
    clock: float = 120  # seconds until the answer
    answer: int = 40_000_000  # bytes that the process may write, and this one then reads; that statute takes 2 MB


def read_apart(
    path: Path,
    name: str = "",
    given: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
    limits: Limits | None = None,
) -> Reading:
    """What `ingest.reading.read` finds in the file, found by a process that cannot harm this one.

    Raises SourceError or ValueError with the sentence of `read`, or one that says which limit was reached.
    """
    limits = limits or Limits()
    shown = foreign(re.split(r"[/\\]", name or path.name)[-1], _LONGEST_NAME) or "document"
    request = {"path": str(path.resolve()), "name": shown, "given": dict(given or {}), "taken": list(taken)}
    with tempfile.TemporaryFile() as file:
        code = _run(json.dumps({"read": request, "limits": asdict(limits)}), file.fileno(), limits.clock)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        answer = {"broke": _ANSWER} if size >= limits.answer else _answer(file.read(), code)
    if "reading" in answer:
        return read_record(Reading, answer["reading"], shown)
    if "refused" in answer:
        raise SourceError(_renamed(answer["refused"], path, shown))
    raise SourceError(f"{shown}: {_why(answer['broke'], limits)}; save the agreement alone, as DOCX or plain text")


def _renamed(refused: str, path: Path, shown: str) -> str:
    """A sentence that begins with the file's name here, with the one that people know."""
    for here in (str(path.resolve()), path.name):
        if refused.startswith(f"{here}: "):
            return shown + refused.removeprefix(here)
    return refused


def _run(request: str, out: int, clock: float) -> int | None:
    """The exit code of the process that reads; None: it did not end in time and was ended."""
    # Nothing that this process knows is handed on, but where Python and the project's libraries are.
    needed = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    try:
        return subprocess.run(
            [sys.executable, "-m", "ingest.isolate"],
            input=request.encode(),
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=_PROJECT,
            env=needed,
            timeout=clock,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def _answer(written: bytes, code: int | None) -> dict[str, Any]:
    if code == 0:
        try:
            return dict(json.loads(written))
        except ValueError:
            return {"broke": ""}
    if code is None or code == -getattr(signal, "SIGXCPU", 0):
        return {"broke": _TIME}
    return {"broke": _MEMORY if code == -getattr(signal, "SIGKILL", 0) else ""}


def _why(broke: str, limits: Limits) -> str:
    if broke == _MEMORY:
        return f"reading it takes more than {limits.memory // 1_000_000} MB of memory"
    if broke == _ANSWER:
        return "it holds far more text than an agreement"
    return "reading it takes too long" if broke == _TIME else "the reader broke off at it"


def main() -> None:
    """Reads one request from stdin, sets its limits, and writes the answer to stdout."""
    request = json.load(sys.stdin)
    _set(read_record(Limits, request["limits"], "limits"))
    asked = request["read"]
    try:
        reading = read(Path(asked["path"]), asked["name"], asked["given"], asked["taken"])
        json.dump({"reading": asdict(reading)}, sys.stdout, default=str)
        return
    except MemoryError:
        answer = {"broke": _MEMORY}
    except ValueError as error:
        answer = {"broke": _MEMORY} if _of_memory(error) else {"refused": str(error)}
    sys.stdout.seek(0)
    sys.stdout.truncate()
    json.dump(answer, sys.stdout)


def _of_memory(error: BaseException | None) -> bool:
    """Whether a reader called damaged what only was too large for it."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _set(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most, kill in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, limits.processor, limits.processor + 1),  # first SIGXCPU, which tells the reason
        (resource.RLIMIT_FSIZE, limits.answer, limits.answer),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(what, (most, kill))
        except (ValueError, OSError):  # the system has a lower one, or (macOS) does not hold this one
            continue


if __name__ == "__main__":
    main()
