"""The Read screen: one provision, whole, at its own address."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from index.cite import citation
from index.knowledge_base import KnowledgeBase
from index.standing import standing
from ui.card import agreement_html, links_html, standing_html, title_html
from ui.provision import article_html, in_latin, lang_of, quoted
from ui.state import View, go, keep
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the provision at the view's address; raises ValueError when there is none."""
    st.html(unit_html(view, base, words))
    if in_latin(base.unit(view.at), latin=True):
        st.toggle(
            words.gettext("Serbian texts in Latin letters"),
            key=keep("texts", bool(view.texts)),
            on_change=lambda: go(texts="Latn" if st.session_state["texts"] else ""),
        )


def unit_html(view: View, base: KnowledgeBase, words: Words) -> str:
    """The provision with its name, standing and citation."""
    latin = bool(view.texts)
    unit = base.unit(view.at)
    agreement = base.by_id[unit.agreement]
    status = standing_html(agreement, standing(agreement, date.today()), words)
    struck = words.gettext("The text itself marks this as struck out.") if unit.struck else ""
    cited = quoted(agreement, citation(agreement, unit), latin)
    return (
        f'<article class="k-card"><div class="k-head">{agreement_html(agreement, latin)}{status}</div>'
        f"{title_html(agreement, unit, latin)}"
        f"{f'<p class=k-doubt>{escape(struck)}</p>' if struck else ''}"
        f"{article_html(unit, latin)}"
        f'<p class="k-citation" lang="{lang_of(agreement, latin)}">{cited}</p>'
        f"{links_html(agreement, unit, view, words)}</article>"
    )
