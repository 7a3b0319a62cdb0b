"""Every step by which Python changes a disk, counted, so that something can happen at the n-th."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

At = Callable[[int, str], None]
"""Is told the number and the kind of a step before it is made; what it raises, the step raises."""

_CHANGES = ("mkdir", "rename", "replace", "fsync", "unlink", "remove", "rmdir", "write", "truncate", "ftruncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


@contextmanager
def stepped(at: At) -> Iterator[None]:
    """Everything that is written inside goes step by step; a write is two, so that half of it can be on the disk.

    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> kinds = []
    >>> with TemporaryDirectory() as folder, stepped(lambda number, kind: kinds.append((number, kind))):
    ...     _ = Path(folder, "a").write_text("abc")
    >>> kinds[:3]
    [(1, 'open'), (2, 'write'), (3, 'write')]
    """
    made = 0

    def step(kind: str) -> None:
        nonlocal made
        made += 1
        at(made, kind)

    low = {name: _stepping(name, step) for name in _CHANGES} | {"open": _low_opening(step)}
    opened = _opening(step)
    with patch.object(io, "open", opened), patch.object(builtins, "open", opened), patch.multiple(os, **low):
        yield


class _Raw(io.FileIO):
    step: Callable[[str], None]

    def write(self, data: Any, /) -> int:
        view = memoryview(data).cast("B")
        self.step("write")
        if len(view) < 2:
            return super().write(view) or 0
        half = super().write(view[: len(view) // 2]) or 0
        self.step("write")
        return half + (super().write(view[half:]) or 0)


def _opening(step: Callable[[str], None]) -> Callable[..., Any]:
    plain = io.open

    def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **options: Any) -> Any:
        if not set(mode) & set("wax+"):
            return plain(file, mode, buffering, *more, **options)
        step("open")
        raw = _Raw(file, mode.replace("b", "").replace("t", ""))
        raw.step = step
        buffer = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffer
        names = ("encoding", "errors", "newline")
        return io.TextIOWrapper(buffer, **{**dict(zip(names, more, strict=False)), **options})

    return opened


def _low_opening(step: Callable[[str], None]) -> Callable[..., int]:
    plain = os.open

    def opened(path: Any, flags: int, *more: Any, **options: Any) -> int:
        if flags & _WRITING:
            step("open")
        return plain(path, flags, *more, **options)

    return opened


def _stepping(name: str, step: Callable[[str], None]) -> Callable[..., Any]:
    plain = getattr(os, name)

    def called(*given: Any, **options: Any) -> Any:
        step(name)
        return plain(*given, **options)

    return called
