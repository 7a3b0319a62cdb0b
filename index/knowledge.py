"""What people wrote about the provisions: summaries, questions, the glossary. None of it is law."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

FILES = ("summaries.tsv", "questions.tsv", "glossary.tsv")
LANGUAGES = ("sl", "sr", "en")
WRITINGS = ("en", "sl", "sr-Latn", "sr-Cyrl")
MANNERS = ("everyday", "lawyer", "keywords")

T = TypeVar("T")


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
class Concept:
    """A concept of labour law with its terms: the main one first, then synonyms and everyday words."""

    id: str
    topic: str
    sl: tuple[str, ...]
    sr: tuple[str, ...]
    en: tuple[str, ...]
    note: str  # "": nothing to beware of


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it; empty where a file is missing."""

    summaries: tuple[Summary, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()
    concepts: tuple[Concept, ...] = ()


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge files of a folder; raises KnowledgeError that names file, line and field.

    >>> knowledge = read_knowledge(Path("corpus"))
    >>> next(c for c in knowledge.concepts if c.id == "wedding").en[0]
    'wedding'
    """
    summaries, questions, glossary = (folder / name for name in FILES)
    return Knowledge(
        tuple(_rows(summaries, ("address", "en", "sl", "sr"), _summary)),
        tuple(_rows(questions, ("addresses", "lang", "manner", "question"), _question)),
        tuple(
            _rows(
                glossary,
                ("concept", "topic", "sl", "sl_also", "sr", "sr_also", "en", "en_also", "note"),
                _concept,
            )
        ),
    )


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
