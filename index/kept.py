"""Lines that the app keeps in local files beside the index: one JSON object a line, only ever added to."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

LARGEST = 5_000_000  # bytes of one file


class KeptError(ValueError):
    """A line cannot be kept."""


def keep_line(file: Path, line: dict[str, object]) -> None:
    """Adds a line in one write, so that several people at once do not mix theirs; raises KeptError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     keep_line(Path(folder, "kept", "a.jsonl"), {"q": "poroka"})
    ...     kept_lines(Path(folder, "kept", "a.jsonl"))
    [{'q': 'poroka'}]
    """
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size + len(data) > LARGEST:
            raise KeptError(f"{file.name} is full: read it, and move it away")
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            end = os.fstat(handle).st_size
            if end and os.pread(handle, 1, end - 1) != b"\n":  # half a line from when the disk was full
                data = b"\n" + data
            if os.write(handle, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(handle)
    except OSError as error:
        raise KeptError(
            f"{file.name} cannot be written ({error.strerror}): look at the rights of its folder"
        ) from error


def kept_lines(file: Path) -> list[dict[str, object]]:
    """The lines of a file, without those that are none: somebody may have edited it. A missing file has none."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
