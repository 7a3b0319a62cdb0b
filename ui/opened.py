"""The knowledge base that all visitors share; a new index is taken up without a restart."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from index.knowledge_base import HOME, KnowledgeBase
from index.snapshot import current


def index_folder() -> Path:
    """Where the index lies: `KOLEKTIVKA_INDEX` names another folder than the built one."""
    return Path(os.environ.get("KOLEKTIVKA_INDEX") or HOME)


def kept_file(name: str) -> Path:
    """A file that the app keeps beside the index."""
    return index_folder().parent / name


def open_base() -> KnowledgeBase:
    """The snapshot that the pointer names now; raises SnapshotError or EncoderError."""
    home = index_folder()
    return _opened(str(home), current(home).name)


# Two, so that visitors who still read the last snapshot do not open it again while the new one loads.
@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(home: str, snapshot: str) -> KnowledgeBase:
    return KnowledgeBase.open(Path(home))
