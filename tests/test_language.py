"""How often the language is right: floors, a little under what was measured."""

from __future__ import annotations

import time
import unicodedata

import pytest

from ingest.language import Language, detect, detect_document
from ingest.readers import text
from ingest.script import to_latin
from tests.rendering import SOURCES, logical_lines

QUESTIONS = {
    "en": """how many days off for a wedding|notice period|severance pay on retirement|night work bonus
        |how much is the jubilee award|annual leave days|lowest basic pay|travel costs to work|meal allowance
        |what if I fall ill on holiday|maternity leave|how long is the probation period""",
    "sl": """koliko dni dopusta imam za poroko|kdaj dobim regres za letni dopust|kakšen je odpovedni rok delavca
        |ali mi pripada odpravnina ob upokojitvi|povračilo stroškov prevoza na delo in z dela
        |kaj če med dopustom zbolim|kolikšen je dodatek za nočno delo""",
    "sr": """da li imam pravo na otpremninu pri odlasku u penziju|šta ako se razbolim na godišnjem odmoru
        |kada dobijam regres za godišnji odmor|koliki je dodatak za noćni rad|koliki je otkazni rok zaposlenog""",
}  # fmt: skip


def _plain(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))


def _share(lines: list[str], code: str) -> float:
    lines = [line for line in lines if sum(c.isalpha() for c in line) >= 15]
    return sum(detect(line).code == code for line in lines) / len(lines)


@pytest.mark.parametrize(
    ("file", "code", "floor", "plain_floor"),
    [
        ("kpop-2023.txt", "sl", 0.97, 0.94),
        ("kpzsv-1994.txt", "sl", 0.94, 0.92),
        ("zps-oa-2026.txt", "sl", 0.95, 0.95),
        ("pku-sz-2015.txt", "sr", 0.92, 0.92),
    ],
)
def test_lines_of_the_sources(file: str, code: str, floor: float, plain_floor: float) -> None:
    lines = [to_latin(line) for line in logical_lines(file)]
    assert _share(lines, code) >= floor
    assert _share([_plain(line) for line in lines], code) >= plain_floor


@pytest.mark.parametrize(("code", "floor"), [("en", 1.0), ("sl", 0.85), ("sr", 0.6)])
def test_questions(code: str, floor: float) -> None:
    questions = [question.strip() for question in QUESTIONS[code].split("|")]
    assert sum(detect(question).code == code for question in questions) >= floor * len(questions)


@pytest.mark.parametrize(
    ("file", "code", "script"),
    [
        ("kpop-2023.txt", "sl", "Latn"),
        ("kpzsv-1994.txt", "sl", "Latn"),
        ("zps-oa-2026.txt", "sl", "Latn"),
        ("sops-prozdrav-2.txt", "sl", "Latn"),
        ("pku-sz-2015.txt", "sr", "Cyrl"),
    ],
)
def test_documents(file: str, code: str, script: str) -> None:
    found = detect_document(text.read((SOURCES / file).read_bytes(), file))
    assert (found.code, found.script) == (code, script) and found.confidence > 0.9


def test_serbian_document_in_latin_letters() -> None:
    latin = to_latin((SOURCES / "pku-sz-2015.txt").read_text(encoding="utf-8"))
    found = detect_document(text.read(latin.encode(), "a.txt"))
    assert (found.code, found.script) == ("sr", "Latn")


@pytest.mark.parametrize("nothing", ["", " ", "12. 3.", "😀", "a@b.si", "\0", "日本", "...."])
def test_text_without_evidence_gets_an_answer(nothing: str) -> None:
    assert detect(nothing) == detect(nothing)
    assert 0.0 <= detect(nothing).confidence <= 1.0
    assert detect("12. 3.") == Language("", "Latn", 0.0)


def test_prior_of_a_document_decides_a_doubtful_passage() -> None:
    assert detect("član", prior={"sl": 0.0, "sr": 1.0}).code == "sr"
    assert detect("član", prior={"sl": 1.0, "sr": 0.0}).code == "sl"


def test_a_question_costs_about_a_millisecond() -> None:
    question = "koliko dni dopusta imam za poroko"
    assert detect(question) == detect(question)  # the same each time; loads the profiles
    started = time.process_time()
    for _ in range(50):
        detect(question)
    assert (time.process_time() - started) / 50 < 0.005  # measured 0.0004; busy machines are slower
