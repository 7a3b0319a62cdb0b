"""What a process and its descendants take: memory and processor time, as Linux counts them."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


def descendants(roots: Collection[int]) -> set[int]:
    """The processes with these numbers that run, and all that they started.

    >>> os.getpid() in descendants([os.getpid()])
    True
    """
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found: set[int] = set()
    waiting = [root for root in roots if (_PROC / str(root)).exists()]
    while waiting:
        process = waiting.pop()
        if process not in found:
            found.add(process)
            waiting += children.get(process, [])
    return found


def memory(roots: Collection[int]) -> int:
    """The bytes in memory of these processes and their descendants; what several share counts once."""
    return sum(_field(process, "smaps_rollup", "Pss") for process in descendants(roots))


def resident(roots: Collection[int]) -> int:
    """As `memory`, but quick to tell and too much where processes share: for limits."""
    return sum(_field(process, "status", "VmRSS") for process in descendants(roots))


def peak(process: int) -> int:
    """The most bytes that one process has had in memory since it started its program.

    >>> peak(os.getpid()) > 1_000_000
    True
    """
    return _field(process, "status", "VmHWM")


def processor(roots: Collection[int]) -> float:
    """Seconds of processor time of these processes, their descendants, and of those that have ended."""
    ticks = 0
    for process in descendants(roots):
        fields = _stat(process)
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / _TICK


def disk(folder: Path) -> int:
    """The bytes that the files below a folder take."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def forget(folder: Path) -> None:
    """Drops the files below a folder from the memory of the system, so that the next reader reads the disk."""
    for file in folder.rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)  # only what is written can be dropped
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def remember(folder: Path) -> None:
    """Reads every file below a folder, so that the system has it in memory."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                while opened.read(1 << 24):
                    pass


def _stat(process: int) -> list[str]:
    """The fields of /proc/N/stat from the state on; empty: it has ended."""
    try:
        return (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _field(process: int, file: str, name: str) -> int:
    try:
        lines = (_PROC / str(process) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
