"""What stands around every screen: name, screens, languages, looks, and what went wrong."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import streamlit as st

from ui.state import View, go, keep
from ui.words import LANGUAGES, Words

STYLE = Path(__file__).parent / "style.css"
BENEATH = ("binding", "report")
"""Screens that are reached from others, not from the bar."""
FOLLOW = """
if (!window.kFollows) {
  window.kFollows = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stHtml"] a[href^="?"]');
    const own = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || own || event.defaultPrevented) return;
    event.preventDefault();
    const place = (search) => ["screen", "at"].map((name) => new URLSearchParams(search).get(name)).join();
    const stays = place(link.search) === place(location.search);
    const to = new URLSearchParams(link.search);
    // A page that is still being drawn anew has links that do not know the last thing put into the pack.
    if (link.classList.contains("k-pack"))
      for (const item of new URLSearchParams(location.search).getAll("item"))
        if (!to.getAll("item").includes(item)) to.append("item", item);
    history.pushState({}, "", "?" + to);
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (!stays) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
}
"""
"""Links to views of the app are followed without loading the page anew; nothing of a document is in it."""
SPEAK = """
document.documentElement.lang = %s;
const skip = document.querySelector('[data-testid="stSkipToContent"]');
if (skip) {
  skip.textContent = %s;
  skip.onclick = (event) => {
    const below = document.querySelector(".st-key-k-bar")?.parentElement?.nextElementSibling;
    if (!below) return;
    event.preventDefault();
    event.stopPropagation();
    below.tabIndex = -1;
    below.focus();
  };
}
"""
"""The page says its language, and the machine's own skip link speaks it and leads past the bar."""


def title_of(view: View, words: Words) -> str:
    """What stands on the tab of the browser: what is looked up, the screen, the app.

    >>> from ui.words import LANGUAGES
    >>> title_of(View("sl", "compare", "poroka"), Words(LANGUAGES["sl"]))
    'poroka – Primerjava – Kolektivka'
    """
    about = {"ask": view.q, "compare": view.q, "read": view.at, "report": view.at}.get(view.screen, "")
    return " – ".join(part for part in (about, _names(words)[view.screen], "Kolektivka") if part)


def frame(view: View, words: Words) -> None:
    """Draws the bar at the top and sets the language of the page."""
    _ = words.gettext
    st.html(STYLE)
    # Nothing of a visitor's or a document's gets here: the code and the words are of LANGUAGES.
    said = (json.dumps(text) for text in (words.language.lang, _("Skip to the content")))
    st.html(f"<script>{{{SPEAK % tuple(said)}}}</script>", unsafe_allow_javascript=True)
    st.html(f"<script>{FOLLOW}</script>", unsafe_allow_javascript=True)
    screens = {name: said for name, said in _names(words).items() if name not in BENEATH}
    if view.items:
        screens["pack"] = f"{screens['pack']} ({len(view.items)})"
    with st.container(key="k-bar", horizontal=True, vertical_alignment="center"):
        home = View(lang=view.lang, texts=view.texts, items=view.items).link()
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


def _names(words: Words) -> dict[str, str]:
    """The screens as people call them, in the order of the bar."""
    _ = words.gettext
    return {
        "ask": _("Ask"),
        "compare": _("Compare"),
        "topics": _("Topics"),
        "read": _("Read"),
        "pack": _("Pack"),
        "add": _("Add"),
        "quality": _("Quality"),
        "about": _("About"),
        "binding": _("Does it bind me?"),
        "report": _("Report a mistake"),
    }


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
