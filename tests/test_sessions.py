"""Several people in the running app at once: each one gets the answer to the own question."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import pytest
from streamlit.proto.Element_pb2 import Element

from bench.running import running
from bench.sessions import crowd, questions
from bench.visitor import Page, VisitError
from index.knowledge_base import KnowledgeBase


def test_three_people_ask_at_once_and_nobody_sees_the_question_of_another(home: Path, kb: KnowledgeBase) -> None:
    options = argparse.Namespace(sessions=3, seconds=6.0, every=2.0, build=False)
    asked = questions(kb, 9, seed=2)
    assert len({one.question for one in asked}) == 9 and len({one.lang for one in asked}) > 1
    with running(home) as (app, process):
        told = asyncio.run(crowd(app, process, asked, options, home))
    assert (told.questions, told.errors, told.strange) == (9, 0, 0)
    assert told.memory_before > 50 and not told.replaced


def page(*addresses: str, box: str = "", address: str = "") -> Page:
    links = "".join(f'<a href="?{to}">x</a>' for to in addresses)
    elements = [Element(), Element()]
    elements[0].html.body = links
    elements[1].text_input.form_id, elements[1].text_input.value = "question", box
    return Page(elements, address)


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (page("screen=read&amp;at=kpop/45", box="poroka", address="q=poroka"), {"poroka"}),
        (page("item=q%3Adopust%0A1.&amp;item=kpop/45", box="poroka", address="q=poroka"), {"poroka", "dopust"}),
        (page("q=regres", box="poroka", address="q=poroka"), {"poroka", "regres"}),
        (page(box="poroka", address="q=nadure"), {"poroka", "nadure"}),
    ],
)
def test_every_question_that_a_page_names_is_seen(drawn: Page, named: set[str]) -> None:
    assert drawn.questions() == named


def test_a_page_without_a_way_to_ask_is_an_error() -> None:
    with pytest.raises(VisitError, match="no button"):
        page().submit()
