"""The Topics screen: institutes of labour law by agreement, what each one grants and where it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import groupby

import streamlit as st

from index.exports.collection import Section, of_topics
from index.knowledge import Area, Topic
from index.knowledge_base import KnowledgeBase
from index.results import Row
from index.term import standing_of
from ingest.records import Agreement
from ingest.script import fold, to_latin
from ui.packed import Item, pack_link
from ui.provision import lang_of, quoted
from ui.question_box import agreement_names
from ui.standing import badge_html
from ui.state import View, go, keep
from ui.value import place_link, short_html, values_html
from ui.words import Words

ALL = "all"
"""The area that stands for every one of them."""


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen."""
    _filters(view, base, words)
    if not (view.area or view.find):
        st.html(overview_html(base.knowledge.areas, base.knowledge.topics, view, words))
        return
    topics = chosen(base.knowledge.topics, view)
    laws = [a for a in base.agreements if a.is_law and (not view.agreements or a.id in view.agreements)]
    if not topics:
        said = words.gettext("No topic has these words in its name. Try fewer or other words, or ask a question.")
        st.html(f'<p class="k-silent" role="status">{escape(said)}</p>')
        return
    sections = of_topics(base, [topic.id for topic in topics], view.day or date.today()).sections
    st.html(matrix_html(sections, base.knowledge.areas, laws, view, words))


def chosen(topics: Iterable[Topic], view: View) -> tuple[Topic, ...]:
    """The topics of the area that have every word of the filter in one of their names.

    >>> wedding = Topic("w", "leave", "poroka", "венчање", "wedding", True, ())
    >>> [len(chosen([wedding], View(find=find))) for find in ("VENČ", "wedd", "smrt")]
    [1, 1, 0]
    """
    wanted = fold(view.find).split()

    def has(topic: Topic) -> bool:
        names = [fold(name) for name in topic.names]
        inside = view.area in ("", ALL, topic.area)
        return inside and any(all(word in name for word in wanted) for name in names)

    return tuple(topic for topic in topics if has(topic))


def named(record: Topic | Area, words: Words) -> str:
    """The name of a topic or an area in the language of the interface."""
    serbian = to_latin(record.sr) if words.language.latin else record.sr
    return {"en": record.en, "sl": record.sl}.get(words.language.code, serbian)


def overview_html(areas: Sequence[Area], topics: Sequence[Topic], view: View, words: Words) -> str:
    """The areas with the number of their topics."""
    items = []
    for area in areas:
        inside = [topic for topic in topics if topic.area == area.id]
        count = words.ngettext("{count} topic", "{count} topics", len(inside)).format(count=len(inside))
        link = f'<a href="{escape(view.link(area=area.id))}">{escape(named(area, words))}</a>'
        items.append(f"<li>{link} <span>{escape(count)}</span></li>" if inside else "")
    return f'<ul class="k-areas">{"".join(items)}</ul>'


def matrix_html(
    sections: Sequence[Section], areas: Sequence[Area], laws: Sequence[Agreement], view: View, words: Words
) -> str:
    """The table of topics and agreements; on a phone its rows become a list."""
    _ = words.gettext
    count = words.ngettext("{count} topic", "{count} topics", len(sections)).format(count=len(sections))
    head = "".join(f'<th scope="col">{_law_html(law, view, words)}</th>' for law in laws)
    names = {area.id: named(area, words) for area in areas}
    bodies = []
    for area, group in groupby(sections, lambda section: section.topic.area if section.topic else ""):
        title = escape(names.get(area, area))
        rows = "".join(_topic_html(section, laws, view, words) for section in group)
        bodies.append(
            f'<tbody role="rowgroup"><tr class="k-area" role="row"><th colspan="{len(laws) + 1}" scope="rowgroup">'
            f"{title}</th></tr>{rows}</tbody>"
        )
    return (
        f'<h2 class="k-count" role="status">{escape(count)}</h2>'
        f'<div class="k-wide" tabindex="0" role="region" aria-label="{escape(_("Topics by agreement"))}">'
        f'<table class="k-matrix" role="table"><thead role="rowgroup"><tr role="row"><th scope="col">'
        f"{escape(_('Topic'))}</th>{head}</tr></thead>{''.join(bodies)}</table></div>"
    )


def _law_html(law: Agreement, view: View, words: Words) -> str:
    latin = bool(view.texts)
    standing = badge_html(standing_of(law, view.day or date.today()), words)
    name = f'<span lang="{lang_of(law, latin)}">{quoted(law, law.short, latin)}</span>'
    return f'{name} <span class="k-head-standing">{standing}</span>'


def _topic_html(section: Section, laws: Sequence[Agreement], view: View, words: Words) -> str:
    topic = section.topic
    assert topic is not None
    _ = words.gettext
    mark = f"✓ {_('checked')}" if topic.checked else f"○ {_('not yet checked by a person')}"
    look = "good" if topic.checked else "care"
    head = (
        f'<th scope="row" role="rowheader"><span class="k-topic">{escape(named(topic, words))}</span>'
        f'<span class="k-mark k-{look}">{escape(mark)}</span>{pack_link(Item("topic", topic.id), view, words)}</th>'
    )
    rows = {row.agreement.id: row for row in section.rows}
    cells = "".join(_cell_html(rows.get(law.id, Row(law, "silent", 0.0, None)), view, words) for law in laws)
    return f'<tr role="row">{head}{cells}</tr>'


def _cell_html(row: Row, view: View, words: Words) -> str:
    _ = words.gettext
    latin, law = bool(view.texts), row.agreement
    name = f'<span class="k-only-phone" lang="{lang_of(law, latin)}">{quoted(law, law.short, latin)}</span>'
    if row.hit is None:
        return f'<td role="cell" class="k-silent">{name}<span>{escape(_("silent on this"))}</span></td>'
    said = values_html(row.hit, view, words) or short_html(row.hit, view)
    standing = badge_html(row.hit.standing, words) if row.hit.standing.state != "in force" else ""
    if row.hit.standing.state == standing_of(law, view.day or date.today()).state:  # said above the column
        standing = f'<span class="k-only-phone">{standing}</span>' if standing else ""
    return f'<td role="cell">{name}<span class="k-said">{said}</span>{place_link(row.hit, view)}{standing}</td>'


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


def _to_find() -> None:
    go(find=st.session_state["find"].strip())
