"""The topics against the agreements."""

import time

import pytest

from index.as_json import of_topic_row
from index.figures import figures
from index.knowledge_base import KnowledgeBase


def test_every_topic_has_a_cell_for_every_agreement_it_tells_of(kb: KnowledgeBase) -> None:
    rows = kb.matrix.rows()
    assert [row.topic.id for row in rows] == [topic.id for topic in kb.knowledge.topics]
    for row in rows:
        told = dict(row.topic.places)
        assert {cell.agreement.id for cell in row.rows} == set(told)
        assert all((cell.state == "silent") == (not told[cell.agreement.id]) for cell in row.rows)


def test_each_cell_quotes_its_place_and_every_value_stands_in_it(kb: KnowledgeBase) -> None:
    for row in kb.matrix.rows():
        for cell in row.rows:
            for hit in (cell.hit, *cell.others) if cell.hit else ():
                places = dict(row.topic.places)[cell.agreement.id]
                assert any(place.startswith(hit.unit.address) for place in places)
                assert hit.quote.strip() and hit.citation
                assert all(hit.unit.text[slice(*value.span)] == value.text for value in hit.values)
                assert all(hit.span[0] <= value.span[0] < hit.span[1] for value in hit.values)
                assert {*hit.values} <= {figure.quantity for figure in figures(hit.unit)}


def test_the_matrix_and_the_free_question_say_the_same(kb: KnowledgeBase) -> None:
    cells = {cell.agreement.id: cell.hit for cell in kb.matrix.rows(text="wedding")[0].rows}
    asked = {row.agreement.id: row.hit for row in kb.compare("how many days off for a wedding").rows}
    for name, hit in cells.items():
        other = asked[name]
        assert hit and other and (hit.values, hit.limit, hit.quote) == (other.values, other.limit, other.quote)


def test_filters_leave_out_topics_and_agreements(kb: KnowledgeBase) -> None:
    assert [row.topic.id for row in kb.matrix.rows(text="wedding moving")] == []
    assert {row.topic.id for row in kb.matrix.rows(text="BRAKA")} == {"wedding-leave", "child-wedding-leave"}
    assert {row.topic.area for row in kb.matrix.rows(area="wages")} == {"wages"}
    assert {c.agreement.id for row in kb.matrix.rows(agreements=["kpop"], area="wages") for c in row.rows} == {"kpop"}


@pytest.mark.parametrize(("filters", "message"), [({"area": "x"}, 'no area "x"'), ({"agreements": ["kp"]}, "no agr")])
def test_an_unknown_filter_is_named(kb: KnowledgeBase, filters: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kb.matrix.rows(**filters)  # type: ignore[arg-type]


def test_the_whole_matrix_is_there_at_once(kb: KnowledgeBase) -> None:
    kb.matrix.rows()
    began = time.perf_counter()
    kb.matrix.rows()
    assert time.perf_counter() - began < 1


def test_a_cell_as_json_has_its_place_its_standing_and_its_mark(kb: KnowledgeBase) -> None:
    row = of_topic_row(kb.matrix.rows(text="child's wedding")[0])
    assert row["checked"] is True and row["topic"] == "child-wedding-leave"
    cells = row["cells"]
    assert isinstance(cells, list)
    places = {cell["agreement"]: (cell["state"], cell["address"]) for cell in cells}
    assert places["kpop"] == ("silent", None) and places["pku-sz"] == ("found", "pku-sz/29/1/2")
    for cell in cells:
        if cell["address"]:
            assert kb.places.exists(kb.places.parse(cell["address"])) and cell["status"] and cell["quote"]
