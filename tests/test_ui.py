"""The screens: what they show, in which language, at which address, and that no text becomes markup."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from index import favourable
from index.build import build
from index.encoder import CHECKSUMS, load_encoder, read_register
from index.fuse import read_ranking
from index.knowledge_base import KnowledgeBase
from index.question import read_question
from index.results import Comparison, Hit, Row, Verdict
from index.snapshot import SnapshotError, current
from index.states import CAUTIONS, SENTENCES, Standing
from index.term import standing_of
from index.values import read_weights
from ingest.corpus import Source, read_corpus
from ingest.records import Agreement, Block, BlockKind, Ground, Unit
from ingest.script import to_latin
from ui.ask import answer_html
from ui.compare import comparison_html
from ui.errors import SAID, explained
from ui.opened import open_base
from ui.provision import article_html, quote_html
from ui.spelling import Spelling
from ui.state import View, view_of
from ui.words import LANGUAGES, Words, catalogue

ROOT = Path(__file__).parent.parent
SLOVENIAN = Words(LANGUAGES["sl"])
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "</p></div><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<a href='javascript:alert(1)'>x</a> &lt;b&gt; &#60;i&#62;",
    "![x](http://example.org/x.png) $x^2$ :smile: :red[x]",
)


@pytest.fixture(scope="module")
def corpus() -> tuple[Source, ...]:
    return read_corpus()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("index")
    build(home=home)
    return home


@pytest.fixture
def app(index: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(index))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def shown(app: AppTest, **query: str | list[str]) -> str:
    """The HTML that the app draws at an address."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return drawn(app)


def drawn(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


class Page(HTMLParser):
    """The elements, the links and the words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self.words += "" if tag == "mark" else " "

    def handle_data(self, data: str) -> None:
        self.words += data


def article(agreement: Agreement, text: str, heading: str = "", cells: tuple[str, ...] = ()) -> Unit:
    """A unit of one block."""
    kind: BlockKind = "row" if cells else "paragraph"
    block = Block(kind, (0, len(text)), paragraph="1", cells=cells)
    return Unit(
        agreement.id, "1", "article", heading, (text,), text, (0, len(text)), (0, len(text)),
        agreement.language, agreement.script, (block,),
    )  # fmt: skip


def hit_of(agreement: Agreement, unit: Unit, verdict: Verdict = "found", words: str = "") -> Hit:
    marks = tuple(m.span() for m in re.finditer(words, unit.text)) if words else ()
    span = (0, len(unit.text))
    return Hit(agreement, unit, "1", "", span, 0.9, verdict, unit.text[:60], STANDING, marks)


ASKED = read_question("poroka")
STANDING = Standing("in force", Ground("register", ""))


# Texts of documents are words, never markup


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("cells", [False, True])
@pytest.mark.parametrize("texts", ["", "Latn"])
def test_text_of_a_document_never_becomes_markup(
    corpus: tuple[Source, ...], text: str, cells: bool, texts: str
) -> None:
    serbian = corpus[3].agreement
    hostile = replace(serbian, title=text, short=text)
    unit = article(hostile, text, heading=text, cells=(text,) if cells else ())
    hit = hit_of(hostile, unit, words="alert|x")
    rows = (Row(hostile, "found", 0.9, hit, (hit,)),)
    view = View(q=text, texts=texts)
    for html in (answer_html((hit,), view, SLOVENIAN), comparison_html(Comparison(ASKED, rows), view, SLOVENIAN)):
        page = Page(html)
        assert not page.tags & {"img", "script", "i", "iframe", "style"}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        links = [value or "" for name, value in page.attributes if name == "href"]
        assert all(link.startswith(("?", "https://")) for link in links)
        assert page.words.count(text) >= 3


# Nothing of a text is lost on the way to the page


def squeezed(text: str) -> str:
    """Without blanks, and without the dashes that open a table row: its cells stand without them."""
    return re.sub(r"[\s\-–—•]+", "", text)


def test_every_article_is_shown_with_every_word(corpus: tuple[Source, ...]) -> None:
    for unit in (unit for source in corpus for unit in source.units):
        above = [b.span for b in unit.blocks if b.kind in ("heading", "title")]
        body = "".join(c for n, c in enumerate(unit.text) if not any(a <= n < b for a, b in above))
        assert squeezed(Page(article_html(unit, latin=False)).words) == squeezed(body), unit.address
        if unit.language == "sr":
            assert squeezed(Page(article_html(unit, latin=True)).words) == squeezed(to_latin(body)), unit.address


def test_marks_stand_on_the_same_words_in_both_scripts(corpus: tuple[Source, ...]) -> None:
    word = re.compile(r"[^\W_]+")
    for unit in corpus[3].units:
        spelling = Spelling(unit.text, latin=True)
        for match in word.finditer(unit.text):
            start, end = spelling.span(match.span())
            assert spelling.text[start:end].casefold() == to_latin(match[0]).casefold()


def test_marks_and_language_of_a_serbian_quote_follow_the_script(corpus: tuple[Source, ...]) -> None:
    source = corpus[3]
    unit = next(unit for unit in source.units if unit.label == "29")
    block = next(b for b in unit.blocks if "склапања брака" in unit.text[slice(*b.span)])
    marks = tuple(m.span() for m in re.finditer("брака|дана", unit.text))
    hit = Hit(source.agreement, unit, "1", "1", block.span, 0.9, "found", "", STANDING, marks)
    assert "склапања <mark>брака</mark> – пет радних <mark>дана</mark>" in quote_html(hit, latin=False)
    assert 'lang="sr-Cyrl"' in quote_html(hit, latin=False)
    assert "sklapanja <mark>braka</mark> – pet radnih <mark>dana</mark>" in quote_html(hit, latin=True)
    assert 'lang="sr-Latn"' in quote_html(hit, latin=True)


def test_a_quoted_indent_comes_with_the_sentence_it_continues(corpus: tuple[Source, ...]) -> None:
    source = corpus[0]
    unit = next(unit for unit in source.units if unit.label == "45")
    block = next(b for b in unit.blocks if "lastne poroke" in unit.text[slice(*b.span)])
    hit = Hit(source.agreement, unit, "2", "1", block.span, 0.9, "found", "", STANDING, ())
    words = Page(quote_html(hit, latin=False)).words
    assert re.search(r"Plačana odsotnost znaša za posamezni primer:\s+- lastne poroke 1 dan", words)


def test_table_rows_are_shown_as_a_table(corpus: tuple[Source, ...]) -> None:
    unit = next(unit for unit in corpus[0].units if unit.label == "64")
    html = article_html(unit, latin=False)
    assert "<tr><td>I.</td><td>754 EUR</td></tr>" in html
    assert html.count("<table>") == 1


# Silence and doubt are said in words


def test_silent_and_uncertain_agreements_are_said_so(corpus: tuple[Source, ...]) -> None:
    first, second = corpus[0].agreement, corpus[2].agreement
    doubt = hit_of(second, article(second, "besedilo"), "uncertain")
    rows = (Row(first, "silent", 0.1, None), Row(second, "uncertain", 0.5, doubt))
    html = comparison_html(Comparison(ASKED, rows), View(), Words(LANGUAGES["en"]))
    assert "This agreement is silent" in html and "Uncertain: this may not answer" in html
    assert html.count('<li class="k-card') == 2


# The words of the interface


def messages_in_code() -> Iterator[str]:
    """What ui/ hands to gettext."""
    for file in [ROOT / "app.py", *sorted((ROOT / "ui").glob("*.py"))]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("_", "gettext", "ngettext"):
                    yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def messages_of_the_law() -> set[str]:
    """What is said of a standing and of the better value, and what the register says in English."""
    said = {*favourable.SENTENCES.values(), *favourable.NOTES, favourable.CAVEAT}
    said |= {sentence for sentences in SENTENCES.values() for sentence in sentences} | set(CAUTIONS.values())
    for agreement in (source.agreement for source in read_corpus() if source.agreement.is_law):
        after = agreement.after_effect
        said |= {agreement.origin, agreement.superseded_by, after.part if after else ""}
        for year in range(1990, 2030):
            because = standing_of(agreement, date(year, 6, 30)).because
            said.add(because.quote if because.at == "register" else "")
    # The name of a gazette is said as it is.
    return said - {"", "Uradni list RS"}


def forms_of(text: str | Sequence[str] | None) -> Sequence[str]:
    """The singular, or all plural forms."""
    return [text] if isinstance(text, str) else text or []


@pytest.mark.parametrize("name", ["sl", "sr"])
def test_catalogue_translates_exactly_the_words_of_the_code(name: str) -> None:
    said = [message for message in catalogue(name) if message.id]
    assert {id for message in said for id in forms_of(message.id)} == {*messages_in_code(), *messages_of_the_law()}
    for message in said:
        source = forms_of(message.id)[0]
        assert not message.fuzzy and all(forms_of(message.string)), source
        for form in forms_of(message.string):
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", source)), source


def test_serbian_catalogue_is_cyrillic_throughout() -> None:
    for message in catalogue("sr"):
        for form in forms_of(message.string) if message.id else ():
            assert not re.search(r"[A-Za-zčćđšž]", re.sub(r"\{\w+\}|kolektivka build", "", form)), form


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "1 določba"), (2, "2 določbi"), (4, "4 določbe"), (5, "5 določb"), (101, "101 določba")]
)
def test_slovenian_counts_with_the_dual(count: int, expected: str) -> None:
    said = SLOVENIAN.ngettext("{count} provision", "{count} provisions", count)
    assert said.format(count=count) == expected


@pytest.mark.parametrize("question", ["", "x" * 2001, "?? !", "za in na", "<img src=x> $$"])
def test_refused_question_is_explained_in_the_language_of_the_interface(question: str) -> None:
    try:
        read_question(question)
    except ValueError as error:
        assert explained(error, SLOVENIAN) != explained(error, Words(LANGUAGES["en"]))


def messages_raised() -> Iterator[str]:
    """The texts of index/ and ingest/, with {} for what is put into them."""
    for file in (*(ROOT / "index").rglob("*.py"), *(ROOT / "ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)


def test_every_message_that_is_translated_is_one_that_is_raised() -> None:
    raised = list(messages_raised())
    for message in SAID:
        parts = [re.escape(part) for part in re.split(r"\{\w+\}", message)]
        assert any(re.fullmatch("(?s:.*)".join(parts), text) for text in raised), message


def values_of_other_signs(folder: Path) -> None:
    fitted = json.loads((ROOT / "models" / "values.json").read_text(encoding="utf-8"))
    (folder / "values.json").write_text(json.dumps({**fitted, "figures": fitted["figures"][1:]}), encoding="utf-8")
    read_weights(folder / "values.json")


def encoder_with_another_file(folder: Path) -> None:
    (folder / "modules.json").write_text("{}", encoding="utf-8")
    (folder / CHECKSUMS).write_text("00  modules.json", encoding="utf-8")
    load_encoder(str(folder))


@pytest.mark.parametrize(
    ("opened", "named"),
    [
        (lambda folder: read_weights(folder / "values.json"), "values.json"),
        (values_of_other_signs, "values.json"),
        (lambda folder: read_ranking("default", folder), "default.json"),
        (lambda folder: load_encoder(str(folder)), ""),
        (lambda folder: read_register(folder / "encoders.toml"), ""),
        (encoder_with_another_file, ""),
    ],
)
def test_unfit_model_is_explained_in_every_language(
    opened: Callable[[Path], object], named: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError) as error:
        opened(tmp_path)
    said = {explained(error.value, Words(language)) for language in LANGUAGES.values()}
    assert len(said) == len(LANGUAGES)
    assert all(named in sentence and str(tmp_path.parent) not in sentence for sentence in said)
    assert "restore the models" in explained(error.value, Words(LANGUAGES["en"]))


# The address


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View("sr-Latn", "compare", "колико дана & <b>?", "RS", ("pku-sz",), "Latn"),
        View("sl", "read", at="kpzsv/III/B.1"),
        View("en", "read", at="kpop/64", day=date(2023, 5, 15)),
        View("sr", "read", cite="члан 29. & more"),
        View(q="100 % plače + dodatek", agreements=("kpop", "zps-oa")),
    ],
)
def test_address_prints_and_parses(view: View) -> None:
    assert view_of(parse_qs(view.link()[1:])) == view


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("sl-SI", "sl"), ("sr-RS", "sr"), ("sr-Latn-RS", "sr-Latn"), ("hr", "sr-Latn"), ("de-DE", "en"), ("", "en")],
)
def test_language_is_the_browsers_until_one_is_chosen(locale: str, expected: str) -> None:
    assert view_of({}, locale).lang == expected
    assert view_of({"lang": ["sl"]}, locale).lang == "sl"


# The app


def test_ask_shows_the_provision_of_the_address(app: AppTest) -> None:
    html = shown(app, lang="sl", q="koliko dni dopusta za poroko")
    assert "45. člen" in html and "lastne <mark>poroke</mark> 1 <mark>dan</mark>" in html
    assert "https://www.uradni-list.si/" in html and 'href="?lang=sl&amp;screen=read&amp;at=kpop/45"' in html
    assert app.text_input(key="q").value == "koliko dni dopusta za poroko"


@pytest.mark.parametrize(
    ("day", "begins", "another"),
    [
        ("2023-05-01", "2023-06-14", 0),
        ("2023-05-07", "2023-06-14", 0),
        ("2023-05-08", "None", 1),
        ("2023-06-14", "2023-06-14", 0),
    ],
)
def test_app_reads_a_day_as_the_command_does(
    app: AppTest, kb: KnowledgeBase, day: str, begins: str, another: int
) -> None:
    reading = kb.law.reading("kpop/64", date.fromisoformat(day))
    assert str(reading.shown.in_force_from) == begins
    html = shown(app, lang="sl", screen="read", at=f"kpop/64@{day}")
    text = html.partition('class="k-article"')[2].partition("<section")[0]
    assert ("s 1. marcem" in text) == (begins != "None") and html.count("k-axes") == another


def test_filters_of_the_address_leave_other_agreements_out(app: AppTest) -> None:
    html = shown(app, lang="en", screen="compare", q="dopust za poroko", agreement=["kpop", "kpzsv"])
    assert html.count('<li class="k-card') == 2
    assert "1 agreement<" in shown(app, lang="en", screen="compare", q="dopust", country="RS")


def test_every_widget_writes_the_address(app: AppTest) -> None:
    shown(app, lang="en")
    app.button(key="example-3").click().run()
    assert app.text_input(key="q").value == "meal allowance"
    app.button_group(key="lang").set_value("sl").run()
    app.button_group(key="screen").set_value("compare").run()
    app.multiselect(key="agreements").set_value(["kpop"]).run()
    app.toggle(key="texts").set_value(True).run()
    app.text_input(key="q").set_value("poroka")
    next(button for button in app.button if button.label == "Vprašaj vse").click().run()
    assert not app.exception
    address = {n: v if isinstance(v, list) else [v] for n, v in app.query_params.items()}
    assert view_of(address) == View("sl", "compare", "poroka", "", ("kpop",), "Latn")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "?"}, "V »?« ni besede za iskanje"),
        ({"q": "poroka", "agreement": "nowhere"}, "Pogodbe »nowhere« ni"),
        ({"screen": "read", "at": "kpop/999"}, "Na naslovu »kpop/999« ni določbe."),
        ({"screen": "read", "at": "kpop/64@tomorrow"}, "»tomorrow« ni dan."),
        ({"screen": "read", "at": "nowhere/1"}, "Pogodbe »nowhere« ni"),
    ],
)
def test_bad_address_gives_one_sentence(app: AppTest, query: dict[str, str], expected: str) -> None:
    html = shown(app, lang="sl", **query)
    assert 'role="alert"' in html
    assert expected in unescape(html)


def test_missing_index_is_explained(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(tmp_path))
    html = shown(app, lang="sr-Latn", q="svadba")
    assert "Ugovori još nisu učitani" in html and str(tmp_path) not in html


def test_new_index_is_taken_up_while_the_old_one_still_answers(
    index: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_base()
    build(home=index)
    new = open_base()
    assert new.folder != old.folder and open_base() is new
    assert old.search("poroka").hits and "45. člen" in shown(app, lang="sl", q="dopust za poroko")


def test_damaged_index_is_refused_in_words(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(home=tmp_path)
    vectors = next(current(tmp_path).glob("parts/*/vectors.faiss"))
    data = bytearray(vectors.read_bytes())
    data[len(data) // 2] ^= 1
    vectors.write_bytes(bytes(data))
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(tmp_path))
    with pytest.raises(SnapshotError):
        KnowledgeBase.open(tmp_path)
    assert "Kazalo je poškodovano" in shown(app, lang="sl", q="poroka")


# Safety and looks


def test_app_is_closed_to_the_outside() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] == 20
    assert settings["server"]["enableXsrfProtection"] and settings["server"]["enableCORS"]
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_enough_contrast(scheme: str) -> None:
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    style = (ROOT / "ui/style.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--k-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    colour = {name: light if scheme == "light" else dark for name, light, dark in pairs}
    paper, ink = theme["backgroundColor"], theme["textColor"]
    for back in (paper, theme["secondaryBackgroundColor"], colour["card"]):
        for front in (ink, colour["soft"], colour["link"], theme["linkColor"]):
            assert contrast(front, back) >= 4.5, (front, back)
    for name in ("good", "care", "bad"):
        assert contrast(colour[name], colour[f"{name}-back"]) >= 4.5, name
    assert contrast(ink, colour["mark"]) >= 4.5 and contrast(colour["soft"], colour["mark"]) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["borderColor"], paper) >= 3


def test_a_day_is_written_in_the_manner_of_the_language() -> None:
    day = date(2019, 1, 31)
    assert [Words(LANGUAGES[code]).date(day) for code in LANGUAGES] == [
        "31 January 2019", "31. 1. 2019", "31. 1. 2019.", "31. 1. 2019.",
    ]  # fmt: skip
