"""The vectors that the index in use has already: what did not change is not embedded again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.arrays import Keys, Numbers, keys_of, load_array, places_of
from index.dense import Dense, Vectors
from index.encoder import Encoder
from index.engines import Engine
from index.snapshot import Manifest, SnapshotError, current, verified


class KeptVectors:
    """Embeds texts, and counts those that had to be."""

    def __init__(self, encoder: Encoder, folders: Sequence[Path] = ()) -> None:
        self.embedded, self.encoder = 0, encoder
        there = [folder for folder in folders if (folder / "vectors.faiss").exists()]
        keys: list[Keys] = [load_array(folder / "passages.npy") for folder in there]
        together = np.concatenate([np.zeros(0, np.uint64), *keys])
        self._order: Numbers = np.argsort(together, kind="stable")
        self._keys = together[self._order]
        self._dense = Dense.load([folder / "vectors.faiss" for folder in there])

    @classmethod
    def of(cls, home: Path, encoder: Encoder, engine: Engine) -> KeptVectors:
        """Those of the snapshot in use; none when it is not whole, or was made by another encoder or less exactly."""
        try:
            folder = current(home)
            manifest = verified(folder)
        except SnapshotError:
            return cls(encoder)
        return cls.of_snapshot(folder, manifest, encoder, engine)

    @classmethod
    def of_snapshot(cls, folder: Path, manifest: Manifest, encoder: Encoder, engine: Engine) -> KeptVectors:
        """Those of an open snapshot."""
        if manifest.encoder_digest != encoder.digest or (engine == "small") != (manifest.engine == "small"):
            return cls(encoder)
        return cls(encoder, [*(folder / part.folder for part in manifest.parts), folder / "knowledge"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(texts, d) their vectors, of norm 1."""
        at = places_of(keys_of(texts), self._keys)
        vectors = np.empty((len(texts), self.encoder.dimension), np.float32)
        known = at >= 0
        if known.any():
            vectors[known] = self._dense.vectors(self._order[at[known]])
        new = list(dict.fromkeys(text for text, has in zip(texts, known.tolist(), strict=True) if not has))
        if new:
            self.embedded += len(new)
            place = {text: number for number, text in enumerate(new)}
            made = self.encoder.encode_passages(new)
            vectors[~known] = made[[place[texts[n]] for n in np.flatnonzero(~known).tolist()]]
        return vectors
