"""Understands amending sentences: which form of words each is, and which places it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ingest.frames import Does, Sentence, wordlist
from ingest.records import Agreement
from ingest.targets import Target, read_targets


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that was understood."""

    does: Does
    at: tuple[Target, ...]
    after: Target | None  # None: no place is named after which the new part stands
    becomes: tuple[Target, ...]
    old: str
    new: str
    start: int  # of the new text in the amending text; -1: there is none


def read_instruction(sentence: Sentence, agreement: Agreement, context: str) -> Instruction | None:
    """What a sentence orders; None: it fits no form, or its places cannot be told.

    `context` is the article that the sentences before it speak of, "" when there is none.
    """
    words = wordlist(agreement.language, agreement.short, agreement.title)
    for does, form in words.forms:
        if match := form.fullmatch(sentence.frame):
            return _instruction(does, match.groupdict(), sentence, context)
    return None


def _instruction(does: Does, found: dict[str, str | None], sentence: Sentence, context: str) -> Instruction | None:
    outer = read_targets(found.get("_in") or "")
    after = read_targets(found.get("_after") or "")
    inner = read_targets(found.get("_at") or "") or outer
    if len(outer) > 1 or len(after) > 1 or not inner:
        return None
    around = _around(outer, after, inner, context)
    at = tuple(place.within(around) for place in inner) if around else ()
    becomes = tuple(p.within(around) for p in read_targets(found.get("_becomes") or "")) if around else ()
    behind = after[0].within(around) if after and around else None
    if not at or not all(at) or not all(becomes) or (after and not behind):
        return None
    quote = {name: int(found[name] or 0) for name in ("old", "new") if found.get(name)}
    old = sentence.quotes[quote["old"]] if "old" in quote else ""
    new = sentence.quotes[quote["new"]] if "new" in quote else ""
    if does == "insert words":
        new = f"{old}{',' if found.get('comma') else ''} {new}"
    start = sentence.starts[quote["new"]] if "new" in quote and does != "insert words" else -1
    return Instruction(does, cast(tuple[Target, ...], at), behind, cast(tuple[Target, ...], becomes), old, new, start)


def _around(
    outer: tuple[Target, ...], after: tuple[Target, ...], inner: tuple[Target, ...], context: str
) -> Target | None:
    """What stands around the place itself: the article, and the levels above the innermost one."""
    deep = inner[0].level
    if deep == "article":
        return Target() if not outer or outer == inner else None
    around = outer[0] if outer and outer != inner else Target()
    if after:
        level = after[0].level
        merged = (after[0].beside("") if level == deep else after[0]).within(around)
        if merged is None:
            return None
        around = merged
    if not (around.article or inner[0].article):
        around = Target(context).within(around) or around
    return around if around.article or inner[0].article else None
