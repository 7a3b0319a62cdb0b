"""From the corpus to a snapshot; what did not change is not embedded again."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from index.added import added_home, read_added, tidy
from index.addresses import StoredPlaces
from index.alone import alone, alone_now
from index.analyse import NAME
from index.concepts import Glossary
from index.encoder import Encoder, load_encoder
from index.engines import LARGE_FROM, Engine, engine_for, engine_of
from index.kept_vectors import KeptVectors
from index.knowledge import FILES, Knowledge, read_knowledge
from index.known import FOLDER, write_known, written_rows
from index.law import Law
from index.numbered import Reading, keep_numbers
from index.part import Means, PartWriter
from index.part_files import PartFiles
from index.settled import SETTLED, TOPICS, Settled, save_topics
from index.snapshot import FORMAT, HOME, Manifest, Part, publish
from index.store import Store
from ingest.corpus import CORPUS, Source, read_source
from ingest.records import Agreement, Unit
from ingest.register import read_register
from ingest.wordings import Consolidation, wordings

Made = tuple[Source, Consolidation]

PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    agreements: int
    units: int
    chunks: int
    embedded: int  # texts that were new or changed
    seconds: float
    engine: str = "small"


def build(corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None, engine: str = "") -> Built:
    """Reads the corpus and the added documents, indexes them and switches to the new snapshot.

    `engine` is one of index/engines.py, "": the size decides. On any error the old snapshot stays. Raises
    RegisterError, SourceError, AddedError, EncoderError, EngineError or SnapshotError with one sentence.
    """
    began = time.monotonic()
    wanted = engine_of(engine)
    with alone_now(added_home(home)) as free:
        if free:
            tidy(added_home(home))
    with alone(home):
        return _build(corpus, home, encoder, wanted, began)


def _build(corpus: Path, home: Path, encoder: Encoder | None, wanted: Engine | None, began: float) -> Built:
    encoder = encoder or load_encoder()
    knowledge = read_knowledge(corpus)
    glossary = Glossary(knowledge.concepts)
    made, engine = _sized(read_made(corpus, home), wanted)
    kept = KeptVectors.of(home, encoder, engine)
    parts = (Part(f"{PARTS}/{uuid.uuid4().hex[:8]}"),)
    counts: dict[str, int] = {}

    def write(folder: Path) -> Mapping[str, str]:
        means = Means(glossary, kept.embed, encoder.dimension, engine)
        write_part(folder / parts[0].folder, made, means)
        counts.update(write_knowledge(folder, parts, corpus, knowledge, kept, glossary, engine))
        return {}

    publish(home, lambda sums: manifest_of(encoder, engine, parts, counts, sums), write)
    return Built(**counts, embedded=kept.embedded, seconds=round(time.monotonic() - began, 2), engine=engine)


def manifest_of(
    encoder: Encoder, engine: Engine, parts: tuple[Part, ...], counts: Mapping[str, int], sums: Mapping[str, str]
) -> Manifest:
    """The manifest of a snapshot that was made now."""
    return Manifest(
        format=FORMAT,
        analyser=NAME,
        encoder=encoder.name,
        encoder_digest=encoder.digest,
        engine=engine,
        **counts,
        parts=parts,
        sha256=tuple(sums.items()),
    )


def write_part(folder: Path, made: Iterable[Made], means: Means) -> None:
    """Writes one part of an index."""
    writer = PartWriter(folder, means)
    try:
        for source, consolidation in made:
            writer.add(source, consolidation)
        writer.close()
    except BaseException:
        writer.drop()
        raise


def write_knowledge(
    folder: Path,
    parts: Sequence[Part],
    corpus: Path,
    knowledge: Knowledge,
    kept: KeptVectors,
    glossary: Glossary,
    engine: Engine,
) -> dict[str, int]:
    """Writes what is known of the units of the parts; gives back how many agreements, units and chunks there are."""
    for name in FILES:
        if (corpus / name).exists():
            shutil.copyfile(corpus / name, folder / name)
    store = Store([PartFiles(folder / part.folder) for part in parts], [frozenset(part.dropped) for part in parts])

    def newest(address: str) -> Unit:
        return store.wording(store.rows_of(address)[-1]).unit

    write_known(folder / FOLDER, store, knowledge, glossary, kept.embed, every_row=engine == "small")
    settled = Settled.of(knowledge.topics, StoredPlaces(store, Law(store)), newest, glossary)
    settled.save(folder / FOLDER / SETTLED)
    save_topics(folder / FOLDER / TOPICS, knowledge.topics, knowledge.areas)
    reading, rows = Reading(knowledge.figures, glossary, kept.encoder), written_rows(folder / FOLDER)
    keep_numbers(folder / FOLDER, rows, (reading.of(store.wording(row).unit, store.figures(row)) for row in rows))
    return counts_of(store)


def counts_of(store: Store) -> dict[str, int]:
    """What a manifest tells of the size of a base."""
    rows = store.there
    chunks = int((store.first_chunk[1:] - store.first_chunk[:-1])[rows].sum())
    law = sum(listed.is_law for listed in store.agreements.listed)
    return {"agreements": law, "units": len(store.originals()), "chunks": chunks}


def _sized(made: Iterator[Made], wanted: Engine | None) -> tuple[Iterator[Made], Engine]:
    """What was read, and the engine for it: a large base is not held in memory as a whole."""
    first: list[Made] = []
    count = 0
    while count < LARGE_FROM and (following := next(made, None)):
        first.append(following)
        count += sum(len(history) for history in following[1].histories)
    return chain(first, made), wanted or engine_for(count)


def read_made(corpus: Path, home: Path) -> Iterator[Made]:
    """Every source with the wordings of its units, in the order of the register; then the added documents."""
    register = read_register(corpus / "agreements.toml")
    added = {s.agreement.id: s for s in read_added(added_home(home), [agreement.id for agreement in register])}
    every = (*register, *(source.agreement for source in added.values()))
    return of_agreements(every, every, corpus, added)


def of_agreements(
    wanted: Iterable[Agreement], every: Iterable[Agreement], corpus: Path, read: Mapping[str, Source]
) -> Iterator[Made]:
    """These agreements with the wordings of their units; `read` are sources that were read already."""
    amending = [agreement for agreement in every if agreement.amends]
    early = dict(read)
    for agreement in tqdm(list(wanted), desc="reading", unit="agreement", disable=None):
        mine = [other for other in amending if other.amends == agreement.id]
        for one in (agreement, *mine):
            if one.id not in early:
                early[one.id] = read_source(one, corpus / "sources")
        source = early[agreement.id] if agreement.amends else early.pop(agreement.id)
        theirs = [(other, early[other.id].units) for other in mine]
        yield source, wordings(source.units, source.agreement, theirs)
