"""From the corpus to a snapshot; what did not change is not embedded again."""

from __future__ import annotations

import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index.added import added_home, read_added
from index.alone import alone
from index.analyse import NAME
from index.dense import Vectors
from index.encoder import Encoder, load_encoder
from index.knowledge import FILES, read_knowledge
from index.knowledge_base import HOME, KnowledgeBase
from index.law import Law
from index.signals import Passages, Signals
from index.snapshot import FORMAT, Manifest, SnapshotError, publish, write_json_lines
from ingest.corpus import CORPUS, Source, read_corpus

BATCH = 512  # texts that are embedded between two steps of the progress bar


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    agreements: int
    units: int
    chunks: int
    embedded: int  # texts that were new or changed
    seconds: float


def build(corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None) -> Built:
    """Reads the corpus and the added documents, indexes them and switches to the new snapshot.

    On any error the old one stays. Raises RegisterError, SourceError, AddedError, EncoderError or SnapshotError with
    one sentence.
    """
    began = time.monotonic()
    with alone(home):
        return _build(corpus, home, encoder, began)


def _build(corpus: Path, home: Path, encoder: Encoder | None, began: float) -> Built:
    sources = read_corpus(corpus)
    sources += read_added(added_home(home), [source.agreement.id for source in sources])
    encoder = encoder or load_encoder()
    units = [unit for source in sources for unit in source.units]
    knowledge = read_knowledge(corpus)
    law = Law([source.agreement for source in sources], units)
    wordings = [wording.unit for wording in law.wordings]
    texts = Passages.of(wordings, knowledge).texts
    vectors, embedded = _vectors(texts, home, encoder)
    signals = Signals.build(wordings, knowledge, vectors, encoder)

    def write(folder: Path) -> None:
        write_json_lines(folder / "sources.jsonl", [_as_json(source) for source in sources])
        write_json_lines(folder / "units.jsonl", [asdict(unit) for unit in units])
        for name in FILES:
            if (corpus / name).exists():
                shutil.copyfile(corpus / name, folder / name)
        signals.save(folder)

    def manifest(sums: dict[str, str]) -> Manifest:
        return Manifest(
            format=FORMAT,
            analyser=NAME,
            encoder=encoder.name,
            encoder_digest=encoder.digest,
            agreements=sum(source.agreement.is_law for source in sources),
            units=len(units),
            chunks=len(signals.passages.chunks),
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


def _vectors(texts: list[str], home: Path, encoder: Encoder) -> tuple[Vectors, int]:
    """(n, d) vectors of the texts, and how many had to be computed."""
    kept = _kept(home, encoder)
    new = [text for text in dict.fromkeys(texts) if text not in kept]
    for start in tqdm(range(0, len(new), BATCH), desc="embedding", unit="batch", disable=None):
        batch = new[start : start + BATCH]
        kept.update(zip(batch, encoder.encode_passages(batch), strict=True))
    return np.stack([kept[text] for text in texts]).astype(np.float32), len(new)


def _kept(home: Path, encoder: Encoder) -> dict[str, Vectors]:
    """The vectors of the snapshot in use by their text; none when it cannot be opened or has others."""
    try:
        last = KnowledgeBase.open(home, encoder).signals
    except SnapshotError:
        return {}
    return dict(zip(last.passages.texts, last.dense.vectors(), strict=True))
