"""The provision as one static page, to keep, to print or to hand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from index.export import file_name
from index.exports.words import Words as PageWords
from index.knowledge_base import KnowledgeBase
from index.site.unit import single_page
from ingest.address import Address
from ui.state import View
from ui.take_away import app_address
from ui.words import Words


def page_button(address: Address, view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the button; the page is made when it is pressed, and its links lead back into this app."""
    day = view.day or date.today()
    name = file_name(address.unit.replace("/", " "), day.isoformat(), "html")
    st.download_button(
        words.gettext("This provision as a page"),
        _made(address.unit, _page_words(view, words), day, base, app_address()),
        name,
        "text/html",
        key="static-page",
        on_click="ignore",
    )


def _made(unit: str, words: PageWords, day: date, base: KnowledgeBase, app: str) -> Callable[[], bytes]:
    return lambda: single_page(base, unit, words, day, app)


def _page_words(view: View, words: Words) -> PageWords:
    language, _, script = words.language.code.partition("-")
    return PageWords(language, script or view.texts)
