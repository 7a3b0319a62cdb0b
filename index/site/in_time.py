"""A unit in time: how it stands, since when, in which wordings, and what changed between them."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from index.as_of import Dates, Reading, dates_of
from index.exports.standing import sentence
from index.site.page import lang_of, link, quoted, section, span
from index.site.place import Site
from index.site.text import Text
from index.site.ways import Ways
from index.states import Caution, Code, Standing, State
from index.word_diff import word_diff
from ingest.records import Agreement
from ingest.wordings import Wording

_LOOKS: dict[State, str] = {
    "in force": "good", "expired": "bad", "superseded": "bad", "struck out": "bad", "not known": "plain",
}  # fmt: skip
_OF_OURS: tuple[Code, ...] = ("only a part", "superseded according to")
"""Cautions with words of the register, which are English; all others have words of the agreement."""


def standing_html(standing: Standing, agreement: Agreement, site: Site, ways: Ways) -> str:
    """The standing as a sentence, and what to know before relying on the text."""
    lines = "".join(f"<li>{_caution(caution, agreement, site, ways)}</li>" for caution in standing.warnings)
    warnings = f'<ul class="warnings">{lines}</ul>' if lines else ""
    return f'<p class="standing">{standing_line(standing, site)}</p>{warnings}'


def standing_line(standing: Standing, site: Site) -> str:
    """The standing as a sentence; its colour says nothing that the words do not."""
    return f'<span class="{_LOOKS.get(standing.state, "care")}">{escape(sentence(standing, site.words))}</span>'


def dates_html(reading: Reading, agreement: Agreement, site: Site) -> str:
    """From when to when the wording shown is in force, and to what it is applied."""
    say, words = site.words.say, site.words
    dates = dates_of(reading.shown, agreement)
    applied = say("from {day}", day=words.date(dates.applied)) if dates.applied else ""
    rows = (
        (say("Address"), reading.shown.address),
        (say("In force"), _in_force(dates, site)),
        (say("Applied"), applied or say("from the day on which it is in force")),
        (say("Read as of"), words.date(reading.day)),
    )
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(said)}</dd>' for name, said in rows)}</dl>"


def axes_html(reading: Reading, site: Site) -> str:
    """Where another wording applies to the day than was in force on it; "": the same one does."""
    if reading.applied is None or reading.applied_standing is None:
        return ""
    said = site.words.say(
        "On this day the text below was in force. Another text applies to this day, as is known today:"
    )
    return f'<p class="care">{escape(said)} {escape(sentence(reading.applied_standing, site.words))}</p>'


def ground_html(standing: Standing, agreement: Agreement, site: Site, ways: Ways) -> str:
    """The words of a source that the standing rests on; "": only the register says so."""
    because = standing.because
    if not because.quote or because.at == "register":
        return ""
    place = site.places.parse(because.at)
    return (
        f'<p class="small">{escape(site.words.say("This rests on:"))} <q{lang_of(agreement, site.words)}>'
        f"{quoted(because.quote, agreement, site.words)}</q> {link(ways.to(place), escape(site.name(place)))}</p>"
    )


def wordings_html(reading: Reading, site: Site, ways: Ways) -> str:
    """All wordings of a unit with their dates and texts, and what changed from each to the next; "": there is one."""
    history = site.kb.law.history(reading.shown.address)
    if len(history) < 2:
        return ""
    items = "".join(f"<li>{_wording(wording, wording is reading.shown, site, ways)}</li>" for wording in history)
    changes = "".join(_change(old, new, site) for old, new in pairwise(history))
    return section(site.words.say("Wordings"), f'<ol class="list">{items}</ol>{changes}')


def _in_force(dates: Dates, site: Site) -> str:
    say, words = site.words.say, site.words
    if dates.begins:
        said = say("from {day}", day=words.date(dates.begins))
    elif dates.between:
        first, last = (words.date(day) for day in dates.between)
        said = say("from a day between {first} and {last}", first=first, last=last)
    else:
        said = say("first day not known")
    return f"{said}, {say('until {day}', day=words.date(dates.until))}" if dates.until else said


def _caution(caution: Caution, agreement: Agreement, site: Site, ways: Ways) -> str:
    """The sentence with what it names in the language that this is in; a source is a link to it."""
    words, places = site.words, {}
    for name, value in caution.arguments:
        if not isinstance(value, str):
            places[name] = escape(words.date(value))
        elif name == "source":
            place = site.places.parse(value)
            places[name] = link(ways.to(place), escape(site.name(place)))
        elif caution.code not in _OF_OURS:
            places[name] = span(value, agreement, words)
        else:
            said = words.say(value)
            english = said == value and words.lang != "en"
            places[name] = f'<span lang="en">{escape(said)}</span>' if english else escape(said)
    # A Serbian date and many a citation end with a full stop of their own; links go up by "../".
    return re.sub(r"\.\.(?!/)", ".", escape(words.say(caution.sentence)).format(**places))


def _wording(wording: Wording, is_shown: bool, site: Site, ways: Ways) -> str:
    say, words = site.words.say, site.words
    begins = wording.in_force_from
    parts = [say("from {day}", day=words.date(begins)) if begins else say("the original text")]
    if wording.until:
        parts.append(say("until {day}", day=words.date(wording.until)))
    if wording.applied_from:
        parts.append(say("applied from {day}", day=words.date(wording.applied_from)))
    said = escape(" · ".join(parts))
    if wording.source:
        place = site.places.parse(wording.source)
        said += f" · {escape(say('by'))} {link(ways.to(place), escape(site.name(place)))}"
    if is_shown:
        return f"{said} · <b>{escape(say('shown here'))}</b>"
    links = tuple(site.kb.law.links_of(wording))
    return f"<details><summary>{said}</summary>{Text(wording.unit, words, ways, links).html()}</details>"


def _change(old: Wording, new: Wording, site: Site) -> str:
    """Two texts in one: what goes is struck through, what comes is underlined, and both are said to a listener."""
    words, unit = site.words, new.unit
    begins = new.in_force_from
    what = words.say("What changed on {day}", day=words.date(begins)) if begins else words.say("What changed")
    tags = {"removed": ("del", words.say("deleted:")), "added": ("ins", words.say("inserted:"))}
    parts = []
    for piece in word_diff(old.text.strip(), new.text.strip()):
        text = quoted(piece.text.replace("\t", " │ "), unit, words)
        if piece.kind != "same":
            tag, said = tags[piece.kind]
            text = f'<{tag}><span class="hidden" lang="{words.lang}">{escape(said)} </span>{text}</{tag}>'
        parts.append(text)
    return f'<h3>{escape(what)}</h3><div class="diff"{lang_of(unit, words)}>{"".join(parts).strip()}</div>'
