"""The Ask screen: the provisions that answer a question, best first."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from index.knowledge_base import KnowledgeBase
from index.results import Hit
from index.standing import standing
from ui.card import agreement_html, hit_html, standing_html
from ui.question_box import question_box
from ui.state import View
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen; raises ValueError for a question that cannot be asked."""
    _ = words.gettext
    if not view.q:
        promise = _("What am I entitled to, and where does it say so? Ask, and read what collective agreements say.")
        st.html(f'<p class="k-promise">{escape(promise)}</p>')
    question_box(view, base, words, _("Ask"))
    if not view.q:
        st.html(_start_html(view, base, words))
        return
    answer = base.search(view.q, agreements=view.agreements, country=view.country)
    st.html(answer_html(answer.hits, view, words))


def answer_html(hits: tuple[Hit, ...], view: View, words: Words) -> str:
    """The ranked provisions, or the plain word that there are none."""
    if not hits:
        said = words.gettext("No agreement answers this. Try other words, or fewer filters.")
        return f'<p class="k-silent" role="status">{escape(said)}</p>'
    count = words.ngettext("{count} provision", "{count} provisions", len(hits)).format(count=len(hits))
    items = "".join(f'<li class="k-card">{_item_html(hit, view, words)}</li>' for hit in hits)
    return f'<h2 class="k-count" role="status">{escape(count)}</h2><ol class="k-hits">{items}</ol>'


def _item_html(hit: Hit, view: View, words: Words) -> str:
    return (
        f'<div class="k-head">{agreement_html(hit.agreement, bool(view.texts))}'
        f"{standing_html(hit.agreement, hit.standing.state, words)}</div>{hit_html(hit, view, words)}"
    )


def _start_html(view: View, base: KnowledgeBase, words: Words) -> str:
    """What is in the base, and how it stands today."""
    laws = [agreement for agreement in base.agreements if agreement.is_law]
    said = words.ngettext(
        "{count} agreement is in the base, word for word",
        "{count} agreements are in the base, word for word",
        len(laws),
    ).format(count=len(laws))
    items = "".join(
        f"<li>{agreement_html(agreement, bool(view.texts))}"
        f"{standing_html(agreement, standing(agreement, date.today()), words)}</li>"
        for agreement in laws
    )
    return f'<h2 class="k-count">{escape(said)}</h2><ul class="k-base">{items}</ul>'
