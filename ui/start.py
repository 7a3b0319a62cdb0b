"""What stands on the first screen before anything is asked: what this is, and what is in the base."""

from __future__ import annotations

from datetime import date
from html import escape

from index.knowledge_base import KnowledgeBase
from index.term import standing_of
from ingest.records import Agreement
from ui.card import agreement_html
from ui.standing import badge_html, cautions_html
from ui.state import View
from ui.words import Words


def promise_html(words: Words) -> str:
    """What this is, in three sentences."""
    _ = words.gettext
    promise = _("What am I entitled to, and where does it say so? Ask, and read what collective agreements say.")
    how = _(
        "Every answer is quoted word for word, with its citation and with the day on which it holds; an agreement "
        "that says nothing is shown as silent. No question leaves this machine."
    )
    return f'<h2 class="k-promise">{escape(promise)}</h2><p class="k-how">{escape(how)}</p>'


def base_html(view: View, base: KnowledgeBase, words: Words) -> str:
    """What is in the base: each agreement, how it stands, how much of it there is and up to when."""
    laws = [agreement for agreement in base.agreements if agreement.is_law]
    count = sum(unit.is_provision and base.by_id[unit.agreement].is_law for unit in base.units)
    said = words.ngettext(
        "{count} agreement is in the base, word for word",
        "{count} agreements are in the base, word for word",
        len(laws),
    ).format(count=len(laws))
    much = words.ngettext("{count} provision", "{count} provisions", count).format(count=count)
    items = "".join(f"<li>{_agreement_html(agreement, view, base, words)}</li>" for agreement in laws)
    sources = escape(words.gettext("Where the texts come from, and the limits"))
    about = f'<a href="{escape(view.to("about"))}">{sources}</a>'
    return (
        f'<h2 class="k-count">{escape(said)} ({escape(much)})</h2><ul class="k-base">{items}</ul>'
        f'<p class="k-links">{about}</p>'
    )


def _agreement_html(agreement: Agreement, view: View, base: KnowledgeBase, words: Words) -> str:
    standing = standing_of(agreement, view.day or date.today())
    count = sum(unit.is_provision and unit.agreement == agreement.id for unit in base.units)
    facts = [words.ngettext("{count} provision", "{count} provisions", count).format(count=count)]
    if agreement.text_until:
        facts.append(words.gettext("text up to {day}").format(day=words.date(agreement.text_until)))
    contents = words.gettext("Contents")
    link = view.to("read", agreements=(agreement.id,))
    return (
        f"{agreement_html(agreement, bool(view.texts))}{badge_html(standing, words)}"
        f'<p class="k-facts">{escape(" · ".join(facts))} · <a href="{escape(link)}">{escape(contents)}</a></p>'
        f"{cautions_html(agreement, standing, view, words)}"
    )
