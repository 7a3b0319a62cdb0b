"""What stands around a quoted provision: its name, place, standing, citation and address, as HTML."""

from __future__ import annotations

from html import escape

from index.gazette import gazette_links
from index.results import Hit, Verdict
from index.unit_names import name_of
from ingest.records import Agreement, Unit
from ui.blocks import mark
from ui.packed import Item, pack_link
from ui.provision import article_html, lang_of, quote_html, quoted
from ui.standing import cautions_html
from ui.state import View
from ui.words import Words


def hit_html(hit: Hit, view: View, words: Words) -> str:
    """A provision that answers, from its name to its address."""
    latin = bool(view.texts)
    return "".join(
        (
            title_html(hit.agreement, hit.unit, latin),
            cautions_html(hit.agreement, hit.standing, view, words),
            doubt_html(hit.verdict, words),
            quote_html(hit, latin),
            f'<p class="k-citation" lang="{lang_of(hit.agreement, latin)}">'
            f"{quoted(hit.agreement, hit.citation, latin)}</p>",
            _whole_html(hit, latin, words),
            links_html(hit.agreement, hit.unit, view, words),
        )
    )


def title_html(agreement: Agreement, unit: Unit, latin: bool, level: int = 3) -> str:
    """The name of a unit, its heading and the headings above it, as a heading of the page."""
    lang = lang_of(agreement, latin)
    heading = f" <span>{quoted(agreement, unit.heading, latin)}</span>" if unit.heading else ""
    trail = " › ".join(quoted(agreement, part, latin) for part in unit.path)
    above = f'<p class="k-trail" lang="{lang}">{trail}</p>' if trail else ""
    return f'{above}<h{level} lang="{lang}">{quoted(agreement, name_of(agreement, unit), latin)}{heading}</h{level}>'


def agreement_html(agreement: Agreement, latin: bool) -> str:
    """The short name and the title of an agreement."""
    return (
        f'<p class="k-agreement" lang="{lang_of(agreement, latin)}"><b>{quoted(agreement, agreement.short, latin)}</b>'
        f" {quoted(agreement, agreement.title, latin)}</p>"
    )


def doubt_html(verdict: Verdict, words: Words) -> str:
    """A word of caution where it is not certain that the provision answers."""
    if verdict == "found":
        return ""
    text = words.gettext("Uncertain: this may not answer the question. Read it with care.")
    return f'<p class="k-doubt"><span aria-hidden="true">≈</span> {escape(text)}</p>'


def links_html(agreement: Agreement, unit: Unit, view: View, words: Words) -> str:
    """The address of the provision, and the gazette where a link is known."""
    _ = words.gettext
    at = unit.address
    links = [
        f'<a href="{escape(view.to("read", at=at))}">{escape(_("Link to this provision"))}</a>',
        pack_link(Item("provision", at), view, words),
        f'<a href="{escape(view.to("report", at=at))}">{escape(_("Report a mistake"))}</a>',
    ]
    latin, lang = bool(view.texts), lang_of(agreement, bool(view.texts))
    links += (
        f'<a href="{escape(url)}" rel="noopener" lang="{lang}">{quoted(agreement, name, latin)}\u00a0↗</a>'
        for name, url in gazette_links(agreement, unit)
        if url.startswith("https://")
    )
    return f'<p class="k-links">{" ".join(links)}</p>'


def _whole_html(hit: Hit, latin: bool, words: Words) -> str:
    shown = words.gettext("Show the whole article")
    whole = article_html(hit.unit, latin, [mark(span) for span in hit.marks], hit.span)
    return f'<details class="k-whole"><summary>{escape(shown)}</summary>{whole}</details>'
