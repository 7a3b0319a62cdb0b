"""What was kept on this machine: questions that found nothing, and reported mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from index.cite import citation
from index.knowledge_base import KnowledgeBase
from index.mistakes import NAME as REPORTS
from index.mistakes import Mistake, mistakes
from index.unanswered import NAME as QUESTIONS
from index.unanswered import SWITCH, is_kept, unanswered
from ui.opened import kept_file
from ui.provision import lang_of, quoted
from ui.state import View
from ui.words import Words

SHOWN = 50
"""Lines of one list."""


def kept_lists(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws both lists."""
    _ = words.gettext
    found = unanswered(kept_file(QUESTIONS))[:SHOWN]
    # In which language somebody asked is not kept; that of the page it need not be.
    items = [f'<span lang="">{escape(question)}</span> <span>× {count}</span>' for question, count in found]
    st.html(list_html(_("Questions that found nothing"), items, _("None so far.")))
    said = (
        _("Kept on this machine only, without names and numbers of persons. {switch} keeps none.")
        if is_kept()
        else _("Switched off by {switch}: none are kept.")
    )
    st.html(f'<p class="k-note">{escape(said.format(switch=f"{SWITCH}=off"))}</p>')
    st.html(
        list_html(_("Reported mistakes"), _reported(mistakes(kept_file(REPORTS)), base, view, words), _("None so far."))
    )


def _reported(reports: Sequence[Mistake], base: KnowledgeBase, view: View, words: Words) -> list[str]:
    """How many wait and where; what was said is for the maintainer alone."""
    _ = words.gettext
    said = {"new": _("not yet looked at"), "accepted": _("accepted"), "declined": _("declined")}
    return [
        f"{place_html(report.at, base, view)} {escape(report.day)} – {escape(said[report.verdict])}"
        for report in reversed(reports[-SHOWN:])
    ]


def place_html(address: str, base: KnowledgeBase, view: View) -> str:
    """The citation of a place as the way to it; the address itself where there is no such place any more."""
    try:
        place = base.places.parse(address)
        unit = base.places.units[place.unit]
    except (ValueError, KeyError):
        return escape(address)
    law, latin = base.by_id[unit.agreement], bool(view.texts)
    cited = quoted(law, citation(law, unit, *place.inside).partition(" (")[0], latin)
    return f'<a href="{escape(view.to("read", at=address))}" lang="{lang_of(law, latin)}">{cited}</a>'


def list_html(title: str, items: Iterable[str], none: str = "") -> str:
    """A heading and a list of escaped lines."""
    listed = "".join(f"<li>{item}</li>" for item in items)
    body = f'<ul class="k-plainlist">{listed}</ul>' if listed else f'<p class="k-silent">{escape(none)}</p>'
    return f'<h3 class="k-part">{escape(title)}</h3>{body}'
