"""What a search must find, whatever its weights."""

import random
from datetime import date

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
    for unit in (wording.unit for wording in kb.law.wordings):
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


@pytest.mark.parametrize("question", ["recept za potico", "football results yesterday", "najviša planina u Evropi"])
def test_what_no_agreement_answers_is_silent(kb: KnowledgeBase, question: str) -> None:
    assert kb.search(question).verdict == "silent"
    assert {row.state for row in kb.compare(question).rows} == {"silent"}


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        ("45. člen KPOP", "kpop/45"),
        ("čl. 29 st. 1 PKU", "pku-sz/29"),
        ("89.b", "kpzsv/89b"),
        ("члан 29. став 1. тачка 1) ПКУ СЗ", "pku-sz/29"),
        ("KPOP 45/2-1", "kpop/45"),
        ("kpzsv/I.7", "kpzsv/I.7"),
    ],
)
def test_a_citation_typed_as_a_question_opens_its_unit(kb: KnowledgeBase, citation: str, address: str) -> None:
    answer = kb.search(citation)
    assert (answer.verdict, answer.hits[0].unit.address) == ("found", address)


@pytest.mark.parametrize(
    ("question", "agreement"),
    [
        ("odpovedni rok v zdravstvu", "kpzsv"),
        ("wedding leave in Serbia", "pku-sz"),
        ("jubilarna nagrada za zanatlije", "kpop"),
        ("letni dopust osebni asistent", "zps-oa"),
    ],
)
def test_scope_words_prefer_their_agreement(kb: KnowledgeBase, question: str, agreement: str) -> None:
    assert kb.search(question).hits[0].agreement.id == agreement


def test_quotation_marks_search_literally(kb: KnowledgeBase) -> None:
    hits = kb.search('dopust "lastne poroke"', k=400).hits
    assert [hit.unit.address for hit in hits] == ["kpop/45"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("odpravnina", "odpravnna"), ("jubilejna nagrada", "jubilena nagrada"), ("bereavement leave", "berevement leave"),
     ("годишњи одмор", "годшњи одмор"), ("prekovremeni rad", "prekvremeni rad"), ("overtime pay", "overtme pay")],
)  # fmt: skip
def test_a_typing_error_of_one_letter_does_not_lose_the_hit(kb: KnowledgeBase, right: str, wrong: str) -> None:
    meant = kb.search(right).hits[0].unit.address
    assert meant in [hit.unit.address for hit in kb.search(wrong, k=5).hits]


def test_the_old_wording_is_found_as_of_its_day(kb: KnowledgeBase) -> None:
    words = "povečajo v mesecu januarju za ½ letne pozitivne rasti BDP"
    then = kb.search(words, k=400, agreements=["kpop"], day=date(2023, 6, 1)).hits
    now = kb.search("najnižje osnovne plače rast BDP", k=400, agreements=["kpop"], day=date(2026, 1, 1)).hits
    assert then[0].unit.address == "kpop/64" and "mesecu januarju" in then[0].unit.text
    read_now = [hit.unit.text for hit in now if hit.unit.address == "kpop/64"]
    assert len(read_now) == 1 and "1. marcem" in read_now[0]
