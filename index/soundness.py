"""What holds in every sound base: counts, ids, spans, lengths of vectors, documents of the indexes of words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from tqdm import tqdm

from index.chunk import chunks_of_unit
from index.dense import Vectors
from index.encoder import Encoder
from index.engines import engine_of
from index.figures import figures
from index.kept_vectors import KeptVectors
from index.knowledge_base import KnowledgeBase

SAMPLE = 200
"""How many passages are embedded, and how many wordings read for their numbers, again."""
MOST_TOLD = 5
"""How many cases of one kind are told one by one."""
NORM, COSINE = 2e-3, 0.999
"""How far a length may be from one, and how near a vector must be to the one embedded now: half precision counts."""
_BLOCK = 1 << 14


def unsound(base: KnowledgeBase, chances: random.Random) -> Iterator[str]:
    """What does not hold in an open base, in one sentence each; by chance is only what is embedded and read again."""
    for looked_at in (_counts, _ids, _texts, _words, _norms):
        yield from looked_at(base)
    yield from _embedded(base, chances)
    yield from _told(_numbers(base, chances))


def _counts(base: KnowledgeBase) -> Iterator[str]:
    """The manifest against what is there."""
    store, manifest = base.store, base.manifest
    there = store.there
    chunks = int((store.first_chunk[1:] - store.first_chunk[:-1])[there].sum())
    law = sum(agreement.is_law for agreement in base.agreements)
    for name, stated, found in (
        ("agreements", manifest.agreements, law),
        ("units", manifest.units, len(base.units)),
        ("chunks", manifest.chunks, chunks),
    ):
        if stated != found:
            yield f"the manifest states {stated} {name}, there are {found}"


def _ids(base: KnowledgeBase) -> Iterator[str]:
    """One agreement an id, one unit an address, and the way from each address back to its unit."""
    agreements = Counter(agreement.id for agreement in base.agreements)
    yield from _told(f'the id "{id}" stands {times} times' for id, times in agreements.items() if times > 1)
    addresses = Counter(unit.address for unit in base.units)
    yield from _told(f'the address "{at}" stands {times} times' for at, times in addresses.items() if times > 1)
    yield from _told(
        f'the address "{at}" leads to no unit, or to another one'
        for at in addresses
        if not (rows := base.store.rows_of(at)) or base.store.wording(rows[0]).unit.address != at
    )
    yield from _told(
        f'the unit "{unit.address}" is of no agreement' for unit in base.units if unit.agreement not in base.by_id
    )


def _texts(base: KnowledgeBase) -> Iterator[str]:
    """Every chunk inside its unit, and as many as are indexed."""
    store, chunks = base.store, base.signals.chunks
    first, rows = store.first_chunk, len(store)
    if first[0] != 0 or len(first) != rows + 1 or (np.diff(first) < 0).any():
        yield f"the chunks of {rows} wordings do not follow each other"
        return

    def faults() -> Iterator[str]:
        for row in tqdm(np.flatnonzero(store.there).tolist(), desc="checking", unit="wording", disable=None):
            unit = store.wording(row).unit
            made = list(chunks_of_unit(row, unit))
            if len(made) != len(chunks.of(row)):
                yield f'"{unit.address}" has {len(made)} chunks, {len(chunks.of(row))} are indexed'
            if any(not 0 <= start < end <= len(unit.text) for start, end in (chunk.span for chunk in made)):
                yield f'a chunk of "{unit.address}" is not inside its text'

    yield from _told(faults())


def _words(base: KnowledgeBase) -> Iterator[str]:
    """As many documents in each index of words as there are texts."""
    signals = base.signals
    topics = len(base.knowledge.topics)
    for name, index in signals.lexical.items():
        wanted = len(base.store) if name.startswith("all") else len(signals.chunks)
        if len(index) != wanted:
            yield f'the index "{name}" has {len(index)} documents, there are {wanted} texts'
    for name, index in signals.known.lexical.items():
        wanted = topics if name.startswith("topic") else len(signals.known.rows)
        if len(index) != wanted:
            yield f'the index "{name}" has {len(index)} documents, there are {wanted} texts'


def _norms(base: KnowledgeBase) -> Iterator[str]:
    """A vector of length one for each chunk; of length none, where nothing in a text is known to the encoder."""
    dense, chunks = base.signals.dense, base.signals.chunks
    if len(dense) != len(chunks) or dense.dimension != base.encoder.dimension:
        yield (
            f"there are {len(dense)} vectors of {dense.dimension} numbers for {len(chunks)} chunks and an encoder "
            f"of {base.encoder.dimension}"
        )
        return

    def faults() -> Iterator[str]:
        for start in range(0, len(dense), _BLOCK):
            numbers = np.arange(start, min(start + _BLOCK, len(dense)))
            lengths = np.linalg.norm(dense.vectors(numbers), axis=1)
            wrong = numbers[~(abs(lengths - 1) <= NORM)]  # what is no number is wrong too
            for number in wrong.tolist():
                length = float(lengths[number - start])
                if length or base.encoder.encode_passages([chunks[number].passage]).any():
                    yield f"the vector of chunk {number} has the length {length:.4f}"

    yield from _told(faults())


def _embedded(base: KnowledgeBase, chances: random.Random) -> Iterator[str]:
    """Some chunks, and some of what people wrote about units, embedded again."""
    count = len(base.signals.chunks)
    numbers = np.array(sorted(chances.sample(range(count), min(SAMPLE, count))), np.int64)
    texts = [base.signals.chunks[number].passage for number in numbers.tolist()]
    yield from _told(_apart(texts, base.signals.dense.vectors(numbers), base.encoder, "chunk"))
    written = [q.text for q in base.knowledge.questions if any(map(base.store.rows_of, q.addresses))]
    texts = chances.sample(written, min(SAMPLE, len(written)))
    engine = engine_of(base.manifest.engine) or "small"
    kept = KeptVectors.of_snapshot(base.folder, base.manifest, base.encoder, engine)
    stored = kept.embed(texts)
    if kept.embedded:
        yield f"{kept.embedded} of {len(texts)} questions of the corpus have no vector"
    yield from _told(_apart(texts, stored, base.encoder, "question"))


def _numbers(base: KnowledgeBase, chances: random.Random) -> Iterator[str]:
    """The numbers of some wordings, read again."""
    there = np.flatnonzero(base.store.there).tolist()
    for row in chances.sample(there, min(SAMPLE, len(there))):
        unit = base.store.wording(row).unit
        if base.store.figures(row) != figures(unit):
            yield f'the numbers of "{unit.address}" are not those of its text'


def _apart(texts: Sequence[str], stored: Vectors, encoder: Encoder, what: str) -> Iterator[str]:
    for text, vector, again in zip(texts, stored, encoder.encode_passages(texts) if texts else (), strict=True):
        if again.any() and not float(vector @ again) >= COSINE:
            yield f'the vector of a {what} is not the one of its words: "{text[:40]}"'


def _told(faults: Iterable[str]) -> Iterator[str]:
    """The first of the faults, and how many more there are."""
    rest = 0
    for number, fault in enumerate(faults):
        if number < MOST_TOLD:
            yield fault
        else:
            rest += 1
    if rest:
        yield f"and {rest} more of this kind"
