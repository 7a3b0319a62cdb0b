"""The pack as documents: the choice of language, letters and day, and the buttons that hand them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import groupby

import streamlit as st

from index.export import (
    FORMATS,
    Collection,
    Format,
    export,
    file_name,
    media_type,
    of_comparison,
    of_topics,
    of_units,
    together,
)
from index.exports.permalink import BASE
from index.knowledge_base import KnowledgeBase
from ui.packed import Item
from ui.state import FIRST_DAY, LAST_DAY, View
from ui.words import Words

LANGUAGES = {"en": "English", "sl": "slovenščina", "sr": "српски / srpski"}


@dataclass(frozen=True, slots=True)
class How:
    """In which language and letters, and of which day, a document is made."""

    language: str
    script: str  # of everything Serbian; "": as published
    day: date


def take_away(items: Sequence[Item], how: How, base: KnowledgeBase, words: Words) -> None:
    """Draws one button a format; a document is made when its button is pressed."""
    _ = words.gettext
    formats: dict[Format, str] = {
        "docx": "Word",
        "xlsx": "Excel",
        "csv": "CSV",
        "json": "JSON",
        "html": _("Page to print"),
    }
    app = app_address()

    def made(format: Format) -> Callable[[], bytes]:
        return lambda: export(collected(items, base, how.day), format, how.language, how.script, base=app).data

    with st.container(key="k-take", horizontal=True, gap="small"):
        for format in FORMATS:
            name = file_name("", how.day.isoformat(), format)
            st.download_button(
                formats[format], made(format), name, media_type(format), key=f"take-{format}", on_click="ignore"
            )


def choice(view: View, words: Words) -> How:
    """Draws the choice of language, letters of Serbian and day of a document."""
    _ = words.gettext
    st.html(f'<h3 class="k-part">{escape(_("Take away"))}</h3>')
    scripts = {"": _("as published"), "Latn": _("Latin letters"), "Cyrl": _("Cyrillic letters")}
    own, _sep, letters = words.language.lang.partition("-")
    with st.container(key="k-choice", horizontal=True, vertical_alignment="bottom"):
        language = st.selectbox(
            _("Language of the document"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(own),
            format_func=lambda language: LANGUAGES[language],
            key=f"document-language-{words.language.code}",
        )
        script = st.selectbox(
            _("Serbian in the document"),
            list(scripts),
            index=list(scripts).index("Latn" if letters == "Latn" else view.texts),
            format_func=lambda script: scripts[script],
            key=f"document-script-{words.language.code}-{view.texts}",
        )
        day = st.date_input(
            _("As of"),
            view.day or date.today(),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="DD/MM/YYYY" if words.language.code == "en" else "DD.MM.YYYY",
            key=f"document-day-{view.day}",
        )
    return How(language, script, day if isinstance(day, date) else date.today())


def collected(items: Sequence[Item], base: KnowledgeBase, day: date) -> Collection:
    """What the things of a pack say on a day, in their order; raises ValueError for one that is not there."""
    return together(*_parts(items, base, day))


def _parts(items: Sequence[Item], base: KnowledgeBase, day: date) -> Iterator[Collection]:
    """Provisions that follow each other without a note of their own share one table."""
    for (kind, note), group in groupby(items, lambda item: (item.kind, item.note)):
        whats = [item.what for item in group]
        if kind == "question":
            parts = [of_comparison(base.compare(what, day=day), day) for what in whats]
        else:
            parts = [of_units(base, whats, day) if kind == "provision" else of_topics(base, whats, day)]
        for part in parts:
            yield Collection(day, tuple(replace(section, note=note) for section in part.sections))


def app_address() -> str:
    """Where this app runs, for the links in a document."""
    address = str(st.context.url or "").partition("?")[0]
    return f"{address.rstrip('/')}/" if address.startswith(("http://", "https://")) else BASE
