"""The Pack screen: what a visitor collected, in its order, with notes, side by side, and as documents."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from index.knowledge_base import KnowledgeBase
from index.question import read_question
from index.unit_names import name_of
from ui.beside import MOST, beside_html
from ui.frame import notice
from ui.matrix import named
from ui.packed import LONGEST_NOTE, Item, moved, packed
from ui.provision import in_latin, lang_of
from ui.spelling import Spelling
from ui.state import View, go, keep
from ui.take_away import choice, take_away
from ui.trainer import trainer
from ui.words import Words


def draw(view: View, base: KnowledgeBase, words: Words) -> None:
    """Draws the screen."""
    _ = words.gettext
    items = packed(view.items)
    if not items:
        said = _("The pack is empty. “Add to the pack” stands on every answer, topic and provision.")
        st.html(f'<h2 class="k-screen">{escape(_("Pack"))}</h2><p class="k-silent">{escape(said)}</p>')
        return
    count = words.ngettext("{count} thing in the pack", "{count} things in the pack", len(items))
    st.html(f'<h2 class="k-screen">{escape(count.format(count=len(items)))}</h2>')
    for number, item in enumerate(items):
        _row(number, item, base, view, words)
    if not all(exists(item, base) for item in items):
        notice(_("Some things are no longer in the base. Take them out of the pack to export it."))
        return
    lives = _("The pack lives in the address of this page: keep or share the link, and it opens again.")
    st.html(f'<p class="k-note">{escape(lives)}</p>')
    how = choice(view, words)
    take_away(items, how, base, words)
    trainer(items, how, base, words)
    _beside(items, view, base, words)


def exists(item: Item, base: KnowledgeBase) -> bool:
    """Whether what the address names is still there."""
    if item.kind == "topic":
        return any(topic.id == item.what for topic in base.knowledge.topics)
    try:
        if item.kind == "question":
            return bool(read_question(item.what))
        return base.places.exists(base.places.settle(base.places.parse(item.what)))
    except ValueError:
        return False


def item_html(item: Item, base: KnowledgeBase, view: View, words: Words) -> str:
    """What a thing is, and the way to it."""
    _ = words.gettext
    kinds = {"provision": _("Provision"), "question": _("Question"), "topic": _("Topic")}
    if not exists(item, base):
        body = escape(item.what)
    elif item.kind == "provision":
        unit = base.unit(item.what)
        law, latin = base.by_id[unit.agreement], bool(view.texts)
        link = escape(view.to("read", at=item.what))
        body = f'<a href="{link}" lang="{lang_of(law, latin)}">{escape(title(item.what, base, latin))}</a>'
    elif item.kind == "question":
        body = f'<a href="{escape(view.to("compare", q=item.what))}">{escape(item.what)}</a>'
    else:
        topic = next(topic for topic in base.knowledge.topics if topic.id == item.what)
        name = named(topic, words)
        body = f'<a href="{escape(view.to("topics", find=name))}">{escape(name)}</a>'
    return f'<p class="k-item"><span>{escape(kinds[item.kind])}</span> {body}</p>'


def title(address: str, base: KnowledgeBase, latin: bool) -> str:
    """Agreement, article and heading of a provision, in the letters of choice."""
    unit = base.unit(address)
    law = base.by_id[unit.agreement]
    name = f"{law.short}, {name_of(law, unit)}" + (f" {unit.heading}" if unit.heading else "")
    return Spelling(name, in_latin(law, latin)).text


def _row(number: int, item: Item, base: KnowledgeBase, view: View, words: Words) -> None:
    _ = words.gettext
    last = len(view.items) - 1
    with st.container(key=f"k-item-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(item_html(item, base, view, words))
        st.text_input(
            _("Note"),
            key=keep(f"note-{number}", item.note),
            max_chars=LONGEST_NOTE,
            placeholder=_("Note"),
            label_visibility="collapsed",
            on_change=_note,
            args=(number,),
        )
        with st.container(horizontal=True, width="content", gap="small"):
            for sign, does, by in (("↑", _("Move up"), -1), ("↓", _("Move down"), 1)):
                end = number == (0 if by < 0 else last)
                key = f"move-{number}-{by}"
                st.button(sign, key=key, help=does, disabled=end, on_click=_move, args=(number, by))
            st.button("✕", key=f"drop-{number}", help=_("Take out"), on_click=_drop, args=(number,))


def _note(number: int) -> None:
    items = _items()
    note = " ".join(str(st.session_state[f"note-{number}"]).split())
    items[number] = str(replace(Item.of(items[number]), note=note))
    go(items=tuple(items))


def _items() -> list[str]:
    return [item for item in st.query_params.get_all("item") if item.strip()]


def _move(number: int, by: int) -> None:
    go(items=moved(_items(), number, by))


def _drop(number: int) -> None:
    go(items=tuple(item for n, item in enumerate(_items()) if n != number))


def _beside(items: tuple[Item, ...], view: View, base: KnowledgeBase, words: Words) -> None:
    _ = words.gettext
    provisions = [item.what for item in items if item.kind == "provision"]
    if len(provisions) < 2:
        return
    st.html(f'<h3 class="k-part">{escape(_("Side by side"))}</h3>')
    st.multiselect(
        _("Provisions of the pack to compare"),
        provisions,
        key=keep("beside", [address for address in view.beside if address in provisions]),
        format_func=lambda address: title(address, base, bool(view.texts)),
        max_selections=MOST,
        placeholder=_("Choose two to four"),
        on_change=lambda: go(beside=tuple(st.session_state["beside"])),
    )
    chosen = [address for address in view.beside if address in provisions]
    if len(chosen) > 1:
        st.html(beside_html(chosen, base, view, words))
