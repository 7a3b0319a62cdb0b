"""Corpora of any size: the real sources, and made-up agreements of recombined sentences and invented words.

Everything follows from the seed. A corpus is a folder as `kolektivka build` reads it, written one agreement at a
time, so that a million units never stand in memory.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench.invented import words
from ingest.corpus import CORPUS, Source, read_corpus
from ingest.headings import grammar
from ingest.script import to_cyrillic, to_latin

UNITS = 100
"""Units of a made-up agreement: its preamble and its articles; the last one has what is left."""
WRITINGS = (("sl", "Latn", "SI"), ("sr", "Cyrl", "RS"), ("sr", "Latn", "RS"))
INVENTED = 0.35
"""The share of the longer words of a sentence that an invented word takes the place of."""
SHAPES = ((1, 0), (1, 0), (1, 0), (2, 0), (2, 0), (1, 3))
"""Paragraphs of an article and indents of its list; each is as likely as the others."""

_ARTICLE = {("sl", "Latn"): "{}. člen", ("sr", "Cyrl"): "Члан {}.", ("sr", "Latn"): "Član {}."}
_TITLE = {"sl": "KOLEKTIVNA POGODBA DEJAVNOSTI", "sr": "KOLEKTIVNI UGOVOR ZA DELATNOST"}
_LONG_WORD = re.compile(r"\b[^\W\d_]{6,}\b")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZČŠŽĐА-ЯЂЈЉЊЋЏ])")
_NUMBERING = re.compile(r"^\s*(?:\(?\d+[.)]|[-–•])\s*")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One made-up agreement: its entry in the register and its text."""

    id: str
    entry: str
    text: str


def made_up(number: int, seed: int = 7, units: int = UNITS) -> MadeUp:
    """The agreement of a number; the same for the same seed, whatever the size of the corpus around it."""
    rng = np.random.default_rng((seed, number))
    language, script, country = WRITINGS[number % len(WRITINGS)]
    drawn = words(rng, language)
    name = next(drawn)
    title = f"{_TITLE[language]} {name.upper()}"
    lines = [_written(title, script), _sentence(rng, drawn, language, script)]
    for article in range(1, units):
        lines.append(_ARTICLE[language, script].format(article))
        lines.append(_written(f"({next(drawn)} {next(drawn)})", script))
        lines += _article(rng, drawn, language, script)
    text = "\n".join(lines) + "\n"
    id = f"made-up-{number:05d}"
    fields = {
        "id": id,
        "file": f"{id}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "kind": "agreement",
        "title": title.capitalize(),
        "short": f"{name[:4].upper()} {number}",
        "country": country,
        "language": language,
        "script": script,
        "parties": [f"{next(drawn).capitalize()} {side}" for side in ("A", "B")],
        "activity": name,
        "text_state": "made up for measuring",
        "origin": "bench/corpora.py",
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return MadeUp(id, "\n".join(["", "[[agreement]]", *lines, ""]), text)


def write_corpus(folder: Path, units: int, seed: int = 7) -> int:
    """Writes the real corpus and as many made-up agreements as `units` asks for; gives the number of units.

    With 0 it is the real sources alone. A folder that is unfinished, or of an older real corpus, is written anew.
    """
    real = sum(len(source.units) for source in _real())
    done = folder / "corpus.json"
    told = {"units": max(units, real), "seed": seed, "real": _digest(CORPUS)}
    if done.exists() and json.loads(done.read_text(encoding="utf-8")) == told:
        return max(units, real)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CORPUS, folder)
    with (folder / "agreements.toml").open("a", encoding="utf-8") as register:
        for number, size in enumerate(sizes(units - real)):
            agreement = made_up(number, seed, size)
            (folder / "sources" / f"{agreement.id}.txt").write_text(agreement.text, encoding="utf-8")
            register.write(agreement.entry)
    done.write_text(json.dumps(told), encoding="utf-8")
    return max(units, real)


def _digest(folder: Path) -> str:
    """Tells whether the files of a folder are those they were."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def sizes(units: int) -> Iterator[int]:
    """The units of each made-up agreement; a rest of one unit goes to the last one.

    >>> list(sizes(201)), list(sizes(150)), list(sizes(0))
    ([100, 101], [100, 50], [])
    """
    while units > 0:
        size = units if units <= UNITS + 1 else UNITS
        yield size
        units -= size


def _article(rng: np.random.Generator, drawn: Iterator[str], language: str, script: str) -> Iterator[str]:
    paragraphs, indents = SHAPES[int(rng.integers(len(SHAPES)))]
    for number in range(1, paragraphs + 1):
        told = [_sentence(rng, drawn, language, script) for _ in range(int(rng.integers(1, 3)))]
        yield f"({number}) {' '.join(told)}"
    for _ in range(indents):
        yield f"- {_sentence(rng, drawn, language, script).rstrip('.').lower()};"


def _sentence(rng: np.random.Generator, drawn: Iterator[str], language: str, script: str) -> str:
    pool = sentences(language, script)
    chosen = pool[int(rng.integers(len(pool)))]

    def word(match: re.Match[str]) -> str:
        return _written(next(drawn), script) if match[0].islower() and rng.random() < INVENTED else match[0]

    return _LONG_WORD.sub(word, chosen)


def _written(text: str, script: str) -> str:
    return to_cyrillic(text) if script == "Cyrl" else text


@cache
def _real() -> tuple[Source, ...]:
    return read_corpus()


@cache
def sentences(language: str, script: str) -> tuple[str, ...]:
    """The sentences of the real provisions in a language, written in a script, without their numbering."""
    found: dict[str, None] = {}
    for source in _real():
        for unit in source.units if source.agreement.language == language else ():
            blocks = [unit.text[slice(*b.span)] for b in unit.blocks if b.kind == "paragraph" and unit.is_provision]
            for part in (_NUMBERING.sub("", part) for block in blocks for part in _SENTENCE.split(block)):
                text = " ".join(part.split())
                if 40 <= len(text) <= 400 and text[0].isupper() and text.endswith("."):
                    found[text if script != "Latn" else to_latin(text)] = None
    return tuple(text for text in found if grammar(language).article_label(text) is None)
