"""A wrong entry of the register is one sentence that names file, entry and field."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.corpus import CORPUS
from ingest.records import Agreement
from ingest.register import RegisterError, read_register

GOOD = """
[[agreement]]
id = "x"
file = "x.txt"
sha256 = "0"
kind = "agreement"
title = "X"
short = "X"
country = "SI"
language = "sl"
script = "Latn"
parties = ["A"]
activity = "work"
text_state = "as published"
origin = "here"
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'in_force_from = "tomorrow"', "entry 1 (\"x\"), in_force_from: 'tomorrow' is not a date"),
        (GOOD + GOOD, 'the id "x" stands twice'),
        (GOOD.replace('title = "X"\n', ""), "the field title is missing"),
        (GOOD + 'colour = "red"', "unknown field colour"),
        (GOOD.replace('"agreement"\ntitle', '"novel"\ntitle'), "kind: 'novel' is not one of agreement, rulebook"),
        (GOOD.replace('["A"]', '"A"'), "parties: a list is expected"),
        (GOOD.replace('"x.txt"', '"../x.txt"'), "file: name a file in corpus/sources"),
        (GOOD.replace('id = "x"', 'id = "X 1"'), "id: use small letters"),
        (GOOD + "published = [{gazette = 3, issue = '1'}]", "published 1, gazette: 3 is not a text"),
        ("[[agreement", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "agreements.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as error:
        read_register(file)
    assert message in str(error.value) and "\n" not in str(error.value).split("TOML")[0]


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be read"):
        read_register(tmp_path / "nothing.toml")


def test_the_register_knows_both_dates_of_the_annex() -> None:
    kpop = read_register(CORPUS / "agreements.toml")[0]
    annex = kpop.annex[0]
    assert (str(annex.in_force_from), str(annex.applied_from)) == ("2023-06-14", "2023-05-01")


def test_every_field_is_stated_by_an_entry_or_asked_for() -> None:
    root = CORPUS.parent
    code = [
        file.read_text(encoding="utf-8") for room in ("ingest", "index", "ui") for file in (root / room).rglob("*.py")
    ]
    stated = (CORPUS / "agreements.toml").read_text(encoding="utf-8")
    unused = {
        field.name
        for field in fields(Agreement)
        if not any(re.search(rf"\.{field.name}\b", text) for text in code)
        and not re.search(rf"^{field.name} = ", stated, re.MULTILINE)
    }
    assert unused == {"extends"}  # for an act that prolongs another one; the corpus has none
