"""The app as a server of its own, for the tests that ask it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@contextmanager
def serving(home: Path, log: Path) -> Iterator[str]:
    """The app over an index, on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "KOLEKTIVKA_INDEX": str(home)}
    with log.open("w") as out:
        app = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(url + "_stcore/health", app, log)
        yield url
    finally:
        app.terminate()
        app.wait(timeout=20)


def _wait_for(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if app.poll() is not None:
                break
            time.sleep(0.5)
    pytest.fail(f"the app did not start:\n{log.read_text()}")
