"""What lies in a pack: provisions, questions and topics, each with a note, as the address keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from ui.state import LONGEST_PACK, View
from ui.words import Words

Kind = Literal["provision", "question", "topic"]
_SIGNS: dict[Kind, str] = {"provision": "", "question": "q:", "topic": "t:"}
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a pack; prints to a word of the address and parses from one.

    >>> Item.of("q:dopust za poroko\\nza seminar")
    Item(kind='question', what='dopust za poroko', note='za seminar')
    >>> str(Item("provision", "kpop/45"))
    'kpop/45'
    """

    kind: Kind
    what: str  # an address, a question, the id of a topic
    note: str = ""  # "": none

    @classmethod
    def of(cls, text: str) -> Item:
        what, _, note = text.partition("\n")
        kind: Kind = next((k for k, sign in _SIGNS.items() if sign and what.startswith(sign)), "provision")
        return cls(kind, what.removeprefix(_SIGNS[kind]), note[:LONGEST_NOTE])

    def __str__(self) -> str:
        what = f"{_SIGNS[self.kind]}{' '.join(self.what.split())}"
        return f"{what}\n{self.note}" if self.note else what


def packed(items: Sequence[str]) -> tuple[Item, ...]:
    """The things of a pack, in its order."""
    return tuple(Item.of(item) for item in items if item.strip())


def moved(items: Sequence[str], number: int, by: int) -> tuple[str, ...]:
    """The pack with one of its things moved; at either end it stays where it is.

    >>> moved(("a", "b", "c"), 2, -1), moved(("a", "b"), 0, -1)
    (('a', 'c', 'b'), ('a', 'b'))
    """
    to = min(max(number + by, 0), len(items) - 1)
    rest = [item for n, item in enumerate(items) if n != number]
    return (*rest[:to], items[number], *rest[to:])


def is_packed(item: Item, view: View) -> bool:
    """Whether something lies in the pack already."""
    return any((here.kind, here.what) == (item.kind, item.what) for here in packed(view.items))


def save_link(item: Item, view: View, words: Words) -> str:
    """The link to the pack with something in it, where it is taken away as a file."""
    if not is_packed(item, view) and len(view.items) >= LONGEST_PACK:
        return ""
    items = view.items if is_packed(item, view) else (*view.items, str(item))
    said = words.gettext("Save as {formats} or a page to print").format(formats="Word, Excel")
    return f'<a class="k-pack" href="{escape(view.to("pack", items=items))}">↓ {escape(said)}</a>'


def pack_link(item: Item, view: View, words: Words) -> str:
    """The link that puts something into the pack, or that leads to the pack it lies in."""
    _ = words.gettext
    if is_packed(item, view):
        return f'<a class="k-pack" href="{escape(view.to("pack"))}">✓ {escape(_("In the pack"))}</a>'
    if len(view.items) >= LONGEST_PACK:
        return ""
    with_it = view.link(items=(*view.items, str(item)))
    said = _("Add this comparison to the pack") if item.kind == "question" else _("Add to the pack")
    return f'<a class="k-pack" href="{escape(with_it)}">+ {escape(said)}</a>'
