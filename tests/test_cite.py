"""Citations print in the manner of three languages, and whatever is printed or usual is read again."""

from __future__ import annotations

import csv
import time
from dataclasses import replace

import pytest

from index.cite import FORMS, Form, citation
from index.cited import Reader, check_citations
from index.gazette import gazette_links
from ingest.address import Address
from ingest.corpus import CORPUS, read_corpus
from ingest.ordinals import LARGEST, english, read, slovenian
from ingest.places import Places
from ingest.records import Agreement, Gazette
from ingest.script import fold, to_cyrillic
from ingest.split import split
from tests.builders import agreement

SOURCES = read_corpus()
AGREEMENTS = {source.agreement.id: source.agreement for source in SOURCES}
PLACES = Places(unit for source in SOURCES for unit in source.units)
READER = Reader(list(AGREEMENTS.values()), PLACES)


def cited(address: Address, form: Form) -> str:
    unit = PLACES.units[address.unit]
    return citation(AGREEMENTS[address.agreement], unit, *address.inside, form=form)


KPOP, PKU = " (Uradni list RS, št. 46/23 in 62/23)", " („Службени гласник РС”, бр. 11/15)"
PRINTED: list[tuple[str, Form, str]] = [
    ("kpop/45/2/1", "sl", f"prva alineja drugega odstavka 45. člena KPOP{KPOP}"),
    ("kpop/45/2/1", "sl-short", "1. al. 2. odst. 45. čl. KPOP"),
    ("kpop/45/2/1", "slash", "KPOP 45/2-1"),
    ("kpop/45/2/1", "en", "Article 45(2), first indent, KPOP (Uradni list RS, No 46/23 and 62/23)"),
    ("kpop/45/2/1", "sr-Cyrl", "члан 45. став 2. алинеја 1. KPOP (Uradni list RS, бр. 46/23 и 62/23)"),
    ("kpop/13/1", "sl", f"13. člen KPOP{KPOP}"),  # its only paragraph
    ("kpop/58/1//2", "sl", f"druga alineja 58. člena KPOP{KPOP}"),
    ("kpop/aneks-1/2", "sl", "2. člen Aneksa št. 1 h KPOP (Uradni list RS, št. 62/23)"),
    ("kpop/aneks-1/2", "en", "Article 2 of Annex No 1 to KPOP (Uradni list RS, No 62/23)"),
    ("kpzsv/89b", "sl-short", "89.b čl. KPZSV"),
    ("kpzsv/36//9", "sl-short", "9. tč. 36. čl. KPZSV"),
    ("kpzsv/priloga/29-36/3", "sl-short", "3. odst. priloge k 29. in 36. čl. KPZSV"),
    ("kpzsv/III/B.1/1//2", "slash", "KPZSV III/B.1/1-2"),
    ("pku-sz/29/1/1", "sr-Cyrl", f"члан 29. став 1. тачка 1) ПКУ СЗ{PKU}"),
    ("pku-sz/29/1/1", "sr-Latn", "član 29. stav 1. tačka 1) PKU SZ („Službeni glasnik RS”, br. 11/15)"),
    ("pku-sz/29/1/1", "sl", "1. točka prvega odstavka 29. člena PKU SZ (Službeni glasnik RS, št. 11/15)"),
    ("pku-sz/6/2/1/2", "sr-Cyrl", f"члан 6. став 2. тачка 1) подтачка (2) ПКУ СЗ{PKU}"),
    ("zps-oa/10a/1", "sl", "prvi odstavek 10.a člena ZPS OA"),
]


@pytest.mark.parametrize(("address", "form", "expected"), PRINTED)
def test_a_citation_is_printed(address: str, form: Form, expected: str) -> None:
    assert cited(PLACES.parse(address), form) == expected


def test_a_part_is_cited_with_its_title() -> None:
    assert cited(PLACES.parse("kpzsv/I.7"), "sl").startswith("7. točka I. dela (Splošne določbe) KPZSV (Uradni")


def test_a_point_may_be_given_as_the_search_has_it() -> None:
    unit = PLACES.units["pku-sz/26"]
    assert "tačka 3) alineja 1." in citation(AGREEMENTS["pku-sz"], unit, "2", "3/1", form="sr-Latn")


@pytest.mark.parametrize("form", FORMS)
def test_printing_and_reading_are_inverse_for_every_place_of_the_corpus(form: Form) -> None:
    for unit in PLACES.units.values():
        for address in PLACES.all_of(unit):
            assert READER.parse(cited(address, form)) == PLACES.settle(address), cited(address, form)


READ = [
    ("45. člen KPOP", "kpop/45"),
    ("kpop 45", "kpop/45"),
    ("KPOP, čl. 45", "kpop/45"),
    ("kpop/45/2/1", "kpop/45/2//1"),
    ("čl. 45 odst. 2 al. 1 KPOP", "kpop/45/2//1"),
    ("člen 45/2-1 KPOP", "kpop/45/2//1"),
    ("45. člena Kolektivne pogodbe za obrt in podjetništvo (Ur. l. RS, št. 46/23)", "kpop/45"),
    ("what does article 45 KPOP say?", "kpop/45"),
    ("2. člen aneksa št. 1 h KPOP", "kpop/aneks-1/2"),
    ("36. člen 9. točka kpzsv", "kpzsv/36//9"),
    ("11. točka I. dela (Splošne določbe) KPZSV", "kpzsv/I.11"),
    ("čl. 29 st. 1 PKU", "pku-sz/29/1"),
    ("члан 29. став 1. тач. 3) ПКУ", "pku-sz/29/1/3"),
    ("članak 29. stavak 1. točka 2. PKU SZ", "pku-sz/29/1/2"),
    ("drugog stava člana 29 PKU", "pku-sz/29/2"),
    ("чл. 29 Посебног колективног уговора за социјалну заштиту у Републици Србији", "pku-sz/29"),
    ("10.a člen ZPS", "zps-oa/10a"),
    ("245. člen KPOP", "kpop/245"),  # there is none, and it is a citation all the same
    # without an agreement
    ("члан 29", "/29"),
    ("89.b", "/89b"),
    ("89 b", "/89b"),
    ("89. b člen", "/89b"),
    ("III/B.1", "/III/B.1"),
    ("45/2-1", "/45/2/1"),
]
LETTERS = [  # of a document with articles 29, 29a, 29c, 29č, 29v, 29đ, 29lj, 29i, 29ž
    ("29в", "29v"),
    ("29в.", "29v"),
    ("29. в", "29v"),
    ("29v člen", "29v"),
    ("члан 29в став 2.", "29v/2"),
    ("чл. 29В", "29v"),
    ("X 29č/2", "29č/2"),
    ("29. č člen", "29č"),
    ("29.ž", "29ž"),
    ("29z člen", "29ž"),  # typed without the mark, and there is no other
    ("29c člen", "29c"),
    ("члан 29љ", "29lj"),
    ("29lj", "29lj"),
    ("29.i člen", "29i"),
    ("члан 29ђ", "29đ"),
    ("29.a člen", "29a"),
    ("§ 29", "29"),
    ("§29 X", "29"),
    ("drugi odstavek § 29č", "29č/2"),
    ("§ 29 odst. 2", "29/2"),
    ("§ 29(2) X", "29/2"),
    ("X § 29/2", "29/2"),
    ("29 i 30 X", ""),
    ("člen 29 i 30", ""),
    ("29 в) X", ""),
    ("§§ 29, 29a", ""),
    ("§", ""),
]


@pytest.fixture(scope="module")
def lettered() -> tuple[Agreement, Places, Reader]:
    letters = ["", "a", "c", "č", "v", "đ", "lj", "i", "ž"]
    written = [*letters[:4], *map(to_cyrillic, letters[4:])]
    text = "".join(f"§ 29{letter}\n(1) Ena.\n(2) Dve:\n– prva.\n" for letter in written)
    own = agreement(article="§ 9")
    places = Places(split(text, own, lambda start, end: (start, end)))
    assert [unit.label for unit in places.units.values()] == [f"29{letter}" for letter in letters]
    return own, places, Reader([own], places)


@pytest.mark.parametrize(("text", "place"), LETTERS)
def test_later_letters_and_signs_of_articles_are_read(
    text: str, place: str, lettered: tuple[Agreement, Places, Reader]
) -> None:
    found = lettered[2].parse(text)
    assert [str(a) for a in lettered[2].candidates(found)] == [f"x/{place}"] if found else place == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("article", ["§ 9", ""])
def test_later_letters_are_printed_as_they_are_read(
    form: Form, article: str, lettered: tuple[Agreement, Places, Reader]
) -> None:
    own, places, reader = lettered
    for unit in places.units.values():
        for address in places.all_of(unit):
            said = citation(replace(own, article=article), unit, *address.inside, form=form)
            assert reader.parse(said) == places.settle(address), said


NOT_READ = [
    *("", "45", "KPOP", "8 h", "1. maj", "21. 5.", "člani", "člani komisije", "stavka", "45. člen ZDR-1"),
    *(
        "prvi odstavek KPOP",
        "čl. 3–5",
        "45. člen 46. člen KPOP",
        "bolniška 45 dni",
        "point of the agreement",
        "x" * 999,
    ),
]


@pytest.mark.parametrize(("text", "address"), READ)
def test_a_usual_form_is_read(text: str, address: str) -> None:
    assert str(READER.parse(text)) == address


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_citation_is_not_read(text: str) -> None:
    assert READER.parse(text) is None


def test_no_question_is_taken_for_a_citation_and_that_is_quick() -> None:
    with (CORPUS / "questions.tsv").open(encoding="utf-8") as file:
        questions = [row["question"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    begins = time.perf_counter()
    assert [question for question in questions if READER.parse(question)] == []
    assert (time.perf_counter() - begins) / len(questions) < 0.002  # seconds; measured 0.0001


def test_a_list_is_checked() -> None:
    checked = check_citations("KPOP 45/2-1; 245. člen KPOP\n\n9. člen\n110. člen ZDR-1\n89.b", READER)
    assert [c.state for c in checked] == ["exists", "missing", "unclear", "unclear", "exists"]
    assert checked[0].text.startswith("- ")
    assert [str(place) for place in checked[2].places] == ["kpop/9", "zps-oa/9", "kpzsv/9", "pku-sz/9"]
    assert str(checked[4].places[0]) == "kpzsv/89b"


ORDINALS = {1: "prvega", 2: "drugega", 3: "tretjega", 4: "četrtega", 7: "sedmega", 12: "dvanajstega",
            20: "dvajsetega", 21: "enaindvajsetega", 32: "dvaintridesetega", 44: "štiriinštiridesetega",
            99: "devetindevetdesetega", 100: "stotega", 101: "stoprvega", 122: "stodvaindvajsetega",
            130: "stotridesetega"}  # fmt: skip


@pytest.mark.parametrize("number", ORDINALS)
def test_an_ordinal_has_its_word(number: int) -> None:
    assert slovenian(number, "ega") == ORDINALS[number]


def test_every_ordinal_is_read_as_its_number() -> None:
    for number in range(1, LARGEST + 1):
        for ending in ("i", "ega", "a", "e"):
            assert read()[fold(slovenian(number, ending))] == number
    assert [english(n) for n in (1, 3, 13, 22, 111, 113)] == ["first", "third", "13th", "22nd", "111th", "113th"]


@pytest.mark.parametrize("number", range(1, LARGEST + 1))
def test_every_article_number_is_read_in_every_form(number: int) -> None:
    agreement, unit = AGREEMENTS["kpzsv"], PLACES.units["kpzsv/1"]
    for label in (str(number), f"{number}b"):
        renumbered = type(unit)(**{name: getattr(unit, name) for name in unit.__slots__} | {"label": label})
        for form in FORMS:
            address = READER.parse(citation(agreement, renumbered, form=form))
            assert address and (address.agreement, address.label) == ("kpzsv", label)


def test_a_gazette_is_linked_only_where_the_link_is_known() -> None:
    links = {name: gazette_links(of, PLACES.units[f"{name}/1"]) for name, of in AGREEMENTS.items() if name != "sops"}
    assert [link.rpartition("/")[2] for _, link in links["kpop"]] == ["2023-01-1364", "2023-01-1914"]
    assert links["kpzsv"] == links["pku-sz"] == ()


@pytest.mark.parametrize(
    ("issue", "number", "url"),
    [("46/23", "1", "javascript:x"), ("jutri", "1", ""), ("46/23", "<b>", ""), ("46/2", "1", ""), ("²/²³", "²", "")],
)
def test_a_gazette_that_cannot_be_linked_is_not(issue: str, number: str, url: str) -> None:
    gazette = Gazette("Uradni list RS", issue, number, url=url)
    assert gazette_links(replace(AGREEMENTS["kpop"], published=(gazette,)), PLACES.units["kpop/1"]) == ()
