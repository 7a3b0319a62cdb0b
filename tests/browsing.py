"""A browser, and the screens that it walks through."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from ui.frame import title_of
from ui.state import View
from ui.words import LANGUAGES, Words

WEDDING = {
    "en": "how many days off for a wedding",
    "sl": "koliko dni dopusta za poroko",
    "sr-Latn": "koliko slobodnih dana za svadbu",
    "sr": "колико слободних дана за свадбу",
}
"""One question in the four writings."""

RULEBOOK = """Pravilnik o delu na domu

1. člen
(namen)
(1) Ta pravilnik ureja delo na domu pri delodajalcu Primer d. o. o.

2. člen
(nadomestilo)
(1) Delavcu, ki dela na domu, pripada nadomestilo za uporabo lastnih sredstev v višini 2,50 EUR na dan.
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen with something on it."""

    name: str
    heading: str  # the main heading in the words of the code; "": the provision's own name
    changes: dict[str, object] = field(default_factory=dict)  # to the view of the first screen
    asks: bool = False  # the question goes along

    def view(self, lang: str) -> View:
        """The view in a language of the interface.

        >>> SCREENS[1].view("sl").q
        'koliko dni dopusta za poroko'
        """
        return View(lang, q=WEDDING[lang] if self.asks else "", **self.changes)  # type: ignore[arg-type]


_PACK = ("kpop/45\n1.", "zps-oa/26", "t:wedding-leave")
# Neighbours have different titles: by the title the walk knows that the next one has come.
SCREENS = (
    Screen("start", "What am I entitled to, and where does it say so? Ask, and read what collective agreements say."),
    Screen("ask", "The answer in one row per agreement", asks=True),
    Screen("compare", "The answer in one row per agreement", {"screen": "compare"}, asks=True),
    Screen("areas", "Topics", {"screen": "topics"}),
    Screen("binding", "Does it bind me?", {"screen": "binding", "told": ("country.SI",)}),
    Screen("topics", "Topics", {"screen": "topics", "area": "training"}),
    Screen("contents", "Read", {"screen": "read"}),
    Screen("read", "", {"screen": "read", "at": "kpop/64"}),
    Screen(
        "pack", "{count} things in the pack", {"screen": "pack", "items": _PACK, "beside": ("kpop/45", "zps-oa/26")}
    ),
    Screen("add", "Add a document", {"screen": "add"}),
    Screen("quality", "How far this can be trusted", {"screen": "quality"}),
    Screen("report", "Report a mistake on this provision", {"screen": "report", "at": "pku-sz/29"}),
    Screen("about", "What this is", {"screen": "about"}),
)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Headless Chromium, as the system has it."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


def visit(page: Page, app: str, **query: str) -> None:
    """Opens an address and waits for the bar."""
    page.goto(f"{app}?{urlencode(query)}")
    expect(page.locator("h1.k-name")).to_be_visible(timeout=60_000)


def walk_to(page: Page, screen: Screen, lang: str) -> None:
    """Leads an open page to a screen without loading it anew, and waits until it is drawn."""
    view = screen.view(lang)
    if urlsplit(page.url).query != view.link()[1:]:
        page.evaluate(
            "to => { history.pushState({}, '', to); window.dispatchEvent(new PopStateEvent('popstate')); }", view.link()
        )
    expect(page).to_have_title(title_of(view, Words(LANGUAGES[lang])), timeout=30_000)
    settle(page)
    if screen.name == "add":
        document: FilePayload = {"name": "pravilnik.txt", "mimeType": "text/plain", "buffer": RULEBOOK.encode()}
        page.locator("input[type=file]").set_input_files(document)
        expect(page.locator(".k-card")).to_be_visible()
        settle(page)


def settle(page: Page) -> None:
    """Waits until the app has drawn everything."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0)


def has_no_sideways_scroll(page: Page) -> bool:
    """Whether all that is drawn is as wide as the window, or scrolls in a frame of its own."""
    return bool(
        page.evaluate(
            "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".every(e => e.scrollWidth <= e.clientWidth)"
        )
    )
