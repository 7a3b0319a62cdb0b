"""The running app in headless Chromium: asked, read and clicked as a visitor would, on a wide screen and a phone."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from index.build import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
SIZES = {"wide": (1280, 900), "phone": (360, 740)}
WEDDING = {
    "en": "how many days off for a wedding",
    "sl": "koliko dni dopusta za poroko",
    "sr-Latn": "koliko slobodnih dana za svadbu",
    "sr": "колико слободних дана за свадбу",
}
PROVISIONS = {
    "KPOP": ("45. člen", "lastne poroke 1 dan"),
    "ZPS OA": ("26. člen", "lastna poroka: 2 dni"),
    "KPZSV": ("38. člen", "tri dni zaradi sklenitve zakonske zveze"),
    "ПКУ СЗ": ("Члан 29.", "склапања брака – пет радних дана"),
}


@contextmanager
def serving(home: Path, log: Path) -> Iterator[str]:
    """The app over an index, on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "KOLEKTIVKA_INDEX": str(home)}
    with log.open("w") as out:
        app = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}/"
        wait_for(url + "_stcore/health", app, log)
        yield url
    finally:
        app.terminate()
        app.wait(timeout=20)


def wait_for(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if app.poll() is not None:
                break
            time.sleep(0.5)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("app")
    build(home=folder / "index")
    with serving(folder / "index", folder / "log") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[getattr(request, "param", "wide")]
    opened = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def visit(page: Page, app: str, **query: str) -> None:
    page.goto(f"{app}?{urlencode(query)}")
    expect(page.locator("h1.k-name")).to_be_visible(timeout=60_000)


def ask(page: Page, question: str) -> None:
    box = page.locator(".st-key-k-question input")
    box.fill(question)
    box.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [question])
    expect(page.locator(".k-card").first).to_be_visible(timeout=60_000)


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


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


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_example_answers_and_its_link_leads_to_the_provision(page: Page, app: str) -> None:
    visit(page, app, lang="sl")
    page.get_by_role("button", name="koliko dni dopusta za poroko").click()
    card = page.locator(".k-hits > li", has_text="KPOP").first
    name = card.locator("h3").inner_text()
    card.get_by_role("link", name="Povezava do te določbe").click()
    expect(page.locator("article h3")).to_have_text(name, timeout=60_000)
    assert "at=kpop" in page.url and has_no_sideways_scroll(page)


def test_serbian_text_is_read_in_latin_letters(page: Page, app: str) -> None:
    visit(page, app, lang="sr", screen="read", at="pku-sz/29")
    expect(page.locator(".k-article[lang=sr-Cyrl]")).to_contain_text("склапања брака")
    page.get_by_text("Српски текстови латиницом").click()
    expect(page.locator(".k-article[lang=sr-Latn]")).to_contain_text("sklapanja braka")
    expect(page.locator("h3")).to_contain_text("Član 29.")


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


@pytest.mark.parametrize("screen", ["ask", "compare"])
def test_hostile_document_is_shown_as_words(page: Page, tmp_path: Path, screen: str) -> None:
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
    with serving(tmp_path / "index", tmp_path / "log") as url:
        visit(page, url, lang="sl", screen=screen)
        ask(page, "pravica do odsotnosti ob poroki <img src=x onerror=alert(1)>")
        page.locator("summary").first.click()
        expect(page.locator(".k-article").first).to_contain_text("<img src=x onerror=alert(1)>")
        expect(page.locator(".k-article").first).to_contain_text("[x](javascript:alert(1))")
        assert page.locator("[data-testid=stMain] img").count() == 0
        assert page.locator("[href^=javascript]").count() == 0
        page.wait_for_timeout(500)
    assert not alerts
