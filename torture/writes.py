"""Every write fails once: what cannot be written is one sentence, and the old state stays and answers."""

from __future__ import annotations

import errno
import gc
import os
import random
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from index.mistakes import mistakes, report_mistake
from torture.changes import Change, changes
from torture.figures import Figures
from torture.small import Small, workplace
from torture.steps import stepped

PAGE = 4096
_DELETES = ("unlink", "remove", "rmdir")


def run(chances: random.Random, short: bool) -> Figures:
    """Fails each write of a build, an addition, a removal and a report; fills the disk; takes its rights away."""
    figures = Figures("writes")
    with workplace() as folder:
        for change in changes(folder):
            last = change.steps(folder / "counted")
            shutil.rmtree(folder / "counted")
            every = range(1, last + 1)
            for number in chances.sample(every, min(6, last)) if short else every:
                _fails(figures, change, folder / "try", f"failed writes: {change.name}, step {number}", number, number)
                if number == 1 or number % 3 == 0:
                    what = f"disks that stay broken: {change.name}, from step {number}"
                    _fails(figures, change, folder / "try", what, number, last * 2)
            _short_of_room(figures, change, folder, short)
        _reports(figures, folder)
    return figures


def _fails(figures: Figures, change: Change, folder: Path, what: str, first: int, last: int) -> None:
    def at(number: int, kind: str) -> None:
        if first <= number <= last and (first == last or kind not in _DELETES):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with _tried(figures, change, folder, what) as small, stepped(at):
        change.make(small)


@contextmanager
def _tried(figures: Figures, change: Change, folder: Path, what: str) -> Iterator[Small]:
    """A copy to change, which is judged afterwards."""
    small = change.fresh(folder)
    done = False
    with figures.guarded(what):
        yield small
        done = True
    _judged(figures, change, what, small, done)
    shutil.rmtree(small.folder)


def _judged(figures: Figures, change: Change, what: str, small: Small, done: bool) -> None:
    with suppress(ValueError):  # `judge` says what cannot be opened
        if done and small.state() != change.after:
            figures.fault(f"{what}: succeeds, and nothing has changed")
    change.judge(figures, what, small)


def _short_of_room(figures: Figures, change: Change, folder: Path, short: bool) -> None:
    for size in (0, 1000, 3000) if short else (*range(0, 3000, 150), *range(3000, 30_000, 1500)):
        what = f"short files: {change.name}, {size} bytes"
        with _tried(figures, change, folder / "try", what) as small, _longest_file(size):
            change.make(small)
    disk = folder / "disk"
    if not _mounted(disk, "size=16m"):
        return
    try:
        for pages in (0, 8, 40) if short else range(0, 160, 2):
            _on_a_disk(figures, change, disk, f"full disks: {change.name}, {pages} pages free", pages)
        _on_a_disk(figures, change, disk, f"read-only disks: {change.name}", -1)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _on_a_disk(figures: Figures, change: Change, disk: Path, what: str, pages: int) -> None:
    """Makes a change on a disk with some pages free; with a negative number it cannot be written at all."""
    gc.collect()  # a base that was open here holds its removed files until then, and with them the disk
    small = _copied(change.begun, disk / "try")
    _remount(disk, f"size={_used(disk) + pages * PAGE}" if pages >= 0 else "ro")
    done = False
    with figures.guarded(what):
        change.make(small)
        done = True
    with figures.guarded(f"answers on such disks: {what}"):
        if small.state() not in (change.before, change.after):
            figures.fault(f"{what}: answers with something else")
    _remount(disk, "rw,size=16m")
    _judged(figures, change, what, small, done)
    shutil.rmtree(small.folder)


def _copied(small: Small, folder: Path) -> Small:
    shutil.copytree(small.folder, folder, ignore=shutil.ignore_patterns(".lock"))
    return Small(folder, small.encoder)


def _used(disk: Path) -> int:
    room = os.statvfs(disk)
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def _mounted(disk: Path, options: str) -> bool:
    """A disk of its own; False where this process may not have one."""
    disk.mkdir(exist_ok=True)
    with suppress(OSError):
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    return False


def _remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


@contextmanager
def _longest_file(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _reports(figures: Figures, folder: Path) -> None:
    """A report that cannot be kept is refused, and takes none of the others with it."""
    for room in range(0, 400, 7):
        file = folder / f"kept-{room}" / "reports.jsonl"

        def report(words: str, file: Path = file) -> None:
            report_mistake(file, "a/1", "text", words, "x", date(2026, 1, 21))

        report("first")
        with figures.guarded(f"reports: {room} bytes of room"), _longest_file(file.stat().st_size + room):
            report("second")
        report("third")
        if [mistake.words for mistake in mistakes(file) if mistake.words != "second"] != ["first", "third"]:
            figures.fault(f"reports: with {room} bytes of room another one is lost")
