"""The static pages: one for every address, every link leads somewhere, every text in its own language."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Literal
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from bs4 import BeautifulSoup, Tag

from index.build import build
from index.cli import main
from index.commands.taking import SITE_LANGUAGES
from index.exports.words import Words
from index.knowledge_base import KnowledgeBase
from index.site.place import Site
from index.site.unit import single_page
from index.site.ways import file_of
from index.site.write import pages, write_site
from ingest.address import AddressError
from ingest.records import Unit
from tests.browsing import browsing
from tests.conftest import write_corpus

PROJECT = Path(__file__).parent.parent
DAY = date(2026, 1, 21)


class Made(Mapping[str, BeautifulSoup]):
    """The pages of a site by their files; each is parsed when it is looked at."""

    def __init__(self, kb: KnowledgeBase, words: Words, day: date = DAY) -> None:
        self.texts = dict(pages(Site.of(kb, words, day)))

    def __getitem__(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.texts[name], "html.parser")

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


@pytest.fixture(scope="module", params=SITE_LANGUAGES)
def site(request: pytest.FixtureRequest, kb: KnowledgeBase) -> tuple[Words, Made]:
    words = SITE_LANGUAGES[request.param]
    return words, Made(kb, words)


def first(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found, selector
    return found


def lang_at(tag: Tag) -> str:
    """The language that a reader of the page takes a part of it to be in."""
    return next(str(above["lang"]) for above in (tag, *tag.parents) if above.get("lang"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(unit: Unit, words: Words) -> str:
    """All words of a unit below its headings, in the letters of the page."""
    body = [block for block in unit.blocks if block.kind not in ("heading", "title")]
    blocks = ["".join(block.cells) or unit.text[slice(*block.span)] for block in body]
    return squeezed(words.quoted("\n".join(blocks) if unit.blocks else unit.text, unit.language, unit.script)[0])


def test_every_unit_has_its_page_with_every_word_in_its_own_language(
    kb: KnowledgeBase, site: tuple[Words, Made]
) -> None:
    words, made = site
    laws = {f"{agreement.id}/index.html" for agreement in kb.agreements}
    assert set(made) == {"index.html"} | laws | {file_of(address) for address in kb.places.units}
    for address in kb.places.units:
        unit, page = kb.law.reading(address, DAY).shown.unit, made[file_of(address)]
        text = first(page, "main > .text")
        shown = "".join(s for s in text.strings if not s.find_parent(class_=["perma", "hidden"]))
        assert squeezed(shown) == words_of(unit, words), address
        own = words.quoted("", unit.language, unit.script)[1]
        assert {lang_at(tag) for tag in (text, *text.select("table"), first(page, "h1"))} == {own}
        assert lang_at(first(page, "main > .standing")) == words.lang == first(page, "html")["lang"]


def test_every_link_leads_to_a_place_that_is_there(site: tuple[Words, Made]) -> None:
    made = site[1]
    names: dict[str, set[str]] = {}
    links: set[tuple[str, str, str]] = set()  # from which file to which, and to which place in it
    for file, page in made.items():
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        names[file] = set(ids)
        assert len(ids) == len(names[file]), f"{file}: an id stands twice"
        for tag in page.select("a[href]"):
            parts = urlsplit(str(tag["href"]))
            if parts.scheme:
                assert parts.scheme == "https" and tag["rel"] == ["noopener"]
            else:
                target = normpath(join(dirname(file), unquote(parts.path))) if parts.path else file
                links.add((file, target, unquote(parts.fragment)))
    lost = [link for link in links if link[1] not in names or (link[2] and link[2] not in names[link[1]])]
    assert len(links) > 4000 and not lost


def test_every_address_inside_a_unit_is_a_name_within_its_page(kb: KnowledgeBase) -> None:
    made = Made(kb, Words("en"))
    for address, unit in kb.places.units.items():
        names = {str(tag["id"]) for tag in made[file_of(address)].select("[id]")}
        inside = {str(place).removeprefix(f"{address}/") for place in kb.places.all_of(unit)} - {address}
        assert inside <= names, address


@pytest.mark.parametrize("lang", SITE_LANGUAGES)
def test_pages_are_html_without_a_fault_of_syntax(kb: KnowledgeBase, lang: str) -> None:
    for number, (name, text) in enumerate(pages(Site.of(kb, SITE_LANGUAGES[lang], DAY))):
        if number < 6 or number % 17 == 0 or name in ("kpop/64.html", "kpzsv/36.html"):
            html5lib.HTMLParser(strict=True).parse(text)


def test_contents_and_start_lead_to_every_unit_and_say_how_agreements_stand(site: tuple[Words, Made]) -> None:
    words, made = site
    assert len(made["kpop/index.html"].select(".tree a")) == sum(name.startswith("kpop/") for name in made) - 1
    start = made["index.html"]
    assert [tag.get_text() for tag in start.select("section h2")][:1] == ["KPOP"]
    said = " ".join(start.get_text(" ").split())
    expired = {"en": "Expired", "sl": "Ne velja več", "sr-Cyrl": "Више не важи", "sr-Latn": "Više ne važi"}
    fresh = {"en": "text up to", "sl": "besedilo do", "sr-Cyrl": "текст до", "sr-Latn": "tekst do"}
    assert expired[words.lang] in said and fresh[words.lang] in said
    headings = [int(tag.name[1]) for tag in start.select("h1, h2, h3")]
    assert headings[0] == 1 and headings.count(1) == 1


def test_tables_have_headings_of_columns_and_rows(kb: KnowledgeBase) -> None:
    made = Made(kb, Words("en"))
    pay = first(made["kpop/64.html"], ".text table")
    assert [tag.get_text() for tag in pay.select("thead th[scope=col]")] == ["Tarifni razred", "Najnižja osnovna plača"]
    assert [tag.get_text() for tag in pay.select("tbody th[scope=row]")][:2] == ["I.", "II."]
    spoken = first(made["kpzsv/58.html"], ".text table thead tr.hidden")
    assert [tag.get_text() for tag in spoken.select("th")] == ["Tarifna skupina", "Odpovedni rok"]


def test_a_page_is_as_of_its_day_with_all_wordings_and_what_changed(kb: KnowledgeBase) -> None:
    before, after = (Made(kb, Words("en"), day)["kpop/64.html"] for day in (date(2023, 5, 15), DAY))
    assert "v mesecu januarju" in first(before, "main > .text").get_text()
    assert "Another text applies to this day" in before.get_text()
    assert "s 1. marcem" in first(after, "main > .text").get_text()
    assert "v mesecu januarju" in first(after, "details .text").get_text()
    assert first(after, ".diff del") and first(after, ".diff ins")
    assert "14 June 2023" in after.get_text().replace("\u00a0", " ")


def test_a_single_page_leads_into_the_app(kb: KnowledgeBase) -> None:
    data = single_page(kb, "pku-sz/29/1/11", Words("sl", "Latn"), DAY, "https://example.org/k/")
    page = BeautifulSoup(data, "html.parser")
    assert lang_at(first(page, ".text")) == "sr-Latn" and "sklapanja braka" in first(page, "[id='1/1']").get_text()
    links = [str(tag["href"]) for tag in page.select("a[href]") if not str(tag["href"]).startswith("#")]
    assert links and all(link.startswith("https://") for link in links)
    assert any(link.startswith("https://example.org/k/?lang=sl&screen=read&at=pku-sz/30&") for link in links)
    html5lib.HTMLParser(strict=True).parse(data)
    with pytest.raises(AddressError):
        single_page(kb, "kpop/999", Words("en"), DAY)
    with pytest.raises(ValueError, match="no base for links"):
        single_page(kb, "kpop/45", Words("en"), DAY, "javascript:alert(1)")


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a>'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("hostile")
    text = f"1. člen\n({HOSTILE})\n(1) Delavec {HOSTILE} iz 2. člena.\n- prva {HOSTILE}\n2. člen\nDelavec ima dopust.\n"
    corpus = write_corpus(folder / "corpus", h=text)
    register = corpus / "agreements.toml"
    register.write_text(
        register.read_text("utf-8").replace('"Kolektivna pogodba h"', f"'{HOSTILE}'").replace('"H"', f"'{HOSTILE}'")
        + "published = [{ gazette = '<i>', issue = '1/24', url = 'javascript:alert(1)' }]\n",
        encoding="utf-8",
    )
    build(corpus, folder / "index")
    return KnowledgeBase.open(folder / "index")


@pytest.mark.parametrize("lang", SITE_LANGUAGES)
def test_what_a_document_says_is_words_and_never_markup(hostile: KnowledgeBase, lang: str) -> None:
    made = Made(hostile, SITE_LANGUAGES[lang])
    made.texts["alone"] = single_page(hostile, "h/1", SITE_LANGUAGES[lang], DAY).decode()
    for name, page in made.items():
        assert not page.select("script, img, iframe, object, embed, form, link, base"), name
        for tag in page.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on") or key in ("style", "src")], name
            assert urlsplit(str(tag.get("href", ""))).scheme in ("", "http", "https")
    assert HOSTILE in first(made["h/1.html"], "h1").get_text()


def test_a_page_allows_itself_nothing_but_its_own_style(kb: KnowledgeBase) -> None:
    page = BeautifulSoup(single_page(kb, "kpop/45", Words("en"), DAY), "html.parser")
    style = first(page, "style").string or ""
    allowed = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = str(first(page, "meta[http-equiv=Content-Security-Policy]")["content"])
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{allowed}'")
    assert "url(" not in style and "@import" not in style


@pytest.fixture
def small(tmp_path: Path) -> Path:
    build(write_corpus(tmp_path / "corpus", a="1. člen\nDelovni čas traja 40 ur.\n2. člen\nDopust.\n"), tmp_path / "a")
    return tmp_path / "a"


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_site_takes_the_place_of_the_one_before_and_of_nothing_else(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out" / "site"
    command = ["export", "site", "--out", str(out), "--lang", "sl", "--json", "--index", str(small)]
    assert main(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert files_in(out) == {"index.html", "a/index.html", "a/1.html", "a/2.html"}
    assert told["pages"] == 4 and told["bytes"] == sum((out / name).stat().st_size for name in files_in(out))
    (out / "a" / "3.html").write_text("left over", encoding="utf-8")
    assert main(command) == 0 and "a/3.html" not in files_in(out)
    assert [path.name for path in out.parent.iterdir()] == ["site"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    capsys.readouterr()
    assert main([*command[:3], str(other), "--index", str(small)]) == 1
    assert "holds other files than an exported site" in capsys.readouterr().err
    assert (other / "index.html").read_text(encoding="utf-8") == "<p>mine</p>"


def test_a_site_that_cannot_be_written_leaves_the_one_before(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(KnowledgeBase.open(small), out, Words("en"), DAY)
    before = {name: (out / name).read_bytes() for name in files_in(out)}
    # A number of 300 digits makes the name of a file that no system takes.
    build(write_corpus(tmp_path / "b", b=f"1. člen\nPrvi.\n{'2' * 300}. člen\nDrugi.\n"), tmp_path / "long")
    with pytest.raises(ValueError, match="could not be written"):
        write_site(KnowledgeBase.open(tmp_path / "long"), out, Words("en"), DAY)
    assert {name: (out / name).read_bytes() for name in files_in(out)} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def said_in_code() -> Iterator[str]:
    for path in (PROJECT / "index" / "site").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "say"
            if called and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_every_word_of_the_pages_is_translated(site: tuple[Words, Made]) -> None:
    known = tomllib.loads((PROJECT / "corpus" / "export-words.toml").read_text(encoding="utf-8"))["words"]
    said = set(said_in_code())
    assert len(said) > 40 and not said - set(known)
    words, made = site
    if words.lang == "en":
        return
    page = made["kpzsv/40.html"]
    ours = [tag.get_text() for tag in page.select("h2, dt, .skip, footer p") if lang_at(tag) == words.lang]
    cyrillic = [bool(re.search("[Ѐ-ӿ]", text)) for text in ours]
    assert all(cyrillic) if words.lang == "sr-Cyrl" else not any(cyrillic)
    assert not {"Wordings", "Refers to", "Referred by", "In force", "Applied"} & set(ours)


KINDS = {"index.html", "kpzsv/index.html", "kpop/45.html", "kpop/64.html", "kpzsv/36.html", "pku-sz/29.html"}


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_of_a_page(kb: KnowledgeBase, tmp_path: Path, scheme: Literal["light", "dark"]) -> None:
    for name, text in pages(Site.of(kb, SITE_LANGUAGES["sr-Latn"], DAY)):
        if name in KINDS:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    with browsing() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        for name in sorted(KINDS):
            page.goto((tmp_path / name).as_uri())
            found = Axe().run(page).response["violations"]
            assert not [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found], name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style was refused"
        page.goto(f"{(tmp_path / 'kpop/45.html').as_uri()}#2//1")
        assert page.evaluate("document.querySelector(':target')?.textContent").startswith("- lastne poroke")
    assert not faults
