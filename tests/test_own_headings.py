"""A document whose articles begin in a manner of their own is split by one line that a person gives as an example."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.add import added, examine, keep
from index.added import READ_ONLY, SETTING
from index.build import build
from index.cite import FORMS, brief_citation
from index.cli import main
from index.knowledge_base import KnowledgeBase
from ingest.corpus import CORPUS, read_corpus
from ingest.example import example_of
from ingest.headings import grammar
from ingest.load import load
from ingest.repair import repair
from ingest.split import split
from tests.builders import agreement
from tests.conftest import write_corpus
from tests.rendering import as_pdf
from tests.test_ui import drawn

ROOT = Path(__file__).parent.parent
CORPUS_TEXT = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"


@pytest.fixture(autouse=True)
def beside_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.delenv(READ_ONLY, raising=False)


@pytest.mark.parametrize(
    ("example", "opens", "text"),
    [
        ("§ 12", {"§ 3": "3", "§7.": "7", "§ 12 a": "12a"}, ["§ 3 določa, da", "po § 3", "12. člen", "§ 3 Odmor"]),
        ("§ 5 – Odmor", {"§ 6 – Letni dopust": "6", "§ 7": "7"}, ["§ 6 določa dopust", "§ 6 Dopust je plačan."]),
        ("12. točka", {"3. TOČKA": "3", "3.a točka": "3a"}, ["3. točka določa", "iz 3. točke", "3. člen"]),
        ("12. člen (dopust)", {"3. člen (odmor)": "3", "4. člen": "4"}, ["4. člen določa dopust"]),
        ("Točka 3.", {"TOČKA 4": "4", "Točka 11.": "11"}, ["Točka 4. določa dopust.", "Točke 4"]),
        ("3. Letni dopust", {"12. Delovni čas": "12"}, ["3. prva alineja", "3. Dopust je plačan.", "3 Letni dopust"]),
        ("Čl. 4: odmor", {"Čl. 12: delovni čas": "12"}, ["Čl. 12, Čl. 13;"]),
        ("Člen IV", {"ČLEN XIV": "14", "Člen IX.": "9"}, ["Člen 4", "Člen IV določa"]),
        ("Тачка 3.", {"ТАЧКА 4": "4", "Tačka 5.": "5", "Тачка 6а": "6a"}, ["из тачке 4.", "Члан 4."]),
        ("[7]", {"[12]": "12"}, ["7", "(7)"]),
    ],
)
def test_an_example_tells_which_lines_open_an_article(example: str, opens: dict[str, str], text: list[str]) -> None:
    words = grammar("sr" if "Т" in example else "sl", example)
    assert words.article_label(example) is not None
    assert {line: words.article_label(line) for line in opens} == opens
    assert not [line for line in text if words.article_label(line)]


def test_a_heading_on_the_same_line_is_the_heading_of_the_article() -> None:
    text = "Pravila veljajo.\n§ 1 Namen\nTa pravila urejajo delo.\n§ 2 (dopust)\nDelavec ima dopust.\n§ 3\nKonec.\n"
    units = split(text, agreement(article="§ 9 Odmor"), lambda start, end: (start, end))
    assert [(unit.label, unit.heading) for unit in units] == [
        ("preambula", ""), ("1", "Namen"), ("2", "dopust"), ("3", ""),
    ]  # fmt: skip
    assert "".join(unit.text for unit in units) == text


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_the_usual_line_as_an_example_splits_as_usual(number: int) -> None:
    source = read_corpus()[number]
    usual = source.agreement
    line = "5. člen" if usual.language == "sl" else "Члан 5."
    document = load(CORPUS / "sources" / usual.file)
    repaired = repair(document, language=usual.language, scanned=usual.scanned, article=line)
    given = agreement(**{name: getattr(usual, name) for name in usual.__dataclass_fields__ if name != "article"},
                      article=line)  # fmt: skip
    units = split(repaired.text, given, repaired.original_span)
    assert [unit.label for unit in units] == [unit.label for unit in source.units]


@pytest.mark.parametrize("line", ["Paragraf", "", "člen brez številke"])
def test_an_example_without_a_number_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="has no number"):
        example_of(line)


RULES = """PRAVILNIK
o delu v čebelarskih zadrugah
§ 1
Ta pravilnik velja za delavce čebelarskih zadrug in ureja njihove pravice ter
obveznosti pri delu s panji
§ 2
Delavec ima ob lastni poroki pravico do šestih dni plačane odsotnosti z dela.
- prvi dan na dan poroke,
- ostale dni v enem letu.
§ 3
Zadruga zagotovi delavcu zaščitno obleko in rokavice za delo pri panjih."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    build(write_corpus(tmp_path / "corpus", a=CORPUS_TEXT), tmp_path / "base" / "index")
    return tmp_path / "base" / "index"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "pravila.txt"
    file.write_text(RULES, encoding="utf-8")
    return file


def test_it_is_kept_found_cited_and_split_alike_after_a_rebuild(tmp_path: Path, small: Path, rules: Path) -> None:
    corpus = tmp_path / "corpus"
    assert not examine(rules, corpus=corpus, home=small).provisions
    reading = examine(rules, {"article": "§ 2", "short": "PČZ"}, corpus=corpus, home=small)
    assert reading.source.report.articles == ("1", "2", "3")
    keep(rules, reading, corpus, small)
    rules.unlink()
    write_corpus(corpus, a=CORPUS_TEXT.replace("40", "36"))
    build(corpus, small)
    kb = KnowledgeBase.open(small)
    assert added(small)[0].article == "§ 2"
    hit = kb.search("zaščitno obleko in rokavice za delo pri panjih").hits[0]
    assert (hit.unit.address, hit.citation) == ("pcz/3", "§ 3 PČZ")
    assert kb.unit("pcz/1").text.count("\n") == 2  # its broken line was joined, its heading was not


@pytest.mark.parametrize(
    ("form", "cited"),
    [
        ("sl", "prva alineja prvega odstavka § 2 PČZ"),
        ("sl-short", "1. al. 1. odst. § 2 PČZ"),
        ("slash", "PČZ 2/1-1"),
        ("en", "§ 2(1), first indent, PČZ"),
        ("sr-Latn", "§ 2 stav 1. alineja 1. PČZ"),
    ],
)
def test_citations_say_what_the_document_says(form: str, cited: str) -> None:
    own = agreement(short="PČZ", article="§ 2")
    unit = split("§ 2\n(1) Delavec:\n- prvi dan,\n(2) Drugo.\n", own, lambda start, end: (start, end))[0]
    assert brief_citation(own, unit, "1", "1", form=next(known for known in FORMS if known == form)) == cited


def test_lines_of_a_pdf_that_repeat_but_for_their_number_are_no_running_heads(tmp_path: Path, small: Path) -> None:
    file = tmp_path / "pravila.pdf"
    body = "Delavec ima pravico do odmora, ki traja trideset minut, in se mu všteva v delovni čas. " * 32
    lines = ["PRAVILNIK o delu", *(line for n in range(1, 9) for line in (f"Paragraf {n}", body))]
    file.write_bytes(as_pdf(lines))
    reading = examine(file, {"article": "Paragraf 3"}, corpus=tmp_path / "corpus", home=small)
    assert reading.source.report.articles == tuple("12345678")


def test_the_command_takes_an_example_and_says_what_is_wrong_with_one(
    small: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(line: str) -> tuple[int, str, str]:
        code = main(["add", str(rules), "--article", line, "--json", "--index", str(small)])
        out, err = capsys.readouterr()
        return code, out, err

    code, out, _ = told("§ 1")
    shown = json.loads(out)
    assert code == 0 and shown["articles"] == ["1", "2", "3"] and shown["obstacle"] == ""
    assert {"field": "article", "value": "§ 1", "basis": "given", "quote": ""} in shown["proposed"]
    for line, said in (("Paragraf", 'article: "Paragraf" has no number'), ("Točka 3.", "no line begins like")):
        code, out, err = told(line)
        assert (code, out, err.count("\n")) == (1, "", 1) and said in err


@pytest.fixture
def app(small: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(small))
    started = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    started.query_params["lang"], started.query_params["screen"] = "sl", "add"
    return started.run()


def with_example(app: AppTest, line: str) -> str:
    """What the Add screen says after an example was given."""
    next(field for field in app.text_input if field.label.startswith("Kako se začne člen")).set_value(line)
    next(button for button in app.button if button.label == "Preberi znova s temi podatki").click().run()
    assert not app.exception
    return unescape(drawn(app))


def test_the_app_splits_by_the_example_at_once_and_survives_a_wrong_one(app: AppTest) -> None:
    app.file_uploader[0].upload("pravila.txt", RULES.encode(), "text/plain").run()
    assert "ni najden noben člen" in unescape(drawn(app))
    assert "ni številke" in with_example(app, "Paragraf")
    assert "se ne začne kot »Točka 3.«" in with_example(app, "Točka 3.")
    html = with_example(app, "§ 2")
    assert "<b>3</b> " in html and "ni najden noben člen" not in html
    app.button(key="keep").click().run()
    assert not app.exception and "Shranjeno" in drawn(app)


def test_a_read_only_app_offers_neither_adding_nor_removing_but_reports(
    app: AppTest, small: Path, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(rules, examine(rules, {"article": "§ 2"}, corpus=tmp_path / "corpus", home=small), tmp_path / "corpus", small)
    app.run()
    assert app.file_uploader and [button for button in app.button if button.label == "Odstrani"]
    monkeypatch.setenv(READ_ONLY, "on")
    app.run()
    assert not app.exception and not app.file_uploader
    assert not [button for button in app.button if button.label == "Odstrani"] and not app.checkbox
    html = unescape(drawn(app))
    assert "Dokumentov tu ni mogoče dodajati ali odstranjevati" in html and "čebelarskih zadrugah" in html
    app.query_params["screen"], app.query_params["at"] = "report", "a/1"
    app.run()
    app.text_area[0].set_value("Naslov je napačen.")
    next(button for button in app.button if button.label == "Sporoči").click().run()
    assert not app.exception and "Hvala" in drawn(app)
    monkeypatch.setenv(READ_ONLY, "off")
    app.query_params["screen"] = "add"
    assert app.run().file_uploader
