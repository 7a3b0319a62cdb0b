"""The numbers of an answer in the words of the interface, and the answer rows that stand above the texts."""

from __future__ import annotations

from html import escape

from index.exports.amounts import amount
from index.exports.table import place_of
from index.exports.words import Words as Printed
from index.results import Comparison, Hit, Row
from ingest.quantities import Quantity, quantities
from ui.packed import Item, pack_link
from ui.provision import lang_of, quoted
from ui.standing import badge_html
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


def rows_html(comparison: Comparison, view: View, words: Words) -> str:
    """One row per agreement: what it grants, where it says so, and how that stands; below it the way to the pack."""
    _ = words.gettext
    heads = (_("Agreement"), _("What it says"), _("Where"), _("Standing"))
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr class="k-{row.state}" role="row">{_row_html(row, view, words)}</tr>' for row in comparison.rows
    )
    title = escape(_("The answer in one row per agreement"))
    asked = f'<p class="k-only-print"><b>{escape(comparison.question.text)}</b></p>'  # paper has no question box
    return (
        f'{asked}<h2 class="k-count">{title}</h2><div class="k-wide" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="k-rows" role="table" aria-label="{title}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
        f'<p class="k-links">{pack_link(Item("question", comparison.question.text), view, words)}</p>'
    )


def _row_html(row: Row, view: View, words: Words) -> str:
    _ = words.gettext
    latin, agreement = bool(view.texts), row.agreement
    name = (
        f'<th scope="row" role="rowheader"><span lang="{lang_of(agreement, latin)}">'
        f"{quoted(agreement, agreement.short, latin)}</span></th>"
    )
    if row.hit is None:
        return f'{name}<td colspan="3" role="cell"><span class="k-silent">{escape(_("silent on this"))}</span></td>'
    hit = row.hit
    said = values_html(hit, view, words) or short_html(hit, view)
    if not hit.values and not hit.limit and not quantities(hit.quote, hit.unit.language):
        said += f' <span class="k-limit">{escape(_("no number in the text"))}</span>'
    standing = badge_html(hit.standing, words)
    cells = (f"{doubt_html(row, words)}{said}", place_link(hit, view), standing)
    return name + "".join(f'<td role="cell">{cell}</td>' for cell in cells)
