"""A part of an index as it is read: small arrays at once, records, words and postings when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Lines, Numbers, load_array, ranges
from index.lexical import Postings, Terms


class PartFiles:
    """The files of one part, which the caller has verified; whoever keeps a part elsewhere overrides where from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def array(self, name: str) -> NDArray[Any]:
        """One of the arrays."""
        return load_array(self.folder / f"{name}.npy")

    @cached_property
    def wordings(self) -> Sequence[str]:
        """The records of the wordings as JSON."""
        return Lines(self.folder / "wordings.jsonl")

    @cached_property
    def figures(self) -> Sequence[str] | None:
        """The figures of the wordings as JSON; None: they are not kept here, the texts have them."""
        return Lines(self.folder / "figures.jsonl")

    @cached_property
    def agreements(self) -> Sequence[str]:
        """The records of the agreements as JSON."""
        return Lines(self.folder / "agreements.jsonl")

    @cached_property
    def originals(self) -> Sequence[str]:
        """The sources as read, by agreement."""
        return Lines(self.folder / "originals.txt")

    def words(self, rows: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
        """The keys of the words of some ascending wordings, end to end, and how many each has."""
        words, at = self._words
        return words[ranges(at[rows], at[rows + 1])], (at[rows + 1] - at[rows]).astype(np.int64)

    @cached_property
    def _words(self) -> tuple[NDArray[np.uint32], Numbers]:
        return self.array("words"), self.array("words.at")

    def postings(self, kind: str) -> Terms:
        """The index of this kind."""
        return Postings.load(self.folder / kind.replace(" ", "-"))
