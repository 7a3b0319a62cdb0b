"""What people wrote about the provisions: complete, well formed, and with the numbers of the text."""

import re
from collections import Counter
from pathlib import Path

import pytest

from index.analyse import words
from index.figures import figures
from index.knowledge import KnowledgeError, read_knowledge
from index.knowledge_base import KnowledgeBase
from index.known_figures import places
from ingest.corpus import CORPUS
from ingest.quantities import quantities
from ingest.script import script_of, to_latin

KNOWLEDGE = read_knowledge(CORPUS)
FORMALITIES = 60  # units with fewer questions than ten: entry into force, parties, the struck article


def numbers(text: str) -> set[str]:
    """Every run of digits: 1.037, 1,037 and 0,15 are compared piece by piece; a publisher's "l994" is 1994."""
    return set(re.findall(r"\d+", re.sub(r"\bl(?=\d)", "1", text)))


def in_words(text: str, language: str) -> set[str]:
    found = set()
    for quantity in quantities(text, language):
        for value in (quantity.value, quantity.upper):
            if value is not None:
                found.add(format(value.normalize(), "f"))
    return found


@pytest.mark.parametrize("language", ["en", "sl", "sr"])
def test_every_number_of_a_summary_stands_in_its_unit(kb: KnowledgeBase, language: str) -> None:
    wrong = []
    for summary in KNOWLEDGE.summaries:
        text, known = "", set()
        for wording in kb.law.history(summary.address):
            text += f"{wording.text} {to_latin(wording.text)} "
            known |= in_words(wording.text, wording.unit.language)
        known |= numbers(text)
        asked = numbers(getattr(summary, language)) - {summary.address.rpartition("/")[2]}
        wrong += [(summary.address, number) for number in asked if not {number, number.lstrip("0")} & known]
    assert not wrong


def test_every_provision_has_its_summary_in_each_language(kb: KnowledgeBase) -> None:
    provisions = {unit.address for unit in kb.units if unit.is_provision and unit.agreement in AGREEMENTS}
    assert {summary.address for summary in KNOWLEDGE.summaries} == provisions
    assert all(script_of(summary.sr) == "Cyrl" and script_of(summary.sl) == "Latn" for summary in KNOWLEDGE.summaries)


def test_every_provision_of_substance_has_ten_questions_in_all_writings(kb: KnowledgeBase) -> None:
    asked: Counter[str] = Counter()
    writings: dict[str, set[str]] = {}
    for question in KNOWLEDGE.questions:
        for address in question.addresses:
            asked[address] += 1
            writings.setdefault(address, set()).add(question.lang)
    provisions = [unit.address for unit in kb.units if unit.is_provision and unit.agreement in AGREEMENTS]
    few = [address for address in provisions if asked[address] < 10]
    assert len(few) <= FORMALITIES and min(asked[address] for address in provisions) >= 2
    assert all(len(writings[address]) == 4 for address in provisions if asked[address] >= 10)


def test_questions_name_existing_provisions_and_none_stands_twice(kb: KnowledgeBase) -> None:
    provisions = {unit.address for unit in kb.units if unit.is_provision}
    assert all(set(question.addresses) <= provisions for question in KNOWLEDGE.questions)
    texts = Counter(question.text.lower() for question in KNOWLEDGE.questions)
    assert not [text for text, times in texts.items() if times > 1]


def test_what_is_written_about_a_number_stands_beside_one_number_or_scale(kb: KnowledgeBase) -> None:
    wrong = []
    for known in KNOWLEDGE.figures:
        for address in known.addresses:
            wordings = [wording.unit for wording in kb.law.history(address)]
            told = [places(unit.text, known.words) for unit in wordings]
            near = [
                figure
                for unit, spans in zip(wordings, told, strict=True)
                for figure in figures(unit)
                if any(start < figure.quantity.span[1] and figure.quantity.span[0] < end for start, end in spans)
            ]
            if max(map(len, told)) != 1 or not near:
                wrong.append((address, known.words))
    assert len(KNOWLEDGE.figures) >= 750 and not wrong
    assert all(script_of(known.sr) == "Cyrl" and script_of(known.sl) == "Latn" for known in KNOWLEDGE.figures)


def test_the_glossary_has_its_concepts_in_three_languages() -> None:
    assert len(KNOWLEDGE.concepts) >= 1200
    assert len({concept.id for concept in KNOWLEDGE.concepts}) == len(KNOWLEDGE.concepts)
    assert all(script_of(concept.sr[0]) == "Cyrl" for concept in KNOWLEDGE.concepts)
    wedding = next(concept for concept in KNOWLEDGE.concepts if concept.id == "wedding")
    assert {"ohcet", "zakonska zveza"} <= set(wedding.sl) and "свадба" in wedding.sr


def test_every_topic_leads_to_places_that_exist(kb: KnowledgeBase) -> None:
    assert len(KNOWLEDGE.topics) >= 90 and len(KNOWLEDGE.areas) == 12
    areas = {area.id for area in KNOWLEDGE.areas}
    for topic in KNOWLEDGE.topics:
        assert topic.area in areas and {name for name, _ in topic.places} == AGREEMENTS
        assert all(kb.unit(address) for _, addresses in topic.places for address in addresses)
        assert len(topic.questions) >= 6 and all(words(question) for question in topic.questions)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("summaries.tsv", "address\ten\n", "line 1: the columns must be"),
        ("summaries.tsv", "address\ten\tsl\tsr\nkpop/1\ta\tb\n", "line 2: 3 fields, 4 are expected"),
        ("questions.tsv", "addresses\tlang\tmanner\tquestion\nkpop/1\tde\teveryday\tx\n", 'line 2: lang "de"'),
        ("questions.tsv", "addresses\tlang\tmanner\tquestion\nkpop/1\ten\tloud\tx\n", 'line 2: manner "loud"'),
        ("topics.toml", "[[topic", "not valid TOML"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_knowledge(tmp_path)
    assert name in str(error.value) and message in str(error.value)


AGREEMENTS = {"kpop", "zps-oa", "kpzsv", "pku-sz"}
