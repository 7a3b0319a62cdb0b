"""What stands around a quoted provision: its name, place, standing, citation and address, as HTML."""

from __future__ import annotations

from html import escape

from index.results import Hit, Verdict
from index.standing import Standing
from ingest.records import Agreement, Gazette, Unit
from ui.provision import article_html, lang_of, quote_html, quoted
from ui.state import View
from ui.words import Words


def name_of(agreement: Agreement, unit: Unit) -> str:
    """What people call a unit, in the manner of its country.

    >>> from ingest.corpus import read_corpus
    >>> sources = read_corpus()
    >>> [name_of(s.agreement, s.units[30]) for s in (sources[0], sources[3])]
    ['30. člen', 'Члан 30.']
    """
    part, _, label = unit.label.rpartition("/")
    if unit.kind not in ("article", "annex-article"):
        return f"Priloga {label}" if unit.kind == "appendix" and agreement.language == "sl" else unit.label
    if agreement.language == "sr":
        name = f"Члан {label}." if agreement.script == "Cyrl" else f"Član {label}."
    else:
        digits = label.rstrip("abcdefgh")
        name = f"{digits}.{label[len(digits) :]} člen"
    annex = next((annex.title for annex in agreement.annex if annex.label == part), part)
    return f"{name}, {annex}" if annex else name


def hit_html(hit: Hit, view: View, words: Words) -> str:
    """A provision that answers, from its name to its address."""
    latin = bool(view.texts)
    return "".join(
        (
            title_html(hit.agreement, hit.unit, latin),
            doubt_html(hit.verdict, words),
            quote_html(hit, latin),
            f'<p class="k-citation" lang="{lang_of(hit.agreement, latin)}">'
            f"{quoted(hit.agreement, hit.citation, latin)}</p>",
            _whole_html(hit, latin, words),
            links_html(hit.agreement, hit.unit, view, words),
        )
    )


def title_html(agreement: Agreement, unit: Unit, latin: bool) -> str:
    """The name of a unit, its heading and the headings above it."""
    lang = lang_of(agreement, latin)
    heading = f" <span>{quoted(agreement, unit.heading, latin)}</span>" if unit.heading else ""
    trail = " › ".join(quoted(agreement, part, latin) for part in unit.path)
    above = f'<p class="k-trail" lang="{lang}">{trail}</p>' if trail else ""
    return f'{above}<h3 lang="{lang}">{quoted(agreement, name_of(agreement, unit), latin)}{heading}</h3>'


def agreement_html(agreement: Agreement, latin: bool) -> str:
    """The short name and the title of an agreement."""
    return (
        f'<p class="k-agreement" lang="{lang_of(agreement, latin)}"><b>{quoted(agreement, agreement.short, latin)}</b>'
        f" {quoted(agreement, agreement.title, latin)}</p>"
    )


def standing_html(agreement: Agreement, status: Standing, words: Words) -> str:
    """Whether the agreement is in force, in words."""
    _ = words.gettext
    until = words.date(agreement.until.date) if agreement.until else ""
    contains = words.date(agreement.text_until) if agreement.text_until else ""
    said = {
        "in force": ("good", "●", _("in force")),
        "expired": ("bad", "✕", _("expired on {day}").format(day=until)),
        "not yet in force": ("care", "◷", _("not yet in force")),
        "text older than the law": (
            "care",
            "!",
            _("older text, changes up to {day} – check for later ones").format(day=contains),
        ),
        "not known": ("plain", "?", _("standing not known")),
    }
    look, sign, text = said[status]
    return f'<span class="k-badge k-{look}"><span aria-hidden="true">{sign}</span> {escape(text)}</span>'


def doubt_html(verdict: Verdict, words: Words) -> str:
    """A word of caution where it is not certain that the provision answers."""
    if verdict == "found":
        return ""
    text = words.gettext("Uncertain: this may not answer the question. Read it with care.")
    return f'<p class="k-doubt"><span aria-hidden="true">≈</span> {escape(text)}</p>'


def links_html(agreement: Agreement, unit: Unit, view: View, words: Words) -> str:
    """The address of the provision, and the gazette where a link is known."""
    _ = words.gettext
    alone = View(lang=view.lang, screen="read", at=unit.address, texts=view.texts)
    links = [f'<a href="{escape(alone.link())}">{escape(_("Link to this provision"))}</a>']
    published = next((a.published for a in agreement.annex if unit.label.startswith(f"{a.label}/")), None)
    for gazette in (published,) if published else agreement.published:
        links += _gazette(agreement, gazette, bool(view.texts))
    return f'<p class="k-links">{" ".join(links)}</p>'


def _gazette(agreement: Agreement, gazette: Gazette, latin: bool) -> list[str]:
    if not gazette.url.startswith("https://"):
        return []
    name = quoted(agreement, f"{gazette.gazette} {gazette.issue}", latin)
    lang = lang_of(agreement, latin)
    return [f'<a href="{escape(gazette.url)}" rel="noopener" lang="{lang}">{name}\u00a0↗</a>']


def _whole_html(hit: Hit, latin: bool, words: Words) -> str:
    shown = words.gettext("Show the whole article")
    whole = article_html(hit.unit, latin, hit.marks, hit.span)
    return f'<details class="k-whole"><summary>{escape(shown)}</summary>{whole}</details>'
