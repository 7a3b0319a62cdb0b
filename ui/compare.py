"""The Compare screen: what each agreement says to one question, side by side, silence included."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from index.knowledge_base import KnowledgeBase
from index.results import Comparison, Hit, Row
from index.term import standing_of
from index.unit_names import name_of
from ui.card import agreement_html, hit_html
from ui.provision import lang_of, quoted
from ui.question_box import question_box
from ui.rows import rows_html
from ui.silence import remember
from ui.standing import as_of, badge_html
from ui.state import View
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen; raises ValueError for a question that cannot be asked."""
    _ = words.gettext
    if not view.q:
        said = _("Ask one question of all agreements and read their answers side by side.")
        st.html(f'<h2 class="k-screen">{escape(_("Compare"))}</h2><p class="k-note">{escape(said)}</p>')
    question_box(view, base, words, _("Ask all"))
    if not view.q:
        return
    with st.spinner(_("Looking it up…")):
        comparison = base.compare(view.q, view.agreements, view.country, view.day)
    st.html(rows_html(comparison, view, words))
    if not any(row.hit for row in comparison.rows):
        remember(view)
    st.html(comparison_html(comparison, view, words))


def comparison_html(comparison: Comparison, view: View, words: Words) -> str:
    """One card per agreement, in the order of the register."""
    rows = comparison.rows
    count = words.ngettext("{count} agreement", "{count} agreements", len(rows)).format(count=len(rows))
    cards = "".join(f'<li class="k-card k-{row.state}">{_card_html(row, view, words)}</li>' for row in rows)
    said = f'<div role="status"><h2 class="k-count">{escape(as_of(count, view, words))}</h2></div>'
    return f'{said}<ul class="k-cards">{cards}</ul>'


def _card_html(row: Row, view: View, words: Words) -> str:
    latin = bool(view.texts)
    head = agreement_html(row.agreement, latin)
    if row.hit is None:
        said = words.gettext("This agreement is silent: nothing in it answers the question.")
        badge = badge_html(standing_of(row.agreement, view.day or date.today()), words)
        return f'<div class="k-head">{head}{badge}</div><p class="k-silent">{escape(said)}</p>'
    badge = badge_html(row.hit.standing, words)
    others = _others_html(row.others, view, words)
    return f'<div class="k-head">{head}{badge}</div>{hit_html(row.hit, view, words)}{others}'


def _others_html(others: tuple[Hit, ...], view: View, words: Words) -> str:
    """Further provisions of the same agreement, as links."""
    if not others:
        return ""
    latin = bool(view.texts)
    links = []
    for hit in others:
        name = name_of(hit.agreement, hit.unit) + (f" ({hit.unit.heading})" if hit.unit.heading else "")
        links.append(
            f'<li><a href="{escape(view.to("read", at=hit.unit.address))}" lang="{lang_of(hit.agreement, latin)}">'
            f"{quoted(hit.agreement, name, latin)}</a></li>"
        )
    return f'<p class="k-also">{escape(words.gettext("See also:"))}</p><ul class="k-also">{"".join(links)}</ul>'
