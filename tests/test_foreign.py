"""Words of somebody else stay words: in messages, on the terminal, in addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.cli import main
from index.knowledge_base import KnowledgeBase
from ingest.address import AddressError
from ingest.foreign import OBEYED, foreign, inert
from ui.state import View

HOSTILE = (
    "\x1b[31m",
    "\x1b]0;x\x07",
    "\x9b2J",
    "a\u202eb",
    "\u2066x",
    "a\rb",
    "\ufeff",
    "\U000e0041",
    "\ud800",
    "\x7f",
)
WORDS = ("čl. 29 st. 1", "члан 29.", "so\u00adglasje", "a\u200db", "1.\u00a0člen", "\t– alineja\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not OBEYED.search(inert(text)) and foreign(text * 40).isprintable() and len(foreign(text * 40)) <= 62


@pytest.mark.parametrize("text", WORDS)
def test_words_are_left_as_they_are(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("address", ["x" * 9000, "kpop/" + "9" * 9000, "kpop/45@" + "1" * 9000, *HOSTILE])
def test_a_wrong_address_is_one_short_sentence(kb: KnowledgeBase, address: str) -> None:
    with pytest.raises(AddressError) as error:
        kb.places.parse(address)
    assert len(str(error.value)) < 300 and str(error.value).isprintable()


@pytest.mark.parametrize(
    "words", [("show", "kpop/{}"), ("units", "--agreement", "{}"), ("add", "{}.docx"), ("remove", "{}")]
)
@pytest.mark.parametrize("text", HOSTILE)
def test_the_command_prints_nothing_that_a_terminal_obeys(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], text: str
) -> None:
    assert main([*(word.format(text) for word in words), "--index", str(home)]) == 1
    out, err = capsys.readouterr()
    assert not OBEYED.search(out + err) and err.count("\n") == 1


def test_json_of_the_command_holds_the_very_words(capsys: pytest.CaptureFixture[str]) -> None:
    from index.commands.command import put_json

    put_json({"q": "".join(HOSTILE)})
    out = capsys.readouterr().out
    assert not OBEYED.search(out) and json.loads(out) == {"q": "".join(HOSTILE)}


def test_a_view_of_half_a_character_has_an_address() -> None:
    assert View(q="a\ud800b").link() == "?lang=en&q=a%3Fb"
