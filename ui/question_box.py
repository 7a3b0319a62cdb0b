"""The question, its examples and its filters: what Ask and Compare share."""

from __future__ import annotations

import streamlit as st

from index.knowledge_base import KnowledgeBase
from ui.provision import in_latin
from ui.spelling import Spelling
from ui.state import View, go, keep
from ui.words import Words


def question_box(view: View, base: KnowledgeBase, words: Words, ask: str) -> None:
    """Draws them all; whatever a visitor changes goes into the address."""
    _ = words.gettext
    with st.form("question", border=False), st.container(key="k-question"):
        st.text_input(
            _("Your question"),
            key=keep("q", view.q),
            placeholder=_("in Slovenian, Serbian or English"),
        )
        st.form_submit_button(ask, type="primary", on_click=_asked)
    if not view.q:
        _examples(words)
    _filters(view, base, words)


def examples(words: Words) -> tuple[str, ...]:
    """Questions to begin with, in the language of the interface."""
    _ = words.gettext
    return (
        _("how many days off for a wedding"),
        _("what is the pay for overtime"),
        _("how long is the notice period"),
        _("meal allowance"),
    )


def _asked() -> None:
    go(q=st.session_state["q"].strip())


def _examples(words: Words) -> None:
    with st.container(key="k-examples", horizontal=True, gap="small"):
        for number, example in enumerate(examples(words)):
            st.button(example, key=f"example-{number}", on_click=go, kwargs={"q": example})


def _filters(view: View, base: KnowledgeBase, words: Words) -> None:
    _ = words.gettext
    chosen = bool(view.country or view.agreements or view.texts)
    laws = {agreement.id: agreement for agreement in base.agreements if agreement.is_law}
    names = {"": _("All countries"), "SI": _("Slovenia"), "RS": _("Serbia")}
    countries = ["", *dict.fromkeys(agreement.country for agreement in laws.values())]

    def short(id: str) -> str:
        agreement = laws[id]
        latin = in_latin(agreement, bool(view.texts))
        return Spelling(f"{agreement.short} – {agreement.title}", latin).text

    with st.expander(_("Filters and script"), expanded=chosen):
        st.segmented_control(
            _("Country"),
            countries,
            key=keep("country", view.country if view.country in countries else ""),
            format_func=lambda country: names.get(country, country),
            on_change=lambda: go(country=st.session_state["country"] or ""),
        )
        st.multiselect(
            _("Agreements"),
            list(laws),
            key=keep("agreements", [id for id in view.agreements if id in laws]),
            format_func=short,
            placeholder=_("All agreements"),
            on_change=lambda: go(agreements=tuple(st.session_state["agreements"])),
        )
        st.toggle(
            _("Serbian texts in Latin letters"),
            key=keep("texts", bool(view.texts)),
            on_change=lambda: go(texts="Latn" if st.session_state["texts"] else ""),
        )
