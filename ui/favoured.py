"""Marks of the value that is better for the worker, and what must be said beside them."""

from __future__ import annotations

from html import escape

from index.favourable import CAVEAT, Favour
from ui.words import Words


def mark_html(favour: Favour, agreement: str, words: Words) -> str:
    """The mark in the cell of an agreement; "": it has none."""
    if agreement not in favour.better:
        return ""
    return f'<span class="k-better">▲ {escape(words.gettext("better for the worker"))}</span>'


def reason_html(favour: Favour, words: Words) -> str:
    """Why there is a mark or none, to be opened."""
    said = [words.gettext(sentence) for sentence in (favour.sentence, *favour.notes)]
    if favour.better:
        said.append(caveat(words))
    title = words.gettext("Better for the worker?")
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in said)
    return f'<details class="k-why"><summary>{escape(title)}</summary>{body}</details>'


def caveat(words: Words) -> str:
    """What stands beside every mark."""
    return words.gettext(CAVEAT)
