"""The answer rows that stand above the texts: one per agreement."""

from __future__ import annotations

from html import escape

from index.results import Comparison, Row
from ingest.quantities import quantities
from ui.packed import Item, pack_link, save_link
from ui.provision import lang_of, quoted
from ui.standing import badge_html
from ui.state import View
from ui.value import doubt_html, place_link, short_html, values_html
from ui.words import Words


def rows_html(comparison: Comparison, view: View, words: Words) -> str:
    """One row per agreement: what it grants, where it says so, and how that stands; below it the way to the pack."""
    _ = words.gettext
    heads = (_("Agreement"), _("What it says"), _("Where"), _("Standing"))
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr class="k-{row.state}" role="row">{_row_html(row, view, words)}</tr>' for row in comparison.rows
    )
    title = escape(_("The answer in one row per agreement"))
    item = Item("question", comparison.question.text)
    asked = f'<p class="k-only-print"><b>{escape(comparison.question.text)}</b></p>'  # paper has no question box
    return (
        f'{asked}<h2 class="k-count">{title}</h2><div class="k-wide" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="k-rows" role="table" aria-label="{title}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
        f'<p class="k-links">{save_link(item, view, words)} {pack_link(item, view, words)}</p>'
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
