"""Keeps a snapshot on the disk for as long as somebody reads it."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "manifest.json"


class Held:
    """A snapshot that no build removes while this object lives; on a system without file locks it does nothing."""

    def __init__(self, folder: Path) -> None:
        self._handle = -1
        try:
            import fcntl

            self._handle = os.open(folder / FILE, os.O_RDONLY)
            fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (ImportError, OSError):  # what is removed already is missed by whoever reads it
            self.__del__()

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def is_held(folder: Path) -> bool:
    """Whether somebody, in this process or another one, reads the snapshot in a folder.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     _ = Path(name, FILE).write_text("{}")
    ...     held = Held(Path(name))
    ...     before = is_held(Path(name))
    ...     del held
    ...     before, is_held(Path(name))
    (True, False)
    """
    try:
        import fcntl

        handle = os.open(folder / FILE, os.O_RDONLY)
    except (ImportError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
