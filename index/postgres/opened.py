"""Opens the current snapshot of a server."""

from __future__ import annotations

import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from index.dense import Nearness
from index.opened import Opened
from index.postgres.address import Server
from index.postgres.part import ServerPart
from index.postgres.snapshot import Stored, current_on, name_of, write_files
from index.postgres.vectors import ServerDense, every_vector
from index.store import Store


def open_server(server: Server) -> Opened:
    """The snapshot that was published last; raises ServerError or SnapshotError.

    A small base is read once and compared here; of a large one each question reads what it needs.
    """
    stored = current_on(server)
    folder = Path(mkdtemp(prefix="kolektivka-"))
    try:
        write_files(stored, folder)
        part = ServerPart(folder / stored.manifest.parts[0].folder, stored)
        dense = every_vector(stored) if stored.manifest.engine == "small" else _dense(stored, part)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    opened = Opened(name_of(stored), folder, stored.manifest, (part,), dense)
    weakref.finalize(part, shutil.rmtree, folder, ignore_errors=True)
    return opened


def _dense(stored: Stored, part: ServerPart) -> Nearness:
    """The vectors of a large base, and of which country each is."""
    store = Store([part], [frozenset(stored.manifest.parts[0].dropped)])
    countries = [listed.country for listed in store.agreements.listed]
    known = sorted(set(countries))
    of = np.array([known.index(country) for country in countries], np.int16)[store.agreement_of]
    return ServerDense(stored, np.repeat(of, np.diff(store.first_chunk)), known)
