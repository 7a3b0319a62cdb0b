"""Topics, Pack, Add, Quality and the answer rows: what they show, keep and hand over, in four writings."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from index import favourable
from index.binding import binding
from index.build import build
from index.export import export
from index.favourable import CAVEAT, SENTENCES, Favour
from index.knowledge import Topic
from index.knowledge_base import KnowledgeBase
from index.matrix import TopicRow
from index.mistakes import MistakeError, judge, mistakes, report_mistake
from index.results import Comparison, Row
from index.unanswered import SWITCH, impersonal, keep_question, unanswered
from ingest.quantities import quantities
from ingest.reading import read
from ingest.records import Agreement
from tests.test_ui import ASKED, HOSTILE, Page, article, drawn, hit_of, messages_raised
from ui.beside import beside_html, comparable, own
from ui.binding import given_of
from ui.entry import CHOICES, basis_html
from ui.errors import explained
from ui.matrix import matrix_html
from ui.packed import LONGEST_NOTE, Item, moved, pack_link, packed
from ui.refusals import REFUSALS
from ui.rows import rows_html
from ui.state import LONGEST_PACK, View, view_of
from ui.take_away import collected
from ui.value import values_html
from ui.warned import WARNED
from ui.words import LANGUAGES, Words

ROOT = Path(__file__).parent.parent
WORDS = {code: Words(language) for code, language in LANGUAGES.items()}
DAY = date(2026, 1, 21)


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of these tests alone: documents are added to it and taken out."""
    home = tmp_path_factory.mktemp("screens") / "index"
    build(home=home)
    return home


@pytest.fixture
def app(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(own_home))
    monkeypatch.delenv(SWITCH, raising=False)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


def shown(app: AppTest, **query: str | list[str]) -> str:
    """The HTML that the app draws at an address."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return drawn(app)


def items_of(app: AppTest) -> tuple[str, ...]:
    return view_of({n: v if isinstance(v, list) else [v] for n, v in app.query_params.items()}).items


@pytest.fixture
def serbian(kb: KnowledgeBase) -> Agreement:
    return kb.by_id["pku-sz"]


# Texts of documents are words, never markup


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("texts", ["", "Latn"])
def test_hostile_words_stay_words_in_rows_and_topics(serbian: Agreement, text: str, texts: str) -> None:
    hostile = replace(serbian, title=text, short=text)
    hit = replace(hit_of(hostile, article(hostile, text, heading=text)), condition=text, citation=text)
    hit = replace(hit, values=tuple(replace(q, of=text) for q in quantities("26% од основице", "sr")))
    rows = (Row(hostile, "uncertain", 0.9, hit), Row(hostile, "silent", 0.1, None))
    topic = Topic("t", "a", text, text, text, False, ())
    view = View(q=text, texts=texts, items=(text, f"q:{text}\n{text}"))
    question = replace(ASKED, text=text)
    for html in (
        rows_html(Comparison(question, rows), view, WORDS["sl"]),
        matrix_html([TopicRow(topic, rows[:1], Favour("better", "RS", ("pku-sz",)))], [], [hostile], view, WORDS["sl"]),
        pack_link(Item("question", text), view, WORDS["sl"]),
    ):
        page = Page(html)
        assert not page.tags & {"img", "script", "i", "iframe", "style"}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert all((value or "").startswith("?") for name, value in page.attributes if name == "href")


# Values and rows


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "at most 7 working days"),
        ("sl", "največ 7 delovnih dni"),
        ("sr", "највише 7 радних дана"),
        ("sr-Latn", "najviše 7 radnih dana"),
    ],
)
def test_values_speak_the_language_of_the_interface(kb: KnowledgeBase, code: str, said: str) -> None:
    law = kb.by_id["kpop"]
    values = quantities("največ 7 delovnih dni", "sl")
    hit = replace(hit_of(law, article(law, "besedilo")), values=values, limit=values[0])
    assert values_html(hit, View(code), WORDS[code]).count(said) == 2


def test_share_is_of_what_the_text_says_in_its_own_language(serbian: Agreement) -> None:
    values = quantities("26% од основице", "sr")
    hit = replace(hit_of(serbian, article(serbian, "26% од основице")), values=values)
    assert '<span lang="sr-Cyrl">основице</span>' in values_html(hit, View("en"), WORDS["en"])
    assert '<span lang="sr-Latn">osnovice</span>' in values_html(hit, View("en", texts="Latn"), WORDS["en"])


def test_rows_say_silence_doubt_and_missing_numbers(kb: KnowledgeBase) -> None:
    law, other = kb.by_id["kpop"], kb.by_id["kpzsv"]
    doubt = hit_of(other, article(other, "v skladu z zakonom"), "uncertain")
    rows = (Row(law, "silent", 0.1, None), Row(other, "uncertain", 0.5, doubt))
    words = Page(rows_html(Comparison(ASKED, rows), View(), WORDS["en"])).words
    assert "silent on this" in words and "≈ uncertain" in words and "no number in the text" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_leads_to_the_rows_first(app: AppTest, lang: str) -> None:
    html = shown(app, lang=lang, q="koliko dni dopusta za poroko")
    assert html.index('class="k-rows"') < html.index('class="k-hits"')
    head = html[html.index('class="k-rows"') : html.index('class="k-hits"')]
    assert head.count("<tr class=") == 4 and "at=kpop/45/2//1" in head


# Topics


@pytest.mark.parametrize(
    ("lang", "name", "silent"),
    [
        ("en", "leave for the worker&#x27;s wedding", "silent on this"),
        ("sl", "odsotnost zaradi sklenitve zakonske zveze", "o tem molči"),
        ("sr", "одсуство", "о томе ћути"),
        ("sr-Latn", "odsustvo", "o tome ćuti"),
    ],
)
def test_area_shows_values_places_and_silence(app: AppTest, lang: str, name: str, silent: str) -> None:
    html = shown(app, lang=lang, screen="topics", area="paid-leave")
    assert name in html and silent in html and "✓" in html
    assert "at=kpop/45/2//1" in html and "item=t%3Awedding-leave" in html


def test_filters_leave_topics_and_columns_out(app: AppTest) -> None:
    html = shown(app, lang="sl", screen="topics", find="POROK", agreement=["kpzsv"])
    assert html.count('scope="col"') == 2
    few = html.count('<th scope="row"')
    assert 0 < few < shown(app, lang="sl", screen="topics", area="all").count('<th scope="row"')
    assert "Nobena tema" in shown(app, lang="sl", screen="topics", find="xyzxyz")


def test_overview_leads_to_every_area_with_topics(app: AppTest, kb: KnowledgeBase) -> None:
    html = shown(app, lang="en", screen="topics")
    for area in {topic.area for topic in kb.knowledge.topics}:
        assert f"area={area}" in html


@pytest.mark.parametrize("find", ["godišnji odmor", "годишњи одмор", "letni dopust", "annual leave"])
def test_words_of_a_filter_may_stand_in_any_language(app: AppTest, find: str) -> None:
    assert '<th scope="row"' in shown(app, lang="en", screen="topics", find=find)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_better_value_is_marked_only_with_its_caveat(app: AppTest, kb: KnowledgeBase, lang: str) -> None:
    words = WORDS[lang].gettext
    marked = [row for row in kb.matrix.rows(area="paid-leave") if row.favour.better]
    html = unescape(shown(app, lang=lang, screen="topics", area="paid-leave"))
    assert html.count(f"▲ {words('better for the worker')}") == sum(len(row.favour.better) for row in marked) > 0
    assert html.count(words(CAVEAT)) == len(marked) + 1
    alone = unescape(shown(app, lang=lang, screen="topics", area="paid-leave", agreement="pku-sz"))
    assert "▲" not in alone and words(CAVEAT) not in alone


def test_every_reason_for_a_mark_or_none_has_its_words() -> None:
    notes = [value for name, value in vars(favourable).items() if name.endswith("_NOTE")]
    for sentence in (*SENTENCES.values(), *notes, CAVEAT):
        for code in ("sl", "sr"):
            assert WORDS[code].gettext(sentence) != sentence, sentence


# Does it bind me?


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_lead_to_findings_with_the_words_they_rest_on(app: AppTest, kb: KnowledgeBase, lang: str) -> None:
    told = ["country.SI", "activity.health", "role.worker"]
    html = unescape(shown(app, lang=lang, screen="binding", told=told))
    said = WORDS[lang].gettext
    findings = binding().findings(dict(answer.split(".") for answer in told))
    for verdict, sentence in (("yes", "It binds you"), ("no", "It does not bind you")):
        assert html.count(said(sentence) + "<") == sum(finding.verdict == verdict for finding in findings) > 0
    for finding in findings:
        for ground in finding.rule.grounds if finding.rule else ():
            assert ground.quote in html


def test_path_is_walked_by_its_address_and_unknown_stays_unknown(app: AppTest) -> None:
    assert "It binds you" not in shown(app, lang="en", screen="binding") and len(app.radio) == 1
    app.radio(key="told-country").set_value("unknown").run()
    assert app.query_params["told"] in ("country.unknown", ["country.unknown"])
    assert "It binds you" not in drawn(app) and "Not known" in drawn(app)
    app.radio(key="told-country").set_value("SI").run()
    app.radio(key="told-activity").set_value("other").run()
    assert not app.exception and "It does not bind you" in drawn(app)


def test_answers_that_no_question_has_are_as_if_they_were_not_there() -> None:
    told = ("country.XX", "nothing.SI", "role.worker", "activity.craft", "<b>")
    assert given_of(View(told=told), binding()) == {"role": "worker"}


# The pack


@pytest.mark.parametrize(
    "item",
    [
        Item("provision", "kpop/45/2//1@2023-06-14"),
        Item("question", "koliko dni & <b>?", "za seminar: člen = 45"),
        Item("topic", "wedding-leave", "ž" * 50),
    ],
)
def test_thing_of_a_pack_comes_back_from_the_address(item: Item) -> None:
    view = View("sl", "pack", items=(str(item), "kpop/1"))
    assert packed(view_of(parse_qs(view.link()[1:])).items)[0] == item


def test_pack_of_an_address_has_bounds() -> None:
    many = [f"kpop/{n}" for n in range(3 * LONGEST_PACK)]
    assert len(view_of({"item": many}).items) == LONGEST_PACK
    assert len(Item.of(f"kpop/1\n{'x' * 9999}").note) == LONGEST_NOTE
    assert pack_link(Item("topic", "t"), View(items=tuple(many[:LONGEST_PACK])), WORDS["en"]) == ""


def test_moving_keeps_every_thing() -> None:
    items = tuple("abcd")
    for number in range(4):
        for by in (-1, 1, 9):
            assert sorted(moved(items, number, by)) == sorted(items)
        if number:
            assert moved(moved(items, number, -1), number - 1, 1) == items


def test_pack_is_ordered_noted_and_emptied_by_its_address(app: AppTest) -> None:
    shown(app, lang="en", screen="pack", item=["kpop/45", "q:poroka", "t:wedding-leave"])
    app.button(key="move-2--1").click().run()
    assert items_of(app) == ("kpop/45", "t:wedding-leave", "q:poroka")
    app.text_input(key="note-0").set_value("for the  course").run()
    assert items_of(app)[0] == "kpop/45\nfor the course"
    app.button(key="drop-1").click().run()
    assert items_of(app) == ("kpop/45\nfor the course", "q:poroka") and not app.exception


def test_lost_things_are_said_and_can_be_taken_out(app: AppTest) -> None:
    html = shown(app, lang="en", screen="pack", item=["kpop/9999", "t:nothing", "q:za"])
    assert "no longer in the base" in html and not app.get("download_button")
    app.button(key="drop-0").click().run()
    assert items_of(app) == ("t:nothing", "q:za")


def words_of(data: bytes) -> str:
    """All words of a Word document."""
    document = docx.Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_pack_is_taken_away_in_its_order_with_its_notes(kb: KnowledgeBase) -> None:
    items = packed(["kpop/45\nread this", "zps-oa/26", "q:koliko dni dopusta za poroko", "t:wedding-leave"])
    taken = collected(items, kb, DAY)
    assert [section.note for section in taken.sections] == ["read this", "", "", ""]
    assert [bool(section.question) for section in taken.sections] == [False, False, True, False]
    book = openpyxl.load_workbook(BytesIO(export(taken, "xlsx", "sl").data))
    assert len(book.sheetnames) >= len(taken.sections)
    text = words_of(export(taken, "docx", "sr", "Latn").data)
    assert "read this" in text and "lastne poroke" in text


def test_provisions_lie_side_by_side_with_their_own_numbers_marked(app: AppTest) -> None:
    pair = ["kpop/45", "zps-oa/26"]
    html = shown(app, lang="sl", screen="pack", item=pair, beside=pair)
    assert '<mark class="k-only">7 delovnih dni</mark>' in html and '<mark class="k-only">sedem dni</mark>' in html
    assert "2 dni</mark>" not in html


def test_words_are_compared_where_texts_are_alike(kb: KnowledgeBase) -> None:
    unit = kb.unit("kpop/45")
    other = replace(unit, text=unit.text.replace("lastne poroke 1 dan", "lastne poroke 3 dni"))
    assert comparable(unit, other) and not comparable(unit, kb.unit("pku-sz/29"))
    assert [unit.text[slice(*span)] for span in own(unit, [other])] == ["1 dan"]
    assert own(unit, [unit]) == ()


def test_side_by_side_needs_existing_provisions(kb: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="9999"):
        beside_html(["kpop/45", "kpop/9999"], kb, View(), WORDS["en"])


# What is kept


def test_question_that_found_nothing_is_kept_without_persons(
    app: AppTest, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_home.parent / "questions-without-answer.jsonl"
    file.unlink(missing_ok=True)
    question = "kvantna kromodinamika po teoriji Ane Novak ana@primer.si 0311234567"
    assert "k-silent" in shown(app, lang="sl", q=question)
    app.run()
    shown(app, lang="sl", q=question, country="SI")
    assert [count for _, count in unanswered(file)] == [1]
    kept = file.read_text(encoding="utf-8")
    assert "kvantna kromodinamika" in kept and not re.search("Novak|primer|0311", kept)
    assert '<span lang="">kvantna kromodinamika' in shown(app, lang="en", screen="quality")
    monkeypatch.setenv(SWITCH, "off")
    keep_question(file, "še eno", "sl", DAY)
    assert len(unanswered(file)) == 1


@pytest.mark.parametrize("question", ["koliko dni dopusta po 12 letih", "колики је отказни рок", "how long is it"])
def test_ordinary_question_is_kept_as_it_is(question: str) -> None:
    assert impersonal(question) == question


def test_mistake_is_reported_and_judged(app: AppTest, own_home: Path) -> None:
    file = own_home.parent / "reports.jsonl"
    file.unlink(missing_ok=True)
    shown(app, lang="en", screen="report", at="kpop/45")
    app.text_area[0].set_value("The limit is <b>8</b> days")
    next(button for button in app.button if button.label == "Report").click().run()
    assert not app.exception and "Thank you" in drawn(app)
    (mistake,) = mistakes(file)
    assert (mistake.at, mistake.words, mistake.verdict) == ("kpop/45", "The limit is <b>8</b> days", "new")
    judge(file, mistake.id, "accepted")
    assert [m.verdict for m in mistakes(file)] == ["accepted"]
    assert "accepted" in shown(app, lang="en", screen="quality")
    with pytest.raises(MistakeError, match="nobody"):
        judge(file, "nobody", "declined")


@pytest.mark.parametrize(("words", "said"), [("  ", "Sporočilo je prazno"), ("x" * 2001, "2001 znakov")])
def test_report_without_or_with_too_many_words_is_refused(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(MistakeError) as refused:
        report_mistake(tmp_path / "r.jsonl", "kpop/45", "text", words, "s", DAY)
    assert said in explained(refused.value, WORDS["sl"])
    assert not mistakes(tmp_path / "r.jsonl")


def test_lines_that_somebody_broke_do_not_hide_the_others(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    report_mistake(file, "kpop/1", "nonsense", "first", "s", DAY)
    with file.open("a", encoding="utf-8") as out:
        out.write('not json\n[1]\n{"id": 3}\n\n' + json.dumps({"id": "gone", "verdict": "accepted"}) + "\n")
    report_mistake(file, "kpop/2", "text", "second", "s", DAY)
    assert [(m.about, m.words) for m in mistakes(file)] == [("other", "first"), ("text", "second")]


# Quality


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quality_shows_gaps_repairs_and_dangling_references(app: AppTest, kb: KnowledgeBase, lang: str) -> None:
    words = Page(shown(app, lang=lang, screen="quality")).words
    gap = next(report for report in kb.reports if report.gaps).gaps[0]
    assert gap in words
    for link in kb.law.links:
        if link.leads_nowhere and link.source.agreement == "kpzsv":
            assert link.reference.words in words
    assert (lang == "en") == ("blank lines ×" in words)


# Adding documents

RULEBOOK = """Pravilnik o delu na domu

1. člen
(namen <img src=x onerror=alert(1)>)
(1) Ta pravilnik ureja delo na domu pri delodajalcu Primer d. o. o.

2. člen
(nadomestilo)
(1) Delavcu, ki dela na domu, pripada nadomestilo za uporabo lastnih sredstev v višini 2,50 EUR na dan.
"""


def test_document_is_looked_at_corrected_kept_asked_and_removed(app: AppTest) -> None:
    shown(app, lang="en", screen="add")
    app.file_uploader[0].upload("../../pravilnik.pdf", RULEBOOK.encode(), "application/pdf").run()
    html = drawn(app)
    assert "TXT" in html and "Slovenian" in html and "&lt;img" in html and "<img" not in html
    next(field for field in app.text_input if field.label.startswith("Short name")).set_value("PDD")
    next(button for button in app.button if button.label == "Read again with these").click().run()
    app.button(key="keep").click().run()
    assert not app.exception and "Kept: Pravilnik o delu na domu" in drawn(app)
    asked = shown(app, lang="en", q="nadomestilo za delo na domu in uporabo lastnih sredstev")
    assert "at=pdd/2" in asked and "<img" not in asked
    shown(app, lang="en", screen="add")
    app.checkbox(key="sure-pdd").check().run()
    app.button(key="remove-pdd").click().run()
    assert "Removed: Pravilnik" in drawn(app)
    assert "at=pdd/2" not in shown(app, lang="en", q="nadomestilo za delo na domu in uporabo lastnih sredstev")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "collective agreement; Slovenia; Slovenian; clean copy of the issuer; 1 May 2023; no"),
        ("sl", "kolektivna pogodba; Slovenija; slovensko; čistopis izdajatelja; 1. 5. 2023; ne"),
        ("sr", "колективни уговор; Словенија; словеначки; чистопис издаваоца; 1. 5. 2023.; не"),
        ("sr-Latn", "kolektivni ugovor; Slovenija; slovenački; čistopis izdavaoca; 1. 5. 2023.; ne"),
    ],
)
def test_proposed_values_are_said_in_the_words_of_the_reader(tmp_path: Path, code: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("Kolektivna pogodba za mizarje\n(čistopis)\n\n1. člen\nDelavec dela.\n", "utf-8")
    reading = read(tmp_path / "a.txt", given={"in_force_from": "2023-05-01", "scanned": "no"})
    html = basis_html(reading, Words(LANGUAGES[code]))
    assert set(said.split("; ")) <= set(re.findall("<b>(.*?)</b>", html))
    assert "<b lang=sl>Kolektivna pogodba za mizarje</b>" in html
    assert not re.search(">(?:agreement|čistopis|SI|sl|2023-05-01)<", html)


def test_everything_that_can_be_proposed_can_be_chosen() -> None:
    proposed = tomllib.loads((ROOT / "corpus" / "proposals.toml").read_text(encoding="utf-8"))
    assert {*proposed["kinds"]} <= {*CHOICES["kind"]} and {*proposed["states"]} <= {*CHOICES["text_state"]}
    assert {proposed["countries"][code] for code in CHOICES["language"]} <= {*CHOICES["country"]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "te oblike ni mogoče prebrati"),
        (b"PK\x03\x04 cut off", "okrnjena ali poškodovana"),
        (b"The worker is entitled to two days of paid leave for a wedding. " * 40, "ne slovensko ne srbsko"),
        (b"   \n", "okrnjena ali poškodovana"),
    ],
)
def test_bad_document_is_refused_in_one_sentence(app: AppTest, data: bytes, said: str) -> None:
    shown(app, lang="sl", screen="add")
    app.file_uploader[0].upload("a.docx", data, "application/octet-stream").run()
    assert not app.exception
    html = unescape(drawn(app))
    assert said in html and 'role="alert"' in html and "Traceback" not in html


def messages_of(room: str) -> Iterator[str]:
    for file in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)


def test_every_refusal_that_is_translated_is_one_that_is_raised() -> None:
    raised = [*messages_of("ingest"), *messages_raised()]
    for message in (*REFUSALS, *WARNED):
        parts = [re.escape(part) for part in re.split(r"\{\w+\}", message)]
        assert any(re.fullmatch("(?s:.*)".join(parts), text) for text in raised), message
