"""What a knowledge base is made of once it is open: the snapshot in use, in a folder or on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.dense import Dense, Nearness
from index.held import Held
from index.part_files import PartFiles
from index.postgres.address import Server, ServerError
from index.snapshot import HOME, Manifest, current, verified


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified snapshot."""

    name: str  # each has another
    folder: Path  # with what people know of the units; of a snapshot on a server a temporary one
    manifest: Manifest
    parts: tuple[PartFiles, ...]
    dense: Nearness
    held: Held | None = None  # keeps the folder from being removed; None: on a server


def open_home(home: Path | Server = HOME) -> Opened:
    """The snapshot in use; raises SnapshotError or ServerError."""
    if isinstance(home, Server):
        with _client():
            from index.postgres.opened import open_server
        return open_server(home)
    folder = current(home)
    held = Held(folder)
    manifest = verified(folder)
    places = [folder / part.folder for part in manifest.parts]
    dense = Dense.load([place / "vectors.faiss" for place in places])
    return Opened(folder.name, folder, manifest, tuple(map(PartFiles, places)), dense, held)


def name_of(home: Path | Server = HOME) -> str:
    """The name of the snapshot in use, to learn whether there is a new one; raises as `open_home` does."""
    if isinstance(home, Server):
        with _client():
            from index.postgres.snapshot import name_on
        return name_on(home)
    return current(home).name


@contextmanager
def _client() -> Iterator[None]:
    """Says what to install where the client is missing: only those who use a server need it."""
    try:
        yield
    except ImportError as error:
        raise ServerError(f'a server needs the client ({error.name}): pip install "kolektivka[postgres]"') from error


def publish_folder(folder: Path, server: Server) -> None:
    """Puts the snapshot in use from a folder on a server; raises SnapshotError or ServerError."""
    with _client():
        from index.postgres.publish import publish
    snapshot = current(folder)
    publish(server, snapshot, verified(snapshot))


def beside(home: Path | Server) -> Path:
    """The folder of the lists that the app keeps: beside the index, of a server beside where a built one would be."""
    return (home if isinstance(home, Path) else HOME).parent


def setting_of(home: Path | Server) -> str:
    """What `KOLEKTIVKA_INDEX` says of it: of a server everything that is needed to connect."""
    return str(home) if isinstance(home, Path) else home.address
