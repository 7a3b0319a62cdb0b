"""The app as a server of its own, for what asks it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

from bench.child import PROJECT

_TRIES, _PAUSE = 240, 0.25  # a minute in all, in seconds


@contextmanager
def running(home: Path, log: Path | None = None) -> Iterator[tuple[str, int]]:
    """The app over an index, on a free port: its address and the number of its process.

    What it prints goes to `log`; without one, to where our own goes. Raises RuntimeError when it does not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with ExitStack() as stack:
        out = stack.enter_context(log.open("w")) if log else None
        environment = {**os.environ, "KOLEKTIVKA_INDEX": str(home)}
        app = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=out, stderr=out)
        try:
            url = f"http://127.0.0.1:{port}/"
            if not _answers(f"{url}_stcore/health", app):
                raise RuntimeError(f"the app did not start\n{log.read_text() if log else ''}")
            yield url, app.pid
        finally:
            app.terminate()
            app.wait(timeout=20)


def _answers(url: str, app: subprocess.Popen[bytes]) -> bool:
    """Whether the app answers before it ends or the time is over."""
    for _ in range(_TRIES):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except OSError:
            if app.poll() is not None:
                return False
            sleep(_PAUSE)
    return False
