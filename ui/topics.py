"""The Topics screen: institutes of labour law by agreement, what each one grants and where it says so."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from index.knowledge import Area, Topic
from index.knowledge_base import KnowledgeBase
from ui.matrix import matrix_html, named
from ui.question_box import agreement_names
from ui.state import View, go, keep
from ui.words import Words

ALL = "all"
"""The area that stands for every one of them."""


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen."""
    st.html(f'<h2 class="k-screen">{escape(words.gettext("Topics"))}</h2>')
    _filters(view, base, words)
    if not (view.area or view.find):
        st.html(overview_html(base.knowledge.areas, base.knowledge.topics, view, words))
        link = f'<a href="{escape(view.to("binding"))}">{escape(words.gettext("Does it bind me?"))}</a>'
        st.html(f'<p class="k-links">{link}</p>')
        return
    laws = [a for a in base.agreements if a.is_law and (not view.agreements or a.id in view.agreements)]
    area = "" if view.area == ALL else view.area
    topics = base.matrix.rows(view.day, area, [law.id for law in laws], view.find)
    if not topics:
        said = words.gettext("No topic has these words in its name. Try fewer or other words, or ask a question.")
        st.html(f'<p class="k-silent" role="status">{escape(said)}</p>')
        return
    st.html(matrix_html(topics, base.knowledge.areas, laws, view, words))


def overview_html(areas: Sequence[Area], topics: Sequence[Topic], view: View, words: Words) -> str:
    """The areas with the number of their topics."""
    items = []
    for area in areas:
        inside = [topic for topic in topics if topic.area == area.id]
        count = words.ngettext("{count} topic", "{count} topics", len(inside)).format(count=len(inside))
        link = f'<a href="{escape(view.link(area=area.id))}">{escape(named(area, words))}</a>'
        items.append(f"<li>{link} <span>{escape(count)}</span></li>" if inside else "")
    return f'<ul class="k-areas">{"".join(items)}</ul>'


def _filters(view: View, base: KnowledgeBase, words: Words) -> None:
    _ = words.gettext
    areas = {"": _("Overview"), ALL: _("All areas"), **{a.id: named(a, words) for a in base.knowledge.areas}}
    laws = agreement_names(view, base)
    with st.container(key="k-filters", horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Words in the name"), key=keep("find", view.find), on_change=_to_find)
        st.selectbox(
            _("Area"),
            list(areas),
            key=keep("area", view.area if view.area in areas else ""),
            format_func=lambda area: areas[area],
            on_change=lambda: go(area=st.session_state["area"]),
        )
        st.multiselect(
            _("Agreements"),
            list(laws),
            key=keep("agreements", [id for id in view.agreements if id in laws]),
            format_func=lambda id: laws[id],
            placeholder=_("All agreements"),
            on_change=lambda: go(agreements=tuple(st.session_state["agreements"])),
        )
    st.toggle(
        _("Serbian texts in Latin letters"),
        key=keep("texts", bool(view.texts)),
        on_change=lambda: go(texts="Latn" if st.session_state["texts"] else ""),
    )


def _to_find() -> None:
    go(find=st.session_state["find"].strip())
