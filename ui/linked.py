"""References: as links inside a text, and as lists of what a unit refers to and what refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from index.knowledge_base import KnowledgeBase
from ingest.address import Address
from ingest.links import Link, referring_to
from ui.blocks import Wrap
from ui.cited import place_name
from ui.provision import lang_of, quoted
from ui.state import View
from ui.words import Words


def link_wraps(links: Iterable[Link], view: View, base: KnowledgeBase, words: Words) -> Iterator[Wrap]:
    """Tags around the references of a text: links where they lead somewhere, a remark where they lead nowhere."""
    for link in links:
        there = [target for target in link.targets if target not in link.dangling]
        if there:
            names = escape("; ".join(place_name(target, base, words) for target in there))
            href = escape(view.to("read", at=str(there[0])))
            yield Wrap(link.reference.span, f'<a class="k-ref" href="{href}" title="{names}">', "</a>")
        elif link.leads_nowhere:
            said = escape(words.gettext("leads nowhere: there is no such place"))
            yield Wrap(link.reference.span, f'<span class="k-dangling" title="{said}">', "</span>")


def references_html(address: Address, links: tuple[Link, ...], view: View, base: KnowledgeBase, words: Words) -> str:
    """What a unit refers to, in the order of its text, and what refers to it from elsewhere."""
    _ = words.gettext
    to = "".join(_to_html(link, view, base, words) for link in links)
    by = "".join(_by_html(link, view, base, words) for link in referring_to(address, base.law.links))
    lists = (
        f"<section class=k-section><h2>{escape(title)}</h2>"
        + (f"<ul class=k-list>{items}</ul>" if items else f'<p class="k-none">{escape(none)}</p>')
        + "</section>"
        for title, items, none in (
            (_("Refers to"), to, _("This text refers to no other place.")),
            (_("Referred to by"), by, _("No other place refers to this one.")),
        )
    )
    return "".join(lists)


def _to_html(link: Link, view: View, base: KnowledgeBase, words: Words) -> str:
    _ = words.gettext
    kinds = {"statute": _("a statute or another act"), "gazette": _("a gazette"), "agreement": _("another agreement")}
    if link.targets:
        where = ", ".join(
            f'{escape(place_name(t, base, words))} <span class="k-dangling">{escape(_("(no such place)"))}</span>'
            if t in link.dangling
            else _place_html(t, view, base, words)
            for t in link.targets
        )
    elif link.leads_nowhere:
        where = f'<span class="k-dangling">{escape(_("leads nowhere: there is no such place"))}</span>'
    else:
        where = escape(_("outside the base: {kind}").format(kind=kinds.get(link.reference.kind, "")))
    return f"<li>{_words_html(link, view, base)} → {where}</li>"


def _by_html(link: Link, view: View, base: KnowledgeBase, words: Words) -> str:
    return f"<li>{_place_html(link.source, view, base, words)}: {_words_html(link, view, base)}</li>"


def _place_html(address: Address, view: View, base: KnowledgeBase, words: Words) -> str:
    name = escape(place_name(address, base, words))
    return f'<a href="{escape(view.to("read", at=str(address)))}">{name}</a>'


def _words_html(link: Link, view: View, base: KnowledgeBase) -> str:
    agreement, latin = base.by_id[link.source.agreement], bool(view.texts)
    return f'<q lang="{lang_of(agreement, latin)}">{quoted(agreement, link.reference.words, latin)}</q>'
