"""The About screen: what this is, where its texts come from, and what it cannot do."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from index.gazette import gazette_links
from index.knowledge_base import KnowledgeBase
from index.term import standing_of
from ingest.records import Agreement, Gazette
from ui.card import agreement_html
from ui.limits import limits
from ui.provision import lang_of, quoted
from ui.standing import badge_html, cautions_html
from ui.state import View
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen."""
    st.html(about_html(view, base, words))


def about_html(view: View, base: KnowledgeBase, words: Words) -> str:
    """All of it as one page."""
    _ = words.gettext
    what = _(
        "Kolektivka looks up collective agreements and rulebooks on work in Slovenian and Serbian. It writes no law: "
        "what it shows is quoted, located and dated."
    )
    authentic = _("Only the text published in the gazette, or signed by the parties, is authentic.")
    texts = "".join(_text_html(a, base, view, words) for a in base.agreements if a.is_law)
    limits = "".join(f"<li>{escape(limit)}</li>" for limit in limits_of(words))
    return (
        f'<div class="k-about"><h2>{escape(_("What this is"))}</h2><p>{escape(what)}</p>'
        f'<p class="k-doubt">{escape(authentic)}</p>'
        f"<h2>{escape(_('Limits'))}</h2><ul>{limits}</ul>"
        f'<h2>{escape(_("The texts and where they come from"))}</h2><ul class="k-base">{texts}</ul></div>'
    )


def limits_of(words: Words) -> tuple[str, ...]:
    """What a reader has to know before relying on an answer."""
    _ = words.gettext
    return (
        _("It is no legal advice, and it does not know your contract, the statutes or the case law."),
        *limits(words),
        _("“Silent” means that nothing was found. Read the contents of the agreement before you rely on silence."),
        _("Answers are found by machine and can be wrong: the quoted words count, not their place in the list."),
        _("Wages and other amounts may change each year without a new text; such provisions carry a warning."),
        _("Of a consolidated text the wordings of earlier days are not known here."),
        _("Summaries are unofficial."),
    )


def _text_html(agreement: Agreement, base: KnowledgeBase, view: View, words: Words) -> str:
    _ = words.gettext
    states = {
        "as published": _("as published"),
        "consolidated": _("consolidated by others, unofficial"),
        "čistopis": _("clean copy of the issuer"),
    }
    latin, lang = bool(view.texts), lang_of(agreement, bool(view.texts))
    is_gazette = agreement.origin in {gazette.gazette for gazette in agreement.published}
    parties = quoted(agreement, "; ".join(agreement.parties), latin)
    facts = [
        (_("Source"), escape(_(agreement.origin)), f' lang="{lang}"' if is_gazette else ""),
        (_("State of the text"), escape(states.get(agreement.text_state, agreement.text_state)), ""),
        (_("Published"), _gazettes_html(agreement, base, view, words), ""),
        (_("Parties"), parties, f' lang="{lang}"'),
    ]
    if agreement.scanned:
        said = _("recognised by machine and repaired; the original stands beside each text")
        facts.append((_("Scanned"), escape(said), ""))
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd{of}>{said}</dd></div>" for name, said, of in facts)
    standing = standing_of(agreement, view.day or date.today())
    return (
        f"<li>{agreement_html(agreement, latin)}{badge_html(standing, words)}"
        f'{cautions_html(agreement, standing, view, words)}<dl class="k-dates">{rows}</dl></li>'
    )


def _gazettes_html(agreement: Agreement, base: KnowledgeBase, view: View, words: Words) -> str:
    """The gazettes, as links where an address is known."""
    lang, latin = lang_of(agreement, bool(view.texts)), bool(view.texts)
    known: dict[str, str] = {}
    for unit in base.units:
        if unit.agreement == agreement.id:
            known.update(gazette_links(agreement, unit))

    def of(gazette: Gazette) -> str:
        name = f"{gazette.gazette} {gazette.issue}"
        url, said = known.get(name, ""), quoted(agreement, name, latin)
        return f'<a href="{escape(url)}" rel="noopener">{said}\u00a0↗</a>' if url.startswith("https://") else said

    listed = [of(gazette) for gazette in agreement.published]
    if not listed:
        return escape(words.gettext("in no gazette"))
    return f'<span lang="{lang}">{", ".join(listed)}</span>'
