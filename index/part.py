"""Writes one part of an index: the wordings of some agreements with their words and vectors, as they come."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from index.analyse import grams, lemmas, stopwords, words
from index.arrays import ArrayWriter, LineWriter, key_of, keys_of, save_array
from index.chunk import chunks_of_unit
from index.columns import COLUMNS, ORIGINAL, PROVISION, SEVERAL, STRUCK
from index.concepts import Glossary
from index.dense import DenseFile, Vectors
from index.engines import Engine, kind_for
from index.figure_json import to_line
from index.figures import figures
from index.lexical import Gathering
from index.spelling import SHORTEST, Counted
from ingest.corpus import Source
from ingest.records import Agreement, Unit
from ingest.wordings import Consolidation, Wording

BATCH = 512  # passages that are embedded at a time
MOST_KEPT = 500_000
"""How many words are kept with what they were taken apart into."""

Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Means:
    """What a part is made with."""

    glossary: Glossary
    embed: Embed  # texts to vectors of norm 1
    dimension: int
    engine: Engine
    averages: Mapping[str, float] = field(default_factory=dict)  # of documents, by index; none: their own


class _Words:
    """The words of the texts so far; each word is taken apart once."""

    def __init__(self) -> None:
        self.lemmas = Gathering()
        self.everything = Gathering(self.lemmas)
        self.counts: Counter[str] = Counter()
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}  # the key of a word, the numbers of its lemmas

    def add_passage(self, passage: Sequence[str]) -> None:
        """A chunk: its lemmas, and its words as spelled."""
        known = self._of(passage)
        self.lemmas.add(number for word in passage for number in known[word][1])
        self.counts.update(word for word in passage if len(word) >= SHORTEST)

    def add_text(self, text: Sequence[str], above: Sequence[str]) -> list[int]:
        """A whole wording: its lemmas with those of the headings above it; gives back the keys of its words."""
        known = self._of((*text, *above))
        self.everything.add({number for word in (*text, *above) for number in known[word][1]})
        return [known[word][0] for word in text]

    def _of(self, found: Sequence[str]) -> dict[str, tuple[int, tuple[int, ...]]]:
        """What is known of words, these among them."""
        known = self._known
        if len(known) > MOST_KEPT:
            known.clear()
        for word in found:
            if word not in known:
                of = () if word in stopwords() else lemmas(word)
                known[word] = key_of(word) & 0xFFFFFFFF, tuple(map(self.lemmas.number, of))
        return known


class PartWriter:
    """Writes the agreements that it is given into a folder; `close` finishes it."""

    def __init__(self, folder: Path, means: Means) -> None:
        self._folder, self._means = folder, means
        self._agreements = LineWriter(folder / "agreements.jsonl")
        self._originals = LineWriter(folder / "originals.txt")
        self._wordings = LineWriter(folder / "wordings.jsonl")
        self._figures = LineWriter(folder / "figures.jsonl")
        self._columns = {name: array("i") for name in COLUMNS}
        self._chunks, self._addresses = array("q", [0]), list[str]()
        self._text, self._text_starts = ArrayWriter(folder / "words.npy", np.uint32), array("q", [0])
        self._words, self._concepts, self._grams = _Words(), Gathering(), Gathering()
        self._dense, self._passages = DenseFile(means.dimension, kind_for(means.engine, 0)), list[str]()
        self._keys = ArrayWriter(folder / "passages.npy", np.uint64)
        self._listed, self._labels = list[dict[str, object]](), dict[str, None]()

    def add(self, source: Source, made: Consolidation) -> None:
        """The next agreement with all wordings of its units."""
        agreement = source.agreement
        labels = [history[0].unit.label for history in made.histories]
        of = {"agreement": asdict(agreement), "report": asdict(source.report), "labels": labels}
        self._labels.update(dict.fromkeys(labels))
        first = len(self._columns["agreement"])
        for history in made.histories:
            self._add_history(history)
        rows = [first, len(self._columns["agreement"])]
        self._agreements.add(_json({**of, "unapplied": [asdict(change) for change in made.unapplied]}))
        self._originals.add(source.original)
        listed = {name: getattr(agreement, name) for name in LISTED}
        self._listed.append({**listed, "digest": digest_of(agreement), "rows": rows})

    def _add_history(self, history: Sequence[Wording]) -> None:
        first = len(self._columns["agreement"])
        self._addresses.append(history[0].address)
        for wording in history:
            unit = wording.unit
            begins = wording.in_force_from or wording.known_from
            several = SEVERAL if len(history) > 1 else 0
            original = 0 if wording.changes else ORIGINAL
            marks = several | original | PROVISION * unit.is_provision | STRUCK * unit.struck
            days = _ordinal(begins), _ordinal(wording.applied_from or begins)
            for name, value in zip(COLUMNS, (len(self._listed), marks, *days, first), strict=True):
                self._columns[name].append(value)
            self._wordings.add(_json(asdict(wording)))
            self._figures.add(to_line(figures(unit)))
            self._add_texts(unit)

    def _add_texts(self, unit: Unit) -> None:
        above = words(" . ".join((*unit.path[-1:], unit.heading)))
        keys = self._words.add_text(words(unit.text), above)
        self._text.add(np.array(keys, np.uint32))
        self._text_starts.append(self._text_starts[-1] + len(keys))
        passages = [chunk.passage for chunk in chunks_of_unit(0, unit)]
        self._chunks.append(self._chunks[-1] + len(passages))
        for passage in passages:
            self._words.add_passage(words(passage))
            self._concepts.add([self._concepts.number(name) for name in self._means.glossary.concepts(passage)])
            if self._means.engine == "small":
                self._grams.add([self._grams.number(gram) for gram in grams(passage)])
            self._passages.append(passage)
            if len(self._passages) == BATCH:
                self._embed()

    def _embed(self) -> None:
        if self._passages:
            self._dense.add(self._means.embed(self._passages))
            self._keys.add(keys_of(self._passages))
            self._passages = []

    def close(self) -> None:
        """Writes what was gathered and finishes all files."""
        self._embed()
        folder = self._folder
        for writer in self._writers:
            writer.close()
        (folder / "agreements.json").write_text(_json(self._listed), encoding="utf-8")
        (folder / "labels.json").write_text(_json(list(self._labels)), encoding="utf-8")
        for name, stored in COLUMNS.items():
            save_array(folder / f"{name}.npy", np.frombuffer(self._columns[name], np.int32).astype(stored))
        save_array(folder / "chunks.npy", np.frombuffer(self._chunks, np.int64))
        save_array(folder / "words.at.npy", np.frombuffer(self._text_starts, np.int64))
        self._save_addresses()
        if (kind := kind_for(self._means.engine, len(self._dense))) != kind_for(self._means.engine, 0):
            self._dense.become(kind)
        self._dense.save(folder / "vectors.faiss")
        Counted.of(self._words.counts).save(folder / "spelling")
        of = {"lemmas": self._words.lemmas, "all lemmas": self._words.everything, "concepts": self._concepts}
        if self._means.engine == "small":
            of["grams"] = self._grams
        for name in list(of):
            of.pop(name).postings(self._means.averages.get(name, 0.0)).save(folder / name.replace(" ", "-"))

    def drop(self) -> None:
        """Gives up: an open file keeps its room on the disk, although it was removed."""
        for writer in self._writers:
            writer.drop()

    @property
    def _writers(self) -> tuple[LineWriter | ArrayWriter, ...]:
        return self._agreements, self._originals, self._wordings, self._figures, self._text, self._keys

    def _save_addresses(self) -> None:
        """The addresses of the units in the order of their keys, with the row of the oldest wording of each."""
        keys = keys_of(self._addresses)
        rows = np.unique(np.frombuffer(self._columns["first"], np.int32))
        order = np.argsort(keys)
        save_array(self._folder / "addresses.npy", keys[order])
        save_array(self._folder / "rows.npy", rows[order])


LISTED = ("id", "kind", "country", "short", "title")
"""What is read of every agreement when a base is opened."""


def digest_of(agreement: Agreement) -> str:
    """Tells whether the entry of an agreement, and with it the file of it, is the one it was."""
    return f"{key_of(_json(asdict(agreement))):016x}"


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
