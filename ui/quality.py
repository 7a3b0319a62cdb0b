"""The Quality screen: how well the sources were read, what is not certain, and what found nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from index.knowledge_base import KnowledgeBase
from ingest.links import Link
from ingest.records import SplitReport
from ui.card import agreement_html
from ui.kept_lists import SHOWN, kept_lists, list_html, place_html
from ui.limits import limits
from ui.provision import lang_of, quoted
from ui.state import View
from ui.warned import warning_html
from ui.words import Words

RESULTS = Path(__file__).parent.parent / "docs" / "results.md"
IN_ENGLISH = """
const page = document.querySelector(".st-key-k-results");
for (const [name, value] of Object.entries({lang: "en", role: "region", "aria-label": "docs/results.md", tabindex: 0}))
  page?.setAttribute(name, value);
"""
"""The page of figures is in English, whatever the screen speaks, and its tables are wider than a phone."""


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen."""
    _ = words.gettext
    st.html(f'<h2 class="k-screen">{escape(_("How far this can be trusted"))}</h2>')
    st.html(list_html(_("Known limits"), [escape(said) for said in limits(words)]))
    st.html(split_html(base, view, words))
    st.html(changes_html(base, view, words))
    st.html(nowhere_html([link for link in base.law.links if link.leads_nowhere], base, view, words))
    kept_lists(view, base, words)
    _figures(words)


def split_html(base: KnowledgeBase, view: View, words: Words) -> str:
    """How each source was read: units, coverage, repairs, gaps, warnings."""
    _ = words.gettext
    cards = []
    for report in base.reports:
        law = base.by_id[report.id]
        name, lang = agreement_html(law, bool(view.texts)), lang_of(law, latin=False)
        cards.append(f'<li class="k-card"><div class="k-head">{name}</div>{report_html(report, words, lang)}</li>')
    return f'<h3 class="k-part">{escape(_("How the sources were read"))}</h3><ul class="k-cards">{"".join(cards)}</ul>'


def report_html(report: SplitReport, words: Words, lang: str = "") -> str:
    """The figures of one source, and its warnings; `lang` is the language of the words that these quote."""
    _ = words.gettext
    repairs = ", ".join(f"{_(name)} × {count}" for name, count in report.repairs)
    facts = (
        (_("Units"), words.number(report.units)),
        (_("Articles"), words.number(len(report.articles))),
        (_("Text that lies in exactly one unit"), words.percent(report.coverage)),
        (_("Missing numbers"), ", ".join(report.gaps) or _("none")),
        (_("Numbers that stand twice"), ", ".join(report.duplicates) or _("none")),
        (_("Repairs of the text"), repairs or _("none")),
    )
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    warned = "".join(f"<li>{warning_html(warning, words, lang)}</li>" for warning in report.warnings)
    title = words.ngettext("{count} warning", "{count} warnings", len(report.warnings))
    more = f"<details><summary>{escape(title.format(count=len(report.warnings)))}</summary><ul>{warned}</ul></details>"
    return f'<dl class="k-sheet">{rows}</dl>{more if report.warnings else ""}'


def changes_html(base: KnowledgeBase, view: View, words: Words) -> str:
    """The changes by annexes that a person has to carry out."""
    _ = words.gettext
    items = []
    for change in base.law.unapplied[:SHOWN]:
        law = base.by_id[change.agreement]
        latin = bool(view.texts)
        items.append(
            f'{place_html(change.source, base, view)} <q lang="{lang_of(law, latin)}">'
            f'{quoted(law, change.words, latin)}</q> <span lang="en">{escape(change.reason)}</span>'
        )
    none = _("None: every change by an annex was carried out.")
    return list_html(_("Changes left to a person"), items, none)


def nowhere_html(links: Sequence[Link], base: KnowledgeBase, view: View, words: Words) -> str:
    """References in the texts to places that are not there."""
    latin = bool(view.texts)
    items = []
    for link in links[:SHOWN]:
        law = base.by_id[link.source.agreement]
        items.append(
            f"{place_html(str(link.source), base, view)} "
            f'<q lang="{lang_of(law, latin)}">{quoted(law, link.reference.words, latin)}</q>'
        )
    _ = words.gettext
    return list_html(_("References of the texts that lead nowhere"), items, _("None."))


def _figures(words: Words) -> None:
    """The measured figures, as `make evaluate` wrote them."""
    _ = words.gettext
    st.html(f'<h3 class="k-part">{escape(_("Measured figures"))}</h3>')
    try:
        page = RESULTS.read_text(encoding="utf-8")
    except OSError:
        said = _("Not measured on this machine: “{command}” writes them.").format(command="make evaluate")
        st.html(f'<p class="k-silent">{escape(said)}</p>')
        return
    with st.expander(_("{file}, in English").format(file="docs/results.md")), st.container(key="k-results"):
        st.markdown(re.sub("^#", "###", page, flags=re.MULTILINE))  # below the heading of this part
        st.html(f"<script>{{{IN_ENGLISH}}}</script>", unsafe_allow_javascript=True)
