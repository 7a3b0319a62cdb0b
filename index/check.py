"""Goes through a whole snapshot, its files first, and says what is wrong."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from index.encoder import Encoder
from index.knowledge_base import HOME, KnowledgeBase
from index.snapshot import SnapshotError, current, damages, read_manifest
from index.soundness import SAMPLE, unsound


class CheckError(ValueError):
    """A snapshot has faults, which were told."""


@dataclass(slots=True)
class Checked:
    """What was looked at, and what is wrong."""

    snapshot: str  # its folder; "": there is none
    files: int = 0
    agreements: int = 0
    units: int = 0
    chunks: int = 0
    embedded: int = 0  # passages that were embedded again
    faults: list[str] = field(default_factory=list)


def check(home: Path = HOME, encoder: Encoder | None = None, seed: int = 1) -> Checked:
    """Checks the snapshot in use; what is wrong is among the faults, and nothing is raised for it.

    Damaged files are not read further; `seed` chooses the passages that are embedded again.

    >>> found = check()
    >>> found.faults, found.files > 9, found.units > 300, found.embedded
    ([], True, True, 200)
    """
    try:
        folder = current(home)
        manifest = read_manifest(folder)
    except SnapshotError as error:
        return Checked("", faults=[str(error)])
    made = Checked(str(folder), len(manifest.sha256))
    made.faults += damages(folder, manifest)
    if not made.faults:
        try:
            base = KnowledgeBase.open(home, encoder)
            made.agreements, made.units, made.chunks = len(base.agreements), len(base.units), len(base.signals.chunks)
            made.embedded = min(SAMPLE, made.chunks)
            made.faults += unsound(base, random.Random(seed))
        except Exception as error:  # records that no build writes can fail anywhere
            made.faults.append(f"{folder} cannot be read: {type(error).__name__}: {' '.join(str(error).split())}")
    return made
