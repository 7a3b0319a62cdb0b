"""What people wrote about the provisions, as lessons: a question must choose its owner among all that there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.chunk import chunks_of
from index.knowledge import Concept, Knowledge, KnownFigure
from index.known import QUESTION, SUMMARY, TOPIC_NAME, TOPIC_QUESTION, Written
from index.train.texts import MissingDataError, articles, halves
from ingest.records import Unit
from ingest.script import fold

STATUTE_QUESTIONS = Path(__file__).parent / "statute-questions.tsv"
_COLUMNS = ("law", "article", "lang", "question")

Numbers = NDArray[np.int64]
Table = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Owners (units, numbers, topics, articles, concepts) with their texts of several kinds, and questions about them.

    >>> lesson = build([[("plača", 0), ("odmor", 1)]], [("zarada", [0])], 2)
    >>> lesson.texts, lesson.answers.tolist(), lesson.rivals.tolist()
    (('plača', 'odmor', 'zarada'), [[True, False]], [[False, True]])
    """

    texts: tuple[str, ...]  # each once
    kinds: tuple[tuple[Numbers, Numbers], ...]  # of each kind, the numbers of the texts and of their owners
    asked: Numbers  # the questions, as numbers of texts
    answers: Table  # (questions, owners)
    rivals: Table  # (questions, owners) what a question must not choose; what is akin to an answer is neither
    hidden: Numbers  # (questions, some) the texts that a question may not be found by: itself, its translations


def build(
    kinds: Sequence[Sequence[tuple[str, int]]],
    asked: Sequence[tuple[str, Sequence[int]]],
    owners: int,
    beside: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Lesson:
    """A lesson from (text, owner) of each kind and (question, owners that answer).

    Owners that share a question are akin. `beside` has the texts that a question may not be found by.
    """
    texts = dict.fromkeys(text for kind in kinds for text, _ in kind) | dict.fromkeys(text for text, _ in asked)
    number = {text: n for n, text in enumerate(texts)}
    answers = np.zeros((len(asked), owners), np.bool_)
    for row, (_, right) in enumerate(asked):
        answers[row, list(right)] = True
    counted = answers.astype(np.float32)
    akin = counted.T @ counted > 0
    rivals = counted @ akin.astype(np.float32) == 0
    columns = tuple(
        (np.array([number[text] for text, _ in kind], np.int64), np.array([owner for _, owner in kind], np.int64))
        for kind in kinds
    )
    rows = np.array([number[text] for text, _ in asked], np.int64)
    hidden = [[number[text] for text in beside.get(question, ()) if text in number] for question, _ in asked]
    width = 1 + max(map(len, hidden), default=0)
    table = [[own, *others, *[own] * (width - 1 - len(others))] for own, others in zip(rows, hidden, strict=True)]
    return Lesson(tuple(texts), columns, rows, answers, rivals, np.array(table, np.int64).reshape(-1, width))


def of_agreements(units: Sequence[Unit], knowledge: Knowledge) -> tuple[Lesson, Lesson]:
    """Every known question, and in a second lesson every phrase of a number, chooses its units.

    It finds them by their passages, summaries and other questions. A unit counts once, however many wordings it has.
    """
    number = {address: n for n, address in enumerate(dict.fromkeys(unit.address for unit in units))}
    asked = [(question.text, [*question.addresses]) for question in knowledge.questions]
    for topic in knowledge.topics:
        settled = sorted({_unit(address, number) for _, addresses in topic.places for address in addresses} - {""})
        asked += [(question, settled) for question in topic.questions]
    phrases = [
        (phrase, sorted({address for row in rows for address in knowledge.figures[row].addresses}))
        for phrase, rows in _phrases(knowledge.figures).items()
    ]
    questions, told = (
        [(text, owners) for text, addresses in some if (owners := [number[a] for a in addresses if a in number])]
        for some in (asked, phrases)
    )
    written = Written.of(knowledge, lambda address: (number[address],) if address in number else ())
    chunks = [(chunk.passage, number[units[chunk.unit].address]) for chunk in chunks_of(units)]
    kinds = [chunks, *_kinds(written, (SUMMARY, QUESTION))]
    lesson = build(kinds, [*questions, *told], len(number), _translations(knowledge.figures))
    rows = np.arange(len(lesson.asked))
    return _some(lesson, rows[: len(questions)]), _some(lesson, rows[len(questions) :])


def of_numbers(figures: Sequence[KnownFigure]) -> Lesson:
    """Every phrase of a number chooses it among the numbers of its unit by their other phrases."""
    phrases = _phrases(figures)
    kind = [(phrase, row) for phrase, rows in phrases.items() for row in rows]
    lesson = build([kind], list(phrases.items()), len(figures), _translations(figures))
    units: dict[str, list[int]] = defaultdict(list)
    for row, figure in enumerate(figures):
        for address in figure.addresses:
            units[address].append(row)
    together = np.zeros((len(figures), len(figures)), np.float32)
    for rows in units.values():
        together[np.ix_(rows, rows)] = 1
    rivals = lesson.rivals & (lesson.answers.astype(np.float32) @ together > 0)
    return _some(replace(lesson, rivals=rivals), np.flatnonzero(rivals.any(axis=1)))


def _some(lesson: Lesson, rows: Numbers) -> Lesson:
    """A lesson with some of its questions."""
    chosen = {name: getattr(lesson, name)[rows] for name in ("asked", "answers", "rivals", "hidden")}
    return replace(lesson, **chosen)


def _phrases(figures: Sequence[KnownFigure]) -> dict[str, list[int]]:
    """What was written about numbers, with the rows of the numbers that each phrase is about."""
    found: dict[str, list[int]] = {}
    for row, figure in enumerate(figures):
        for phrase in dict.fromkeys(figure.occasions):
            found.setdefault(phrase, []).append(row)
    return found


def _translations(figures: Sequence[KnownFigure]) -> dict[str, set[str]]:
    """Of each phrase of a number those that may be its translations: at about the same place in each language.

    By them everyone finds the number; a new question has none. Places are counted from both ends, since one language
    may have a phrase more.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        for phrases, others in product(figure.by_language, repeat=2):
            for place, phrase in enumerate(phrases):
                for same in (place, place + len(others) - len(phrases)):
                    found[phrase].update(others[max(0, same - 1) : max(0, same + 2)])
    return found


def of_topics(units: Sequence[Unit], knowledge: Knowledge) -> Lesson:
    """Every question of a topic chooses it by the names and the other questions of all topics."""
    kinds = _kinds(Written.of(knowledge, lambda address: ()), (TOPIC_NAME, TOPIC_QUESTION))
    asked = [(question, [row]) for row, topic in enumerate(knowledge.topics) for question in topic.questions]
    return build(kinds, asked, len(knowledge.topics))


def of_glossary(concepts: Sequence[Concept]) -> Lesson:
    """Every term chooses its concepts by their terms in each language."""
    languages = ([c.sl for c in concepts], [c.sr for c in concepts], [c.en for c in concepts])
    kinds = [[(term, n) for n, terms in enumerate(column) for term in terms] for column in languages]
    owners: dict[str, set[int]] = defaultdict(set)
    for kind in kinds:
        for term, owner in kind:
            owners[fold(term)].add(owner)
    terms = dict.fromkeys(term for kind in kinds for term, _ in kind)
    return build(kinds, [(term, sorted(owners[fold(term)])) for term in terms], len(concepts))


def of_statutes(data: Path) -> list[Lesson]:
    """For every statute that questions were written for: they choose its articles by their wholes and halves."""
    by_law: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for law, article, question in _statute_questions():
        by_law[law].append((article, question))
    found = articles(data, by_law)
    return [_of_statute(law, by_law[law], found[law]) for law in by_law]


def _of_statute(law: str, written: Sequence[tuple[str, str]], texts: dict[str, str]) -> Lesson:
    rows = {article: row for row, article in enumerate(texts)}
    missing = [article for article, _ in written if article not in rows]
    if missing:
        raise MissingDataError(f'{STATUTE_QUESTIONS.name}: "{law}" has no article {missing[0]} in the training texts')
    asked = [(question, rows[article]) for article, question in written]
    parts = [(part, row) for row, text in enumerate(texts.values()) for part in (text, *(halves(text) or ()))]
    return build([parts, asked], [(question, [row]) for question, row in asked], len(rows))


def _statute_questions() -> Iterable[tuple[str, str, str]]:
    header, *lines = STATUTE_QUESTIONS.read_text(encoding="utf-8").splitlines()
    if tuple(header.split("\t")) != _COLUMNS:
        raise MissingDataError(f"{STATUTE_QUESTIONS.name}, line 1: the columns must be {', '.join(_COLUMNS)}")
    for line in lines:
        law, article, _, question = line.split("\t")
        yield law, article, question


def _kinds(written: Written, wanted: Sequence[int]) -> list[list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {kind: [] for kind in wanted}
    for text, owner, kind in zip(written.texts, written.owner, written.kind, strict=True):
        if kind in found:
            found[int(kind)].append((text, int(owner)))
    return list(found.values())


def _unit(address: str, known: Collection[str]) -> str:
    """The known unit that an address such as kpop/45/2/1 lies in; "": there is none."""
    while address and address not in known:
        address = address.rpartition("/")[0]
    return address
