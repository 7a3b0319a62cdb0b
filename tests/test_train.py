"""Training: the folding inside the tokenizer, the pairs, the batches, and a whole small run."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import PROJECT
from index.knowledge import Concept, Knowledge, KnownFigure, read_knowledge
from index.train.__main__ import main
from index.train.lessons import build, of_agreements, of_glossary, of_numbers, of_statutes, of_topics
from index.train.static import Recipe, batches, train_static
from index.train.texts import MissingDataError, Pair, statute_pairs, translations
from index.train.tune import ABSENT, Tuning, choice_loss, tune_static
from index.train.unseen import bare
from index.train.vocabulary import folding, tokenizer_of
from ingest.corpus import CORPUS, read_corpus
from ingest.script import fold

WRITINGS = [
    "Годишњи одмор запослених ЉУБАВ Њ Џ ђ Ћ",
    "GODIŠNJI ODMOR Č Ć Š Ž Đ đ dž",
    "Đurđevdan in Đakovo, c̀ e\u0301 č",
    "¢len 45, § 5, 1.234,56 €, »črtano«, „реч”",
    "½ № ﬁ ﬀ ² ª",
    "Straße ŁÓDŹ æther Øre ıi",
    "й ё Ѐ ї ѕ ќ",
    "",
]
# What appears in these documents: Latin with its supplements, Cyrillic, punctuation, signs.
LETTERS = st.text(st.characters(max_codepoint=0x24F) | st.characters(min_codepoint=0x400, max_codepoint=0x45F))


@pytest.mark.parametrize("text", WRITINGS)
def test_the_tokenizer_folds_like_the_rest_of_the_project(text: str) -> None:
    assert folding().normalize_str(text) == fold(text)


@given(LETTERS)
def test_the_tokenizer_folds_any_text_of_these_scripts_alike(text: str) -> None:
    assert folding().normalize_str(text) == fold(text)


def test_every_source_line_folds_alike() -> None:
    own = folding()
    for source in sorted((PROJECT / "corpus" / "sources").glob("*.txt")):
        for line in source.read_text("utf-8").splitlines():
            assert own.normalize_str(line) == fold(line)


def write(folder: Path, name: str, lines: list[str]) -> None:
    with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    header = "source\tdomain\tquality\tlicence\ta\tb"
    for name in ("en-sl", "en-sr", "sl-sr", "sl-hbs", "en-hr_bs"):
        write(tmp_path, name, [header, "x\tx\tHT\tMIT\tannual leave\tletni dopust"])
    write(tmp_path, "en-sl", [header, "x\tx\tHT\tMIT\tActuals\tačtuals", "x\tx\tHT\tMIT\twage\tplača"])
    half = "Delavec ima pravico do odmora. "
    write(tmp_path, "statutes-sl", ["l\ts\tc\ta\th\tc", f"Z\tZ\tI\t1\t(odmor)\t{half * 8}"])
    write(tmp_path, "statutes-sr", ["l\tc\ta\th\tc", "З\tI\t1\t\tКратак члан."])
    return tmp_path


def test_pairs_that_fold_alike_or_repeat_teach_nothing_and_are_left_out(data: Path) -> None:
    assert [(p.left, p.right, p.kind) for p in translations(data)] == [
        ("wage", "plača", "en-sl"),
        ("annual leave", "letni dopust", "en-sr"),
    ]


def test_statutes_give_headings_and_halves_where_there_are_any(data: Path) -> None:
    assert [pair.kind for pair in statute_pairs(data)] == ["heading-sl", "halves-sl"]


def test_missing_or_crooked_data_is_told_with_file_and_line(data: Path) -> None:
    write(data, "sl-sr", ["only\ttwo"])
    with pytest.raises(MissingDataError, match=r"sl-sr\.tsv\.gz line 1: 2 columns where 6 are expected"):
        list(translations(data))
    (data / "en-sl.tsv.gz").unlink()
    with pytest.raises(MissingDataError, match=r"en-sl\.tsv\.gz is missing: give the folder"):
        list(translations(data))


def test_the_command_says_in_one_line_that_data_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "m")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "is missing" in told


def test_a_folder_that_is_no_model_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert main(["--data", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "is not the folder of a model" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").exists()


def test_a_batch_has_one_kind_and_no_text_twice() -> None:
    keys = [("a" if i % 2 else "b", i % 150, 1000 + i % 170) for i in range(2000)]
    made = list(batches(keys, 128, random.Random(1)))
    assert made and sorted(i for batch in made for i in batch) == sorted({i for b in made for i in b})
    for batch in made:
        assert len({keys[i][0] for i in batch}) == 1
        assert len({keys[i][1] for i in batch}) == len({keys[i][2] for i in batch}) == len(batch)


def test_training_brings_translations_together_and_is_repeatable() -> None:
    words = [f"w{i}" for i in range(80)]
    tokenizer = tokenizer_of([*words, *(f"b{i}" for i in range(80))])
    pairs = [Pair(word, f"b{i}", "en-sl") for i, word in enumerate(words)]
    recipe = Recipe(dimension=32, batch=128, epochs=40)
    tables = [train_static(pairs, tokenizer, {}, recipe) for _ in range(2)]
    assert np.array_equal(tables[0], tables[1])
    vocabulary = tokenizer.get_vocab()
    left = tables[0][[vocabulary[word] for word in words]]
    right = tables[0][[vocabulary[f"b{i}"] for i in range(80)]]
    unit = [m / np.linalg.norm(m, axis=1, keepdims=True) for m in (left, right)]
    assert ((unit[0] @ unit[1].T).argmax(axis=1) == np.arange(80)).all()


def test_owners_that_share_a_question_are_neither_right_nor_wrong_for_the_others_questions() -> None:
    passages = [(name, number) for number, name in enumerate("abcd")]
    lesson = build([passages], [("q1", [0]), ("q2", [0, 1]), ("q3", [2])], 4)
    assert lesson.answers.tolist() == [
        [True, False, False, False],
        [True, True, False, False],
        [False, False, True, False],
    ]
    assert lesson.rivals.tolist() == [
        [False, False, True, True],
        [False, False, True, True],
        [True, True, False, True],
    ]


def test_every_known_question_has_its_units_and_its_rivals() -> None:
    units = [unit for source in read_corpus() for unit in source.units]
    knowledge = read_knowledge(CORPUS)
    addresses = list(dict.fromkeys(unit.address for unit in units))
    questions, phrases = of_agreements(units, knowledge)
    for lesson, owners in (
        (questions, len(addresses)),
        (phrases, len(addresses)),
        (of_numbers(knowledge.figures), len(knowledge.figures)),
        (of_topics(units, knowledge), len(knowledge.topics)),
        (of_glossary(knowledge.concepts), len(knowledge.concepts)),
    ):
        assert lesson.answers.shape == lesson.rivals.shape == (len(lesson.asked), owners)
        assert lesson.answers.any(axis=1).all() and lesson.rivals.any(axis=1).all()
        assert not (lesson.answers & lesson.rivals).any()
        assert all(texts.max() < len(lesson.texts) and numbers.max() < owners for texts, numbers in lesson.kinds)
    question = next(q for q in knowledge.questions if len(q.addresses) > 1)
    row = [questions.texts[n] for n in questions.asked].index(question.text)
    assert {addresses[n] for n in np.flatnonzero(questions.answers[row])} >= set(question.addresses)


def test_a_phrase_of_a_number_chooses_among_the_numbers_of_its_unit_without_its_translations() -> None:
    wedding = KnownFigure(("kpop/45",), "1 dan", "wedding; marriage", "poroka; ženitev", "свадба")
    death = KnownFigure(("kpop/45",), "2 dni", "death", "smrt", "смрт")
    elsewhere = KnownFigure(("kpop/46",), "3 dni", "strike", "stavka", "штрајк")
    lesson = of_numbers([wedding, death, elsewhere])
    rows = {lesson.texts[n]: row for row, n in enumerate(lesson.asked)}
    assert set(rows) == {*wedding.occasions, *death.occasions}  # the only number of its unit has no rival
    assert lesson.answers[rows["poroka"]].tolist() == [True, False, False]
    assert lesson.rivals[rows["poroka"]].tolist() == [False, True, False]
    assert {lesson.texts[n] for n in lesson.hidden[rows["smrt"]]} == {"death", "smrt", "смрт"}


def test_a_term_of_two_concepts_may_choose_either() -> None:
    lesson = of_glossary(
        [
            Concept("leave", "", ("dopust",), ("одмор",), ("leave",), ""),
            Concept("break", "", ("odmor",), ("пауза",), ("break",), ""),
        ]
    )
    chosen = {lesson.texts[n]: right.tolist() for n, right in zip(lesson.asked, lesson.answers, strict=True)}
    assert chosen["odmor"] == chosen["одмор"] == [True, True]
    assert chosen["leave"] == [True, False]


def test_statute_questions_name_a_statute_that_the_texts_have(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tmp_path / "questions.tsv"
    monkeypatch.setattr("index.train.lessons.STATUTE_QUESTIONS", questions)
    questions.write_text("law\tarticle\tlang\tquestion\nZ\t1\ten\tWhen may I rest?\n", encoding="utf-8")
    (lesson,) = of_statutes(data)
    whole, *parts = lesson.texts
    assert whole.startswith("(odmor) Delavec") and all(part in whole for part in parts[:2])
    assert parts[-1] == "When may I rest?"
    questions.write_text("law\tarticle\tlang\tquestion\nZ\t2\ten\tWhen may I rest?\n", encoding="utf-8")
    with pytest.raises(MissingDataError, match='"Z" has no article 2 in the training texts'):
        of_statutes(data)


def test_a_bare_corpus_knows_nothing_of_the_agreement_left_out_and_all_of_the_others(tmp_path: Path) -> None:
    whole, left = read_knowledge(CORPUS), read_knowledge(bare("kpop", tmp_path / "corpus"))

    def addresses(knowledge: Knowledge) -> list[str]:
        of_questions = [address for question in knowledge.questions for address in question.addresses]
        of_topics = [a for topic in knowledge.topics for _, places in topic.places for a in places]
        return [summary.address for summary in knowledge.summaries] + of_questions + of_topics

    assert addresses(left) == [address for address in addresses(whole) if not address.startswith("kpop/")]
    assert len(addresses(left)) < len(addresses(whole))
    with pytest.raises(MissingDataError, match='nobody wrote about an agreement "kpdt"'):
        bare("kpdt", tmp_path / "other")


def test_a_choice_costs_less_the_better_the_answer_stands_out() -> None:
    answers = torch.tensor([[True, False, False]])
    rivals = ~answers
    clear, unclear, wrong = (torch.tensor([[0.5, other, ABSENT]]) for other in (0.1, 0.4, 0.6))
    losses = [float(choice_loss([scores], answers, rivals)) for scores in (clear, unclear, wrong)]
    assert losses == sorted(losses) and losses[0] < losses[2]
    akin = torch.tensor([[False, False, True]])  # the second owner is left out of it
    assert float(choice_loss([wrong], answers, akin)) < losses[0]


def test_a_kind_of_text_that_the_answer_lacks_teaches_nothing() -> None:
    answers, rivals = torch.tensor([[True, False]]), torch.tensor([[False, True]])
    lacking = torch.tensor([[ABSENT, 0.9]], requires_grad=True)
    choice_loss([torch.tensor([[0.5, 0.1]]), lacking], answers, rivals).backward()  # type: ignore[no-untyped-call]
    assert lacking.grad is not None and lacking.grad[0, 0] == 0


def test_tuning_makes_questions_choose_their_owner_and_is_repeatable() -> None:
    rng = np.random.default_rng(1)
    tokenizer = tokenizer_of([f"{letter}{n}" for letter in "pqg" for n in range(80)])
    passages = [(f"p{n}", n) for n in range(80)]
    lesson = build([passages], [(f"q{n}", [n]) for n in range(80)], 80)
    pairs = [Pair(f"g{n}", f"G{n}", "en-sl") for n in range(80)]
    start = rng.normal(size=(tokenizer.get_vocab_size(), 32)).astype(np.float32)
    tables = [
        tune_static(start, tokenizer, [(1.0, [lesson])], pairs, Tuning(steps=25, unread=0.0, rate=0.05))
        for _ in range(2)
    ]
    assert np.array_equal(tables[0], tables[1])
    vocabulary = tokenizer.get_vocab()
    passage, question = (tables[0][[vocabulary[f"{letter}{n}"] for n in range(80)]] for letter in "pq")
    assert ((question @ passage.T).argmax(axis=1) == np.arange(80)).mean() > 0.9
