"""The value beside a provision: the one that answers, its step, its limit, its condition, and its doubt."""

import numpy as np
import pytest

from index.asked import asked
from index.classes import classes
from index.evaluate import Judged
from index.facts import fact
from index.figures import contains, figures
from index.knowledge import read_figures
from index.knowledge_base import KnowledgeBase
from index.known import FOLDER, written_rows
from index.measure_values import outcomes
from index.numbered import KeptNumbers, Reading
from index.results import Hit
from ingest.quantities import quantities

WEDDING = (
    "how many days off for a wedding",
    "koliko dni dopusta za poroko",
    "koliko slobodnih dana za svadbu",
    "колико слободних дана за свадбу",
)
WEDDING_ROW = {
    "kpop": ("1 dan", "7 delovnih dni"),
    "zps-oa": ("2 dni", "sedem dni"),
    "kpzsv": ("tri dni", "sedem delovnih dni"),
    "pku-sz": ("пет радних дана", "10 радних дана"),
}


def hits(kb: KnowledgeBase, question: str) -> dict[str, Hit]:
    return {row.agreement.id: row.hit for row in kb.compare(question).rows if row.hit}


@pytest.mark.parametrize("question", WEDDING)
def test_the_wedding_row_reads_its_values_and_limits_in_every_writing(kb: KnowledgeBase, question: str) -> None:
    found = hits(kb, question)
    said = {name: (hit.values[0].text, hit.limit.text if hit.limit else "") for name, hit in found.items()}
    assert said == WEDDING_ROW
    assert all(len(hit.values) == 1 and hit.values[0].text in hit.quote for hit in found.values())
    units = {name: (hit.values[0].unit, hit.limit.unit if hit.limit else "") for name, hit in found.items()}
    assert units["kpop"] == ("day", "working day") and units["pku-sz"] == ("working day", "working day")


@pytest.mark.parametrize("question", ["how many days off for my child's wedding", "koliko dni dobim za poroko hčere"])
def test_a_childs_wedding_is_not_the_workers_own(kb: KnowledgeBase, question: str) -> None:
    found = hits(kb, question)
    assert {name: hit.values[0].text for name, hit in found.items()} == {"kpzsv": "dva dni", "pku-sz": "три радна дана"}


@pytest.mark.parametrize(
    ("question", "agreement", "value", "condition"),
    [
        ("Odpovedni rok delavca po 30 letih", "kpop", "30 dni", "od enega leta zaposlitve pri delodajalcu"),
        (
            "koliko dni dopusta imam po 12 letih delovne dobe",
            "zps-oa",
            "22 dni",
            "če ima delavec nad 10 in do vključno 20 let zavarovalne dobe",
        ),
        ("koliko dni dopusta imam po 12 letih delovne dobe", "kpzsv", "21 dni", "nad 10 do 15 let"),
        ("najnižja plača V. tarifni razred", "kpop", "1.037 EUR", ""),
        ("otkazni rok preko 25 godina", "kpop", "80 dni", "Nad 25 let zaposlitve pri delodajalcu je odpovedni rok"),
        ("trajanje pripravničkog staža srednja škola", "kpop", "6 mesecev", ""),
    ],
)
def test_a_named_number_or_pay_class_chooses_the_step(
    kb: KnowledgeBase, question: str, agreement: str, value: str, condition: str
) -> None:
    hit = hits(kb, question)[agreement]
    assert ([v.text for v in hit.values], hit.steps, hit.condition) == ([value], (), condition)


def test_without_a_number_the_scale_is_a_table(kb: KnowledgeBase) -> None:
    steps = hits(kb, "trajanje odpovednega roka po tarifnih skupinah")["kpzsv"].steps
    assert [step.value.text for step in steps] == ["1 mesec", "2 meseca", "3 mesece", "4 mesece", "5 mesecev"]
    assert steps[0].when.startswith("I.,II.in III. tarifno skupino")


def test_a_scale_goes_on_in_the_paragraphs_after_its_list(kb: KnowledgeBase) -> None:
    steps = hits(kb, "Minimalni odpovedni rok pri odpovedi iz poslovnega razloga")["kpop"].steps
    assert [step.value.text for step in steps][:4] == ["15 dni", "30 dni", "30 dni", "80 dni"]
    assert "narašča za vsako izpolnjeno leto" in steps[2].when


def test_of_two_close_provisions_the_one_with_the_number_that_is_asked_for_answers(kb: KnowledgeBase) -> None:
    """pku-sz/24 says how long standby lasts, pku-sz/60 what is paid for it."""
    hit = hits(kb, "dodatak za pripravnost kod kuce")["pku-sz"]
    assert (hit.unit.address, hit.values[0].text) == ("pku-sz/60", "10%")


def test_the_words_of_one_agreement_do_not_silence_the_others(kb: KnowledgeBase) -> None:
    found = hits(kb, "Додатак на плату за рад дужи од пуног радног времена")
    assert {name: hit.values[0].text for name, hit in found.items()} == {
        "kpop": "30 %",
        "zps-oa": "30 %",
        "kpzsv": "50%",
        "pku-sz": "26%",
    }


@pytest.mark.parametrize(
    ("address", "granted"),
    [
        ("kpop/31", ["36 ur in največ 40 ur"]),  # one range, not two values
        ("kpop/35", ["12 ur", "11 ur"]),  # "v obdobju 24 ur … počitka, ki traja nepretrgoma najmanj 12 ur"
        ("kpop/30", ["3 ure", "2 uri"]),  # "če traja skupna vožnja največ 2 uri"
        ("kpzsv/105", ["4 do 8 ur"]),  # "več kot 8 ur, a ne več kot 12 ur", "za vsakih 24 ur"
        ("kpzsv/78", ["2/3", "5%", "8%", "3%", "5%"]),  # "več kot 1/3 delovnega časa:" introduces the shares
        ("zps-oa/25", ["14 dni", "en dan", "tri dni", "1/5"]),  # "če o tem obvesti najkasneje tri dni pred izrabo"
        ("kpop/61", ["2", "letom 1994", "10 delavcev"]),  # not "3 letnega izobraževanja"
        ("kpop/73", ["125 %", "30 dni", "zadnje znane povprečne letne plače", "30 dneh", "30 dneh"]),
    ],
)
def test_what_says_how_much_is_told_from_what_says_when(kb: KnowledgeBase, address: str, granted: list[str]) -> None:
    assert [figure.quantity.text for figure in figures(kb.unit(address)) if figure.grants] == granted


def test_a_figure_is_for_the_classes_beside_it_not_for_all_of_its_sentence(kb: KnowledgeBase) -> None:
    found = {figure.quantity.text: sorted(figure.classes) for figure in figures(kb.unit("kpzsv/14"))}
    assert (found["30 dni"], found["60 dni"]) == ([1, 2, 3, 4, 5], [6, 7, 8, 9])


def test_bare_numbers_of_a_table_have_the_units_of_the_row_above(kb: KnowledgeBase) -> None:
    hit = hits(kb, "I prepare chemotherapy drugs all day long. How many additional holidays is that?")["kpzsv"]
    assert [(value.text, value.unit) for value in hit.values] == [("7", "day")]


@pytest.mark.parametrize(
    "question", ["300 zaposlenih broj članova radničkog predstavništva", "works council, 300 people"]
)
def test_a_number_of_people_chooses_its_step(kb: KnowledgeBase, question: str) -> None:
    hit = hits(kb, question)["kpzsv"]
    assert [value.text for value in hit.values] == ["devet članov"]


def test_what_a_sentence_only_asks_for_is_its_condition_not_its_value(kb: KnowledgeBase) -> None:
    """Of "en dan … zaradi vpoklica k vojaškim vajam, ki trajajo nad šest dni" the answer is one day."""
    hit = hits(kb, "odsotnost zaradi vpoklica k vojaškim vajam")["kpzsv"]
    assert [value.text for value in hit.values] == ["en dan"]
    assert "nad šest dni" in hit.condition


def test_a_text_without_a_number_has_no_value_and_says_that_the_statute_settles_it(kb: KnowledgeBase) -> None:
    cells = {row.topic.id: {cell.agreement.id: cell.hit for cell in row.rows} for row in kb.matrix.rows(text="rest")}
    hit = cells["daily-rest"]["pku-sz"]
    assert hit and (hit.values, hit.certain, hit.condition) == ((), False, "у складу са законом")
    hit = cells["daily-rest"]["kpop"]
    assert hit and hit.values and hit.condition != "у складу са законом"


@pytest.mark.parametrize(
    ("step", "number", "holds"),
    [
        ("nad 10 do 15 let", "12 let", True),
        ("nad 10 do 15 let", "10 let", False),
        ("nad 10 do 15 let", "15 let", True),
        ("do 3 let", "3 leta", True),
        ("nad 25 let", "25 let", False),
        ("najmanj 20 let", "20 let", True),
        ("do 15. leta starosti", "12 let", None),  # an age is no length of service
        ("nad 8 do 12 ur", "12 let", None),
    ],
)
def test_a_step_contains_exactly_the_numbers_within_its_bounds(step: str, number: str, holds: bool | None) -> None:
    assert contains(quantities(step, "sl")[0], quantities(number, "sl")[0]) is holds


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("notice after twelve years", [("12", "year")]),
        ("I have been here thirty-five years", [("35", "year")]),
        ("отказни рок после 12 година", [("12", "year")]),
        ("Radim dvadeset i pet godina", [("25", "year")]),
        ("za koliko dni", []),
        ("the step for 12 completed years", [("12", "year")]),
        ("I turned 56 last week", [("56", "year")]),
        ("a gap of an hour and a half", [("1.5", "hour")]),
        ("рад прекинут сат и по", [("1.5", "hour")]),
        ("we are eighty people", [("80", "worker")]),
        ("U domu nas radi oko 150, koliko članova", [("150", "worker")]),
        ("there are 45 of us", [("45", "worker")]),
        ("U domu nas radi sedamdesetak, koliko nas bira", [("70", "worker")]),
        ("v domu nas dela kakih 60, koliko jih volimo", [("60", "worker")]),
        ("Jubilarna nagrada za dve decenije rada", [("20", "year")]),
        ("after a quarter of a century with the firm", [("25", "year")]),
        ("otpremnina posle 15 god. staza", [("15", "year")]),
        ("v bolnici nas je čez 800, koliko članov", [("800", "worker")]),
        ("Radim tek nekoliko meseci", [("0", "year")]),
        ("uzimam lek ujutru", []),
        ("број чланова 150 запослених", [("150", "worker")]),
        ("četvorogodišnja škola, radim 2 godine", [("2", "year")]),  # a school's years are no years of work
    ],
)
def test_a_question_tells_its_numbers_in_any_language(question: str, numbers: list[tuple[str, str]]) -> None:
    assert [(str(number.value), number.unit) for number in asked(question).numbers] == numbers


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("I have a university degree", {7}),
        ("Примљен сам са вишом школом", {6}),
        ("pripravništvo s srednjo šolo", {5}),
        ("she finished four-year nursing school", {5}),
        ("завршио сам трогодишњи занат", {4}),
        ("višja šola, IV. razred", {4}),  # a class that is named counts more
        ("koliko dni dopusta", set()),
    ],
)
def test_a_schooling_means_its_pay_class(question: str, named: set[int]) -> None:
    assert asked(question).classes == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("od I. do IV. skupine zahtevnosti", {1, 2, 3, 4}),
        ("I.,II.in III. tarifno skupino", {1, 2, 3}),
        ("V.\t1.037 EUR", {5}),
        ("прва тарифна група", {1}),
        ("delo v intenzivni terapiji III.", set()),
        ("2) II група – од 36 часова недељно, и то:", {2}),  # "и" is no numeral
        ("v VI. tarifnem razredu", {6}),
    ],
)
def test_pay_classes_are_read_from_rows_and_questions_alike(text: str, found: set[int]) -> None:
    assert classes(text) == found


def test_every_figure_stands_where_its_words_are(kb: KnowledgeBase) -> None:
    for unit in kb.units:
        for figure in figures(unit):
            a, b = figure.quantity.span
            assert unit.text[a:b] == figure.quantity.text
            assert figure.sentence[0] <= figure.clause[0] <= a < b <= figure.clause[1] <= figure.sentence[1]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5 working days", [("5", None, "working day")]),
        ("1,037 EUR", [("1037", None, "EUR")]),
        ("1–6 months", [("1", "6", "month")]),
        ("one and a half average wages", [("1.5", None, "average wage")]),
        ("15 days", [("15", None, "day")]),
        ("funeral costs", []),
    ],
)
def test_a_fact_is_read_as_its_values(text: str, values: list[tuple[str, str | None, str]]) -> None:
    assert [(str(w.value), str(w.upper) if w.upper else None, w.unit) for w in fact(text)] == values


def test_the_measure_tells_right_from_wrong(kb: KnowledgeBase) -> None:
    gold = (("kpop/45", 2), ("pku-sz/29", 2))
    judged = Judged(WEDDING[0], "en", "own-wedding", "everyday", gold, (("kpop", "1 day"), ("pku-sz", "3 days")))
    assert [(o.agreement, o.kind, o.certain) for o in outcomes(kb, [judged])] == [
        ("kpop", "right", True),
        ("pku-sz", "wrong", True),
    ]


def test_a_search_leaves_out_what_an_agreement_is_known_to_be_silent_on(kb: KnowledgeBase) -> None:
    hits = kb.search("how many days off for my child's wedding", k=4).hits
    assert {hit.agreement.id for hit in hits[:2]} == {"kpzsv", "pku-sz"}
    assert not {("kpop", "45"), ("zps-oa", "26")} & {(hit.agreement.id, hit.unit.label) for hit in hits}


def test_numbers_read_at_the_build_are_those_read_now(kb: KnowledgeBase) -> None:
    folder = kb.folder / FOLDER
    kept, reading = KeptNumbers(folder), Reading(read_figures(kb.folder), kb.signals.glossary, kb.encoder)
    rows = written_rows(folder)
    assert len(rows) > 300 and kept.of(max(rows) + 1, ()) is None
    for row in rows[::6]:
        unit, found = kb.store.wording(row).unit, kb.store.figures(row)
        assert found == figures(unit)
        now, then = reading.of(unit, found), kept.of(row, found)
        assert then is not None
        assert (now.figures, now.concepts, now.words) == (then.figures, then.concepts, then.words)
        vectors = [
            (now.sentences, then.sentences),
            (now.clauses, then.clauses),
            *zip(now.below, then.below, strict=True),
        ]
        assert (now.told is None) == (then.told is None)
        if now.told and then.told:
            assert (now.told.of, now.told.texts, now.told.first) == (then.told.of, then.told.texts, then.told.first)
            assert (now.told.words, now.told.concepts) == (then.told.words, then.told.concepts)
            vectors.append((now.told.vectors, then.told.vectors))
        for fresh, stored in vectors:
            assert len(fresh) == len(stored) and (not len(fresh) or np.allclose(fresh, stored, atol=1e-6))
