"""What a search must find, whatever its weights."""

import random

import pytest

from index.knowledge_base import KnowledgeBase
from index.question import LONGEST

LAW = ("kpop", "zps-oa", "kpzsv", "pku-sz")
FEWEST_WORDS = 8  # a shorter block says the same in many provisions: "(črtano)", "Delovni čas."
WEDDING = {"kpop": "45", "zps-oa": "26", "kpzsv": "38", "pku-sz": "29"}


@pytest.mark.parametrize("agreement", LAW)
def test_the_exact_words_of_a_provision_find_it_first(kb: KnowledgeBase, agreement: str) -> None:
    """Blocks that stand word for word in two provisions are right with either."""
    found: dict[str, set[str]] = {}
    for unit in kb.units:
        for block in unit.blocks if unit.is_provision and not unit.struck else ():
            text = unit.text[slice(*block.span)].strip()[:LONGEST]
            if len(text.split()) >= FEWEST_WORDS:
                found.setdefault(text, set()).add(unit.address)
    mine = sorted(text for text, units in found.items() if any(u.startswith(f"{agreement}/") for u in units))
    sample = random.Random(7).sample(mine, 100)
    missed = [text for text in sample if kb.search(text, k=1).hits[0].unit.address not in found[text]]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    "question",
    [
        "how many days off for a wedding",
        "koliko dni dopusta za poroko",
        "koliko slobodnih dana za svadbu",
        "колико слободних дана за свадбу",
    ],
)
def test_the_wedding_question_has_its_four_answers(kb: KnowledgeBase, question: str) -> None:
    rows = {row.agreement.id: row for row in kb.compare(question).rows}
    assert {name: row.hit.unit.label for name, row in rows.items() if row.hit} == WEDDING


def test_a_filter_is_a_search_of_less(kb: KnowledgeBase) -> None:
    everywhere = kb.search("letni dopust", k=400).hits
    here = kb.search("letni dopust", k=400, agreements=["kpop"]).hits
    assert [h.unit for h in here] == [h.unit for h in everywhere if h.agreement.id == "kpop"]
    assert {h.agreement.country for h in kb.search("letni dopust", country="RS").hits} == {"RS"}


def test_an_unknown_agreement_is_named(kb: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match='no agreement "kp"; there are kpop, zps-oa, kpzsv, pku-sz'):
        kb.search("dopust", agreements=["kp"])


def test_a_note_is_never_shown_as_a_provision(kb: KnowledgeBase) -> None:
    answers = kb.search("projekt ProZDRAV 2 promocija zdravja na delovnem mestu SOPS", k=400).hits
    assert all(hit.unit.is_provision and hit.agreement.is_law for hit in answers)
    assert "sops" not in {row.agreement.id for row in kb.compare("ProZDRAV 2").rows}


def test_the_marks_are_words_of_the_question(kb: KnowledgeBase) -> None:
    hit = kb.search("koliko dni odsotnosti za poroko", agreements=["kpop"]).hits[0]
    assert "poroke" in hit.why
    assert all(a >= 0 and b <= len(hit.unit.text) for a, b in hit.marks)


def test_the_quote_is_the_very_point(kb: KnowledgeBase) -> None:
    hit = kb.search("lastna poroka", agreements=["kpop"]).hits[0]
    assert (hit.unit.label, hit.paragraph, hit.point, hit.quote) == ("45", "2", "1", "- lastne poroke 1 dan,")


@pytest.mark.parametrize("question", ["recept za potico", "football results yesterday", "цена бензина у Загребу"])
def test_what_no_agreement_answers_is_silent(kb: KnowledgeBase, question: str) -> None:
    assert kb.search(question).verdict == "silent"
    assert {row.state for row in kb.compare(question).rows} == {"silent"}


def test_every_writing_of_a_question_finds_the_same(kb: KnowledgeBase) -> None:
    def first(question: str) -> list[str]:
        return [hit.unit.address for hit in kb.search(question).hits]

    assert first("otpremnina pri odlasku u penziju") == first("отпремнина при одласку у пензију")
    assert first("plačana odsotnost za selitev") == first("placana odsotnost za selitev")
