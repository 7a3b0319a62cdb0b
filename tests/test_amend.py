"""What amending sentences order, carried out on invented agreements; what is not safe is left to a person."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.amend import Amendment, Unapplied, read_amendments
from ingest.corpus import read_corpus
from ingest.records import Agreement, Unit
from ingest.register import read_entry
from ingest.split import split
from ingest.wordings import wordings

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "amendments.toml").read_text("utf-8"))
ANNEX = {"label": "aneks-1", "title": "Aneks", "begins": "ANEKS", "in_force_from": "2021-06-01"}
HEAD = {"sl": "{n}. člen", "sr": "Члан {n}."}


def agreement(language: str, *annexes: dict[str, str]) -> Agreement:
    entry = dict.fromkeys("id file sha256 country activity text_state origin".split(), "x")
    entry |= {"short": "KPČ", "title": TABLE[language]["title"], "language": language, "kind": "agreement"}
    script = {"sl": "Latn", "sr": "Cyrl"}[language]
    listed = {"script": script, "parties": [], "annex": list(annexes), "text_state": "as published"}
    return read_entry({**entry, **listed, "in_force_from": "2020-01-01"}, "test")


def amended(language: str, *bodies: str) -> tuple[Agreement, tuple[Unit, ...]]:
    """An invented agreement with an annex per body, one article each."""
    annexes = [
        {**ANNEX, "label": f"aneks-{n}", "begins": f"ANEKS {n}", "in_force_from": f"{2020 + n}-06-01"}
        for n in range(1, len(bodies) + 1)
    ]
    text = TABLE[language]["text"].lstrip()
    for n, body in enumerate(bodies, 1):
        text += f"ANEKS {n}\n{HEAD[language].format(n=1)}\n{body}\n"
    record = agreement(language, *annexes)
    return record, split(text, record, lambda a, b: (a, b))


def read(record: Agreement, units: Iterable[Unit]) -> list[Amendment | Unapplied]:
    return [found for unit in units for found in read_amendments(unit, record)]


def line(found: Amendment | Unapplied) -> str:
    if isinstance(found, Unapplied):
        return found.reason
    becomes = f" {found.becomes.address(found.agreement)}" if found.becomes else ""
    return f"{found.does} {found.target}{becomes}"


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_an_amending_sentence_is_carried_out_or_left_to_a_person(case: dict[str, Any]) -> None:
    record, units = amended(case["language"], case["annex"])
    made = wordings(units, record)
    changed = [history for history in made.histories if any(w.changes for w in history)]
    if "reason" in case:
        assert not changed
        assert case["reason"] in made.unapplied[-1].reason
        assert set(case.get("open", ())) <= set(made.unapplied[-1].articles)
        return
    assert [line(found) for found in read(record, units)] == case["reads"]
    assert not made.unapplied
    if case.get("several"):
        assert [f"delete {history[-1].address}" for history in changed if history[-1].unit.struck] == case["reads"]
    elif case["reads"]:
        (history,) = changed
        assert history[-1].unit.label == case.get("article", case["reads"][0].split("/")[1])
        assert history[-1].text == case["text"]
        assert history[-1].unit.struck == (case["text"].endswith(("člen\n(črtan)\n", ".\n(брисан)\n")))
        assert str(history[-1].in_force_from) == "2021-06-01"


def test_every_kind_of_change_has_cases_that_work_and_some_that_are_refused() -> None:
    read_kinds = {reads.rpartition(" x/")[0].partition(" x/")[0] for c in TABLE["case"] for reads in c.get("reads", ())}
    kinds = {"replace", "replace words", "insert words", "delete words", "add", "delete", "renumber"}
    assert read_kinds == kinds
    assert sum("reason" in case for case in TABLE["case"]) >= 20


def test_the_sources_order_two_amendments_and_nothing_is_left_over() -> None:
    found = [found for s in read_corpus() for found in read(s.agreement, s.units)]
    assert [line(f) for f in found] == ["replace kpop/6", "replace kpop/64"]
    first = found[0]
    assert isinstance(first, Amendment)
    assert (str(first.in_force_from), str(first.applied_from)) == ("2023-06-14", "2023-05-01")
    assert first.source == "kpop/aneks-1/1"
    assert first.words.startswith("Spremeni se 6. člen KPOP, tako da se glasi: »6. člen (časovna veljavnost)")


def test_without_a_day_in_the_register_nothing_is_carried_out() -> None:
    record, units = amended("sl", "46. člen se črta.")
    record = replace(record, annex=tuple(replace(a, in_force_from=None) for a in record.annex))
    (unapplied,) = wordings(units, record).unapplied
    assert "from which day" in unapplied.reason
    assert unapplied.articles == ("46",)
    assert unapplied.words == "46. člen se črta."


def test_an_open_change_stops_later_ones_until_the_article_is_replaced_whole() -> None:
    open_change = "V celotnem 46. členu se beseda »odsotnost« smiselno nadomesti z besedo »pravica«."
    words = "V drugem odstavku 46. člena se beseda »enem« nadomesti z besedo »dveh«."
    whole = "46. člen se spremeni tako, da se glasi: »Odsotnost uredi zakon.«"
    record, units = amended("sl", open_change, words, whole, words.replace("enem", "zakon").replace("drugem", "prvem"))
    made = wordings(units, record)
    assert [(u.source, u.reason) for u in made.unapplied] == [
        ("x/aneks-1/1", "the sentence was not understood"),
        ("x/aneks-2/1", "another change of this article is left to a person"),
    ]
    assert [w.text for w in made.of("x/46")[1:]] == [
        "46. člen\nOdsotnost uredi zakon.\n",
        "46. člen\nOdsotnost uredi dveh.\n",
    ]


def test_an_agreement_of_its_own_may_amend_another_one() -> None:
    record, units = amended("sl")
    other = replace(record, id="y", amends="x")
    theirs = split("1. člen\n46. člen se črta.\n", other, lambda a, b: (a, b))
    made = wordings(units, record, [(other, theirs)])
    assert [(w.source, w.unit.struck) for w in made.of("x/46")] == [("", False), ("y/1", True)]
