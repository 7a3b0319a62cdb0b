"""The units of the five sources, exactly, and the traps that a splitter falls into."""

import re

import pytest

from ingest.corpus import Source, read_corpus
from ingest.records import Unit
from ingest.split import split
from tests.builders import agreement

LETTERED = "20a 20b 32a 50a 61a 88a 89a 89b 89c 89d 120a 120b".split()
ARTICLES = {
    "kpop": [str(n) for n in range(1, 87)],
    "zps-oa": [str(n) for n in range(1, 40)] + ["10a", "10b", "34a", "34b"],
    "kpzsv": [str(n) for n in range(1, 123) if n != 118] + LETTERED,
    "pku-sz": [str(n) for n in range(1, 91)],
    "sops": [],
}
OTHERS = {
    "kpop": ["aneks-1/1", "aneks-1/2", "aneks-1/3"],
    "zps-oa": [],
    "kpzsv": [
        *(f"I.{n}" for n in range(1, 13)),
        *"II III III/A III/B III/B.1 III/B.2 III/B.3 IV.1 IV.2 V".split(),
        *"aneks-2001/1 aneks-2001/2 aneks-2001/3".split(),
        *"priloga/29-36 priloga/68 priloga/71 priloga/76".split(),
    ],
    "pku-sz": [],
    "sops": [],
}


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {source.agreement.id: source for source in read_corpus()}


@pytest.mark.parametrize("agreement", ARTICLES)
def test_every_source_has_exactly_its_units(sources: dict[str, Source], agreement: str) -> None:
    units = [unit for unit in sources[agreement].units if unit.is_provision]
    assert sorted(u.label for u in units if u.kind == "article") == sorted(ARTICLES[agreement])
    assert [u.label for u in units if u.kind != "article"] == OTHERS[agreement]


@pytest.mark.parametrize("agreement", ARTICLES)
def test_every_character_is_in_exactly_one_unit(sources: dict[str, Source], agreement: str) -> None:
    source = sources[agreement]
    ends = [0]
    for unit in source.units:
        assert unit.source_span[0] == ends[-1]
        ends.append(unit.source_span[1])
    assert ends[-1] == len(source.original)
    spans = [unit.span for unit in source.units]
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert source.report.coverage == 1.0


@pytest.mark.parametrize("agreement", ARTICLES)
def test_every_line_of_a_unit_is_in_exactly_one_block(sources: dict[str, Source], agreement: str) -> None:
    for unit in sources[agreement].units:
        left = list(unit.text)
        for block in unit.blocks:
            for at in range(*block.span):
                assert left[at] is not None, f"{unit.address}: two blocks at {at}"
                left[at] = None  # type: ignore[call-overload]
        assert not "".join(c for c in left if c).strip(), unit.address


def unit_of(sources: dict[str, Source], address: str) -> Unit:
    agreement, _, label = address.partition("/")
    return next(unit for unit in sources[agreement].units if unit.label == label)


@pytest.mark.parametrize(
    ("address", "heading", "path"),
    [
        ("kpop/45", "plačana odsotnost zaradi osebnih okoliščin", "2.2.2. Letni dopust in plačana odsotnost z dela"),
        ("kpop/3", "krajevna veljavnost kolektivne pogodbe", "SPLOŠNO"),
        ("kpzsv/38", "", "13. Odsotnost z dela z nadomestilom oziroma brez nadomestila plače"),
        ("kpzsv/I.7", "Pobuda za spremembo ali dopolnitev kolektivne pogodbe", "I. SPLOŠNE DOLOČBE"),
        ("kpzsv/III/B.2", "Skupno posvetovanje", "III/B DELAVSKO PREDSTAVNIŠTVO"),
        ("kpzsv/IV.1", "", "IV. POGOJI ZA DELOVANJE SINDIKATA"),
        ("pku-sz/10", "", "Приправници"),
        ("pku-sz/26", "", "2. Годишњи одмор"),
        ("kpop/aneks-1/3", "", "KONČNE DOLOČBE"),
    ],
)
def test_heading_and_trail(sources: dict[str, Source], address: str, heading: str, path: str) -> None:
    unit = unit_of(sources, address)
    assert (unit.heading, unit.path[-1]) == (heading, path)


@pytest.mark.parametrize(
    ("address", "kind", "place", "words"),
    [
        ("kpop/45", "indent", ("2", "", "1"), "lastne poroke 1 dan"),
        ("kpop/64", "row", ("1", "", ""), "1.037 EUR"),
        ("kpzsv/38", "indent", ("1", "", "2"), "tri dni zaradi sklenitve zakonske zveze"),
        ("kpzsv/36", "point", ("", "9", ""), "ionizirajočega"),
        ("kpzsv/67", "row", ("1", "", ""), "2,65"),
        ("pku-sz/29", "point", ("1", "1", ""), "склапања брака – пет радних дана"),
        ("pku-sz/6", "subpoint", ("2", "1", "2"), "од аутизма"),
        ("pku-sz/26", "indent", ("2", "1", "2"), "преко 30 година"),
        ("kpop/aneks-1/2", "quoted", ("1", "", ""), "VIII."),
    ],
)
def test_place_inside_a_unit(
    sources: dict[str, Source], address: str, kind: str, place: tuple[str, str, str], words: str
) -> None:
    unit = unit_of(sources, address)
    found = [b for b in unit.blocks if words in unit.text[slice(*b.span)]]
    assert (kind, place) in [(b.kind, (b.paragraph, b.point, b.indent)) for b in found]


def test_the_row_of_a_table_has_its_cells(sources: dict[str, Source]) -> None:
    rows = [block.cells for block in unit_of(sources, "kpop/64").blocks if block.kind == "row"]
    assert rows[0] == ("Tarifni razred", "Najnižja osnovna plača")
    assert rows[5] == ("V.", "1.037 EUR") and len(rows) == 9


def test_a_struck_article_is_known_and_others_are_not(sources: dict[str, Source]) -> None:
    assert [u.address for s in sources.values() for u in s.units if u.struck] == ["zps-oa/14"]


def test_gaps_and_repeats_are_reported(sources: dict[str, Source]) -> None:
    assert sources["kpzsv"].report.gaps == ("118",)
    assert sources["kpzsv"].report.duplicates == ("1", "2", "3")
    assert sources["pku-sz"].report.gaps == sources["pku-sz"].report.duplicates == ()


@pytest.mark.parametrize(
    ("language", "text", "labels"),
    [
        ("sl", "1. člen\nBesedilo iz\n38. člena velja.\n2. člen\nKonec.", ["1", "2"]),
        ("sl", "1. člen\nGlej 38. člen te pogodbe.\n", ["1"]),
        ("sl", "Uvod.\n1. člen\nA.\n1. a člen\nB.\n", ["preambula", "1", "1a"]),
        ("sl", "1. člen\nSpremeni se 6. člen:\n»6. člen\n(rok)\n(1) Velja.«\n2. člen\nB.\n", ["1", "2"]),
        ("sl", "1. člen\nDoda se člen, ki se glasi: »6. a člen\n(1) Velja.«\n2. člen\nB.\n", ["1", "2"]),
        ("sl", "1. člen\nDoda se »6. člen\nVelja.\n7. člen\nB.\n«\n2. člen\n»8. člen\n3. člen\n", ["1", "2", "3"]),
        ("sl", "1. člen\nI. ZADNJI DEL\nBesedilo.\n", ["1", "I"]),
        ("sr", "Члан 1.\nЧланови 3. и 4. важе.\nЧлан 2.\nКрај.\nЗа Владу,\nПотпис", ["1", "2", "zakljucek"]),
        ("sr", "Član 1.\nVaži.\nČlan 1a\nVaži.\n", ["1", "1a"]),
        ("sl", "Brez členov.\n", ["preambula"]),
        ("sl", "", []),
    ],
)
def test_only_a_whole_line_opens_a_unit(language: str, text: str, labels: list[str]) -> None:
    units = split(text, agreement(language=language), lambda a, b: (a, b))
    assert [unit.label for unit in units] == labels
    assert "".join(unit.text for unit in units) == text


def test_a_struck_article_without_a_title_has_none() -> None:
    struck, titled = split("1. člen\n(črtan)\n2. člen\n(rok)\n(črtan)\n", agreement(), lambda a, b: (a, b))
    assert (struck.heading, struck.struck) == ("", True)
    assert (titled.heading, titled.struck) == ("rok", True)


def test_no_unit_begins_in_the_middle_of_a_sentence(sources: dict[str, Source]) -> None:
    for source in sources.values():
        for before, after in zip(source.units, source.units[1:], strict=False):
            assert not re.search(r"[,–]\s*$", before.text), f"{before.address} breaks off before {after.address}"
