"""The form with which a visitor says what is wrong in a provision; a maintainer reads it later."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from index.knowledge_base import KnowledgeBase
from index.mistakes import ABOUT, LONGEST, NAME, report_mistake
from ui.card import agreement_html, title_html
from ui.errors import explained
from ui.frame import notice
from ui.opened import kept_file
from ui.state import View
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the form for the provision of the address; raises ValueError when there is none."""
    _ = words.gettext
    unit = base.unit(view.at)
    agreement = base.by_id[unit.agreement]
    latin = bool(view.texts)
    st.html(f'<h2 class="k-screen">{escape(_("Report a mistake on this provision"))}</h2>')
    st.html(
        f'<div class="k-card">{agreement_html(agreement, latin)}{title_html(agreement, unit, latin)}'
        f'<p class="k-links"><a href="{escape(view.to("read", at=view.at))}">'
        f"{escape(_('Back to the provision'))}</a></p></div>"
    )
    kinds = {
        "text": _("The text differs from the published one"),
        "place": _("The article is split or numbered wrongly"),
        "value": _("A value or its unit is wrong"),
        "standing": _("The dates or the standing are wrong"),
        "topic": _("It does not belong to the question or topic"),
        "other": _("Something else"),
    }
    with st.form("mistake", clear_on_submit=True, border=False):
        about = st.selectbox(_("What is wrong?"), ABOUT, format_func=lambda kind: kinds[kind])
        said = st.text_area(_("Say it in one or two sentences"), max_chars=LONGEST)
        kept = _("Kept on this machine for the maintainer, without your name. Write nothing about persons.")
        st.html(f'<p class="k-note">{escape(kept)}</p>')
        sent = st.form_submit_button(_("Report"), type="primary")
    if sent:
        try:
            report_mistake(kept_file(NAME), view.at, about, said, base.name, date.today())
        except ValueError as error:
            notice(explained(error, words))
            return
        thanks = _("Thank you. The report was kept; a maintainer will look at it.")
        st.html(f'<p class="k-done" role="status">{escape(thanks)}</p>')
