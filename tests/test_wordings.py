"""The wordings of the real agreements in time, on both axes: what was in force, and what applies."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from ingest.corpus import Source, read_corpus
from ingest.fields import read_record
from ingest.records import Agreement
from ingest.wordings import Consolidation, Wording, applied_on, in_force_on, wordings

ANNEX = "kpop/aneks-1/2"


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {source.agreement.id: source for source in read_corpus()}


@pytest.fixture(scope="module")
def made(sources: dict[str, Source]) -> dict[str, Consolidation]:
    return {name: wordings(source.units, source.agreement) for name, source in sources.items()}


def name(wording: Wording | None) -> str:
    return "none" if wording is None else wording.source or "original"


@pytest.mark.parametrize(
    ("address", "day", "in_force", "applied"),
    [
        ("kpop/64", "2023-04-11", "none", "none"),
        ("kpop/64", "2023-04-30", "none", "none"),  # KPOP came into force between 12. 4. and 8. 5. 2023
        ("kpop/64", "2023-05-01", "none", ANNEX),
        ("kpop/64", "2023-05-08", "original", ANNEX),
        ("kpop/64", "2023-05-15", "original", ANNEX),
        ("kpop/64", "2023-06-13", "original", ANNEX),
        ("kpop/64", "2023-06-14", ANNEX, ANNEX),
        ("kpop/64", "2023-06-20", ANNEX, ANNEX),
        ("kpop/64", "2026-11-22", ANNEX, ANNEX),
        ("kpop/45", "2023-04-30", "none", "none"),
        ("kpop/45", "2023-05-01", "none", "original"),
        ("kpop/45", "2026-11-22", "original", "original"),
        ("kpop/aneks-1/3", "2023-06-13", "none", "original"),
        ("kpop/aneks-1/3", "2023-06-14", "original", "original"),
        ("zps-oa/14", "2026-01-19", "none", "none"),  # a clean copy says nothing of the days before it
        ("zps-oa/14", "2026-01-20", "original", "original"),
        ("kpzsv/38", "1995-01-01", "none", "none"),
        ("kpzsv/38", "2002-01-01", "original", "original"),
        ("pku-sz/29", "2015-01-30", "none", "none"),
        ("pku-sz/29", "2015-01-31", "original", "original"),
    ],
)
def test_a_unit_has_the_wording_of_the_day(
    made: dict[str, Consolidation], address: str, day: str, in_force: str, applied: str
) -> None:
    history = made[address.partition("/")[0]].of(address)
    asked = date.fromisoformat(day)
    assert name(in_force_on(history, asked)) == in_force
    assert name(applied_on(history, asked)) == applied


def test_two_articles_have_two_wordings_and_all_others_the_one_of_their_source(
    sources: dict[str, Source], made: dict[str, Consolidation]
) -> None:
    changed = {h[0].address: len(h) for m in made.values() for h in m.histories if len(h) > 1}
    assert changed == {"kpop/6": 2, "kpop/64": 2}
    assert not [u for m in made.values() for u in m.unapplied]
    for agreement, source in sources.items():
        assert tuple(history[0].unit for history in made[agreement].histories) == source.units


@pytest.mark.parametrize(("label", "annex"), [("6", "aneks-1/1"), ("64", "aneks-1/2")])
def test_an_amended_article_is_word_for_word_what_the_annex_quotes(
    sources: dict[str, Source], made: dict[str, Consolidation], label: str, annex: str
) -> None:
    original, amended = made["kpop"].of(f"kpop/{label}")
    source = next(unit for unit in sources["kpop"].units if unit.label == annex)
    assert amended.unit.text.strip() == source.text[source.text.index("»") + 1 : source.text.rindex("«")]
    repaired = "".join(unit.text for unit in sources["kpop"].units)
    assert repaired[slice(*amended.unit.span)] == amended.unit.text.strip()
    assert amended.source == source.address
    assert (original.until, amended.until) == (date(2023, 6, 13), None)
    assert (amended.in_force_from, amended.applied_from) == (date(2023, 6, 14), date(2023, 5, 1))
    assert (amended.unit.heading, amended.unit.path) == (original.unit.heading, original.unit.path)


def test_an_amended_article_has_its_paragraphs_and_its_table(made: dict[str, Consolidation]) -> None:
    original, amended = made["kpop"].of("kpop/64")
    rows = [[b.cells for b in wording.blocks if b.kind == "row"] for wording in (original, amended)]
    assert rows[0] == rows[1]
    assert len(rows[1]) == 9
    paragraphs = {b.paragraph: amended.text[slice(*b.span)] for b in amended.blocks if b.kind == "paragraph"}
    assert list(paragraphs) == ["1", "2", "3"]
    assert "s 1. marcem za 1/3 letne pozitivne rasti BDP" in paragraphs["2"]
    assert [b.paragraph for b in made["kpop"].of("kpop/6")[1].blocks if b.kind == "paragraph"] == ["1", "2", "3", "4"]


def test_a_wording_and_its_register_entry_can_be_stored_and_read_again(
    sources: dict[str, Source], made: dict[str, Consolidation]
) -> None:
    for source in sources.values():
        stored = json.loads(json.dumps(asdict(source.agreement), default=date.isoformat))
        assert read_record(Agreement, stored, "register") == source.agreement
    for history in made["kpop"].histories:
        for wording in history:
            stored = json.loads(json.dumps(asdict(wording), default=date.isoformat))
            assert read_record(Wording, stored, "wordings") == wording
