"""The running app in headless Chromium: asked, read and clicked as a visitor would, on a wide screen and a phone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from bench.running import running
from index.build import build
from tests.browsing import WEDDING, browsing, has_no_sideways_scroll, visit
from tests.test_screens import words_of

pytestmark = pytest.mark.browser

SIZES = {"wide": (1280, 900), "phone": (360, 740)}
PROVISIONS = {
    "KPOP": ("45. člen", "lastne poroke 1 dan"),
    "ZPS OA": ("26. člen", "lastna poroka: 2 dni"),
    "KPZSV": ("38. člen", "tri dni zaradi sklenitve zakonske zveze"),
    "ПКУ СЗ": ("Члан 29.", "склапања брака – пет радних дана"),
}


@pytest.fixture(scope="module")
def app(served: str) -> str:
    return served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[getattr(request, "param", "wide")]
    opened = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def ask(page: Page, question: str) -> None:
    box = page.locator(".st-key-k-question input")
    box.fill(question)
    box.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [question])
    expect(page.locator(".k-card").first).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("page", SIZES, indirect=True)
@pytest.mark.parametrize("lang", WEDDING)
def test_wedding_question_shows_the_four_provisions(page: Page, app: str, lang: str) -> None:
    visit(page, app, lang=lang, screen="compare")
    ask(page, WEDDING[lang])
    expect(page.locator(".k-cards > li")).to_have_count(4)
    for agreement, (label, words) in PROVISIONS.items():
        card = page.locator(".k-cards > li", has=page.locator(".k-agreement b", has_text=re.compile(f"^{agreement}$")))
        expect(card.locator("h3")).to_contain_text(label)
        card.locator("summary").click()
        expect(card.locator(".k-article")).to_contain_text(words)
        assert card.locator(".k-article").is_visible()
    assert has_no_sideways_scroll(page)
    assert page.evaluate("document.documentElement.lang") == {"sr": "sr-Cyrl"}.get(lang, lang)


def test_address_reproduces_the_view_for_another_visitor(page: Page, app: str, browser: Browser) -> None:
    visit(page, app, lang="sl")
    ask(page, "odpovedni rok")
    page.get_by_role("radio", name="Primerjava").click()
    expect(page.locator(".k-cards > li")).to_have_count(4)
    page.get_by_text("Filtri in pisava").click()
    page.get_by_role("radio", name="Slovenija").click()
    expect(page.locator(".k-cards > li")).to_have_count(3)
    page.get_by_role("radio", name="srpski").click()
    expect(page.get_by_label("Vaše pitanje")).to_have_value("odpovedni rok")
    other = browser.new_page()
    other.goto(page.url)
    expect(other.locator(".k-cards > li")).to_have_count(3, timeout=60_000)
    assert other.locator(".k-cards").inner_text() == page.locator(".k-cards").inner_text()
    expect(other.get_by_label("Vaše pitanje")).to_have_value("odpovedni rok")
    other.close()


def test_way_back_leads_to_the_question_before(page: Page, app: str) -> None:
    visit(page, app, lang="sl")
    ask(page, "odpovedni rok")
    ask(page, "regres za letni dopust")
    page.go_back()
    expect(page.get_by_label("Vaše vprašanje")).to_have_value("odpovedni rok")


def test_link_fills_the_pack_without_loading_the_page_anew(page: Page, app: str) -> None:
    visit(page, app, lang="en", q="how many days off for a wedding")
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Add this comparison to the pack").click()
    expect(page.get_by_role("radio", name="Pack (1)")).to_be_visible(timeout=30_000)
    page.locator(".k-card").first.get_by_role("link", name="Add to the pack").click()
    expect(page.get_by_role("radio", name="Pack (2)")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="In the pack").first.click()
    expect(page.get_by_role("heading", name="2 things in the pack")).to_be_visible(timeout=30_000)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Word", exact=True).click()
    assert "lastne poroke" in words_of(Path(taken.value.path()).read_bytes())
    page.go_back()
    expect(page.locator(".k-hits")).to_be_visible(timeout=30_000)
    assert page.evaluate("window.stays") is True


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_example_answers_and_its_link_leads_to_the_provision(page: Page, app: str) -> None:
    visit(page, app, lang="sl")
    page.get_by_role("button", name="koliko dni dopusta za poroko").click()
    card = page.locator(".k-hits > li", has_text="KPOP").first
    name = card.locator("h3").inner_text()
    card.get_by_role("link", name="Povezava do te določbe").click()
    expect(page.locator("article h2")).to_have_text(name, timeout=60_000)
    assert "at=kpop" in page.url and has_no_sideways_scroll(page)


def test_serbian_text_is_read_in_latin_letters(page: Page, app: str) -> None:
    visit(page, app, lang="sr", screen="read", at="pku-sz/29")
    expect(page.locator(".k-article[lang=sr-Cyrl]")).to_contain_text("склапања брака")
    page.get_by_text("Српски текстови латиницом").click()
    expect(page.locator(".k-article[lang=sr-Latn]")).to_contain_text("sklapanja braka")
    expect(page.locator("article h2")).to_contain_text("Član 29.")


TODAY = ""
IN_TIME = {
    # The day, the words of the text, and what is said of it: en, sl, sr, sr-Latn.
    "2023-04-30": ("v mesecu januarju", ("not known here", "tu ni znano", "није познато", "nije poznato")),
    "2023-05-15": (
        "v mesecu januarju",
        (
            "Another text applies to this day",
            "uporablja drugo besedilo",
            "примењује други текст",
            "primenjuje drugi tekst",
        ),
    ),
    "2023-06-20": (
        "s 1. marcem",
        ("14 June 2023", "Velja od 14. 6. 2023", "Важи од 14. 6. 2023.", "Važi od 14. 6. 2023."),
    ),
    TODAY: (
        "s 1. marcem",
        (
            "check the amounts in force",
            "preverite veljavne zneske",
            "проверите важеће износе",
            "proverite važeće iznose",
        ),
    ),
}
WRITINGS = ("en", "sl", "sr", "sr-Latn")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
@pytest.mark.parametrize("lang", WRITINGS)
def test_article_64_reads_as_of_four_days(page: Page, app: str, lang: str) -> None:
    for day, (text, said) in IN_TIME.items():
        visit(page, app, lang=lang, screen="read", at=f"kpop/64@{day}" if day else "kpop/64")
        expect(page.locator("article .k-article")).to_contain_text(text)
        expect(page.locator("article")).to_contain_text(said[WRITINGS.index(lang)])
        expect(page.locator("article .k-table tr")).to_have_count(9)
        assert has_no_sideways_scroll(page)
    expect(page.locator(".k-diff del").first).to_contain_text("v mesecu januarju")
    expect(page.locator(".k-diff ins").last).to_contain_text("1/3")
    for tag, line in (("del", "line-through"), ("ins", "underline")):
        drawn = f"getComputedStyle(document.querySelector('.k-diff {tag}')).textDecorationLine"
        assert page.evaluate(drawn) == line


def test_the_day_of_the_filters_stands_in_the_address_and_changes_the_text(page: Page, app: str) -> None:
    visit(page, app, lang="en", screen="read", at="kpop/64")
    expect(page.locator("article .k-article")).to_contain_text("s 1. marcem")
    page.goto(f"{app}?lang=en&screen=read&at=kpop/64&day=2023-05-15")
    expect(page.locator("article .k-article")).to_contain_text("v mesecu januarju", timeout=60_000)
    page.get_by_role("link", name="Read the text that applies").click()
    page.wait_for_url("**day=2023-06-14*")
    expect(page.locator("article .k-article")).to_contain_text("s 1. marcem")
    page.get_by_role("radio", name="slovenščina").click()
    expect(page.locator("article")).to_contain_text("Prikazano na dan")
    expect(page.locator("article dd").last).to_have_text("14. 6. 2023")


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_a_citation_in_every_form_opens_its_unit(page: Page, app: str) -> None:
    visit(page, app, lang="sr-Latn", screen="read")
    forms = {
        "prva alineja drugega odstavka 45. člena KPOP (Uradni list RS, št. 46/23 in 62/23)": "45. člen",
        "1. al. 1. odst. 26. čl. ZPS OA": "26. člen",
        "KPZSV 38/1-2": "38. člen",
        "члан 29. став 1. тачка 1) ПКУ СЗ": "Члан 29.",
        "član 30. PKU SZ": "Члан 30.",
        "Article 64(2), KPOP": "64. člen",
    }
    for cited, name in forms.items():
        box = page.get_by_label("Otvori po navodu")
        box.fill(cited)
        box.press("Enter")
        expect(page.locator("article h2")).to_contain_text(name, timeout=60_000)
        expect(box).to_have_value("")
    assert has_no_sideways_scroll(page)


def test_a_reference_in_the_text_leads_to_its_article_and_back(page: Page, app: str) -> None:
    visit(page, app, lang="sl", screen="read", at="kpzsv/40")
    page.locator(".k-article a.k-ref").first.click()
    expect(page.locator("article h2")).to_contain_text("38. člen", timeout=60_000)
    page.get_by_role("link", name="40. čl. KPZSV").first.click()
    expect(page.locator("article h2")).to_contain_text("40. člen")
    page.locator("nav.k-beside .k-after").click()
    expect(page.locator("article h2")).to_contain_text("41. člen")


def test_a_permalink_of_a_point_brings_it_into_sight(page: Page, app: str) -> None:
    visit(page, app, lang="en", screen="read", at="pku-sz/29/1/11")
    here = page.locator(".k-article .k-here")
    expect(here).to_have_count(1, timeout=60_000)
    expect(here).to_be_in_viewport()
    visit(page, app, lang="en", screen="read", at="pku-sz/29")
    page.get_by_role("link", name="Link to Article 29(1), point 1, PKU SZ").click()
    expect(page.locator(".k-article .k-here")).to_contain_text("склапања брака")


def test_a_list_of_citations_is_checked_on_the_page(page: Page, app: str) -> None:
    visit(page, app, lang="sl", screen="read")
    page.get_by_text("Preveri seznam navedb").click()
    page.get_by_label("Navedbe, vsaka v svoji vrstici").fill("KPOP 45/2-1\n245. člen KPOP\n9. člen")
    page.get_by_role("button", name="Preveri", exact=True).click()
    badges = page.locator(".k-checked .k-badge")
    expect(badges).to_have_count(3)
    assert [text.split(" ", 1)[1] for text in badges.all_inner_texts()] == ["obstaja", "ne obstaja", "ni mogoče reči"]


@pytest.mark.parametrize("page", ["phone"], indirect=True)
@pytest.mark.parametrize("lang", WRITINGS)
def test_first_screen_and_about_say_what_is_in_the_base_and_how_fresh_it_is(page: Page, app: str, lang: str) -> None:
    visit(page, app, lang=lang)
    expect(page.locator(".k-base > li")).to_have_count(4, timeout=60_000)
    expect(page.locator(".k-base > li").first).to_contain_text(re.compile("2023"))
    expect(page.locator(".st-key-k-examples button").first).to_have_text(WEDDING[lang])
    page.locator("a[href*='screen=about']").click()
    expect(page.locator(".k-about a[href^='https://www.uradni-list.si/']").first).to_be_visible()


REGISTER = """
[[agreement]]
id = "hostile"
file = "hostile.txt"
sha256 = "{sha256}"
kind = "agreement"
title = "<img src=x onerror=alert(1)>"
short = "[x](javascript:alert(1))"
country = "SI"
language = "sl"
script = "Latn"
parties = ["<script>alert(1)</script>"]
activity = "<b>"
published = [{{ gazette = "<i>", issue = "1/24", url = "javascript:alert(1)" }}]
in_force_from = 2024-01-01
text_state = "as published"
origin = "<b>"
"""
HOSTILE = """1. člen
(<img src=x onerror=alert(1)>)
(1) Delavec ima ob poroki pravico do dveh dni odsotnosti <img src=x onerror=alert(1)>.
(2) Delavec ob poroki [x](javascript:alert(1)) <a href="javascript:alert(1)">x</a> <script>alert(1)</script>.
"""


def test_hostile_document_is_shown_as_words(page: Page, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/hostile.txt").write_text(HOSTILE, encoding="utf-8")
    sha256 = hashlib.sha256(HOSTILE.encode()).hexdigest()
    (tmp_path / "agreements.toml").write_text(REGISTER.format(sha256=sha256), encoding="utf-8")
    build(corpus=tmp_path, home=tmp_path / "index")
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    with running(tmp_path / "index", tmp_path / "log") as (url, _):
        for screen in ("ask", "compare", "read"):
            show_hostile(page, url, screen)
            expect(page.locator(".k-article").first).to_contain_text("<img src=x onerror=alert(1)>")
            expect(page.locator(".k-article").first).to_contain_text("[x](javascript:alert(1))")
            assert page.locator("[data-testid=stMain] img").count() == 0
            assert page.locator("[href^=javascript]").count() == 0
            page.wait_for_timeout(500)
    assert not alerts


def show_hostile(page: Page, url: str, screen: str) -> None:
    if screen == "read":
        visit(page, url, lang="sl", screen=screen, at="hostile/1")
        expect(page.locator(".k-card").first).to_be_visible(timeout=60_000)
        page.locator(".k-original summary").click()
    else:
        visit(page, url, lang="sl", screen=screen)
        ask(page, "pravica do odsotnosti ob poroki <img src=x onerror=alert(1)>")
        page.locator("summary").first.click()
