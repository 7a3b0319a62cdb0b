"""What is proposed for the register stands in the document, and what does not stand there stays empty."""

import pytest

from ingest.annexes import annexes_of
from ingest.language import Language
from ingest.propose import FIELDS, Proposed, propose, scan_marks
from ingest.records import Document, Line
from ingest.title import kind_of, title_of

SL = Language("sl", "Latn", 1.0)
CYRILLIC = Language("sr", "Cyrl", 1.0)
LATIN = Language("sr", "Latn", 1.0)
ARTICLE = {"sl": "1. člen", "sr": "Član 1."}


def document(lines: list[str], heading: int = 0) -> Document:
    """Lines of which the first is marked as a heading of a level."""
    return Document.of_lines(
        "a.html", "html", "utf-8", [Line(t, 0, heading=0 if n else heading) for n, t in enumerate(lines)]
    )


def proposals(
    lines: list[str], language: Language = SL, heading: int = 0, taken: tuple[str, ...] = (), **given: str
) -> dict[str, Proposed]:
    made = document(lines, heading)
    return {p.field: p for p in propose(made, made.text, language, given, taken)}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["1364. Kolektivna pogodba za obrt in podjetništvo, stran 3954."],
            "Kolektivna pogodba za obrt in podjetništvo",
        ),
        (["sklepata", "KOLEKTIVNO POGODBO", "za obrt in podjetništvo"], "Kolektivna pogodba za obrt in podjetništvo"),
        (["K O L E K T I V N A P O G O D B A", "za trgovino"], "Kolektivna pogodba za trgovino"),
        (["ZAKON", "o delovnih razmerjih (ZDR-1)", "(čistopis)"], "Zakon o delovnih razmerjih"),
        (["PRAVILNIK", "O DELU", "ZVEZE PARAPLEGIKOV", "(Čistopis)"], "PRAVILNIK O DELU ZVEZE PARAPLEGIKOV"),
        (["PRAVILNIK O DELU", "SPLOŠNE DOLOČBE"], "PRAVILNIK O DELU"),
        (["ЗАКОН О РАДУ", "I ОСНОВНЕ ОДРЕДБЕ"], "ЗАКОН О РАДУ"),
        (
            ["Закон", "На основу члана 246.", "ПОСЕБАН КОЛЕКТИВНИ УГОВОР", "за социјалну заштиту"],
            "Посебан колективни уговор за социјалну заштиту",
        ),
        (["ZAKON O RADU", "Zapošljavanje po zakonu: zakon o radu važi."], "Zakon o radu"),
        (["3485. Razpis rednih volitev, stran 9441."], "Razpis rednih volitev"),
        (["SPORAZUM O PLAČAH"], "SPORAZUM O PLAČAH"),
        (["Na podlagi 2. člena Zakona o kolektivnih pogodbah (Uradni list RS, št. 43/06)"], ""),
        (["Zakon o delovnih razmerjih določa pravice.", "Delavec ima pravice."], ""),
        (["Zakon", "Na podlagi zakona"], ""),
        (["I. SPLOŠNE DOLOČBE", "Stranki pogodbe"], ""),
    ],
)
def test_a_title_is_found_among_the_first_lines(lines: list[str], title: str) -> None:
    found = title_of([], lines, "\n".join(lines))
    assert (found.text if found else "") == title
    assert found is None or found.quote.split()[0] in {line.split()[0] for line in lines}


def test_a_marked_heading_comes_before_the_lines_of_the_text() -> None:
    found = title_of(
        ["Zakon o splošnem upravnem postopku"], ["Zakon o upravnem sporu – ZUS-1 (Uradni list RS, št. 1/06)"]
    )
    assert found and found.text == "Zakon o splošnem upravnem postopku"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kolektivna pogodba za obrt", "agreement"),
        ("Грански колективни уговор", "agreement"),
        ("Aneks št. 1 h Kolektivni pogodbi za obrt", "agreement"),
        ("Zakon o kolektivnih pogodbah", "statute"),
        ("Pravilnik o izvajanju kolektivne pogodbe", "rulebook"),
        ("ЗАКОН О РАДУ", "statute"),
        ("Razpis rednih volitev", ""),
        ("Zakonitost dela", ""),
    ],
)
def test_the_first_act_that_a_title_names_is_its_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("line", "language", "gazette", "issue", "day"),
    [
        ("Uradni list RS, št. 62/2010 z dne 30. 7. 2010", SL, "Uradni list RS", "62/2010", "2010-07-30"),
        ("Pravilnik o delu (Ur. l. RS, št. 46/23)", SL, "Uradni list RS", "46/23", ""),
        (
            '("Sl. glasnik RS", br. 18/2016, 95/2018 - tumačenje i 2/2023)',
            LATIN,
            "Službeni glasnik RS",
            "18/2016, 95/2018, 2/2023",
            "",
        ),
        ('"Службени гласник РС", број 11 од 30. јануара 2015.', CYRILLIC, "Службени гласник РС", "11/15", "2015-01-30"),
        ("Na podlagi Zakona o delu (Uradni list RS, št. 43/06) sprejema", SL, "", "", ""),
        ("Na podlagi 2. člena Zakona o delu, Uradni list RS, št. 43/06", SL, "", "", ""),
        ("Службени гласник се примењује од 30. јануара 2015.", CYRILLIC, "", "", ""),
    ],
)
def test_only_the_gazette_of_the_act_itself_is_proposed(
    line: str, language: Language, gazette: str, issue: str, day: str
) -> None:
    found = proposals(["PRAVILNIK O DELU", line, ARTICLE[language.code]], language)
    values = [found[field].value if field in found else "" for field in ("gazette", "issue", "published_on")]
    assert values == [gazette, issue, day]
    assert not gazette or found["issue"].quote == line


@pytest.mark.parametrize(
    ("line", "language", "dates"),
    [
        (
            "(1) Ta kolektivna pogodba začne veljati osmi dan po objavi, uporabljati pa se začne 1. 5. 2023.",
            SL,
            {"applied_from": "2023-05-01"},
        ),
        ("Ta pravilnik začne veljati dne 1. 2. 2024. Velja do preklica.", SL, {"in_force_from": "2024-02-01"}),
        ("Ta pogodba velja do 31. 12. 2026.", SL, {"until": "2026-12-31"}),
        ("Овај колективни уговор ступа на снагу 1. јануара 2020. године.", CYRILLIC, {"in_force_from": "2020-01-01"}),
        (
            "Ovaj zakon stupa na snagu osmog dana od objavljivanja, a primenjuje se od 1. juna 2017. godine.",
            LATIN,
            {"applied_from": "2017-06-01"},
        ),
        ("Ta pogodba začne veljati takoj. Tarifni del pogodbe velja do 31. 12. 1994.", SL, {}),
        ("Zakon o delu iz prejšnjega odstavka je prenehal 1. 5. 2023.", SL, {}),
        ("Plače se od 1. 5. 2023 povečajo.", SL, {}),
    ],
)
def test_days_are_those_that_the_act_states_for_itself(line: str, language: Language, dates: dict[str, str]) -> None:
    found = proposals(["PRAVILNIK O DELU", ARTICLE[language.code], line], language)
    assert {f: found[f].value for f in ("in_force_from", "applied_from", "until") if f in found} == dates


def test_two_days_for_the_same_thing_are_none() -> None:
    lines = [
        "PRAVILNIK O DELU",
        "1. člen",
        "Ta pravilnik začne veljati dne 1. 2. 2024.",
        "Ta pravilnik začne veljati dne 1. 3. 2024.",
    ]
    assert "in_force_from" not in proposals(lines)
    assert "in_force_from" in proposals(lines[:3])


def test_a_consolidated_text_has_no_days_of_its_own() -> None:
    found = proposals(
        [
            "ZAKON",
            "o delu",
            "(neuradno prečiščeno besedilo št. 14)",
            "1. člen",
            "Ta zakon začne veljati dne 1. 2. 2024.",
        ]
    )
    assert found["text_state"].value == "consolidated" and "in_force_from" not in found


@pytest.mark.parametrize(
    ("line", "short", "basis"),
    [
        ("S Kolektivno pogodbo za obrt (v nadaljevanju: KPOB ali pogodba) urejata stranki", "KPOB", "words"),
        ("Kolektivna pogodba za obrt – KPO-2 (Uradni list RS, št. 1/23)", "KPO-2", "words"),
        ("Zveza obrtnikov (v nadaljevanju: ZOB) in sindikat", "KPO", "title"),
        ("Kolektivna pogodba za obrt (v nadaljevanju: pogodba)", "KPO", "title"),
    ],
)
def test_a_short_name_is_read_after_the_title_or_made_of_initials(line: str, short: str, basis: str) -> None:
    found = proposals(["1. Kolektivna pogodba za obrt, stran 1.", "1. člen", line])
    assert (found["short"].value, found["short"].basis) == (short, basis)


def test_a_name_that_another_has_gets_a_number() -> None:
    lines = ["ZAKON", "o upravnem sporu (ZUS)", "1. člen"]
    assert [proposals(lines)[f].value for f in ("short", "id")] == ["ZUS", "zus"]
    assert [proposals(lines, taken=("zus", "ZUS"))[f].value for f in ("short", "id")] == ["ZUS 2", "zus-2"]


def test_what_a_person_gives_comes_first_and_names_follow_it() -> None:
    found = proposals(["SPORAZUM O PLAČAH", "1. člen"], title="Kolektivna pogodba za banke", country="")
    assert (found["title"].value, found["title"].basis) == ("Kolektivna pogodba za banke", "given")
    assert (found["short"].value, found["id"].value) == ("KPB", "kpb")
    assert "country" not in found and "kind" not in found


def test_a_text_of_another_state_is_of_no_country_that_we_know() -> None:
    assert proposals(["ZAKON O RADU", "Službeni list Crne Gore", "Član 1."], LATIN).keys().isdisjoint({"country"})
    assert proposals(["ZAKON O RADU", "Član 1."], LATIN)["country"].value == "RS"


def test_a_document_that_says_nothing_gets_nothing_but_its_language() -> None:
    found = proposals(["Delavec ima pravico do odmora.", "Odmor traja 30 minut."])
    assert list(found) == ["country", "language", "script"]
    assert set(found) <= set(FIELDS)


def test_a_scan_is_told_by_the_marks_inside_its_words() -> None:
    assert scan_marks(document(["1. ¢len", "mati¢na §tevilka", "doloc¢eno", "skraj$ani", "¢as"]))
    assert not scan_marks(document(["glej § 5", "$ 100", "100 $", "§ 6 in § 7", "cena v $"]))


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["1. člen", "a.", "1914. Aneks št. 3 h Kolektivni pogodbi, stran 5412.", "1. člen", "b."], ["aneks-3"]),
        (["1. člen", "a.", "ANEKS št. 1", "1. člen", "b.", "ANEKS št. 2", "1. člen", "c."], ["aneks-1", "aneks-2"]),
        (["1. člen", "a.", "ANEKS", "1. člen", "b."], ["aneks-1"]),
        (["1. člen", "a.", "PRILOGA", "1. člen", "b."], []),
        (["ANEKS št. 1", "1. člen", "a.", "2. člen", "b."], []),
        (["1. člen", "Aneks velja.", "2. člen", "b."], []),
    ],
)
def test_an_annex_begins_where_the_articles_begin_anew(lines: list[str], labels: list[str]) -> None:
    assert [annex.label for annex in annexes_of(lines, "sl")] == labels
