"""Citations in the app: one is opened, a list is checked, and the one of a provision is copied in every form."""

from __future__ import annotations

from html import escape

import streamlit as st

from index.cite import FORMS, Form, brief_citation, citation
from index.cited import Checked, check_citations
from index.knowledge_base import KnowledgeBase
from ingest.address import Address
from ui.provision import lang_of, quoted
from ui.question_box import day_input
from ui.state import View, go, keep
from ui.words import Words

LONGEST_LIST = 20_000
"""Characters of a list of citations: some hundred of them."""
SHORT = 300
"""Characters of a text that stands open in a list."""
_FORMS: dict[str, Form] = {"en": "en", "sl": "sl-short", "sr": "sr-Cyrl", "sr-Latn": "sr-Latn"}


def place_name(address: Address, base: KnowledgeBase, words: Words) -> str:
    """A place as the reader's language cites it, without the gazettes; one that is not there by its address."""
    unit = base.places.units.get(address.unit)
    if unit is None:
        return str(address)
    agreement, form = base.by_id[unit.agreement], _FORMS[words.language.code]
    return brief_citation(agreement, unit, *address.inside, form=form)


def opening_box(view: View, base: KnowledgeBase, words: Words) -> None:
    """The box that opens a provision by its citation, and the day as of which it is read."""
    _ = words.gettext
    typed, day = st.columns([3, 1], vertical_alignment="bottom")
    with typed, st.form("opening", border=False), st.container(key="k-question"):
        st.text_input(
            _("Open a citation"),
            key=keep("cite", view.cite),
            placeholder=_("such as: 45. člen KPOP · KPOP 64/2"),
        )
        st.form_submit_button(_("Open"), type="primary", on_click=_opened, args=(base,))
    with day:
        day_input(view, words)
    if view.cite:
        st.html(unclear_html(view, base, words))


def unclear_html(view: View, base: KnowledgeBase, words: Words) -> str:
    """The places that a citation can mean, or that there is none."""
    _ = words.gettext
    address = base.reader.parse(view.cite)
    places = base.reader.candidates(address) if address else ()
    if not places:
        none = _("“{text}” is not a citation that can be read. Try a form such as “45. člen KPOP” or “KPOP 64/2”.")
        missing = _("There is no such place in the base: “{text}”.")
        said = (missing if address else none).format(text=view.cite)
        return f'<p class="k-doubt" role="status">{escape(said)}</p>'
    said = _("“{text}” can mean:").format(text=view.cite)
    return f'<p class="k-also" role="status">{escape(said)}</p>{_places_html(places, view, base, words)}'


def check_box(view: View, base: KnowledgeBase, words: Words) -> None:
    """A list of citations, pasted in, is checked."""
    _ = words.gettext
    with st.expander(_("Check a list of citations")):
        with st.form("checking", border=False):
            listed = st.text_area(_("Citations, one a line"), key="check", max_chars=LONGEST_LIST, height=140)
            st.form_submit_button(_("Check"))
        if listed.strip():
            st.html(checked_html(check_citations(listed, base.reader), view, base, words))


def checked_html(checked: tuple[Checked, ...], view: View, base: KnowledgeBase, words: Words) -> str:
    """Whether each citation of a list exists, with the words that stand there."""
    _ = words.gettext
    looks = {
        "exists": ("good", "✓", _("exists")),
        "missing": ("bad", "✕", _("does not exist")),
        "unclear": ("care", "?", _("cannot tell")),
    }
    items = []
    for one in checked:
        look, sign, said = looks[one.state]
        badge = f'<span class="k-badge k-{look}"><span aria-hidden="true">{sign}</span> {escape(said)}</span>'
        text = ""
        if one.state == "exists":
            unit = base.places.units[one.places[0].unit]
            latin = bool(view.texts)
            said_there = f"<p>{quoted(unit, one.text, latin)}</p>"
            text = f'<blockquote class="k-quote" lang="{lang_of(unit, latin)}">{said_there}</blockquote>'
            if len(one.text) > SHORT:
                shown = escape(_("Show the text"))
                text = f'<details class="k-whole"><summary>{shown}</summary>{text}</details>'
        places = _places_html(one.places, view, base, words) if one.places else ""
        items.append(f'<li class="k-card"><p class="k-cited">{escape(one.words)} {badge}</p>{places}{text}</li>')
    return f'<ol class="k-hits k-checked">{"".join(items)}</ol>'


def copy_box(address: Address, base: KnowledgeBase, view: View, words: Words) -> None:
    """The citation in every form, each with a button that copies it."""
    _ = words.gettext
    names: dict[Form, str] = {
        "sl": _("Slovenian"),
        "sl-short": _("Slovenian, short"),
        "slash": _("short form"),
        "sr-Cyrl": _("Serbian, Cyrillic"),
        "sr-Latn": _("Serbian, Latin"),
        "en": _("English"),
    }
    reading = base.law.reading(address.unit, view.day) if view.day else None
    unit = reading.shown.unit if reading else base.places.units[address.unit]
    agreement = base.by_id[unit.agreement]
    with st.expander(_("Citation to copy")):
        for form in FORMS:
            st.caption(names[form])
            st.code(citation(agreement, unit, *address.inside, form=form), language=None, wrap_lines=True)


def _places_html(places: tuple[Address, ...], view: View, base: KnowledgeBase, words: Words) -> str:
    links = "".join(
        f'<li><a href="{escape(view.to("read", at=str(place)))}">{escape(place_name(place, base, words))}</a></li>'
        for place in places
    )
    return f'<ul class="k-also">{links}</ul>'


def _opened(base: KnowledgeBase) -> None:
    """Leads to the place that was typed, if it is exactly one; else the choice is drawn."""
    typed = st.session_state["cite"].strip()
    address = base.reader.parse(typed)
    places = base.reader.candidates(address) if address else ()
    if len(places) == 1:
        go(at=str(places[0]), cite="")
    else:
        go(at="", cite=typed)
