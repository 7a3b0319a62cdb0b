"""What the texts say in numbers, and what only looks like it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.corpus import read_corpus
from ingest.measure_quantities import read_cases, score
from ingest.number_words import number_words
from ingest.numerals import numerals
from ingest.plain import Plain
from ingest.quantities import Quantity, quantities
from ingest.script import fold, to_cyrillic


def said(quantity: Quantity) -> str:
    """ "more than 3–7 year": one quantity in one line."""
    numbers = "–".join(f"{n.normalize():f}" for n in (quantity.value, quantity.upper) if n is not None)
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    per = f" a {quantity.per}" if quantity.per else ""
    return f"{bound}{quantity.iso or numbers} {quantity.unit or quantity.kind}{per}"


# language, text, quantities
CASES = [
    ("sl", "nad 3 do 7 let", ["more than 3–7 year"]),
    ("sl", "nad 10 in do vključno 20 let zavarovalne dobe: 22 dni", ["more than 10–20 year", "22 day"]),
    ("sl", "hujše nesreče 2–7 dni", ["2–7 day"]),
    ("sl", "8, 10 oziroma 12 mesecev", ["8 month", "10 month", "12 month"]),
    ("sl", "ne manj kot 2 in ne več kot 5 dni", ["at least 2 day", "at most 5 day"]),
    ("sl", "najmanj tri in največ pet članov", ["at least 3 member", "at most 5 member"]),
    ("sl", "najkasneje tri dni pred izrabo", ["at least 3 day"]),
    ("sl", "najkasneje v treh dneh po izrabi", ["at most 3 day"]),
    ("sl", "pravico do 12-ih ur odsotnosti na mesec", ["12 hour a month"]),
    ("sl", "do skupaj največ 7 delovnih dni v posameznem koledarskem letu", ["at most 7 working day a year"]),
    ("sl", "petindvajset delovnih dni, sto dvajset dni", ["25 working day", "120 day"]),
    ("sl", "petnajst (15) dni", ["15 day"]),
    ("sl", "s šest mesečnim odpovednim rokom, triletni, polletno", ["6 month", "3 year", "0.5 year"]),
    ("sl", "uro in pol; dve leti in pol; pol ure", ["1.5 hour", "2.5 year", "0.5 hour"]),
    ("sl", "26 ali več nedelj na leto", ["at least 26 Sunday a year"]),
    ("sl", "1.037 EUR; 0,18 EUR za vsak polni kilometer", ["1037 EUR", "0.18 EUR"]),
    ("sl", "548 tolarjev, 1.253,90 evra", ["548 SIT", "1253.9 EUR"]),
    ("sl", "s količnikom od 0,30 do 0,90 (količnik 1,00)", ["0.3–0.9 factor", "1 factor"]),
    ("sl", "treh povprečnih plač, koristi 1,3 proste ure", ["3 average wage", "1.3 hour"]),
    ("sl", "več kot 3/4 delovnega časa; tri četrtine, ½", ["more than 0.75 factor", "0.75 factor", "0.5 factor"]),
    ("sl", "starejši od 55 let; do 15. leta starosti", ["more than 55 year", "at most 15 year"]),
    ("sl", "nad 85 dB, bremen nad 15 do 25 kg", ["more than 85 dB", "more than 15–25 kg"]),
    ("sl", "najmanj enkrat letno", ["at least 1 time a year"]),
    (
        "sl",
        "do 31.12.l994, s 1. marcem, do 20. v mesecu",
        ["at most 1994-12-31 date", "--03-01 date", "at most ---20 date"],
    ),
    ("sl", "med 22. uro in šesto uro", ["at least 22:00 clock", "at most 06:00 clock"]),
    ("sl", "začne veljati osmi dan po objavi", ["8 day"]),
    ("sl", "A. Priprava citostatikov\t1 3 5", ["1 count", "3 count", "5 count"]),
    ("sr", "преко 30 година проведених у радном односу", ["more than 30 year"]),
    ("sr", "двадесет пет радних дана", ["25 working day"]),
    ("sr", "не може трајати дуже од 10 радних дана", ["at most 10 working day"]),
    ("sr", "не може бити краћи од 15 нити дужи од 30 дана", ["at least 15 day", "at most 30 day"]),
    ("sr", "најмање један а највише три радна дана", ["at least 1 working day", "at most 3 working day"]),
    ("sr", "има право на сат и по слободно", ["1.5 hour"]),
    ("sr", "једне и по просечне зараде", ["1.5 average wage"]),
    ("sr", "најмање једном у шест месеци", ["at least 1 time", "6 month"]),
    ("sr", "у једном месецу; шестомесечни извештај", ["1 month", "6 month"]),
    ("sr", "између 22,00–06,00 часова наредног дана", ["at least 22:00 clock", "at most 06:00 clock"]),
    ("sr", "између навршених 18 и 21 године живота", ["18–21 year"]),
    ("sr", "најдуже у шест месечних рата", ["at most 6 instalment"]),
    ("sr", "од 1.500,00 динара до 50.000 динара", ["1500–50000 RSD"]),
]
# Numbers that measure nothing.
NAMES = [
    ("sl", "(1) v 9. točki 36. člena, prva alineja drugega odstavka 45. člena; 20. a člen"),
    ("sl", "(Uradni list RS, št. 15/94, 18/94 – ZRPJZ, 57/95 in 102/00), Ur.l. RS 26/91, 6/93"),
    ("sl", "potrdilo št. 10101-14/2008-24, zaporedna številka 42/9, matična številka: 5195411000"),
    ("sl", "od I. do IV. tarifne skupine, invalid II. in III. kategorije, podraven 6/1, po modelu 3+2"),
    ("sl", "iz prejšnjih dveh odstavkov; obe smeri; Eno obvestilo se nanaša na daljše obdobje"),
    ("sl", "1364. Kolektivna pogodba za obrt in podjetništvo, stran 3954."),
    ("sr", "члана 29. став 1. тачка 1) алинеја 2; чл. 3–5, ст. 2. и 3., тач. 1)–4)"),
    ("sr", "„Службени гласник РС”, број 11 од 30. јануара 2015. године, број 22/2002"),
    ("sr", "зато што је то прописано; други разлози; једнократна пауза"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_quantity_is_read_with_its_unit_and_bound(language: str, text: str, expected: list[str]) -> None:
    assert [said(q) for q in quantities(text, language)] == expected


@pytest.mark.parametrize(("language", "text"), NAMES)
def test_a_number_that_names_something_is_no_quantity(language: str, text: str) -> None:
    assert quantities(text, language) == ()


@pytest.mark.parametrize(("language", "text", "expected"), [c for c in CASES if c[0] == "sl"])
def test_slovenian_typed_without_diacritics_reads_the_same(language: str, text: str, expected: list[str]) -> None:
    bald = "".join(fold(c) if c.isalpha() and c.islower() else c for c in text)
    assert [said(q) for q in quantities(bald, language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "wholes"),
    [
        ("sl", "najmanj v višini 5 % od osnove.", ["osnove"]),
        (
            "sl",
            "20 % zadnje znane povprečne letne plače zaposlenih v RS po podatkih",
            ["zadnje znane povprečne letne plače zaposlenih v RS"],
        ),
        ("sl", "30 % za nadurno delo, 60-odstotni dodatek", ["", ""]),
        ("sl", "kriti polovico stroškov, 1/4 pripravniške dobe", ["stroškov", "pripravniške dobe"]),
        ("sr", "26% од основице; 30% цене једног", ["основице", "цене једног"]),
    ],
)
def test_a_share_says_what_it_is_of(language: str, text: str, wholes: list[str]) -> None:
    assert [q.of for q in quantities(text, language)] == wholes


def test_every_quantity_of_the_corpus_shows_its_own_words() -> None:
    found = 0
    for source in read_corpus():
        for unit in source.units:
            quantities_of_unit = quantities(unit.text, unit.language)
            found += len(quantities_of_unit)
            ends = [q.span for q in quantities_of_unit]
            assert ends == sorted(ends)
            assert all(before[1] <= after[0] for before, after in pairwise(ends)), unit.address
            for q in quantities_of_unit:
                assert unit.text[slice(*q.span)] == q.text
                assert (q.value is None) == (q.kind in ("date", "clock")) == bool(q.iso)
                assert q.upper is None or (q.value is not None and q.value < q.upper)
    assert found > 1000


def test_both_scripts_of_serbian_say_the_same() -> None:
    for case in read_cases("development"):
        if case["language"] == "sr":
            latin = Plain.of(case["text"]).latin(0, len(Plain.of(case["text"]).text))
            assert [said(q) for q in quantities(to_cyrillic(latin), "sr")] == [said(q) for q in quantities(latin, "sr")]


@pytest.mark.parametrize("language", ["sl", "sr"])
def test_number_words_agree_with_those_that_another_table_writes(language: str) -> None:
    num2words = pytest.importorskip("num2words").num2words
    for number in [*range(2, 1000), 1200, 2500, 15_000]:
        plain = Plain.of(num2words(number, lang=language))
        assert [n.value for n in numerals(plain, plain.text, language)] == [number], plain.source


def test_no_number_word_means_two_numbers() -> None:
    for language in ("sl", "sr"):
        words = number_words(language)
        tables = (words.cardinal, words.ordinal, words.times)
        forms = [form for table in tables for form in table]
        assert sorted(set(forms)) == sorted(forms), language


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match='"en"'):
        quantities("5 days", "en")


@pytest.mark.parametrize(("part", "sentences"), [("development", 120), ("test", 200)])
def test_marked_sentences_are_read_right(part: str, sentences: int) -> None:
    cases = read_cases(part)
    reached = score(cases)
    assert len({case["text"] for case in cases}) == len(cases) >= sentences
    assert reached.precision >= 0.97
    assert reached.recall >= 0.95


def test_no_sentence_is_both_for_building_and_for_testing() -> None:
    development, test = ({case["text"] for case in read_cases(part)} for part in ("development", "test"))
    assert not development & test
