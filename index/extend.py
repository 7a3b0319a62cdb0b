"""Brings the added documents of a large base up to date without reading the rest again."""

from __future__ import annotations

import filecmp
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.added import added_home, read_documents, read_entries
from index.agreements import AgreementFile
from index.alone import alone
from index.arrays import load_array
from index.build import PARTS, Built, build, counts_of, manifest_of, of_agreements, write_knowledge, write_part
from index.columns import LEXICAL
from index.concepts import Glossary
from index.encoder import Encoder, load_encoder
from index.kept_vectors import KeptVectors
from index.knowledge import FILES, Knowledge, read_knowledge
from index.known import FOLDER, TERMS
from index.part import Means, digest_of
from index.part_files import PartFiles
from index.snapshot import HOME, Manifest, Part, SnapshotError, current, publish, verified
from index.store import Store
from ingest.corpus import CORPUS
from ingest.records import Agreement
from ingest.register import read_register

MOST_PARTS = 8
"""How many parts a base has at most: one more, and the later ones are written anew as one."""
MOST_CHANGED = 50
"""Of so many agreements at most; more are a build."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What has to be done to a snapshot."""

    gone: frozenset[str]  # agreements whose texts are taken out
    come: tuple[Agreement, ...]  # agreements that are written
    every: tuple[Agreement, ...]  # that the base then has


def extend(corpus: Path = CORPUS, home: Path = HOME, encoder: Encoder | None = None) -> Built:
    """A base in which the added documents are those that are listed now; a small one is built as a whole.

    The sources of the corpus are not looked at: for a change of them there is `build`. On any error the old snapshot
    stays. Raises what `build` raises.
    """
    began = time.monotonic()
    encoder = encoder or load_encoder()
    with alone(home):
        try:
            folder = current(home)
            manifest = verified(folder)
        except SnapshotError:
            manifest = None
        if manifest and manifest.engine == "large" and manifest.encoder_digest == encoder.digest:
            store = _store(folder, manifest.parts)
            change = _change(store, corpus, home)
            if change and len(change.come) + len(change.gone) <= MOST_CHANGED:
                return _extended(folder, manifest, store, change, corpus, home, encoder, began)
    return build(corpus, home, encoder)


def _store(folder: Path, parts: Iterable[Part]) -> Store:
    listed = tuple(parts)
    return Store([PartFiles(folder / part.folder) for part in listed], [frozenset(part.dropped) for part in listed])


def _change(store: Store, corpus: Path, home: Path) -> _Change | None:
    """What changed of the agreements; None: a source of the corpus did, or came, or went."""
    register, added = read_register(corpus / "agreements.toml"), read_entries(added_home(home))
    every = {agreement.id: agreement for agreement in (*register, *added)}
    there = {listed.id: listed.digest for listed in store.agreements.listed}
    if len(every) < len(register) + len(added) or any(there.get(a.id) != digest_of(a) for a in register):
        return None
    gone = frozenset(there) - frozenset(every)
    changed = {agreement.id for agreement in added if there.get(agreement.id) != digest_of(agreement)}
    before = [store.agreements.by_id[id] for id in gone | (changed & set(there))]
    amended = {agreement.amends for agreement in (*before, *(every[id] for id in changed))} & set(every)
    come = tuple(agreement for id, agreement in every.items() if id in changed | amended)
    return _Change(frozenset(there) & (gone | changed | amended), come, tuple(every.values()))


def _extended(
    folder: Path,
    manifest: Manifest,
    store: Store,
    change: _Change,
    corpus: Path,
    home: Path,
    encoder: Encoder,
    began: float,
) -> Built:
    parts = manifest.parts
    if len(parts) >= MOST_PARTS:
        change, parts = _with_later_parts(store, change), parts[:1]
    knowledge = read_knowledge(corpus)
    same = _is_same(knowledge, folder, corpus, change, store)
    glossary = Glossary.load(folder / FOLDER / TERMS) if same else Glossary(knowledge.concepts)
    kept = KeptVectors.of_snapshot(folder, manifest, encoder, "large")
    left = _left(parts, change, folder)
    new = Part(f"{PARTS}/{uuid.uuid4().hex[:8]}")
    parts = (*left, new) if change.come else tuple(left)
    counts: dict[str, int] = {}

    def write(made: Path) -> Mapping[str, str]:
        over = tuple(f"{part.folder}/" for part in left) + ((f"{FOLDER}/", *FILES) if same else ())
        taken = {name: sha256 for name, sha256 in manifest.sha256 if name.startswith(over)}
        for name in taken:
            _take_over(folder / name, made / name)
        if change.come:
            of_added = {agreement.id for agreement in read_entries(added_home(home))}
            added = read_documents(added_home(home), [one for one in change.come if one.id in of_added])
            read = {source.agreement.id: source for source in added}
            means = Means(glossary, kept.embed, encoder.dimension, "large", _averages(folder / parts[0].folder))
            write_part(made / new.folder, of_agreements(change.come, change.every, corpus, read), means)
        if same:
            counts.update(counts_of(_store(made, parts)))
        else:
            counts.update(write_knowledge(made, parts, corpus, knowledge, kept, glossary, "large"))
        return taken

    publish(home, lambda sums: manifest_of(encoder, "large", parts, counts, sums), write)
    return Built(**counts, embedded=kept.embedded, seconds=round(time.monotonic() - began, 2), engine="large")


def _left(parts: Iterable[Part], change: _Change, folder: Path) -> list[Part]:
    """The parts without the agreements that go; of the last ones those of which something stays."""
    left, stays = list[Part](), list[bool]()
    for part in parts:
        ids = {listed.id for listed in AgreementFile(PartFiles(folder / part.folder), 0).listed}
        dropped = ids & {*part.dropped, *change.gone}
        left.append(Part(part.folder, tuple(sorted(dropped))))
        stays.append(dropped != ids)
    while len(left) > 1 and not stays[len(left) - 1]:
        left.pop()
    return left


def _with_later_parts(store: Store, change: _Change) -> _Change:
    """The change with everything but the first part written anew."""
    first = store.rows_of_part(0)
    later = {listed.id for listed in store.agreements.listed if listed.rows[0] not in first}
    ids = later | {agreement.id for agreement in change.come}
    return _Change(change.gone | later, tuple(a for a in change.every if a.id in ids), change.every)


def _is_same(knowledge: Knowledge, folder: Path, corpus: Path, change: _Change, store: Store) -> bool:
    """Whether what is known stays as it is: its files, and the rows of the units that it speaks of."""
    for name in FILES:
        if (corpus / name).exists() != (folder / name).exists():
            return False
        if (corpus / name).exists() and not filecmp.cmp(corpus / name, folder / name, shallow=False):
            return False
    spoken_of = {summary.address for summary in knowledge.summaries}
    spoken_of |= {address for question in knowledge.questions for address in question.addresses}
    spoken_of |= {address for topic in knowledge.topics for _, addresses in topic.places for address in addresses}
    changed = change.gone | {agreement.id for agreement in change.come}
    return not any(address.partition("/")[0] in changed for address in spoken_of)


def _averages(part: Path) -> dict[str, float]:
    """The lengths of documents that the first part was reckoned with: all parts are alike in this."""
    return {name: float(load_array(part / name.replace(" ", "-") / "average.npy")[0]) for name in LEXICAL}


def _take_over(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:  # not every file system can give a file two names
        shutil.copy2(old, new)
