"""What people wrote about the provisions: summaries, questions, the glossary. None of it is law."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, TypeVar

from ingest.fields import read_record

FILES = (
    "summaries.tsv",
    "questions.tsv",
    "figures.tsv",
    "glossary.tsv",
    "topics.toml",
    "topic-questions.tsv",
    "scope.toml",
)
"""What a snapshot keeps beside its units, so that it answers alike whatever is edited meanwhile."""
LANGUAGES = ("sl", "sr", "en")
WRITINGS = ("en", "sl", "sr-Latn", "sr-Cyrl")
MANNERS = ("everyday", "lawyer", "keywords")

T = TypeVar("T")
Better = Literal["more", "less", ""]


class KnowledgeError(ValueError):
    """A line of a knowledge file is wrong."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One unofficial sentence about a unit in each language; Serbian in Cyrillic."""

    address: str
    en: str
    sl: str
    sr: str


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that people would ask, and the units that answer it."""

    addresses: tuple[str, ...]
    lang: str
    manner: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """What a number of some units is about, in everyday words of each language; Serbian in Cyrillic."""

    addresses: tuple[str, ...]
    words: str  # of the units, where the number stands; " … " leaves words out
    en: str
    sl: str
    sr: str

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.en, self.sl, self.sr

    @property
    def occasions(self) -> tuple[str, ...]:
        """The texts taken apart: one number may be for a wedding, a birth and moving house.

        >>> KnownFigure(("kpop/45",), "1 dan", "wedding; birth", "poroka; rojstvo", "свадба").occasions
        ('wedding', 'birth', 'poroka', 'rojstvo', 'свадба')
        """
        return tuple(chain.from_iterable(self.by_language))

    @property
    def by_language(self) -> tuple[tuple[str, ...], ...]:
        """The occasions of each text."""
        return tuple(tuple(part.strip() for part in text.split(";")) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of labour law with its terms: the main one first, then synonyms and everyday words."""

    id: str
    topic: str
    sl: tuple[str, ...]
    sr: tuple[str, ...]
    en: tuple[str, ...]
    note: str  # "": nothing to beware of


@dataclass(frozen=True, slots=True)
class Topic:
    """An institute of labour law and where each agreement settles it."""

    id: str
    area: str
    sl: str
    sr: str
    en: str
    checked: bool
    places: tuple[tuple[str, tuple[str, ...]], ...]  # agreement and its addresses, best first; (): it is silent
    questions: tuple[str, ...] = ()
    better: Better = ""  # which value is better for the worker; "": not settled

    @property
    def names(self) -> tuple[str, str, str]:
        return self.sl, self.sr, self.en


@dataclass(frozen=True, slots=True)
class Area:
    """One of the twelve groups of topics."""

    id: str
    sl: str
    sr: str
    en: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it; empty where a file is missing."""

    summaries: tuple[Summary, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()
    figures: tuple[KnownFigure, ...] = ()
    concepts: tuple[Concept, ...] = ()
    topics: tuple[Topic, ...] = ()
    areas: tuple[Area, ...] = ()


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge files of a folder; raises KnowledgeError that names file, line and field.

    >>> knowledge = read_knowledge(Path("corpus"))
    >>> next(c for c in knowledge.concepts if c.id == "wedding").en[0]
    'wedding'
    """
    concept = ("concept", "topic", "sl", "sl_also", "sr", "sr_also", "en", "en_also", "note")
    topics, areas = _topics(folder)
    return Knowledge(
        tuple(_rows(folder / "summaries.tsv", ("address", "en", "sl", "sr"), _summary)),
        tuple(_rows(folder / "questions.tsv", ("addresses", "lang", "manner", "question"), _question)),
        read_figures(folder),
        tuple(_rows(folder / "glossary.tsv", concept, _concept)),
        topics,
        areas,
    )


def read_figures(folder: Path) -> tuple[KnownFigure, ...]:
    """What was written about single numbers; raises KnowledgeError."""
    return tuple(_rows(folder / "figures.tsv", ("units", "words", "en", "sl", "sr"), _figure))


def _topics(folder: Path) -> tuple[tuple[Topic, ...], tuple[Area, ...]]:
    path = folder / "topics.toml"
    if not path.exists():
        return (), ()
    asked: dict[str, list[str]] = defaultdict(list)
    for name, text in _rows(folder / "topic-questions.tsv", ("topic", "lang", "manner", "question"), _topic_question):
        asked[name].append(text)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path.name}: not valid TOML: {error}") from error
    areas = tuple(read_record(Area, area, f"{path.name}, area {n}") for n, area in enumerate(table["area"], 1))
    topics = []
    for number, entry in enumerate(table["topic"], 1):
        fields = {name: entry.pop(name) for name in ("id", "sl", "sr", "en", "checked", "better") if name in entry}
        fields |= {"area": entry.pop("wageindicator", ""), "places": list(entry.items())}
        fields["questions"] = asked.pop(str(fields.get("id")), [])
        topics.append(read_record(Topic, fields, f"{path.name}, topic {number}"))
    if asked:
        raise KnowledgeError(f"topic-questions.tsv: no topic {sorted(asked)[0]} in {path.name}")
    return tuple(topics), areas


def _topic_question(fields: list[str]) -> tuple[str, str]:
    topic, lang, manner, text = fields
    return topic, _question([topic, lang, manner, text]).text


def _rows(path: Path, columns: tuple[str, ...], record: Callable[[list[str]], T]) -> Iterator[T]:
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read as UTF-8 text") from error
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise KnowledgeError(f"{path.name}, line 1: the columns must be {', '.join(columns)}, parted by tabs")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != len(columns):
            raise KnowledgeError(f"{path.name}, line {number}: {len(fields)} fields, {len(columns)} are expected")
        try:
            yield record(fields)
        except ValueError as error:
            raise KnowledgeError(f"{path.name}, line {number}: {error}") from error


def _summary(fields: list[str]) -> Summary:
    if not all(fields):
        raise ValueError("a field is empty")
    return Summary(*fields)


def _figure(fields: list[str]) -> KnownFigure:
    if not all(fields):
        raise ValueError("a field is empty")
    addresses, *texts = fields
    return KnownFigure(tuple(addresses.split()), *texts)


def _question(fields: list[str]) -> KnownQuestion:
    addresses, lang, manner, text = fields
    if lang not in WRITINGS:
        raise ValueError(f'lang "{lang}" is not one of {", ".join(WRITINGS)}')
    if manner not in MANNERS:
        raise ValueError(f'manner "{manner}" is not one of {", ".join(MANNERS)}')
    if not addresses or not text:
        raise ValueError("a field is empty")
    return KnownQuestion(tuple(addresses.split()), lang, manner, text)


def _concept(fields: list[str]) -> Concept:
    name, topic, sl, sl_also, sr, sr_also, en, en_also, note = fields
    if not (name and sl and sr and en):
        raise ValueError("a concept needs a name and a term in each language")

    def terms(main: str, also: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term for t in (main, *also.split("|")) if (term := t.strip())))

    return Concept(name, topic, terms(sl, sl_also), terms(sr, sr_also), terms(en, en_also), note)
