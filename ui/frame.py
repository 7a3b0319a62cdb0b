"""What stands around every screen: name, screens, languages, looks, and what went wrong."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from ui.state import View, go, keep
from ui.words import LANGUAGES, Words

STYLE = Path(__file__).parent / "style.css"


def frame(view: View, words: Words) -> None:
    """Draws the bar at the top and sets the language of the page."""
    _ = words.gettext
    st.html(STYLE)
    # Nothing of a visitor's or a document's gets here: the code is one of LANGUAGES.
    st.html(
        f'<script>document.documentElement.lang = "{words.language.lang}";</script>',
        unsafe_allow_javascript=True,
    )
    screens = {"ask": _("Ask"), "compare": _("Compare")}
    with st.container(key="k-bar", horizontal=True, vertical_alignment="center"):
        home = View(lang=view.lang, texts=view.texts).link()
        st.html(f'<h1 class="k-name"><a href="{escape(home)}">Kolektivka</a></h1>', width="content")
        st.segmented_control(
            _("Screen"),
            list(screens),
            key=keep("screen", view.screen if view.screen in screens else None),
            format_func=lambda screen: screens[screen],
            label_visibility="collapsed",
            on_change=_to_screen,
        )
        st.segmented_control(
            _("Language of the interface"),
            list(LANGUAGES),
            key=keep("lang", view.lang),
            format_func=lambda code: LANGUAGES[code].name,
            label_visibility="collapsed",
            on_change=_to_language,
        )


def notice(sentence: str) -> None:
    """One sentence about what went wrong and what to do."""
    st.html(f'<p class="k-notice" role="alert">{escape(sentence)}</p>')


def _to_screen() -> None:
    # A second press on the chosen screen takes the choice away: that leads nowhere.
    if chosen := st.session_state["screen"]:
        go(screen=chosen, at="")


def _to_language() -> None:
    if chosen := st.session_state["lang"]:
        go(lang=chosen)
