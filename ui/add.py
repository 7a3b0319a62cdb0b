"""The Add screen: a document is looked at, corrected, kept, and taken out again."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import streamlit as st

from index.add import added, examine, keep, obstacle, remove
from index.added import is_read_only
from index.knowledge_base import KnowledgeBase
from ingest.reading import Reading
from ui.card import agreement_html
from ui.entry import entry_form
from ui.errors import explained
from ui.frame import notice
from ui.opened import index_folder
from ui.provision import lang_of
from ui.quality import report_html
from ui.refusals import REFUSALS
from ui.state import View
from ui.words import Words

FORMATS = "TXT, HTML, PDF, DOCX"
SHOWN = 200  # units of a split
_DONE = "add-done"
_ROUND = "add-round"


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen; what is wrong with a document is said in one sentence."""
    _ = words.gettext
    if is_read_only():
        st.html(f'<h2 class="k-screen">{escape(_("Add a document"))}</h2>')
        notice(_("Documents cannot be added or removed here: this base is kept by its maintainer."))
        _added(view, words)
        return
    said = _("{formats}: it is read on this machine, and shown to you before it is kept.").format(formats=FORMATS)
    st.html(f'<h2 class="k-screen">{escape(_("Add a document"))}</h2><p class="k-note">{escape(said)}</p>')
    if done := st.session_state.pop(_DONE, ""):
        st.html(f'<p class="k-done" role="status">{escape(done)}</p>')
    # The button of the uploader speaks English only: its words are put over it.
    st.html(f'<style>:root {{ --k-choose: "{_("Choose a file")}"; }}</style>')
    label = _("Document, at most {size}").format(size="20 MB")
    file = st.file_uploader(label, key=f"upload-{st.session_state.get(_ROUND, 0)}", max_upload_size=20)
    if file is not None:
        data = file.getvalue()
        try:
            _look(data, file.name, words)
        except ValueError as error:
            notice(explained(error, words, REFUSALS, formats=FORMATS))
    _added(view, words)


def _look(data: bytes, name: str, words: Words) -> None:
    """Shows what was found in a document, and what stands in the way of keeping it."""
    _ = words.gettext
    given = st.session_state.setdefault("add-given", {}).setdefault(hashlib.sha256(data).hexdigest(), {})
    with st.spinner(_("Reading the document…")):
        reading = _read(data, name, tuple(sorted(given.items())), _taken())
    st.html(reading_html(reading, words))
    corrected = entry_form(reading, words)
    if corrected is not None:
        _read(data, name, tuple(sorted({**given, **corrected}.items())), _taken())  # else what was there before stays
        given.update(corrected)
        st.rerun()
    reason = obstacle(reading, home=index_folder())
    if reason:
        notice(explained(ValueError(reason), words, REFUSALS, formats=FORMATS))
        return
    if st.button(_("Keep this document"), type="primary", key="keep"):
        with st.spinner(_("Adding it to the index…"), show_time=True), _on_disk(data) as path:
            keep(path, reading, home=index_folder())
        said = _("Kept: {title}. It can be asked about now.")
        _finish(said.format(title=reading.source.agreement.title))


def _taken() -> str:
    """What a reading depends on beside the document: the names that are taken."""
    return " ".join(agreement.id for agreement in added(index_folder()))


@st.cache_data(max_entries=8, show_spinner=False)
def _read(data: bytes, name: str, given: tuple[tuple[str, str], ...], taken: str) -> Reading:
    with _on_disk(data) as path:
        return examine(path, dict(given), name, home=index_folder())


@contextmanager
def _on_disk(data: bytes) -> Iterator[Path]:
    """The uploaded bytes as a file that is gone afterwards; its name is of our making."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.uploaded")  # messages that name it get the name that people know
        path.write_bytes(data)
        yield path


def reading_html(reading: Reading, words: Words) -> str:
    """What was recognised: language, script, repairs, and how the text was split."""
    _ = words.gettext
    languages = {"sl": _("Slovenian"), "sr": _("Serbian"), "en": _("English"), "": _("not recognised")}
    scripts = {"Latn": _("Latin letters"), "Cyrl": _("Cyrillic letters")}
    found = reading.language
    facts = (
        (_("File"), f"{reading.name} ({reading.format.upper()})"),
        (_("Language"), f"{languages[found.code]}, {scripts[found.script]} ({words.percent(found.confidence)})"),
        (_("Provisions found"), words.number(reading.provisions)),
    )
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    lang = lang_of(reading.source.agreement, latin=False)
    units = "".join(
        f'<li lang="{lang}"><b>{escape(unit.label)}</b> {escape(unit.heading or " ".join(unit.text.split())[:90])}</li>'
        for unit in reading.source.units[:SHOWN]
    )
    rest = len(reading.source.units) - SHOWN
    more = f"<li>{escape(_('and {count} more').format(count=rest))}</li>" if rest > 0 else ""
    split = f'<details class="k-whole"><summary>{escape(_("Show the split"))}</summary><ul>{units}{more}</ul></details>'
    return (
        f'<div class="k-card"><h3>{escape(_("What was found"))}</h3><dl class="k-sheet">{rows}</dl>'
        f"{report_html(reading.source.report, words)}{split}</div>"
    )


def _finish(said: str) -> None:
    """Says it after the next drawing, with an empty uploader."""
    st.session_state[_DONE] = said
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _added(view: View, words: Words) -> None:
    """The documents that were added, each with a way to take it out."""
    _ = words.gettext
    kept = added(index_folder())
    none = "" if kept else f'<p class="k-silent">{escape(_("None so far."))}</p>'
    st.html(f'<h3 class="k-part">{escape(_("Added documents"))}</h3>{none}')
    for agreement in kept:
        with st.container(key=f"k-added-{agreement.id}", horizontal=True, vertical_alignment="center"):
            st.html(agreement_html(agreement, bool(view.texts)))
            if is_read_only():
                continue
            sure = st.checkbox(_("Remove for good"), key=f"sure-{agreement.id}")
            if st.button(_("Remove"), key=f"remove-{agreement.id}", disabled=not sure):
                with st.spinner(_("Taking it out of the index…"), show_time=True):
                    remove(agreement.id, home=index_folder())
                _finish(_("Removed: {title}.").format(title=agreement.title))
