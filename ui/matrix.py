"""The topics against the agreements as a table; on a phone its rows become a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from index.knowledge import Area, Topic
from index.matrix import TopicRow
from index.results import Row
from index.term import standing_of
from ingest.records import Agreement
from ingest.script import to_latin
from ui.favoured import caveat, mark_html, reason_html
from ui.packed import Item, pack_link
from ui.provision import lang_of, quoted
from ui.standing import badge_html
from ui.state import View
from ui.value import doubt_html, place_link, short_html, values_html
from ui.words import Words

STEPS = 3
"""Steps of a scale that fit into a cell."""


def named(record: Topic | Area, words: Words) -> str:
    """The name of a topic or an area in the language of the interface."""
    serbian = to_latin(record.sr) if words.language.latin else record.sr
    return {"en": record.en, "sl": record.sl}.get(words.language.code, serbian)


def matrix_html(
    topics: Sequence[TopicRow], areas: Sequence[Area], laws: Sequence[Agreement], view: View, words: Words
) -> str:
    """The table with its caveat, where a mark stands in it."""
    _ = words.gettext
    count = words.ngettext("{count} topic", "{count} topics", len(topics)).format(count=len(topics))
    head = "".join(f'<th scope="col" role="columnheader">{_law_html(law, view, words)}</th>' for law in laws)
    names = {area.id: named(area, words) for area in areas}
    bodies = []
    for area, group in groupby(topics, lambda row: row.topic.area):
        rows = "".join(_topic_html(row, laws, view, words) for row in group)
        bodies.append(
            f'<tbody role="rowgroup"><tr class="k-area" role="row"><th colspan="{len(laws) + 1}" scope="rowgroup" '
            f'role="rowheader">{escape(names.get(area, area))}</th></tr>{rows}</tbody>'
        )
    marked = any(row.favour.better for row in topics)
    beside = f'<p class="k-note">▲ {escape(caveat(words))}</p>' if marked else ""
    return (
        f'<div role="status"><h2 class="k-count">{escape(count)}</h2></div>{beside}'
        f'<div class="k-wide" tabindex="0" role="region" aria-label="{escape(_("Topics by agreement"))}">'
        f'<table class="k-matrix" role="table"><thead role="rowgroup"><tr role="row">'
        f'<th scope="col" role="columnheader">{escape(_("Topic"))}</th>{head}</tr></thead>'
        f"{''.join(bodies)}</table></div>"
    )


def _law_html(law: Agreement, view: View, words: Words) -> str:
    latin = bool(view.texts)
    standing = badge_html(standing_of(law, view.day or date.today()), words)
    name = f'<span lang="{lang_of(law, latin)}">{quoted(law, law.short, latin)}</span>'
    return f'{name} <span class="k-head-standing">{standing}</span>'


def _topic_html(row: TopicRow, laws: Sequence[Agreement], view: View, words: Words) -> str:
    _ = words.gettext
    topic = row.topic
    mark = f"✓ {_('checked')}" if topic.checked else f"○ {_('not yet checked by a person')}"
    look = "good" if topic.checked else "care"
    head = (
        f'<th scope="row" role="rowheader"><span class="k-topic">{escape(named(topic, words))}</span>'
        f'<span class="k-mark k-{look}">{escape(mark)}</span>{pack_link(Item("topic", topic.id), view, words)}'
        f"{reason_html(row.favour, words)}</th>"
    )
    rows = {row.agreement.id: row for row in row.rows}
    cells = "".join(_cell_html(row, rows.get(law.id), law, view, words) for law in laws)
    return f'<tr role="row">{head}{cells}</tr>'


def _cell_html(topic: TopicRow, row: Row | None, law: Agreement, view: View, words: Words) -> str:
    _ = words.gettext
    latin = bool(view.texts)
    name = f'<span class="k-only-phone" lang="{lang_of(law, latin)}">{quoted(law, law.short, latin)}</span>'
    if row is None:  # a document that somebody added: nobody has mapped it to the topics
        return f'<td role="cell">{name}<span class="k-silent">{escape(_("not mapped to this topic"))}</span></td>'
    if row.hit is None:
        return f'<td role="cell">{name}<span class="k-silent">{escape(_("silent on this"))}</span></td>'
    hit = row.hit
    said = values_html(hit, view, words, STEPS) or short_html(hit, view)
    doubt = doubt_html(row, words)
    better = mark_html(topic.favour, law.id, words)
    body = f'<span class="k-said">{doubt}{said}</span>{better}{place_link(hit, view)}'
    return f'<td role="cell">{name}{body}{_standing_html(row, view, words)}</td>'


def _standing_html(row: Row, view: View, words: Words) -> str:
    """The standing of a place; on a wide screen that of the whole agreement is said above its column."""
    assert row.hit is not None
    badge = badge_html(row.hit.standing, words)
    whole = standing_of(row.agreement, view.day or date.today()).state
    if row.hit.standing.state != whole:
        return badge
    return f'<span class="k-only-phone">{badge}</span>' if whole != "in force" else ""
