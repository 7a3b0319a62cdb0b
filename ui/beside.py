"""Hand-picked provisions side by side, with what only one of them has marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from index.cite import citation
from index.knowledge_base import KnowledgeBase
from index.results import Span
from index.word_diff import word_diff
from ingest.quantities import Quantity, quantities
from ingest.records import Unit
from ui.blocks import Wrap
from ui.card import agreement_html, title_html
from ui.provision import article_html, lang_of, quoted
from ui.standing import badge_html
from ui.state import View
from ui.words import Words

MOST = 4
"""Provisions that fit beside each other."""

ALIKE = 0.3
"""Texts that share less of their letters are two texts, not two wordings: then only their numbers are compared."""


def beside_html(addresses: Sequence[str], base: KnowledgeBase, view: View, words: Words) -> str:
    """The provisions as columns, each compared with the first; raises ValueError for one that is not there."""
    _ = words.gettext
    day = view.day or date.today()
    places = [base.places.parse(address) for address in addresses[:MOST]]
    readings = [base.law.reading(place.unit, place.day or day) for place in places]
    units = [reading.shown.unit for reading in readings]
    cards = []
    for number, reading in enumerate(readings):
        unit = units[number]
        others = units[1:] if number == 0 else units[:1]
        law, latin = base.by_id[unit.agreement], bool(view.texts)
        cited = quoted(law, citation(law, unit), latin)
        wraps = [Wrap(span, '<mark class="k-only">', "</mark>") for span in own(unit, others)]
        cards.append(
            f'<li class="k-card"><div class="k-head">{agreement_html(law, latin)}'
            f"{badge_html(reading.standing, words)}</div>{title_html(law, unit, latin)}"
            f'{article_html(unit, latin, wraps)}<p class="k-citation" lang="{lang_of(law, latin)}">{cited}</p>'
            f'<p class="k-links"><a href="{escape(view.to("read", at=str(places[number])))}">'
            f"{escape(_('Open'))}</a></p></li>"
        )
    alike = all(comparable(units[0], unit) for unit in units[1:])
    said = (
        _("Marked: words that the other text does not have.")
        if alike
        else _("Marked: numbers that the other text does not have. Its words differ too much to be compared.")
    )
    return f'<p class="k-note">{escape(said)}</p><ul class="k-cards">{"".join(cards)}</ul>'


def comparable(one: Unit, other: Unit) -> bool:
    """Whether two texts are so much alike that their words can be compared."""
    if one.language != other.language:
        return False
    pieces = word_diff(one.text, other.text)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return 2 * same >= ALIKE * (len(one.text) + len(other.text))


def own(unit: Unit, others: Sequence[Unit]) -> tuple[Span, ...]:
    """The stretches of a text that none of the others has: words where they are comparable, else numbers."""
    if all(comparable(unit, other) for other in others):
        return tuple(_words(unit, others[0])) if len(others) == 1 else _common(unit, others)
    known = {_measure(q) for other in others for q in quantities(other.text, other.language)}
    return tuple(q.span for q in quantities(unit.text, unit.language) if _measure(q) not in known)


def _words(unit: Unit, other: Unit) -> Iterator[Span]:
    at = 0
    for piece in word_diff(other.text, unit.text):
        if piece.kind != "removed":
            if piece.kind == "added" and piece.text.strip():
                yield at, at + len(piece.text)
            at += len(piece.text)


def _common(unit: Unit, others: Sequence[Unit]) -> tuple[Span, ...]:
    """What the text has and each of the others lacks."""
    lacking = [{n for span in _words(unit, other) for n in range(*span)} for other in others]
    places = sorted(set.intersection(*lacking))
    spans: list[Span] = []
    for n in places:
        if spans and spans[-1][1] == n:
            spans[-1] = (spans[-1][0], n + 1)
        else:
            spans.append((n, n + 1))
    return tuple(spans)


def _measure(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.upper, quantity.unit, quantity.iso, quantity.per
