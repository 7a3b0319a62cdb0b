"""Each screen in each writing, on a phone and a wide screen, in light and dark: how it looks and who can use it.

KOLEKTIVKA_PICTURES names a folder that the pictures go to; without it they go to a temporary one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.browsing import SCREENS, Screen, browsing, has_no_sideways_scroll, settle, visit, walk_to
from ui.words import LANGUAGES, Words

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "wide": (1280, 900)}
TALLEST = 3000  # pixels of a picture
WORDS = {code: Words(language) for code, language in LANGUAGES.items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = os.environ.get("KOLEKTIVKA_PICTURES")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def opened(browser: Browser, app: str, lang: str, size: str, scheme: Literal["light", "dark"]) -> Page:
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    page.set_default_timeout(30_000)
    visit(page, app, lang=lang)
    settle(page)
    return page


def take(page: Page, file: Path) -> None:
    """A picture of the whole screen, as long as it is not longer than anybody scrolls."""
    size = page.viewport_size
    assert size is not None
    tall = int(page.locator("[data-testid=stMainBlockContainer]").evaluate("e => e.getBoundingClientRect().height"))
    page.set_viewport_size({"width": size["width"], "height": min(max(tall, size["height"]), TALLEST)})
    page.screenshot(path=file)
    page.set_viewport_size(size)


OWN_WORDS = """() => {
  const walker = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  const own = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    const widgets = ["IconMaterial", "DateInput", "Code", "MultiSelect", "FileUploader"];
    const apart = "script, style, " + widgets.map(name => `[data-testid=st${name}]`).join();
    if (at.closest("[lang]") === document.documentElement && !at.closest(apart))
      own.push(walker.currentNode.data.trim());
  }
  return own.filter(Boolean);
}"""
"""What the app says itself: not what is quoted, chosen or uploaded, nor dates in the manner of the browser."""

ENGLISH = re.compile(r"\b(the|and|of|with|are|this|from|which|what|not|has|have|by|it|no|or)\b", re.IGNORECASE)
SHARED = {"no", "not", "it", "or", "by", "has"}
"""English words that other languages may have too: one of them alone tells nothing."""
CYRILLIC, LATIN = re.compile("[Ѐ-ӿ]"), re.compile(r"[A-Za-zčšžćđ]{2,}")
NAMES = {
    *("Kolektivka", "KOLEKTIVKA_QUESTIONS", "off", "English", "slovenščina", "srpski", "српски", "EUR"),
    *("TXT", "HTML", "PDF", "DOCX", "CSV", "JSON", "Word", "Excel", "KB", "MB", "docs", "results", "md"),
    *("pravilnik", "txt", "aneks", "KPOP", "ZPS", "OA", "KPZSV", "II", "III", "IV", "VI", "VII", "VIII"),
}
"""Names, files and numerals that are the same in all writings."""


def foreign(own: list[str], lang: str) -> list[str]:
    """The texts that are not in the language or the letters of the interface."""
    wrong = []
    for text in own:
        left = " ".join(word for word in re.findall(r"\w+", text) if word not in NAMES)
        english = {word.lower() for word in ENGLISH.findall(left)}
        is_english = lang != "en" and bool(english - SHARED or len(english) > 1)
        if is_english or (LATIN if lang == "sr" else CYRILLIC).search(left):
            wrong.append(text)
    return wrong


def says_its_name(page: Page, screen: Screen, lang: str) -> None:
    """The main heading is the first one below the name of the app, in the language of the interface."""
    heading = page.locator("h2").first
    words = WORDS[lang]
    if not screen.heading:
        expect(heading).to_have_attribute("lang", "sl")
    elif "{count}" in screen.heading:
        expect(heading).to_have_text(words.ngettext("{count} thing in the pack", screen.heading, 3).format(count=3))
    else:
        expect(heading).to_have_text(words.gettext(screen.heading))
    expect(heading).to_be_visible()


# Who can use it: axe-core with the rules of WCAG 2.1 A and AA, and of good practice

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
OF_THE_WIDGETS = {
    ("presentation-role-conflict", "stFileUploaderDropzone"): "the drop zone is a label and a presentation at once",
}
"""Findings inside the widgets of Streamlit, by rule and place, which the app cannot change."""


def findings(page: Page) -> Iterator[tuple[str, str, str]]:
    """The rule, the widget and the element of each finding, with everything that can be opened open."""
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(summary => summary.click())")
    settle(page)
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    for violation in Axe().run(page, options=options).response["violations"]:
        for node in violation["nodes"]:
            widget = next((w for _, w in OF_THE_WIDGETS if f'data-testid="{w}"' in node["html"]), "")
            yield violation["id"], widget, f"{node['html'][:200]} {node['failureSummary']}"


def test_what_is_allowed_of_the_widgets_still_occurs(browser: Browser, served: str) -> None:
    page = opened(browser, served, "en", "wide", "light")
    walk_to(page, next(screen for screen in SCREENS if screen.name == "add"), "en")
    assert {finding[:2] for finding in findings(page)} == set(OF_THE_WIDGETS)
    page.close()


def mistakes(page: Page, screen: Screen, lang: str) -> Iterator[str]:
    """What is wrong with a screen that is drawn."""
    says_its_name(page, screen, lang)
    yield from foreign(page.evaluate(OWN_WORDS), lang)
    yield from page.locator(".k-notice, [data-testid=stException]").all_inner_texts()
    if not has_no_sideways_scroll(page):
        yield "scrolls sideways"


AXED = {("en", "wide", "light"), ("sr-Latn", "phone", "dark")}
WALKS = sorted(AXED | {(lang, size, "light") for lang in LANGUAGES for size in SIZES})


@pytest.mark.parametrize(("lang", "size", "scheme"), WALKS)
def test_each_screen_is_drawn_in_its_language_fits_and_can_be_used_by_all(
    browser: Browser, served: str, pictures: Path, lang: str, size: str, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, served, lang, size, scheme)
    wrong: list[tuple[str, object]] = []
    for screen in SCREENS:
        walk_to(page, screen, lang)
        take(page, pictures / f"{screen.name}-{lang}-{size}-{scheme}.png")
        wrong += ((screen.name, said) for said in mistakes(page, screen, lang))
        if (lang, size, scheme) in AXED:
            wrong += ((screen.name, found) for found in findings(page) if found[:2] not in OF_THE_WIDGETS)
            wrong += () if has_no_sideways_scroll(page) else ((screen.name, "scrolls sideways when opened"),)
    page.close()
    assert not wrong, "\n".join(f"{name}: {said}" for name, said in wrong)


VISIBLE = """() => {
  const shows = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
    || (style.boxShadow !== "none" && !/rgba\\(0, 0, 0, 0\\)/.test(style.boxShadow));
  let at = document.activeElement;
  const what = at.tagName + " " + (at.ariaLabel || at.innerText || "").slice(0, 40);
  for (let up = 0; at && up < 6; up++, at = at.parentElement) if (shows(getComputedStyle(at))) return "";
  return what;
}"""


@pytest.mark.parametrize("name", ["ask", "read", "pack"])
def test_the_keyboard_leads_through_a_screen_and_shows_where_it_is(browser: Browser, served: str, name: str) -> None:
    page = opened(browser, served, "sl", "wide", "light")
    walk_to(page, next(screen for screen in SCREENS if screen.name == name), "sl")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text(WORDS["sl"].gettext("Skip to the content"))
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(VISIBLE)
    skip = page.locator("[data-testid=stSkipToContent]")
    skip.focus()
    skip.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "!document.activeElement.closest('.st-key-k-bar') && document.activeElement.tagName !== 'MAIN'"
    )
    page.close()


INK = """() => [...new Set([...document.querySelectorAll(".stApp :is(h1, h2, h3, p, td, th)")]
  .filter(e => e.checkVisibility()).map(e => getComputedStyle(e).color))]"""


@pytest.mark.parametrize("screen", ["read", "compare", "topics"])
def test_print_leaves_out_what_cannot_be_pressed_on_paper(
    browser: Browser, served: str, screen: str, pictures: Path
) -> None:
    page = opened(browser, served, "sl", "wide", "dark")
    walk_to(page, next(s for s in SCREENS if s.name == screen), "sl")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-k-bar")).to_be_hidden()
    assert page.locator("button:visible, input:visible, textarea:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).overflow") == "visible"
    assert page.evaluate(INK) == ["rgb(31, 35, 38)"]
    (pictures / f"{screen}.pdf").write_bytes(page.pdf(format="A4"))
    page.close()
