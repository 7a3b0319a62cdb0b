"""How a text stands on a day, in the reader's language: a badge, the cautions below it, and what it rests on."""

from __future__ import annotations

from datetime import date
from html import escape

from index.states import Caution, Standing, State
from ingest.records import Agreement
from ui.provision import lang_of, quoted
from ui.state import View
from ui.words import Words

_LOOKS: dict[State, tuple[str, str]] = {
    "in force": ("good", "●"),
    "applied retroactively": ("care", "◷"),
    "not yet in force": ("care", "◷"),
    "in after-effect": ("care", "◐"),
    "text older than the law": ("care", "!"),
    "expired": ("bad", "✕"),
    "superseded": ("bad", "✕"),
    "struck out": ("bad", "✕"),
    "not known": ("plain", "?"),
}
"""The look of a badge and its sign; the sign says the same to those who see no colours."""


def sentence(of: Standing | Caution, words: Words) -> str:
    """What is said of a text, with the dates in the manner of the language.

    >>> from ingest.records import Ground
    >>> from ui.words import LANGUAGES
    >>> expired = Standing("expired", Ground("register", ""), until=date(2019, 1, 31))
    >>> sentence(expired, Words(LANGUAGES["sl"])), sentence(expired, Words(LANGUAGES["sr-Latn"]))
    ('Ne velja več: v veljavi do 31. 1. 2019.', 'Više ne važi: na snazi do 31. 1. 2019.')
    """
    return _filled(words.gettext(of.sentence), {name: _said(value, words) for name, value in of.arguments})


def badge_html(standing: Standing, words: Words) -> str:
    """The standing as a badge; its dates are not broken over two lines.

    >>> from ingest.records import Ground
    >>> from ui.words import LANGUAGES
    >>> expired = Standing("expired", Ground("register", ""), until=date(2019, 1, 31))
    >>> badge_html(expired, Words(LANGUAGES["en"])).partition("</span> ")[2]
    'Expired: in force until 31\\xa0January\\xa02019</span>'
    """
    look, sign = _LOOKS[standing.state]
    said = sentence(standing, words)
    # The full stop of a Serbian date belongs to the date.
    ends_with_date = words.language.lang.startswith("sr") and said[-2:-1].isdigit()
    said = escape(said if ends_with_date else said.rstrip("."))
    for day in (words.date(value) for _, value in standing.arguments if isinstance(value, date)):
        said = said.replace(day, day.replace(" ", "\u00a0"))  # on one line
    return f'<span class="k-badge k-{look}"><span aria-hidden="true">{sign}</span> {said}</span>'


def cautions_html(agreement: Agreement, standing: Standing, view: View, words: Words) -> str:
    """What to know before relying on the text, one line each."""
    lines = "".join(f"<li>{_caution_html(agreement, caution, view, words)}</li>" for caution in standing.warnings)
    return f'<ul class="k-cautions">{lines}</ul>' if lines else ""


def as_of(said: str, view: View, words: Words) -> str:
    """Words about an answer, with the day that was asked for; without one they stand as they are."""
    if view.day is None:
        return said
    return words.gettext("{said}, as of {day}").format(said=said, day=words.date(view.day))


def source_name(agreement: Agreement, address: str) -> str:
    """What people call the article of an annex that changed a text; another agreement's keeps its address.

    >>> from ingest.corpus import read_corpus
    >>> source_name(read_corpus()[0].agreement, "kpop/aneks-1/2")
    '2. člen, Aneks št. 1 h Kolektivni pogodbi za obrt in podjetništvo'
    """
    of, _, label = address.partition("/")
    annex = next((a for a in agreement.annex if of == agreement.id and label.startswith(f"{a.label}/")), None)
    if annex is None:
        return address
    number = label.removeprefix(f"{annex.label}/")
    if agreement.language == "sr":
        return f"{'Члан' if agreement.script == 'Cyrl' else 'Član'} {number}, {annex.title}"
    return f"{number}. člen, {annex.title}"


def _caution_html(agreement: Agreement, caution: Caution, view: View, words: Words) -> str:
    """The sentence with what it names in the language that this is in; a source is a link to it."""
    latin = bool(view.texts)
    places = {}
    for name, value in caution.arguments:
        said = escape(_said(value, words))
        if name == "source":
            label = quoted(agreement, source_name(agreement, str(value)), latin)
            said = f'<a href="{escape(view.to("read", at=str(value)))}" lang="{lang_of(agreement, latin)}">{label}</a>'
        elif not isinstance(value, date) and words.gettext(value) == value:
            said = f'<span lang="{lang_of(agreement, latin)}">{quoted(agreement, value, latin)}</span>'
        places[name] = said
    return _filled(escape(words.gettext(caution.sentence)), places)


def _said(value: date | str, words: Words) -> str:
    return words.date(value) if isinstance(value, date) else words.gettext(value)


def _filled(template: str, places: dict[str, str]) -> str:
    # A Serbian date and many a citation end with a full stop of their own.
    return template.format(**places).replace("..", ".")
