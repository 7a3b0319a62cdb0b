"""The contents of an agreement as a tree, and the units before and after one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from index.knowledge_base import KnowledgeBase
from index.unit_names import name_of, name_within
from ingest.records import Agreement, Unit
from ui.provision import lang_of, quoted
from ui.state import View
from ui.words import Words

_Placed = tuple[tuple[str, ...], Unit]  # a unit below the headings above it, the annex first


def units_of(agreement: str, base: KnowledgeBase) -> tuple[Unit, ...]:
    """The units of an agreement in its order, with those that amendments inserted."""
    return tuple(unit for unit in base.places.units.values() if unit.agreement == agreement)


def contents_html(agreement: Agreement, base: KnowledgeBase, view: View, words: Words, here: str = "") -> str:
    """The headings and units of an agreement; the way to the unit `here` is open."""
    latin = bool(view.texts)
    units = units_of(agreement.id, base)
    titles = {annex.label: (annex.title,) for annex in agreement.annex}
    placed = [(*titles.get(unit.label.partition("/")[0], ()), *unit.path) for unit in units]
    tree = _tree_html(list(zip(placed, units, strict=True)), 0, agreement, view, here)
    name = quoted(agreement, agreement.short, latin)
    title = escape(words.gettext("Contents"))
    return (
        f'<nav class="k-section k-contents" aria-label="{title}: {name}"><h2>{title}: '
        f'<span lang="{lang_of(agreement, latin)}">{name}</span></h2>'
        f'<div lang="{lang_of(agreement, latin)}">{tree}</div></nav>'
    )


def beside_html(unit: Unit, base: KnowledgeBase, view: View, words: Words) -> str:
    """The ways to the unit before and the one after."""
    agreement = base.by_id[unit.agreement]
    units = units_of(unit.agreement, base)
    at = next(n for n, other in enumerate(units) if other.address == unit.address)
    before = _neighbour_html(units[at - 1], agreement, view, words.gettext("previous"), "←") if at else ""
    after = ""
    if at + 1 < len(units):
        after = _neighbour_html(units[at + 1], agreement, view, words.gettext("next"), "→")
    return f'<nav class="k-beside" aria-label="{escape(words.gettext("Neighbours"))}">{before}{after}</nav>'


def _neighbour_html(unit: Unit, agreement: Agreement, view: View, said: str, arrow: str) -> str:
    latin = bool(view.texts)
    name = f'<span lang="{lang_of(agreement, latin)}">{quoted(agreement, name_of(agreement, unit), latin)}</span>'
    sign = f'<span aria-hidden="true">{arrow}</span>'
    inner = f"{sign} {escape(said)}: {name}" if arrow == "←" else f"{escape(said)}: {name} {sign}"
    place = "before" if arrow == "←" else "after"
    return f'<a class="k-{place}" href="{escape(view.to("read", at=unit.address))}">{inner}</a>'


def _tree_html(placed: Sequence[_Placed], depth: int, agreement: Agreement, view: View, here: str) -> str:
    parts = []
    for heading, group in groupby(placed, lambda of: of[0][depth] if len(of[0]) > depth else ""):
        inside = list(group)
        if not heading:
            parts.append(_leaves_html([unit for _, unit in inside], agreement, view, here))
            continue
        is_open = " open" if any(unit.address == here for _, unit in inside) else ""
        below = _tree_html(inside, depth + 1, agreement, view, here)
        parts.append(
            f"<details{is_open}><summary>{quoted(agreement, heading, bool(view.texts))}</summary>{below}</details>"
        )
    return "".join(parts)


def _leaves_html(units: Iterable[Unit], agreement: Agreement, view: View, here: str) -> str:
    latin = bool(view.texts)
    items = []
    for unit in units:
        name = quoted(agreement, name_within(agreement, unit), latin)
        heading = f" {quoted(agreement, unit.heading, latin)}" if unit.heading else ""
        current = ' aria-current="page"' if unit.address == here else ""
        items.append(f'<li><a href="{escape(view.to("read", at=unit.address))}"{current}>{name}</a>{heading}</li>')
    return f'<ul class="k-list">{"".join(items)}</ul>'
