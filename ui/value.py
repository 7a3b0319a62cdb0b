"""The numbers of an answer in the words of the interface, with where they stand and how certain they are."""

from __future__ import annotations

from html import escape

from index.exports.amounts import amount
from index.exports.table import place_of
from index.exports.words import Words as Printed
from index.results import Hit, Row
from ingest.quantities import Quantity
from ui.provision import lang_of, quoted
from ui.state import View
from ui.words import Words

SHOWN = 3
"""More values than that are no answer at a glance: the reader is sent to the text."""

STEPS = 6
"""Steps of a scale that are shown beside an answer."""

SHORT = 110
"""Letters of a quote that stand in for a value."""


def printed(view: View, words: Words) -> Printed:
    """The words of quantities in the language and script of the interface.

    >>> from ui.words import LANGUAGES
    >>> printed(View(), Words(LANGUAGES["sr-Latn"])).lang
    'sr-Latn'
    """
    language, _, script = words.language.lang.partition("-")
    return Printed(language, script or view.texts)


def value_html(value: Quantity, hit: Hit, view: View, words: Words) -> str:
    """One quantity; what it is a share of stands in the words and the language of the text."""
    said = amount(value, printed(view, words), hit.unit.language, hit.unit.script)
    html = escape(said.said)
    if said.of:
        lang = lang_of(hit.unit, bool(view.texts) or printed(view, words).script == "Latn")
        html = html.replace(escape(said.of), f'<span lang="{lang}">{escape(said.of)}</span>')
    return html


def values_html(hit: Hit, view: View, words: Words, steps: int = STEPS) -> str:
    """The values of a provision, what they may not exceed together, and on what they depend; "": it has none."""
    _ = words.gettext
    shown = "; ".join(value_html(value, hit, view, words) for value in hit.values)
    if len(hit.values) > SHOWN:
        shown = escape(_("several values, see the text"))
    parts = [f'<b class="k-value">{shown}</b>'] if shown else []
    if hit.steps:
        parts = [_steps_html(hit, view, words, steps)]
    if hit.limit:
        limit = value_html(hit.limit, hit, view, words)
        parts.append(f'<span class="k-limit">{escape(_("limit:"))} {limit}</span>')
    if hit.condition:
        said = quoted(hit.unit, hit.condition, bool(view.texts))
        lang = lang_of(hit.unit, bool(view.texts))
        parts.append(f'<span class="k-condition">{escape(_("condition:"))} <q lang="{lang}">{said}</q></span>')
    return " ".join(parts)


def _steps_html(hit: Hit, view: View, words: Words, most: int) -> str:
    """A scale as a small list: what each value depends on, in the words of the text."""
    latin, lang = bool(view.texts), lang_of(hit.unit, bool(view.texts))
    lines = "".join(
        f'<li><b class="k-value">{value_html(step.value, hit, view, words)}</b> '
        f'<q lang="{lang}">{quoted(hit.unit, shortened(step.when), latin)}</q></li>'
        for step in hit.steps[:most]
    )
    more = f"<li>{escape(words.gettext('more in the text'))}</li>" if len(hit.steps) > most else ""
    return f'<ul class="k-steps">{lines}{more}</ul>'


def doubt_html(row: Row, words: Words) -> str:
    """A mark where the place or its value may not be what was asked for; "": both are certain."""
    assert row.hit is not None
    if row.state != "found":
        return f'<span class="k-doubt">≈ {escape(words.gettext("uncertain"))}</span> '
    if row.hit.values and not row.hit.certain:
        return f'<span class="k-doubt">≈ {escape(words.gettext("value not certain"))}</span> '
    return ""


def short_html(hit: Hit, view: View) -> str:
    """The first words of a quote."""
    short = shortened(" ".join(hit.quote.split()).lstrip("-–—•· "))
    latin = bool(view.texts)
    return f'<q lang="{lang_of(hit.unit, latin)}">{quoted(hit.unit, short, latin)}</q>'


def shortened(text: str) -> str:
    """The first words of a text.

    >>> shortened("kratko"), len(shortened("beseda " * 50)) <= SHORT + 2
    ('kratko', True)
    """
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "\u00a0…"


def place_link(hit: Hit, view: View) -> str:
    """The citation of the words that answer, as the way to them."""
    latin = bool(view.texts)
    link = escape(view.to("read", at=str(place_of(hit))))
    cited = quoted(hit.agreement, short_citation(hit), latin)
    return f'<a class="k-place" href="{link}" lang="{lang_of(hit.agreement, latin)}">{cited}</a>'


def short_citation(hit: Hit) -> str:
    """The place without the gazette, as it is said among lawyers."""
    return hit.citation.partition(" (")[0]
