"""Which value is better for the worker, and when nobody may say so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from index.favourable import CAVEAT, SENTENCES, favour
from index.knowledge import Better
from index.knowledge_base import KnowledgeBase
from index.results import Hit, Row
from index.states import State
from ingest.quantities import Quantity, quantities

TWO, THREE = "2 dni", "tri dni"


@pytest.fixture(scope="module")
def cells(kb: KnowledgeBase) -> dict[str, Row]:
    return {row.agreement.id: row for row in kb.matrix.rows(text="wedding")[0].rows}


def row(like: Row, text: str, **changes: object) -> Row:
    """A row that gives the value of a text for certain, in force."""
    hit = like.hit
    assert hit
    standing = replace(hit.standing, state="in force")
    changed = replace(hit, values=quantities(text, "sl"), certain=True, standing=standing, condition="", steps=())
    return replace(like, hit=replace(changed, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kpop", "kpzsv", "better", "code", "marked"),
    [
        (TWO, THREE, "more", "better", ("kpzsv",)),
        (TWO, THREE, "less", "better", ("kpop",)),
        (TWO, THREE, "", "no direction", ()),
        ("3 dni", THREE, "more", "equal", ()),
        (TWO, "3 delovne dni", "more", "better", ("kpzsv",)),
        ("7 dni", "6 delovnih dni", "more", "different kinds of days", ()),
        (TWO, "3 mesece", "more", "different units", ()),
        (TWO, "50 %", "more", "different kinds", ()),
        (TWO, "največ 3 dni", "more", "different bounds", ()),
        ("2–7 dni", THREE, "more", "several values", ()),
        ("2 dni, 3 dni", THREE, "more", "several values", ()),
        ("50 % od osnove", "60 % povprečne plače", "more", "different bases", ()),
        ("2 dni na leto", "3 dni na mesec", "more", "different periods", ()),
        ("1. julija", "15. julija", "more", "different kinds", ()),
    ],
)
def test_only_what_can_be_compared_is_marked(
    cells: dict[str, Row], kpop: str, kpzsv: str, better: Better, code: str, marked: tuple[str, ...]
) -> None:
    found = favour([row(cells["kpop"], kpop), row(cells["kpzsv"], kpzsv)], better)
    assert (found.code, found.better) == (code, marked)
    assert found.sentence == SENTENCES[found.code] and found.caveat == CAVEAT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"certain": False}, "not certain"),
        ({"condition": "če je invalid"}, "depends on a condition"),
        ({"values": ()}, "too few values"),
    ],
)
def test_doubt_about_one_value_takes_the_mark_away(
    cells: dict[str, Row], changes: dict[str, object], code: str
) -> None:
    assert favour([row(cells["kpop"], TWO), row(cells["kpzsv"], THREE, **changes)], "more").code == code


@pytest.mark.parametrize("state", ["expired", "superseded", "struck out", "not yet in force"])
def test_what_is_not_in_force_is_not_compared(cells: dict[str, Row], state: State) -> None:
    gone = row(cells["kpzsv"], THREE)
    assert gone.hit
    gone = replace(gone, hit=replace(gone.hit, standing=replace(gone.hit.standing, state=state)))
    assert favour([row(cells["kpop"], TWO), gone], "more").code == "too few values"


def test_countries_are_never_weighed_against_each_other(cells: dict[str, Row]) -> None:
    assert favour([row(cells["kpop"], TWO), row(cells["pku-sz"], "9 dni")], "more").code == "too few values"
    found = favour([row(cells[name], f"{n} dni") for n, name in ((2, "kpop"), (3, "kpzsv"), (9, "pku-sz"))], "more")
    assert (found.country, found.better) == ("SI", ("kpzsv",))


def test_the_order_of_the_rows_does_not_matter(cells: dict[str, Row]) -> None:
    rows = [row(cells["kpop"], TWO), row(cells["kpzsv"], THREE), row(cells["zps-oa"], TWO)]
    assert favour(rows, "more") == replace(favour(rows[::-1], "more"), notes=favour(rows, "more").notes)


def test_the_directions_of_the_topics_are_the_workers(kb: KnowledgeBase) -> None:
    better = {topic.id: topic.better for topic in kb.knowledge.topics}
    assert better["wedding-leave"] == "more" and better["probation-length"] == "less" and better["gifts"] == ""


def test_every_mark_of_the_matrix_is_the_highest_or_lowest_number(kb: KnowledgeBase) -> None:
    marked = [found for found in kb.matrix.rows() if found.favour.better]
    assert marked
    for found in marked:
        hits: list[Hit] = [cell.hit for cell in found.rows if cell.hit and cell.hit.values]
        mine = [value(hit.values[0]) for hit in hits if hit.agreement.id in found.favour.better]
        others = [value(h.values[0]) for h in hits if h.agreement.country == found.favour.country and h.certain]
        assert mine and all(number == (max if found.topic.better == "more" else min)(others) for number in mine)


def value(quantity: Quantity) -> Decimal:
    assert quantity.value is not None
    return quantity.value
