"""Documents to take away: opened again, they hold the same rows, as numbers, links and footnotes, in each language."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from string import Formatter
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import docx
import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from docx.document import Document
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from index.cite import citation
from index.cli import main
from index.export import FORMATS, Collection, Exported, export, file_name, of_comparison, of_topics, of_units, to_frame
from index.export import together as joined
from index.exports.collection import Section
from index.exports.flat import COLUMNS
from index.exports.permalink import BASE
from index.exports.printer import NOTICE, UNCHECKED, table
from index.exports.words import Words
from index.knowledge import Topic
from index.knowledge_base import KnowledgeBase
from index.results import Hit, Row, Span, Verdict
from index.states import CAUTIONS, SENTENCES, Caution, Standing
from ingest.measures import Bound, measures
from ingest.quantities import quantities
from ingest.records import Agreement, Block, End, Gazette, Ground, Unit
from tests.builders import agreement, unit
from ui.state import view_of

PROJECT = Path(__file__).parent.parent
WRITINGS = (("en", ""), ("sl", ""), ("sr", "Cyrl"), ("sr", "Latn"))
DAY = date(2026, 1, 21)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CYRILLIC = re.compile("[Ѐ-ӿ]")

GAZETTE = Gazette("Uradni list RS", "46/23", url="https://www.uradni-list.si/vsebina/2023-01-1364")
SLOVENIAN = agreement("kpx", title="Kolektivna pogodba <b>& obrt", short="KPX", published=(GAZETTE,))
SERBIAN = agreement(
    "pku", "sr", title="Посебан колективни уговор", short="ПКУ", country="RS", script="Cyrl",
    until=End(date(2019, 1, 31), "the term ran out"),
)  # fmt: skip
SILENT = agreement("kpy", title="Kolektivna pogodba dejavnosti", short="KPY")
EXPIRED = Standing(
    "expired",
    Ground("register", ""),
    until=date(2019, 1, 31),
    warnings=(Caution("superseded according to", (("what", "нови уговор"),)),),
)


def provision(of: Agreement, text: str, label: str = "45", **fields: object) -> Unit:
    """A unit of an agreement with one paragraph."""
    given = {"agreement": of.id, "language": of.language, "script": of.script}
    return unit(text, label, blocks=(Block("paragraph", (0, len(text)), "1"),), **(given | fields))


def hit(of: Agreement, text: str, standing: Standing | None = None, span: Span | None = None, **fields: Any) -> Hit:
    """A hit on a whole unit, or on a part of it, with all quantities of its words."""
    heading = fields.pop("heading", "")
    here: Unit = fields.pop("unit", None) or provision(of, text, heading=heading)
    start, end = span or (0, len(text))
    given: dict[str, Any] = {
        "agreement": of, "unit": here, "paragraph": "", "point": "", "span": (start, end), "score": 1.0,
        "verdict": "found", "citation": citation(of, here), "marks": (),
        "standing": standing or Standing("in force", Ground("register", "")),
        "values": quantities(text[start:end], of.language), "certain": True,
    }  # fmt: skip
    return Hit(**(given | fields))


def row(answer: Hit, *others: Hit) -> Row:
    return Row(answer.agreement, answer.verdict, answer.score, answer, others)


def topic(id: str = "wedding", checked: bool = True) -> Topic:
    return Topic(id, "paid-leave", f"dopust {id}", f"одсуство {id}", f"leave {id}", checked, ())


def wedding() -> Collection:
    """Four rows: two values with a limit and a condition, a Serbian one, a silent one, one without a number."""
    slovenian = hit(
        SLOVENIAN,
        "Delavcu pripada najmanj 1,5 dneva in 1.037 EUR.",
        heading="odsotnost",
        limit=quantities("največ 7 delovnih dni", "sl")[0],
        condition="če je zaposlen eno leto",
    )
    rows = (
        row(slovenian, hit(SLOVENIAN, "Glej tudi 2 dni.", unit=provision(SLOVENIAN, "Glej tudi 2 dni.", "46"))),
        row(hit(SERBIAN, "Склапање брака – пет радних дана", EXPIRED)),
        Row(SILENT, "silent", 0.0, None),
        row(hit(SLOVENIAN, "V skladu z zakonom.")),
    )
    return Collection(DAY, (Section(rows, "koliko dni za poroko?"),))


def made(collection: Collection, format: str, language: str = "en", script: str = "", **given: Any) -> bytes:
    return export(collection, format, language, script, **given).data


def word(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def excel(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def page(data: bytes) -> BeautifulSoup:
    return BeautifulSoup(data, "html.parser")


def notes(data: bytes) -> dict[str, ElementTree.Element]:
    """The footnotes of a Word file by their ids."""
    root = ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/footnotes.xml"))
    return {note.attrib[f"{W}id"]: note for note in root.iter(f"{W}footnote")}


def words_of(element: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def all_text(data: bytes, format: str) -> str:
    """Every word that a reader of the document can meet."""
    if format == "docx":
        files = zipfile.ZipFile(BytesIO(data))
        parts = ["document", "footnotes", "footer1"]
        found = [words_of(ElementTree.fromstring(files.read(f"word/{part}.xml"))) for part in parts]
        links = (
            files.read("word/_rels/document.xml.rels").decode() + files.read("word/_rels/footnotes.xml.rels").decode()
        )
        return "\n".join(found) + links.replace("&amp;", "&")
    if format == "xlsx":
        return "\n".join(str(c.value) for sheet in excel(data) for line in sheet for c in line if c.value is not None)
    if format == "html":
        return page(data).get_text(" ") + " ".join(a["href"] for a in page(data).find_all("a"))  # type: ignore[misc]
    return data.decode("utf-8-sig")


def first(line: Tag, selector: str) -> str:
    """The words of the first element that fits; "": there is none."""
    found = line.select_one(selector)
    return found.text if found else ""


def columns(sheet: Worksheet) -> dict[str, int]:
    """The number of each column by its heading."""
    return {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}


def flat_rows(data: bytes, format: str) -> list[tuple[str, str, str]]:
    """Agreement, quotation and citation of each row, as a format has them."""
    if format == "json":
        return [
            (r["short"], r["quote"] or "", r["citation"] or "") for s in json.loads(data)["sections"] for r in s["rows"]
        ]
    if format == "csv":
        lines = csv.DictReader(StringIO(data.decode("utf-8-sig")))
        return [(r["Agreement"], r["Quotation"], r["Citation"]) for r in lines]
    if format == "xlsx":
        found = []
        for sheet in excel(data).worksheets[:-1]:
            names = [c.value for c in sheet[1]]
            at = [names.index(name) for name in ("Agreement", "Quotation", "Citation")]
            found += [tuple(str(line[n].value or "") for n in at) for line in sheet.iter_rows(min_row=2)]
        return found  # type: ignore[return-value]
    if format == "html":
        return [
            (first(line, "th > p"), first(line, "blockquote"), first(line, "td:last-child a"))
            for line in page(data).select("tbody tr")
        ]
    return list(_of_word(data))


def _of_word(data: bytes) -> Iterator[tuple[str, str, str]]:
    foot = notes(data)
    for printed in word(data).tables:
        for line in printed.rows[1:]:
            name, _, quotation = line.cells
            marks = [m.get(f"{W}id") for m in quotation._tc.iter(f"{W}footnoteReference")]
            cited = words_of(next(foot[marks[0]].iter(f"{W}hyperlink"))) if marks else ""
            yield name.paragraphs[0].text, quotation.paragraphs[-1].text, cited


def test_the_same_collection_has_the_same_rows_in_every_format() -> None:
    expected = [
        (e.agreement, e.quote, e.citation) for g in table(wedding(), Words("en")).groups for e in g.entries
    ]  # fmt: skip
    assert [name for name, _, _ in expected] == ["KPX", "PKU", "KPY", "KPX"]
    assert expected[0][2] == "Article 45, KPX (Uradni list RS, No 46/23)"
    for format in FORMATS:
        rows = flat_rows(made(wedding(), format), format)
        # A table of plain cells has one row a value: the first agreement gives two.
        assert list(dict.fromkeys(rows)) == expected, format


def test_numbers_are_numbers_with_their_unit_and_bound() -> None:
    sheet = excel(made(wedding(), "xlsx", "sl")).worksheets[0]
    column = columns(sheet)
    seen = [tuple(sheet.cell(n, column[h]).value for h in ("Vrednost", "Enota", "Meja", "Omejitev")) for n in (2, 3, 4)]
    assert seen == [(1.5, "dni", "najmanj", 7), (1037, "EUR", None, 7), (5, "delovnih dni", None, None)]
    frame = pd.read_csv(BytesIO(made(wedding(), "csv", "sl")), sep=";", decimal=",", encoding="utf-8-sig")
    assert frame["Vrednost"].dropna().tolist() == [1.5, 1037.0, 5.0]
    values = [v for r in json.loads(made(wedding(), "json"))["sections"][0]["rows"] for v in r["values"]]
    assert [(v["value"], v["unit"], v["bound"]) for v in values][:2] == [
        (1.5, "day", "at least"),
        (1037, "EUR", "exact"),
    ]


def test_a_data_frame_has_a_row_a_value_and_none_is_left_out() -> None:
    frame = to_frame(wedding(), "sr", "Latn")
    assert list(frame.columns) == list(COLUMNS)
    assert frame["agreement"].tolist() == ["KPX", "KPX", "PKU", "KPY", "KPX"]
    assert frame["value"].dtype == float and frame["value"].dropna().tolist() == [1.5, 1037.0, 5.0]
    assert frame["as_of"].dt.date.tolist() == [DAY] * 5
    assert frame["state"].tolist() == ["nađeno", "nađeno", "nađeno", "ne uređuje", "nađeno"]


def test_footnotes_of_word_are_real_and_lead_to_the_sources() -> None:
    data = made(wedding(), "docx", base="https://k.example/")
    files = zipfile.ZipFile(BytesIO(data))
    assert b"/word/footnotes.xml" in files.read("[Content_Types].xml")
    body = ElementTree.fromstring(files.read("word/document.xml"))
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    foot = notes(data)
    assert marks == ["1", "2", "3"] and set(foot) == {"-1", "0", *marks}
    assert [foot[n].get(f"{W}type") for n in ("-1", "0", "1")] == ["separator", "continuationSeparator", None]
    settings = ElementTree.fromstring(files.read("word/settings.xml"))
    assert [n.get(f"{W}id") for n in settings.findall(f"{W}footnotePr/*")] == ["-1", "0"]
    assert words_of(foot["1"]).strip().startswith("Article 45")
    assert "See also: Article 46" in words_of(foot["1"])
    targets = files.read("word/_rels/footnotes.xml.rels").decode()
    assert "https://k.example/?lang=en" in targets and GAZETTE.url in targets
    styles = {s.get(f"{W}styleId") for s in ElementTree.fromstring(files.read("word/styles.xml")).iter(f"{W}style")}
    used = {s.get(f"{W}val") for note in foot.values() for tag in ("rStyle", "pStyle") for s in note.iter(f"{W}{tag}")}
    assert used and used <= styles


def test_word_marks_the_language_of_every_quotation() -> None:
    body = ElementTree.fromstring(zipfile.ZipFile(BytesIO(made(wedding(), "docx", "en"))).read("word/document.xml"))
    runs = [(words_of(run), run.find(f"{W}rPr/{W}lang")) for run in body.iter(f"{W}r")]
    marked = {text: mark.get(f"{W}val") for text, mark in runs if mark is not None}
    assert marked["Склапање брака – пет радних дана"] == "sr-Cyrl-RS" and marked["odsotnost"] == "sl-SI"
    assert word(made(wedding(), "docx", "sr", "Latn")).core_properties.language == "sr-Latn"


def test_a_workbook_has_a_sheet_a_topic_with_links_and_a_fixed_heading() -> None:
    rows = wedding().sections[0].rows
    topics = [
        topic("wedding"),
        topic("a/b: [very] long? name of a topic*"),
        topic("a/b: [very] long? name of a topic "),
    ]
    book = excel(made(Collection(DAY, tuple(Section(rows, topic=t) for t in topics)), "xlsx"))
    names = book.sheetnames
    assert names[0] == "leave wedding" and names[-1] == "About this document" and len(names) == 4
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\\") for name in names)
    sheet = book.worksheets[0]
    column = columns(sheet)
    cited, published = sheet.cell(2, column["Citation"]), sheet.cell(2, column["Published"])
    assert sheet.freeze_panes == "C2" and sheet.print_title_rows == "$1:$1"
    assert cited.hyperlink
    assert str(cited.hyperlink.target).startswith(f"{BASE}?lang=en&screen=read&at=kpx/45")
    assert published.hyperlink and published.hyperlink.target == GAZETTE.url
    assert sheet.column_dimensions[get_column_letter(column["Citation"])].width > 40


@pytest.mark.parametrize("first", ["=1+1", "+A1", "- prva alineja", "@SUM(A1)", "\t=1", "＝1+1"])
def test_no_text_of_a_source_becomes_a_formula(first: str) -> None:
    answer = hit(SLOVENIAN, f"{first} 3 dni", condition=f"{first}", heading=f"{first} a")
    spread = Collection(DAY, (Section((row(answer),), f"{first} poroka"),))
    cells = [cell for sheet in excel(made(spread, "xlsx")) for line in sheet for cell in line if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@\t＝")
    fields = [f for line in csv.reader(StringIO(made(spread, "csv").decode("utf-8-sig"))) for f in line if f]
    assert not [f for f in fields if f[0] in "=+-@\t\r＝＋－＠"]
    assert json.loads(made(spread, "json"))["sections"][0]["title"] == f"{first} poroka"  # programs get it as it is


def test_a_printed_page_escapes_everything_and_fetches_nothing() -> None:
    evil = '<script>alert(1)</script> "3 dni" & <img src=x onerror=alert(1)>'
    answer = hit(SLOVENIAN, evil, heading=evil, condition=evil)
    data = made(Collection(DAY, (Section((row(answer),), evil, note=evil),)), "html")
    soup = page(data)
    assert not soup.find_all(["script", "img", "link", "iframe"]) and b"<script" not in data
    assert soup.blockquote and soup.blockquote.text == evil and soup.h1 and soup.h1.text == evil
    assert "@media print" in data.decode() and "default-src 'none'" in data.decode()
    assert {urlsplit(str(a["href"])).scheme for a in soup.find_all("a")} == {"http", "https"}


def test_a_printed_page_says_in_which_language_each_quotation_is() -> None:
    for (language, script), expected in {
        ("en", ""): ["sl", "sr-Cyrl", "sl"],
        ("en", "Latn"): ["sl", "sr-Latn", "sl"],
        ("sl", ""): [None, "sr-Cyrl", None],
        ("sr", ""): ["sl", None, "sl"],
        ("sr", "Latn"): ["sl", None, "sl"],
    }.items():
        soup = page(made(wedding(), "html", language, script))
        assert [quote.get("lang") for quote in soup.find_all("blockquote")] == expected, (language, script)
        assert soup.html and soup.html["lang"] == Words(language, script).lang


@pytest.mark.parametrize(("language", "script"), WRITINGS)
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_its_day_standing_warnings_nature_and_address(
    format: str, language: str, script: str
) -> None:
    of = table(wedding(), Words(language, script))
    text = all_text(made(wedding(), format, language, script), format)
    expired = of.groups[0].entries[1]
    assert of.notice in text
    assert (of.as_of if format in ("docx", "html") else "2026-01-21") in text
    assert expired.standing in text and "2019" in expired.standing
    assert len(expired.warnings) == 1 and expired.warnings[0] in text
    assert expired.citation in text and expired.permalink in text
    if format in ("docx", "html", "json"):
        assert of.permalink in text and of.writing in text


@pytest.mark.parametrize("format", FORMATS)
def test_latin_letters_are_latin_throughout(format: str) -> None:
    assert not CYRILLIC.search(all_text(made(wedding(), format, "sr", "Latn"), format))
    assert CYRILLIC.search(all_text(made(wedding(), format, "sr", "Cyrl"), format))


def test_each_language_has_its_words_and_its_manner_of_citing() -> None:
    said = {}
    for language, script in WRITINGS:
        entry = table(wedding(), Words(language, script)).groups[0].entries[1]
        said[language, script] = (entry.amounts[0].said, entry.citation, entry.standing.replace("\u00a0", " "))
    assert said == {
        ("en", ""): ("5 working days", "Article 45, PKU", "Expired: in force until 31 January 2019."),
        ("sl", ""): ("5 delovnih dni", "45. člen PKU", "Ne velja več: v veljavi do 31. 1. 2019."),
        ("sr", "Cyrl"): ("5 радних дана", "члан 45. ПКУ", "Више не важи: на снази до 31. 1. 2019."),
        ("sr", "Latn"): ("5 radnih dana", "član 45. PKU", "Više ne važi: na snazi do 31. 1. 2019."),
    }
    short = table(wedding(), Words("sl"), "sl-short").groups[0].entries[0].citation
    assert short == "45. čl. KPX"


def test_what_is_missing_is_said_and_what_is_many_is_not_guessed() -> None:
    several = hit(SLOVENIAN, "1 dan, 2 dni, 3 dni, 4 dni")
    unsure = hit(SLOVENIAN, "Pripada mu 1 dan ali 2 dni.", values=())
    doubtful = hit(SLOVENIAN, "2 dni", verdict="uncertain")
    rows = (*wedding().sections[0].rows, row(several), row(unsure), row(doubtful))
    printed = page(made(Collection(DAY, (Section(rows),)), "html"))
    answers = [cell.get_text(" ") for cell in printed.select("tbody tr > td:nth-of-type(1)")]
    assert answers[0].startswith("at least 1.5 days") and "in all at most 7 working days" in answers[0]
    assert "Condition: če je zaposlen eno leto" in answers[0]
    assert [answer.partition(":")[0] for answer in answers[2:6]] == [
        "This agreement is silent", "no number in the text", "several values", "no number is certain",
    ]  # fmt: skip
    assert "Uncertain: this may not answer" in answers[6]


def test_an_item_of_a_list_keeps_the_sentence_that_it_continues(kb: KnowledgeBase) -> None:
    entry = table(of_units(kb, ["kpop/45/2/1"], DAY), Words("en")).groups[0].entries[0]
    assert (entry.lead[:32], entry.quote) == ("(2) Plačana odsotnost znaša za p", "- lastne poroke 1 dan,")


def test_the_wedding_leave_of_four_agreements(kb: KnowledgeBase) -> None:
    frame = to_frame(of_topics(kb, ["wedding-leave"], DAY))
    assert list(zip(frame["value_in_words"], frame["limit_in_words"], strict=True)) == [
        ("1 day", "at most 7 working days per year"),
        ("2 days", "at most 7 days per year"),
        ("3 days", "at most 7 working days per year"),
        ("5 working days", "at most 10 working days"),
    ]
    silent = to_frame(of_topics(kb, ["child-wedding-leave"], DAY))
    assert silent["state"].tolist() == ["silent", "silent", "found", "found"]


def test_provisions_are_taken_as_of_their_day(kb: KnowledgeBase) -> None:
    old, new = (to_frame(of_units(kb, ["kpop/64"], day))["value"].dropna().tolist() for day in (date(2023, 6, 1), DAY))
    assert old != new
    assert to_frame(of_units(kb, ["kpop/64@2023-06-01"], DAY))["value"].dropna().tolist() == old


def test_permalinks_open_in_the_app(kb: KnowledgeBase) -> None:
    def view(address: str) -> Any:
        return view_of(parse_qs(urlsplit(address).query))

    asked = of_comparison(kb.compare("poroka", ["kpop"], day=DAY), DAY, ["kpop"], "SI")
    shown = view(table(asked, Words("sr", "Latn")).permalink)
    assert (shown.lang, shown.screen, shown.q, shown.agreements, shown.country, shown.texts, shown.day) == (
        "sr-Latn", "compare", "poroka", ("kpop",), "SI", "Latn", DAY,
    )  # fmt: skip
    read = view(table(of_units(kb, ["kpop/45/2/1"], DAY), Words("sl")).groups[0].entries[0].permalink)
    assert (read.lang, read.screen, read.day) == ("sl", "read", DAY) and kb.unit(read.at).label == "45"
    both = joined(of_topics(kb, ["wedding-leave"], DAY), of_units(kb, ["kpop/64"], DAY), asked)
    assert view(table(both, Words("en")).permalink).items == ("t:wedding-leave", "kpop/64", "q:poroka")


def test_every_sentence_unit_and_bound_has_its_words_in_all_languages() -> None:
    text = (PROJECT / "corpus" / "export-words.toml").read_text(encoding="utf-8")
    words, units = (tomllib.loads(text)[name] for name in ("words", "units"))
    needed = {sentence for said in SENTENCES.values() for sentence in said} | set(CAUTIONS.values())
    needed |= {f"{state.capitalize()}." for state in SENTENCES if state in ("expired", "superseded", "in after-effect")}
    for path in (PROJECT / "index" / "exports").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say" and node.args:
                said_here = node.args[0]
                if isinstance(said_here, ast.Constant) and "words" in ast.unparse(node.func):
                    needed.add(str(said_here.value))
    needed |= set(COLUMNS.values()) | {f"per {name}" for name, _ in measures("sl").per} | {NOTICE, UNCHECKED}
    needed |= {*get_args(Verdict), *get_args(Bound), "from", "until", "after", "before"} - {"exact"}
    assert len(needed) > 90 and not sorted(needed - set(words))
    for english, said in words.items():
        places = {name for _, name, _, _ in Formatter().parse(english) if name}
        assert set(said) == {"sl", "sr"} and all(said.values()), english
        for translation in said.values():
            assert {name for _, name, _, _ in Formatter().parse(translation) if name} == places, english
        assert not CYRILLIC.search(said["sl"]) and not re.search(r"(?<!\{)\b[a-z]{2,}\b(?!\})", said["sr"]), english
    for name, said in units.items():
        assert [len(said[lang].split("|")) for lang in ("en", "sl", "sr")] == [2, 5, 3], name
    counted = {unit.name for _, unit in measures("sl").units}
    assert counted - set(units) == {"", "%", "EUR", "SIT", "RSD", "dB", "kg", "g", "mg", "mSv", "km", "m/s", "m", "m²",
                                    "°C", "lx"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "source", "language", "script", "printed"),
    [
        ("najmanj 2 delovna dneva", "sl", "sl", "", "najmanj 2 delovna dneva"),
        ("101 dan", "sl", "sl", "", "101 dan"),
        ("0,5 dneva", "sl", "sl", "", "0,5 dneva"),
        ("21 радни дан", "sr", "sr", "", "21 радни дан"),
        ("24 радна дана", "sr", "sr", "Latn", "24 radna dana"),
        ("12 радних дана", "sr", "en", "", "12 working days"),
        ("26% од основице", "sr", "sr", "", "26% од основице"),
        ("26% од основице", "sr", "sl", "", "26 % od »основице«"),
        ("1.037,50 EUR na mesec", "sl", "en", "", "1,037.50 EUR per month"),
        ("2–7 dni", "sl", "sr", "Latn", "2–7 dana"),
        ("do 1. marca", "sl", "en", "", "until 1 March"),
        ("1. 5. 2023", "sl", "sr", "", "1. 5. 2023."),
        ("ena tretjina plače", "sl", "en", "", "1/3 of “plače”"),
        ("starejši od 55 let", "sl", "en", "", "more than 55 years of age"),
    ],
)
def test_quantities_are_printed_in_the_manner_of_the_language(
    text: str, source: str, language: str, script: str, printed: str
) -> None:
    answer = hit(SERBIAN if source == "sr" else SLOVENIAN, text)
    entry = table(Collection(DAY, (Section((row(answer),)),)), Words(language, script)).groups[0].entries[0]
    assert [amount.said.replace("\u00a0", " ") for amount in entry.amounts] == [printed]


def test_a_number_keeps_its_digits() -> None:
    assert [Words("sl").number(Decimal(n)) for n in ("0.20", "1.00", "1000000", "-2.5")] == [
        "0,20", "1,00", "1.000.000", "−2,5",
    ]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_signs_that_no_file_can_hold_and_texts_beyond_any_cell_do_no_harm(format: str) -> None:
    answer = hit(SLOVENIAN, "dolgo besedilo \x00\x0b\x1f" + "x" * 40_000 + " 3 dni", values=())
    text = all_text(made(Collection(DAY, (Section((row(answer),), "a\x00b\ud800"),)), format), format)
    assert "dolgo besedilo x" in text and "\x00" not in text and "ab" in text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Годишњи одмор / letni dopust?", "kolektivka-godisnji-odmor-letni-dopust-2026-01-21.docx"),
        ("../../etc/passwd", "kolektivka-etc-passwd-2026-01-21.docx"),
        ("日本", "kolektivka-2026-01-21.docx"),
        ("a" * 200, f"kolektivka-{'a' * 60}-2026-01-21.docx"),
    ],
)
def test_file_names_are_plain_everywhere(title: str, name: str) -> None:
    assert file_name(title, "2026-01-21", "docx") == name


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"format": "doc"}, 'no format "doc"'),
        ({"language": "de"}, 'no language "de"'),
        ({"script": "Grek"}, 'no script "Grek"'),
        ({"form": "bluebook"}, 'no form "bluebook"'),
        ({"base": "javascript:alert(1)"}, "is no base for links"),
        ({"base": "https://k.example/?q=1"}, "is no base for links"),
        ({"base": 'https://k.example/" onclick="'}, "is no base for links"),
        ({"collection": Collection(DAY, ())}, "there is nothing to take away"),
    ],
)
def test_a_wrong_wish_is_one_clear_sentence(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        export(**(dict[str, Any]({"collection": wedding(), "format": "html"}) | given))


def test_unknown_topics_and_provisions_are_named(kb: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match='no topic "nowhere"'):
        of_topics(kb, ["nowhere"], DAY)
    for address in ("kpop/999", "kpop/45/77"):
        with pytest.raises(ValueError, match=f'no "?.*{address}"'):
            of_units(kb, [address], DAY)


def test_an_export_has_a_name_and_a_media_type() -> None:
    assert {export(wedding(), format).media_type.partition("/")[0] for format in FORMATS} == {"application", "text"}
    assert isinstance(export(wedding(), "html"), Exported)


def test_the_command_writes_what_was_asked(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.docx", "a.xlsx", "a.csv", "a.json", "a.html"):
        file = tmp_path / name
        arguments = ["compare", "nadurno delo", "--index", str(home), "--export", str(file), "--lang", "sr-Latn"]
        assert main(arguments) == 0
        assert "PKU SZ" in all_text(file.read_bytes(), name.partition(".")[2])
        assert str(file) in capsys.readouterr().out
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"q": "nočno delo"}\n{"q": "letni dopust"}\n', encoding="utf-8")
    both = tmp_path / "both.xlsx"
    assert (
        main(["compare", "--batch", str(questions), "--index", str(home), "--export", str(both), "--lang", "sl"]) == 0
    )
    assert excel(both.read_bytes()).sheetnames == ["nočno delo", "letni dopust", "O tem dokumentu"]


@pytest.mark.parametrize(
    ("file", "more", "message"),
    [
        ("a.doc", [], "end its name in one of"),
        ("missing/a.csv", [], "cannot be written"),
        ("a.csv", ["--lang", "sr-Latn", "--script", "Cyrl"], "choose one script"),
    ],
)
def test_the_command_says_why_it_cannot(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, more: list[str], message: str
) -> None:
    arguments = ["compare", "nadurno delo", "--index", str(home), "--export", str(tmp_path / file), *more]
    assert main(arguments) == 1
    err = capsys.readouterr().err
    assert message in err and err.count("\n") == 1 and not list(tmp_path.iterdir())
