"""A unit in time: on both axes of dates, in all its wordings, and what changed between them."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from itertools import pairwise

from index.as_of import Reading, dates_of
from index.knowledge_base import KnowledgeBase
from index.law import Law
from index.states import Standing
from index.word_diff import Piece, word_diff
from ingest.records import Agreement, Unit
from ingest.wordings import Wording
from ui.cited import place_name
from ui.provision import lang_of, quoted
from ui.standing import sentence, source_name
from ui.state import FIRST_DAY, View
from ui.words import Words


def dates_html(reading: Reading, agreement: Agreement, words: Words) -> str:
    """From when to when the wording shown is in force, and to what it is applied."""
    _ = words.gettext
    dates = dates_of(reading.shown, agreement)
    if dates.begins:
        in_force = _("from {day}").format(day=words.date(dates.begins))
    elif dates.between:
        first, last = (words.date(day) for day in dates.between)
        in_force = _("from a day between {first} and {last}").format(first=first, last=last)
    else:
        in_force = _("first day not known")
    if dates.until:
        in_force = f"{in_force}, {_('until {day}').format(day=words.date(dates.until))}"
    as_in_force = _("from the day on which it is in force")
    to = _("from {day}").format(day=words.date(dates.applied)) if dates.applied else as_in_force
    rows = ((_("In force"), in_force), (_("Applied"), to), (_("Read as of"), words.date(reading.day)))
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in rows)
    return f'<dl class="k-dates">{items}</dl>'


def axes_html(reading: Reading, view: View, words: Words) -> str:
    """Where another wording applies to the day than was in force on it: which one, and the way to it."""
    applied, stands = reading.applied, reading.applied_standing
    if applied is None or stands is None:
        return ""
    _ = words.gettext
    said = _("On this day the text below was in force. Another text applies to this day, as is known today:")
    link = view.to("read", at=applied.address, day=applied.in_force_from or applied.known_from)
    return (
        f'<p class="k-doubt k-axes"><span aria-hidden="true">⇄</span> {escape(said)} '
        f'{escape(sentence(stands, words))} <a href="{escape(link)}">{escape(_("Read the text that applies"))}</a></p>'
    )


def ground_html(standing: Standing, agreement: Agreement, view: View, base: KnowledgeBase, words: Words) -> str:
    """The words that the standing rests on."""
    because = standing.because
    if not because.quote:
        return ""
    if because.at == "register":
        lang = words.language.lang if words.gettext(because.quote) != because.quote else "en"
        return (
            f'<p class="k-ground">{escape(words.gettext("According to the register of sources:"))} '
            f'<span lang="{lang}">{escape(words.gettext(because.quote))}</span></p>'
        )
    latin = bool(view.texts)
    link = escape(view.to("read", at=because.at))
    name = escape(place_name(base.places.parse(because.at), base, words))
    return (
        f'<p class="k-ground">{escape(words.gettext("This rests on:"))} '
        f'<q lang="{lang_of(agreement, latin)}">{quoted(agreement, because.quote, latin)}</q> '
        f'<a href="{link}">{name}</a></p>'
    )


def wordings_html(reading: Reading, law: Law, view: View, words: Words) -> str:
    """All wordings of a unit with their dates, and what changed from each to the next; "": there is one."""
    history = law.history(reading.shown.address)
    if len(history) < 2:
        return ""
    _ = words.gettext
    agreement = law.agreements[reading.shown.unit.agreement]
    items = "".join(
        f"<li{' class=k-now aria-current=true' if wording is reading.shown else ''}>"
        f"{_wording_html(wording, wording is reading.shown, agreement, view, words)}</li>"
        for wording in history
    )
    changes = "".join(_change_html(old, new, view, words) for old, new in pairwise(history))
    title = f"<h2>{escape(_('Wordings'))}</h2>"
    return f'<section class="k-section">{title}<ol class="k-wordings">{items}</ol>{changes}</section>'


def diff_html(pieces: tuple[Piece, ...], unit: Unit, latin: bool, words: Words) -> str:
    """Two texts in one: what goes is struck through, what comes is underlined, and both are said to a listener."""
    tags = {"removed": ("del", words.gettext("deleted:")), "added": ("ins", words.gettext("inserted:"))}
    parts = []
    for piece in pieces:
        text = quoted(unit, piece.text.replace("\t", " │ "), latin)
        if piece.kind == "same":
            parts.append(text)
        else:
            tag, said = tags[piece.kind]
            hidden = f'<span class="k-hidden" lang="{words.language.lang}">{escape(said)} </span>'
            parts.append(f"<{tag}>{hidden}{text}</{tag}>")
    return f'<div class="k-diff" lang="{lang_of(unit, latin)}">{"".join(parts).strip()}</div>'


def _change_html(old: Wording, new: Wording, view: View, words: Words) -> str:
    _ = words.gettext
    begins = new.in_force_from
    what = _("What changed on {day}").format(day=words.date(begins)) if begins else _("What changed")
    key = f"<del>{escape(_('deleted'))}</del> <ins>{escape(_('inserted'))}</ins>"
    diff = diff_html(word_diff(old.text.strip(), new.text.strip()), new.unit, bool(view.texts), words)
    return f'<h3>{escape(what)}</h3><p class="k-key">{key}</p>{diff}'


def _wording_html(wording: Wording, is_shown: bool, agreement: Agreement, view: View, words: Words) -> str:
    _ = words.gettext
    begins = wording.in_force_from
    parts = [_("from {day}").format(day=words.date(begins)) if begins else _("the original text")]
    if wording.until:
        parts.append(_("until {day}").format(day=words.date(wording.until)))
    if wording.applied_from:
        parts.append(_("applied from {day}").format(day=words.date(wording.applied_from)))
    link = escape(view.to("read", at=wording.address, day=_a_day_of(wording)))
    read = f"<b>{escape(_('shown here'))}</b>" if is_shown else f'<a href="{link}">{escape(_("Read this wording"))}</a>'
    source = ""
    if wording.source:
        latin = bool(view.texts)
        name = quoted(agreement, source_name(agreement, wording.source), latin)
        at = escape(view.to("read", at=wording.source))
        by = escape(_("by"))
        source = f' · {by} <a href="{at}" lang="{lang_of(agreement, latin)}">{name}</a>'
    return f"{escape(' · '.join(parts))}{source} · {read}"


def _a_day_of(wording: Wording) -> date | None:
    """A day on which a wording is the one to be read."""
    before_next = wording.until if wording.until and wording.until > FIRST_DAY + timedelta(days=1) else None
    return wording.in_force_from or before_next
