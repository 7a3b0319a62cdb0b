"""Marks of the value that is better for the worker, and what must be said beside them."""

from __future__ import annotations

from html import escape

from index.favourable import Favour
from ui.errors import marked_for_translation as _
from ui.words import Words

SAID = (
    _("The marked value is better for the worker."),
    _("The values are equal."),
    _("For this topic it is not settled whether more or less is better for the worker."),
    _("Fewer than two agreements in force in one country give a value here."),
    _("A value is not certain."),
    _("An agreement gives several values, each on its own condition."),
    _("A value depends on a condition."),
    _("The values are of different kinds."),
    _("The values are in different units."),
    _("One value is a least or a most one, the other is not."),
    _("The values are shares of different things."),
    _("The values are reckoned by different periods."),
    _("One value is in working days, the other in days, so which is more is open."),
    _("Days were counted both as calendar days (five working days in seven) and as working days: both agree."),
    _("A rulebook of one employer stands beside a collective agreement."),
    _("A text that was compared is older than the law in force: look for later changes."),
)
"""What `index.favourable` says, for the catalogues."""


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
    _ = words.gettext
    return _(
        "Which agreement binds an employer and a worker is a question of law; the more favourable provision counts "
        "only among agreements of the same kind and level that bind the same employer, right by right. Agreements of "
        "different countries are never weighed against each other."
    )
