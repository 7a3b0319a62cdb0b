"""The judged questions: enough of them, well formed, and apart from what was used for building."""

from collections import Counter
from pathlib import Path

import pytest

from index.analyse import words
from index.evaluate import Judged, read_judged
from index.knowledge_base import KnowledgeBase

FOLDER = Path(__file__).parent / "retrieval"
WRITINGS = {"en", "sl", "sr-Latn", "sr-Cyrl"}
SETS = ["development", "test"]
OF_VALUES = ["numbers", "compared"]


def judged(name: str) -> list[Judged]:
    return read_judged(FOLDER / f"{name}.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_there_are_enough_questions_in_every_writing_and_manner(name: str) -> None:
    questions = judged(name)
    answered = [q for q in questions if q.gold]
    assert len(answered) >= 400 and len(questions) - len(answered) >= 60
    assert set(Counter(q.lang for q in answered)) == WRITINGS
    assert min(Counter(q.lang for q in answered).values()) >= 100
    assert min(Counter(q.manner for q in answered).values()) >= 50
    assert sum(len({a.partition("/")[0] for a, _ in q.gold}) > 1 for q in answered) >= 100
    assert len({q.q for q in questions}) == len(questions)


@pytest.mark.parametrize("name", [*SETS, *OF_VALUES])
def test_every_answer_is_a_provision(kb: KnowledgeBase, name: str) -> None:
    provisions = {unit.address for unit in kb.units if unit.is_provision}
    for question in judged(name):
        assert {a for a, _ in question.gold} <= provisions, question.q
        assert all(grade in (1, 2) for _, grade in question.gold)


def test_no_test_question_was_known_before(kb: KnowledgeBase) -> None:
    known = {tuple(words(q.text)) for q in kb.knowledge.questions}
    known |= {tuple(words(q)) for topic in kb.knowledge.topics for q in topic.questions}
    known |= {tuple(words(text)) for figure in kb.knowledge.figures for text in figure.occasions}
    known |= {tuple(words(q.q)) for name in ("development", *OF_VALUES) for q in judged(name)}
    assert not [q.q for q in judged("test") if q.gold and tuple(words(q.q)) in known]


def test_the_two_sets_have_no_question_in_common() -> None:
    development = {tuple(words(q.q)) for q in judged("development")}
    assert not [q.q for q in judged("test") if tuple(words(q.q)) in development]
