"""The Ask screen: the provisions that answer a question, best first."""

from __future__ import annotations

from html import escape

import streamlit as st

from index.knowledge_base import KnowledgeBase
from index.results import Hit
from ui.card import agreement_html, hit_html
from ui.question_box import question_box
from ui.rows import rows_html
from ui.silence import remember
from ui.standing import as_of, badge_html
from ui.start import base_html, promise_html
from ui.state import View
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen; raises ValueError for a question that cannot be asked."""
    _ = words.gettext
    if not view.q:
        st.html(promise_html(words))
    question_box(view, base, words, _("Ask"))
    if not view.q:
        st.html(base_html(view, base, words))
        return
    with st.spinner(_("Looking it up…")):
        answer = base.search(view.q, agreements=view.agreements, country=view.country, day=view.day)
        comparison = base.compare(view.q, view.agreements, view.country, view.day)
    if answer.hits:
        st.html(rows_html(comparison, view, words))
    else:
        remember(view)
    st.html(answer_html(answer.hits, view, words))


def answer_html(hits: tuple[Hit, ...], view: View, words: Words) -> str:
    """The ranked provisions, or the plain word that there are none."""
    if not hits:
        said = words.gettext("No agreement answers this. Try other words, or fewer filters.")
        return f'<p class="k-silent" role="status">{escape(said)}</p>'
    count = words.ngettext("{count} provision", "{count} provisions", len(hits)).format(count=len(hits))
    items = "".join(f'<li class="k-card">{_item_html(hit, view, words)}</li>' for hit in hits)
    said = f'<div role="status"><h2 class="k-count">{escape(as_of(count, view, words))}</h2></div>'
    return f'{said}<ol class="k-hits">{items}</ol>'


def _item_html(hit: Hit, view: View, words: Words) -> str:
    return (
        f'<div class="k-head">{agreement_html(hit.agreement, bool(view.texts))}'
        f"{badge_html(hit.standing, words)}</div>{hit_html(hit, view, words)}"
    )
