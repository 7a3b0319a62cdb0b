"""The Read screen: one provision, whole, in time, with everything that leads to it and from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from index.as_of import Reading
from index.cite import citation
from index.knowledge_base import KnowledgeBase
from index.states import Standing
from index.unit_names import name_of
from index.word_diff import differing
from ingest.address import Address
from ingest.places import Places
from ingest.records import Unit
from ui.blocks import Wrap, wrapped
from ui.card import agreement_html, links_html, title_html
from ui.cited import check_box, copy_box, opening_box, place_name
from ui.contents import beside_html, contents_html
from ui.in_time import axes_html, dates_html, ground_html, wordings_html
from ui.linked import link_wraps, references_html
from ui.provision import article_html, in_latin, lang_of, quoted
from ui.standing import badge_html, cautions_html
from ui.state import View, go, keep
from ui.static_page import page_button
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the provision at the view's address, or the contents; raises ValueError when there is none."""
    if not view.at:
        st.html(f'<h2 class="k-screen">{escape(words.gettext("Read"))}</h2>')
        opening_box(view, base, words)
        check_box(view, base, words)
        laws = [a for a in base.agreements if a.is_law and (not view.agreements or a.id in view.agreements)]
        cards = "".join(f'<li class="k-card">{contents_html(law, base, view, words)}</li>' for law in laws)
        st.html(f'<ul class="k-cards">{cards}</ul>')
        return
    address = base.places.parse(view.at)
    view = replace(view, day=address.day or view.day)
    opening_box(view, base, words)
    reading = base.law.reading(address.unit, view.day or date.today())
    text, around = st.columns([13, 7], gap="medium")
    with text:
        st.html(unit_html(address, reading, view, base, words))
        _show_place(address, reading.shown.unit)
        copy_box(address, base, view, words)
        page_button(address, view, base, words)
        _script_toggle(reading.shown.unit, view, words)
        st.html(wordings_html(reading, base.law, view, words) + original_html(reading.shown.unit, base, words))
    with around:
        links = base.law.links_of(reading.shown)
        st.html(
            references_html(address, links, view, base, words)
            + similar_html(address, view, base, words)
            + contents_html(base.by_id[address.agreement], base, view, words, address.unit)
        )
    check_box(view, base, words)


def unit_html(address: Address, reading: Reading, view: View, base: KnowledgeBase, words: Words) -> str:
    """The provision with its name, standing, dates and citation."""
    latin, unit = bool(view.texts), reading.shown.unit
    agreement = base.by_id[unit.agreement]
    inside = Places([unit])
    here = inside.blocks(address) if any(address.inside) else ()
    span = (here[0].span[0], here[-1].span[1]) if here else (0, 0)
    wraps = link_wraps(base.law.links_of(reading.shown), view, base, words)
    cited = quoted(agreement, citation(agreement, unit, *(address.inside if here else ("", "", ""))), latin)
    return "".join(
        (
            f'<article class="k-card k-unit"><div class="k-head">{agreement_html(agreement, latin)}'
            f"{badge_html(reading.standing, words)}</div>{title_html(agreement, unit, latin, level=2)}",
            dates_html(reading, agreement, words),
            axes_html(reading, view, words),
            cautions_html(agreement, _without_axes(reading), view, words),
            _missing_html(address, bool(here), words),
            summary_html(reading, base, words),
            article_html(unit, latin, wraps, span, _anchors(unit, view, base, words)),
            f'<p class="k-citation" lang="{lang_of(agreement, latin)}">{cited}</p>',
            ground_html(reading.standing, agreement, view, base, words),
            links_html(agreement, unit, view, words),
            f"{beside_html(unit, base, view, words)}</article>",
        )
    )


def summary_html(reading: Reading, base: KnowledgeBase, words: Words) -> str:
    """What people wrote about the unit in the reader's language, marked as no law; "": nothing, or another text."""
    unit = reading.shown.unit
    summary = next((s for s in base.knowledge.summaries if s.address == unit.address), None)
    if summary is None or reading.shown is not base.law.history(unit.address)[-1]:
        return ""
    said = {"en": summary.en, "sl": summary.sl, "sr": summary.sr}[words.language.catalogue or "en"]
    label = words.gettext("Unofficial summary, not the law:")
    return f'<p class="k-summary"><b>{escape(label)}</b> {escape(words.letters(said))}</p>'


def similar_html(address: Address, view: View, base: KnowledgeBase, words: Words) -> str:
    """The nearest provision of each other agreement."""
    _ = words.gettext
    latin, items = bool(view.texts), []
    for similar in base.similar(str(address), day=view.day):
        agreement = base.by_id[similar.unit.agreement]
        name = f"{agreement.short}, {name_of(agreement, similar.unit)}"
        heading = similar.unit.heading or (similar.unit.path[-1] if similar.unit.path else "")
        standing = base.law.reading(similar.unit.address, view.day or date.today()).standing
        items.append(
            f'<li lang="{lang_of(agreement, latin)}"><a href="{escape(view.to("read", at=similar.unit.address))}">'
            f"{quoted(agreement, name, latin)}</a> {quoted(agreement, heading, latin)} "
            f'<span lang="{words.language.lang}">{badge_html(standing, words)}</span></li>'
        )
    none = f'<p class="k-none">{escape(_("Nothing near enough was found."))}</p>'
    listed = f"<ul class=k-list>{''.join(items)}</ul>" if items else none
    return f"<section class=k-section><h2>{escape(_('Similar in other agreements'))}</h2>{listed}</section>"


def original_html(unit: Unit, base: KnowledgeBase, words: Words) -> str:
    """The source as it was obtained beside the text as it is shown, with the repairs marked."""
    _ = words.gettext
    original, text = base.original(unit).strip(), unit.text.strip()
    obtained, shown = differing(original, text)
    columns = "".join(
        f'<div><h3>{escape(title)}</h3><div class="k-source" lang="{lang_of(unit, False)}">'
        f"{wrapped(side, (0, len(side)), [Wrap(span, '<mark>', '</mark>') for span in spans])}</div></div>"
        for title, side, spans in (
            (_("As obtained"), original, obtained),
            (_("As shown here, repaired"), text, shown),
        )
    )
    same = "" if obtained or shown else f'<p class="k-none">{escape(_("Word for word the same."))}</p>'
    return (
        f'<details class="k-section k-original"><summary>{escape(_("The original beside this text"))}</summary>'
        f'{same}<div class="k-two">{columns}</div></details>'
    )


def _anchors(unit: Unit, view: View, base: KnowledgeBase, words: Words) -> dict[tuple[int, int], str]:
    """A link to each paragraph, point and indent, by the span of its block."""
    places, found = Places([unit]), {}
    said = words.gettext("Link to {place}")
    for block in unit.blocks:
        if block.kind in ("paragraph", "point", "subpoint", "indent"):
            place = places.settle(Address(unit.agreement, unit.label, block.paragraph, block.point, block.indent))
            name = escape(said.format(place=place_name(place, base, words)))
            href = escape(view.to("read", at=str(place)))
            found[block.span] = f' <a class="k-perma" href="{href}" title="{name}" aria-label="{name}">¶</a>'
    return found


def _without_axes(reading: Reading) -> Standing:
    """The standing without the caution that stands there as a sentence of its own."""
    if reading.applied_standing is None:
        return reading.standing
    left = tuple(c for c in reading.standing.warnings if c.code != "replaced retroactively")
    return replace(reading.standing, warnings=left)


def _missing_html(address: Address, found: bool, words: Words) -> str:
    if found or not any(address.inside):
        return ""
    said = words.gettext("There is no place {address} in this wording; the whole provision is shown.")
    return f'<p class="k-doubt" role="status">{escape(said.format(address=address))}</p>'


def _show_place(address: Address, unit: Unit) -> None:
    """Brings the place that is pointed out into sight."""
    here = Places([unit]).blocks(address) if any(address.inside) else ()
    if here:
        # The numbers make the script another one, and so run, for another place; nothing of the address is in it.
        st.html(
            '<script>document.querySelector(".k-unit .k-here")?.scrollIntoView({block: "center"});'
            f"// {here[0].span[0]} {len(unit.text)}</script>",
            unsafe_allow_javascript=True,
        )


def _script_toggle(unit: Unit, view: View, words: Words) -> None:
    if in_latin(unit, latin=True):
        st.toggle(
            words.gettext("Serbian texts in Latin letters"),
            key=keep("texts", bool(view.texts)),
            on_change=lambda: go(texts="Latn" if st.session_state["texts"] else ""),
        )
