"""The trainer's pack: its questions have one certain answer, and the key proves it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

from index.cli import main
from index.export import Collection, of_topics
from index.exports.collection import Section
from index.exports.printer import table
from index.exports.quiz import Item, quiz
from index.exports.same import may_be_same
from index.exports.words import Words
from index.knowledge_base import KnowledgeBase
from index.pack import pack
from index.results import Row
from ingest.quantities import Quantity, quantities
from tests.builders import agreement
from tests.test_export import CYRILLIC, DAY, WRITINGS, hit, notes, provision, row, topic, words_of

AGREEMENTS = [agreement(name, short=name.upper()) for name in ("ka", "kb", "kc", "kd")]


def rows(*texts: str) -> tuple[Row, ...]:
    """One agreement a text; "": it is silent."""
    return tuple(
        row(hit(of, text)) if text else Row(of, "silent", 0.0, None)
        for of, text in zip(AGREEMENTS, texts, strict=False)
    )


def asked(*sections: Section, seed: int = 1, language: str = "en") -> tuple[Item, ...]:
    collection = Collection(DAY, sections)
    return quiz(collection, table(collection, Words(language)), seed)


def only(*texts: str, checked: bool = True) -> tuple[Item, ...]:
    return asked(Section(rows(*texts), topic=topic(checked=checked)))


def word(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_wrong_answers_are_what_the_other_agreements_say() -> None:
    (item,) = only("1 dan", "2 dni", "3 dni", "")
    assert (item.kind, item.prompt[:26]) == ("single", "leave wedding: what does K")
    right = [option.text for option in item.options if option.right]
    said = {"KA": "1 day", "KB": "2 days", "KC": "3 days"}
    assert right == [said[item.sources[0].agreement]]
    wrong = {option.text for option in item.options if not option.right}
    assert wrong == {*said.values(), "does not settle it"} - set(right)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("2 dni", "2 dni"), "both say the same"),
        (("7 dni", "en teden"), "a week is seven days"),
        (("2 dni", "2 delovna dneva"), "working days may be taken for days"),
        (("najmanj 1 dan", "2 dni"), "two days are at least one"),
        (("2–7 dni", "3 dni"), "three days lie in the range"),
        (("30 dni", "en mesec"), "a month has some thirty days"),
        (("12 mesecev", "eno leto"), "a year has twelve months"),
        (("2 dni ali 3 dni", "5 dni"), "the first has two values, so nothing stands against the other"),
        (("2 dni", "50 % plače"), "they do not answer the same kind of question"),
        (("100 EUR", "200 SIT"), "amounts in different money"),
        (("2 dni", ""), "silence alone is no value to choose from"),
        (("v skladu z zakonom", ""), "there is no value"),
    ],
)
def test_no_question_where_the_right_answer_is_not_certain(texts: tuple[str, str], why: str) -> None:
    assert only(*texts) == (), why
    assert len(only("2 dni", "5 dni")) == 1  # the same with certain values


def test_no_question_from_what_nobody_checked_or_search_is_not_sure_of() -> None:
    sure = rows("2 dni", "5 dni")
    assert only("2 dni", "5 dni", checked=False) == ()
    assert asked(Section(sure, question="koliko dni?")) == ()
    for doubt in ({"verdict": "uncertain"}, {"certain": False}):
        doubtful = row(hit(AGREEMENTS[0], "2 dni", **doubt))
        assert asked(Section((doubtful, sure[1]), topic=topic())) == ()


def test_another_place_of_the_agreement_may_make_a_wrong_answer_right() -> None:
    first, other = rows("2 dni", "5 dni")
    more = hit(AGREEMENTS[0], "5 dni", unit=provision(AGREEMENTS[0], "5 dni", "46"))
    assert asked(Section((replace(first, others=(more,)), other), topic=topic())) == ()


def test_multiple_choice_pairs_agreements_with_their_own_and_others_values() -> None:
    sections = [Section(rows("1 dan", "2 dni", "3 dni", "4 dni"), topic=topic(f"t{n}")) for n in range(12)]
    items = asked(*sections)
    assert [item.kind for item in items[:4]] == ["single", "multiple", "single", "multiple"]
    said = {"KA": "1 day", "KB": "2 days", "KC": "3 days", "KD": "4 days"}
    for item in items[1::2]:
        assert {option.right for option in item.options} == {True, False}
        for option in item.options:
            name, value = option.text.split(": ")
            assert option.right == (said[name] == value)


def test_the_same_seed_gives_the_same_quiz_and_a_topic_more_changes_no_other() -> None:
    sections = [Section(rows("1 dan", "2 dni", "3 dni", "4 dni"), topic=topic(f"t{n}")) for n in range(8)]
    assert asked(*sections) == asked(*sections)
    assert asked(*sections[:6]) == asked(*sections)[:6]
    assert asked(*sections, seed=2) != asked(*sections)
    places = {[option.right for option in item.options].index(True) for item in asked(*sections)}
    assert len(places) > 1  # the right answer does not always stand at the same place


def test_every_question_of_the_real_topics_is_certain(kb: KnowledgeBase) -> None:
    collection = of_topics(kb, [one.id for one in kb.knowledge.topics], DAY)
    of = table(collection, Words("en"))
    items = quiz(collection, of)
    assert len(items) >= 15 and {item.kind for item in items} == {"single", "multiple"}
    said = {
        (group.title, entry.agreement): (entry.amounts[0].short if entry.amounts else "does not settle it")
        for group in of.groups
        for entry in group.entries
    }
    spoken = {
        (group.title, entry.agreement): _numbers(one)
        for group, section in zip(of.groups, collection.sections, strict=True)
        for entry, one in zip(group.entries, section.rows, strict=True)
    }
    values = {amount.short: amount.quantity for g in of.groups for e in g.entries for amount in e.amounts}
    for item in items:
        title = item.prompt.partition(": what do")[0]
        assert len({option.text for option in item.options}) == len(item.options) >= 2
        assert item.kind == "multiple" or sum(option.right for option in item.options) == 1
        for option in item.options:
            name, _, value = option.text.rpartition(": ")
            name = name or item.sources[0].agreement
            assert option.right == (said[title, name] == value), (item.prompt, option.text)
            if not option.right and value in values:
                assert not any(may_be_same(values[value], own) for own in spoken[title, name]), item.prompt


def _numbers(of: Row) -> list[Quantity]:
    quotes = [here for here in (of.hit, *of.others) if here]
    return [quantity for here in quotes for quantity in quantities(here.quote, here.unit.language)]


@pytest.mark.parametrize(("language", "script"), WRITINGS)
def test_a_pack_has_handout_quiz_and_key_in_its_language(kb: KnowledgeBase, language: str, script: str) -> None:
    topics = ["wedding-leave", "child-wedding-leave", "birth-leave", "moving-leave"]
    known = {one.id for one in kb.knowledge.topics}
    made = pack(of_topics(kb, [one for one in topics if one in known], DAY), language, script)
    document, words = word(made.data), Words(language, script)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [words.say(name) for name in ("Handout", "Quiz", "Answer key")]
    text = "\n".join(lines(document))
    assert words.say("Workers' rights in collective agreements") in text and "2026" in text
    assert bool(CYRILLIC.search(text)) == (words.lang == "sr-Cyrl" or not script)
    assert len(document.tables) >= 2 and all(len(printed.rows) == 5 for printed in document.tables)
    cited = [words_of(note) for number, note in notes(made.data).items() if int(number) > 0]
    manner = {"en": "Article 45(2), first indent", "sl": "prva alineja drugega odstavka 45. člena"}
    assert any(manner.get(language, "45.") in one for one in cited)
    assert re.fullmatch(r"kolektivka-[a-z-]+-2026-01-21\.docx", made.name)


def test_the_key_marks_the_right_answers_of_the_quiz_with_their_sources(kb: KnowledgeBase) -> None:
    collection = of_topics(kb, ["wedding-leave", "child-wedding-leave"], DAY)
    items = quiz(collection, table(collection, Words("sl")))
    text = lines(word(pack(collection, "sl").data))
    start = text.index("Rešitve")
    marked = [line for line in text[start:] if line.startswith("✓")]
    expected = [
        f"✓ {'abcdef'[number]}) {option.text}"
        for item in items
        for number, option in enumerate(item.options)
        if option.right
    ]
    assert marked == expected and len(items) == 2
    boxes = [line for line in text[:start] if line.startswith("☐")]
    assert [line[5:] for line in boxes] == [option.text for item in items for option in item.options]
    key = "\n".join(text[start:])
    for source in (source for item in items for source in item.sources if source.citation):
        assert source.citation in key and source.standing in key and " ".join(source.quote.split()) in key


def test_a_pack_may_leave_out_the_key(kb: KnowledgeBase) -> None:
    collection = of_topics(kb, ["wedding-leave"], DAY)
    text = lines(word(pack(collection, "sl", parts=("quiz",), title="Delavnica").data))
    assert "Kviz" in text and "Rešitve" not in text and "Gradivo" not in text and not any("✓" in t for t in text)
    with pytest.raises(ValueError, match='no part "answers" of a pack'):
        pack(collection, parts=("answers",))


def test_topics_without_certain_values_still_make_a_pack() -> None:
    collection = Collection(DAY, (Section(rows("", "v skladu z zakonom"), topic=topic()),))
    said = lines(word(pack(collection, "en").data))
    assert "The values of these topics do not give a question that is certain." in said


def test_the_command_writes_a_pack_or_its_tables(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.docx"
    arguments = ["pack", "wedding-leave", "kpop/64", "--index", str(home), "--lang", "sr-Cyrl", "--out", str(file)]
    assert main(arguments) == 0
    assert "Решења" in lines(word(file.read_bytes())) and len(word(file.read_bytes()).tables) == 2
    plain = tmp_path / "pack.csv"
    assert main([*arguments[:-1], str(plain)]) == 0
    assert "kpop/64" in plain.read_text(encoding="utf-8-sig")


def test_the_command_names_an_unknown_topic(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "nowhere", "--index", str(home), "--out", str(tmp_path / "a.docx")]) == 1
    assert 'no topic "nowhere"' in capsys.readouterr().err
