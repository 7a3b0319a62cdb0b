"""From the corpus to a snapshot; what did not change is not embedded again."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.analyse import NAME, grams, terms
from index.chunk import Chunk, chunks_of
from index.dense import Dense, Vectors
from index.encoder import Encoder, load_encoder
from index.knowledge_base import HOME, KnowledgeBase
from index.lexical import Lexical
from index.snapshot import FORMAT, Manifest, SnapshotError, publish, write_json_lines
from ingest.corpus import CORPUS, Source, read_corpus


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    agreements: int
    units: int
    chunks: int
    embedded: int  # chunks that were new or changed
    seconds: float


def build(corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None) -> Built:
    """Reads the corpus, indexes it and switches to the new snapshot; on any error the old one stays.

    Raises RegisterError, SourceError, EncoderError or SnapshotError with one sentence.
    """
    began = time.monotonic()
    sources = read_corpus(corpus)
    encoder = encoder or load_encoder()
    units = [unit for source in sources for unit in source.units]
    chunks = chunks_of(units)
    vectors, embedded = _vectors(chunks, home, encoder)

    def write(folder: Path) -> None:
        write_json_lines(folder / "sources.jsonl", [_as_json(source) for source in sources])
        write_json_lines(folder / "units.jsonl", [asdict(unit) for unit in units])
        Dense.build(vectors).save(folder / "vectors.faiss")
        Lexical.build([terms(chunk.passage) for chunk in chunks]).save(folder / "lemmas")
        Lexical.build([grams(chunk.passage) for chunk in chunks]).save(folder / "grams")

    def manifest(sums: dict[str, str]) -> Manifest:
        return Manifest(
            format=FORMAT,
            analyser=NAME,
            encoder=encoder.name,
            encoder_digest=encoder.digest,
            agreements=sum(source.agreement.is_law for source in sources),
            units=len(units),
            chunks=len(chunks),
            sha256=tuple(sums.items()),
        )

    publish(home, manifest, write)
    made = manifest({})
    return Built(made.agreements, made.units, made.chunks, embedded, round(time.monotonic() - began, 2))


def _as_json(source: Source) -> dict[str, object]:
    return {
        "agreement": asdict(source.agreement),
        "report": asdict(source.report),
        "original": source.original,
    }


def _vectors(chunks: list[Chunk], home: Path, encoder: Encoder) -> tuple[Vectors, int]:
    """(n, d) vectors of the chunks, and how many had to be computed."""
    kept = _kept(home, encoder)
    new = list(dict.fromkeys(c.passage for c in chunks if c.passage not in kept))
    if new:
        kept.update(zip(new, encoder.encode_passages(new), strict=True))
    return np.stack([kept[chunk.passage] for chunk in chunks]).astype(np.float32), len(new)


def _kept(home: Path, encoder: Encoder) -> dict[str, Vectors]:
    """The vectors of the snapshot in use by their passage; none when it cannot be opened or has others."""
    try:
        last = KnowledgeBase.open(home, encoder)
    except SnapshotError:
        return {}
    return dict(zip((chunk.passage for chunk in last.chunks), last.vectors(), strict=True))
