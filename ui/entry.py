"""The form that corrects the proposed register entry of a new document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from ingest.propose import REQUIRED, Proposed
from ingest.reading import Reading
from ui.provision import lang_of
from ui.words import Words

CHOICES = {
    "kind": ("", "agreement", "rulebook", "statute"),
    "country": ("", "SI", "RS"),
    "language": ("sl", "sr"),
    "scanned": ("no", "yes"),
    "text_state": ("", "as published", "consolidated", "čistopis"),
}
"""Fields with few values; the first one stands where nothing is proposed."""

DAYS = ("published_on", "in_force_from", "applied_from", "until")

FIELDS = (
    *("title", "short", "id", "kind", "country", "language", "scanned", "text_state"),
    *("gazette", "issue", "published_on", "in_force_from", "applied_from", "until", "article"),
)


def names(words: Words) -> dict[str, str]:
    """The fields as people call them."""
    _ = words.gettext
    return {
        "title": _("Title"),
        "short": _("Short name"),
        "id": _("Id, as in addresses"),
        "kind": _("Kind"),
        "country": _("Country"),
        "language": _("Language of the text"),
        "scanned": _("Recognised from pictures of pages"),
        "text_state": _("State of the text"),
        "gazette": _("Gazette"),
        "issue": _("Issue"),
        "published_on": _("Published on"),
        "in_force_from": _("In force from"),
        "applied_from": _("Applied from"),
        "until": _("In force until"),
        "article": _("How an article begins, if not as usual: one such line"),
    }


def entry_form(reading: Reading, words: Words) -> dict[str, str] | None:
    """Draws the form; gives back what was corrected when it is sent, and None before."""
    _ = words.gettext
    proposed = {p.field: p for p in reading.proposed}
    st.html(f'<h3 class="k-part">{escape(_("The entry it would get"))}</h3>{basis_html(reading, words)}')
    with st.form("entry", border=False):
        sides = st.columns(2)
        values = {}
        for number, field in enumerate(FIELDS):
            with sides[number >= len(FIELDS) / 2]:
                values[field] = _field(field, proposed, reading, words)
        sent = st.form_submit_button(_("Read again with these"))
    if not sent:
        return None
    return corrections(values, proposed)


def corrections(values: Mapping[str, str], proposed: Mapping[str, Proposed]) -> dict[str, str]:
    """What a person changed; an emptied field takes away what was proposed.

    >>> was = {"title": Proposed("title", "Pravilnik", "words"), "until": Proposed("until", "2025-12-31", "words")}
    >>> corrections({"title": "Pravilnik o delu", "until": "", "issue": ""}, was)
    {'title': 'Pravilnik o delu', 'until': ''}
    """
    before = {field: proposed[field].value if field in proposed else "" for field in values}
    before |= {field: CHOICES[field][0] for field in CHOICES if field in values and not before[field]}
    return {field: value.strip() for field, value in values.items() if value.strip() != before[field]}


def basis_html(reading: Reading, words: Words) -> str:
    """What each proposed value rests on."""
    _ = words.gettext
    said = {
        "words": _("from the words"),
        "letters": _("from its letters"),
        "language": _("from its language"),
        "title": _("from its title"),
        "given": _("given by you"),
    }
    called, own = names(words), f" lang={lang_of(reading.source.agreement, latin=False)}"
    lines = "".join(
        f"<li>{escape(called[p.field])}: <b{'' if p.field in (*CHOICES, *DAYS) else own}>"
        f"{escape(said_of(p.field, p.value, words))}</b> – {escape(said[p.basis])}"
        f"{f' <q{own}>{escape(p.quote)}</q>' if p.quote else ''}</li>"
        for p in reading.proposed
        if p.field in called
    )
    title = escape(_("Where these values come from"))
    return f'<details class="k-whole"><summary>{title}</summary><ul class="k-plainlist">{lines}</ul></details>'


def choices(words: Words) -> dict[str, str]:
    """The values of CHOICES as people call them."""
    _ = words.gettext
    return {
        "": _("not known"),
        "agreement": _("collective agreement"),
        "rulebook": _("rulebook of an employer or association"),
        "statute": _("statute"),
        "SI": _("Slovenia"),
        "RS": _("Serbia"),
        "sl": _("Slovenian"),
        "sr": _("Serbian"),
        "yes": _("yes"),
        "no": _("no"),
        "as published": _("as published"),
        "consolidated": _("consolidated, with later changes"),
        "čistopis": _("clean copy of the issuer"),
    }


def said_of(field: str, value: str, words: Words) -> str:
    """A value of the entry as a reader sees it: what the register has in words or days of its own is put into theirs.

    >>> from ui.words import LANGUAGES
    >>> [said_of("kind", "agreement", Words(LANGUAGES[code])) for code in LANGUAGES]
    ['collective agreement', 'kolektivna pogodba', 'колективни уговор', 'kolektivni ugovor']
    >>> said_of("until", "2019-01-31", Words(LANGUAGES["sl"])), said_of("title", "yes", Words(LANGUAGES["sl"]))
    ('31. 1. 2019', 'yes')
    """
    if field in CHOICES:
        return choices(words).get(value, value)
    return words.date(date.fromisoformat(value)) if field in DAYS else value


def _field(field: str, proposed: Mapping[str, Proposed], reading: Reading, words: Words) -> str:
    _ = words.gettext
    value = proposed[field].value if field in proposed else ""
    star = " *" if field in REQUIRED else ""
    key = f"entry-{field}-{reading.source.agreement.sha256[:12]}-{value}"
    label = names(words)[field] + star
    if field not in CHOICES:
        shape = "2023-05-01" if field in DAYS else "§ 12 / Točka 3." if field == "article" else None
        return str(st.text_input(label, value, key=key, placeholder=shape))
    said = choices(words)
    options = CHOICES[field]
    index = options.index(value) if value in options else 0
    return str(st.selectbox(label, options, index, format_func=lambda option: said[option], key=key))
