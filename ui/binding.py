"""The screen "Does it bind me?": a few questions, and what the scope articles of each agreement answer."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from index.binding import Binding, Finding, Option, Question, Rule, binding
from index.knowledge_base import KnowledgeBase
from ingest.records import Ground
from ingest.script import to_latin
from ui.card import agreement_html
from ui.kept_lists import place_html
from ui.provision import lang_of, quoted
from ui.state import View, go, keep
from ui.words import Words

UNKNOWN = "unknown"


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the questions answered so far, the next one, and the findings."""
    _ = words.gettext
    path = binding()
    given = given_of(view, path)
    said = _("Answer what you know. Each finding shows the sentence that it rests on; it is no legal advice.")
    st.html(f'<h2 class="k-screen">{escape(_("Does it bind me?"))}</h2><p class="k-note">{escape(said)}</p>')
    for question in path.questions:
        if question.id in given:
            _ask(question, given, words)
    following = path.next(given)
    if following:
        _ask(following, given, words)
    if given:
        laws = [agreement.id for agreement in base.agreements if agreement.is_law]
        st.html(findings_html(path.findings(given, laws), base, view, words))
        link = f'<a href="{escape(view.link(told=()))}">{escape(_("Begin again"))}</a>'
        st.html(f'<p class="k-links">{link}</p>')


def given_of(view: View, path: Binding) -> dict[str, str]:
    """The answers of the address that the path knows and leads to, in its order.

    >>> given_of(View(told=("country.RS", "activity.health", "no.such")), binding())
    {'country': 'RS'}
    """
    told = dict(answer.partition(".")[::2] for answer in view.told)
    given: dict[str, str] = {}
    for question in path.questions:
        answer = told.get(question.id, "")
        if answer in (*(option.id for option in question.answers), UNKNOWN) and question.is_asked(given):
            given[question.id] = answer
    return given


def written(record: Question | Option | Rule, words: Words) -> str:
    """What the data says, in the language of the interface."""
    serbian = to_latin(record.sr) if words.language.latin else record.sr
    return {"en": record.en, "sl": record.sl}.get(words.language.code, serbian)


def findings_html(findings: tuple[Finding, ...], base: KnowledgeBase, view: View, words: Words) -> str:
    """One card per agreement: whether it binds, why, and the words of its scope article."""
    _ = words.gettext
    looks = {
        "yes": ("good", "●", _("It binds you")),
        "no": ("plain", "✕", _("It does not bind you")),
        "unknown": ("care", "?", _("Not known")),
    }
    cards = []
    for finding in findings:
        look, sign, said = looks[finding.verdict]
        badge = f'<span class="k-badge k-{look}"><span aria-hidden="true">{sign}</span> {escape(said)}</span>'
        head = agreement_html(base.by_id[finding.agreement], bool(view.texts))
        cards.append(
            f'<li class="k-card"><div class="k-head">{head}{badge}</div>{_why_html(finding, base, view, words)}</li>'
        )
    return f'<ul class="k-cards">{"".join(cards)}</ul>'


def _why_html(finding: Finding, base: KnowledgeBase, view: View, words: Words) -> str:
    _ = words.gettext
    if finding.rule is None:
        said = _("A further answer may tell.") if finding.needed else _("Its scope articles do not answer this.")
        return f'<p class="k-silent">{escape(said)}</p>'
    grounds = "".join(_ground_html(ground, base, view) for ground in finding.rule.grounds)
    return f"<p>{escape(written(finding.rule, words))}</p>{grounds}"


def _ground_html(ground: Ground, base: KnowledgeBase, view: View) -> str:
    try:
        law = base.by_id[base.places.parse(ground.at).agreement]
    except (ValueError, KeyError):
        return ""
    latin = bool(view.texts)
    words = quoted(law, ground.quote, latin)
    quote = f'<blockquote class="k-quote" lang="{lang_of(law, latin)}"><p>{words}</p></blockquote>'
    return f'{quote}<p class="k-citation">{place_html(ground.at, base, view)}</p>'


def _ask(question: Question, given: Mapping[str, str], words: Words) -> None:
    names = {option.id: written(option, words) for option in question.answers}
    names[UNKNOWN] = words.gettext("I do not know")
    key = f"told-{question.id}"
    st.radio(
        written(question, words),
        list(names),
        key=keep(key, given.get(question.id)),
        format_func=lambda answer: names[answer],
        horizontal=True,
        on_change=_told,
        args=(question.id, key),
    )


def _told(question: str, key: str) -> None:
    """Puts an answer into the address; those that came after a changed one stay where they still fit."""
    answer = st.session_state[key]
    told = [item for item in st.query_params.get_all("told") if item.partition(".")[0] != question]
    if answer:
        told.append(f"{question}.{answer}")
    go(told=tuple(told))
