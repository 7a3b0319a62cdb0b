"""The question, its examples and its filters: what Ask and Compare share."""

from __future__ import annotations

import streamlit as st

from index.knowledge_base import KnowledgeBase
from ingest.records import Agreement
from ui.provision import in_latin
from ui.spelling import Spelling
from ui.state import FIRST_DAY, LAST_DAY, View, current_view, go, keep
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


def agreement_names(view: View, base: KnowledgeBase) -> dict[str, str]:
    """Short name and title of each agreement by its id, in the letters of choice."""

    def name(agreement: Agreement) -> str:
        latin = in_latin(agreement, bool(view.texts))
        return Spelling(f"{agreement.short} – {agreement.title}", latin).text

    return {agreement.id: name(agreement) for agreement in base.agreements if agreement.is_law}


def day_input(view: View, words: Words) -> None:
    """The day as of which the texts are read; empty: today."""
    st.date_input(
        words.gettext("As of (empty: today)"),
        value=None,
        key=keep("day", view.day),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD/MM/YYYY" if words.language.code == "en" else "DD.MM.YYYY",
        on_change=_to_day,
    )


def _to_day() -> None:
    go(day=st.session_state["day"], at=current_view().at.partition("@")[0])


def _asked() -> None:
    go(q=st.session_state["q"].strip())


def _examples(words: Words) -> None:
    with st.container(key="k-examples", horizontal=True, gap="small"):
        for number, example in enumerate(examples(words)):
            st.button(example, key=f"example-{number}", on_click=go, kwargs={"q": example})


def _filters(view: View, base: KnowledgeBase, words: Words) -> None:
    _ = words.gettext
    chosen = bool(view.country or view.agreements or view.texts or view.day)
    laws = {agreement.id: agreement for agreement in base.agreements if agreement.is_law}
    names = {"": _("All countries"), "SI": _("Slovenia"), "RS": _("Serbia")}
    countries = ["", *dict.fromkeys(agreement.country for agreement in laws.values())]
    short = agreement_names(view, base)

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
            format_func=lambda id: short[id],
            placeholder=_("All agreements"),
            on_change=lambda: go(agreements=tuple(st.session_state["agreements"])),
        )
        day_input(view, words)
        st.toggle(
            _("Serbian texts in Latin letters"),
            key=keep("texts", bool(view.texts)),
            on_change=lambda: go(texts="Latn" if st.session_state["texts"] else ""),
        )
