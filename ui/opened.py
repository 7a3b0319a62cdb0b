"""The knowledge base that all visitors share; a new index is taken up without a restart."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import streamlit as st

from index.knowledge_base import HOME, KnowledgeBase
from index.opened import name_of
from index.postgres.address import Server, home_of

_READY: set[str] = set()
"""The snapshots that were opened."""


def index_home() -> Path | Server:
    """Where the index is: `KOLEKTIVKA_INDEX` names another folder than the built one, or a server; ServerError."""
    return home_of(os.environ.get("KOLEKTIVKA_INDEX") or str(HOME))


def index_folder() -> Path:
    """The folder of the index, that of the built one where it is on a server."""
    home = index_home()
    return home if isinstance(home, Path) else HOME


def kept_file(name: str) -> Path:
    """A file that the app keeps beside the index."""
    return index_folder().parent / name


def open_base() -> KnowledgeBase:
    """The snapshot that the pointer names now; raises SnapshotError or EncoderError."""
    home = index_home()
    return _opened(home, name_of(home))


def is_open() -> bool:
    """Whether the snapshot in use is open, so that nobody has to wait for it."""
    return name_of(index_home()) in _READY


# Two, so that visitors who still read the last snapshot do not open it again while the new one loads.
@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Server: str})
def _opened(home: Path | Server, snapshot: str) -> KnowledgeBase:
    base = KnowledgeBase.open(home)
    _READY.add(snapshot)
    threading.Thread(target=base.warm, daemon=True).start()
    # The base stays as it is: nobody needs to look through it for garbage again and again.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return base
