"""A part of an index whose records, words and postings stand on a server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Numbers, load_array
from index.known import FOLDER
from index.lexical import Terms
from index.part_files import PartFiles
from index.postgres.records import Column, words_of
from index.postgres.snapshot import Stored
from index.postgres.terms import KeptTerms, ServerPostings, every_posting


class ServerPart(PartFiles):
    """The one part of a snapshot on a server; its smaller files lie in a folder.

    A small base is read once, of a large one what a question needs.
    """

    def __init__(self, folder: Path, stored: Stored) -> None:
        super().__init__(folder)
        self._stored, self._terms = stored, KeptTerms(stored)
        self._small = stored.manifest.engine == "small"

    @cached_property
    def wordings(self) -> Sequence[str]:
        # What people wrote about is asked for as soon as a base is opened, and again and again.
        known = load_array(self.folder.parent.parent / FOLDER / "rows.npy")
        return Column(self._stored, "wording", "record", known.tolist())

    @property
    def figures(self) -> None:
        """Reading them in the text takes no longer than asking the server for them."""

    @cached_property
    def agreements(self) -> Sequence[str]:
        return Column(self._stored, "agreement", "record")

    @cached_property
    def originals(self) -> Sequence[str]:
        return Column(self._stored, "agreement", "original")

    def words(self, rows: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
        return super().words(rows) if self._small else words_of(self._stored, rows)

    @cached_property
    def _words(self) -> tuple[NDArray[np.uint32], Numbers]:
        words, lengths = words_of(self._stored, np.arange(len(self.wordings)))
        return words, np.concatenate([[0], np.cumsum(lengths)])

    def postings(self, kind: str) -> Terms:
        folder = self.folder / kind.replace(" ", "-")
        norms, average = load_array(folder / "norms.npy"), load_array(folder / "average.npy")
        if self._small:
            return every_posting(self._stored, kind, norms, average)
        return ServerPostings(self._terms, kind, norms, average, self._stored.rarest[kind])
