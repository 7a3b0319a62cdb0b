"""Remembers the questions that found nothing, once a visit."""

from __future__ import annotations

from datetime import date

import streamlit as st

from index.unanswered import NAME, keep_question
from ui.opened import kept_file
from ui.state import View

_LAST = "unanswered"


def remember(view: View) -> None:
    """Keeps the question of the view, unless filters or a day of the past may be why nothing was found."""
    if view.agreements or view.country or view.day or st.session_state.get(_LAST) == view.q:
        return
    st.session_state[_LAST] = view.q
    keep_question(kept_file(NAME), view.q, view.lang, date.today())
