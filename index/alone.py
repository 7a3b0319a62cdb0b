"""One at a time: whoever changes a folder waits for the others, in other threads and processes as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.snapshot import SnapshotError


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until nobody else is in here with the same folder; readers of the folder are not kept out.

    On a system without file locks (Windows) it does not wait. Raises SnapshotError for a folder that cannot be
    written.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w", encoding="utf-8")
    except OSError as error:
        raise SnapshotError(f"{folder} could not be written ({error.strerror}); nothing was changed") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def alone_now(folder: Path) -> Iterator[bool]:
    """Whether nobody else is in here with the same folder; if so, the others wait meanwhile. Waits for nobody."""
    try:
        import fcntl

        lock = (folder / ".lock").open("w", encoding="utf-8")
    except (ImportError, OSError):
        yield False
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
