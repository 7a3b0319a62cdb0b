"""What stands around every screen: name, screens, languages, looks, and what went wrong."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from ui.state import View, go, keep
from ui.words import LANGUAGES, Words

STYLE = Path(__file__).parent / "style.css"
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


def frame(view: View, words: Words) -> None:
    """Draws the bar at the top and sets the language of the page."""
    _ = words.gettext
    st.html(STYLE)
    # Nothing of a visitor's or a document's gets here: the code is one of LANGUAGES.
    st.html(
        f'<script>document.documentElement.lang = "{words.language.lang}";</script>',
        unsafe_allow_javascript=True,
    )
    st.html(f"<script>{FOLLOW}</script>", unsafe_allow_javascript=True)
    pack = f"{_('Pack')} ({len(view.items)})" if view.items else _("Pack")
    screens = {
        "ask": _("Ask"),
        "compare": _("Compare"),
        "topics": _("Topics"),
        "read": _("Read"),
        "pack": pack,
        "add": _("Add"),
        "quality": _("Quality"),
        "about": _("About"),
    }
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
