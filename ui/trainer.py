"""The trainer's pack: a handout, a quiz and its key made from the topics of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from index.export import file_name, media_type
from index.knowledge_base import KnowledgeBase
from index.pack import PARTS, pack
from ui.packed import Item
from ui.take_away import How, app_address, collected
from ui.words import Words

LONGEST_TITLE = 120


def trainer(items: Sequence[Item], how: How, base: KnowledgeBase, words: Words) -> None:
    """Draws the choice of parts, and one button; without a topic in the pack it says what is missing."""
    _ = words.gettext
    topics = [item for item in items if item.kind == "topic"]
    st.html(f'<h3 class="k-part">{escape(_("Trainer’s pack"))}</h3>')
    if not topics:
        said = _("A handout and a quiz are made from topics: add some on the Topics screen.")
        st.html(f'<p class="k-note">{escape(said)}</p>')
        return
    names = {"handout": _("Handout"), "quiz": _("Quiz"), "key": _("Answer key")}
    with st.container(key="k-trainer", horizontal=True, vertical_alignment="top"):
        title = st.text_input(_("Title of the course, if it has one"), max_chars=LONGEST_TITLE, key="trainer-title")
        parts = st.pills(
            _("Parts"),
            PARTS,
            selection_mode="multi",
            default=PARTS,
            format_func=lambda part: names[part],
            key=f"trainer-parts-{words.language.code}",
        )
        seed = st.number_input(_("Shuffle"), min_value=1, max_value=999, value=1, key="trainer-seed")
    if not parts:
        st.html(f'<p class="k-note">{escape(_("Choose at least one part."))}</p>')
        return
    app = app_address()

    def made() -> bytes:
        taken = collected(topics, base, how.day)
        return pack(taken, how.language, how.script, base=app, title=title, seed=int(seed), parts=parts).data

    name = file_name(title or "course", how.day.isoformat(), "docx")
    said = _("Trainer’s pack as {format}").format(format="Word")
    st.download_button(said, made, name, media_type("docx"), key="take-trainer", on_click="ignore")
