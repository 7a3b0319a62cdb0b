"""Carries out amendments on the text of a unit; raises NotSafeError rather than guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.amend import Amendment, NotSafeError
from ingest.headings import Grammar, grammar
from ingest.passage import MARKERS, Passages
from ingest.records import Unit
from ingest.script import to_latin
from ingest.structure import structure
from ingest.tables import tables
from ingest.targets import Target, follows, runs_through

# Where a text is deleted from numbered parts, the number stays with this note, as in clean copies.
_STRUCK = {("sl", "Latn"): "(črtan)", ("sr", "Cyrl"): "(брисан)", ("sr", "Latn"): "(brisan)"}
_ORDER = ("replace", "replace words", "insert words", "delete words", "delete", "renumber", "add")


def enact(unit: Unit, changes: Iterable[Amendment]) -> Unit:
    """The unit after all changes that one amending agreement makes to it.

    Places are those of the text before the changes; only what is added, and what is renumbered to, is named by
    its new place. Raises NotSafeError when a place or words are missing or not unique, or when the numbers no
    longer run through.
    """
    ordered = _in_order(tuple(changes))
    for change in ordered:
        if change.does != "add":
            Passages(unit).span(change.place)
    after = unit
    for change in ordered:
        after = _enacted(after, change, ordered)
    for change in ordered:
        if change.place.level != "article" and not runs_through(Passages(after).printed(change.place)):
            raise NotSafeError(f"the numbers beside {change.target} would no longer run through")
    return after


def insert(after: Unit, change: Amendment) -> Unit:
    """The new article that a change inserts after a unit; raises NotSafeError."""
    label = change.place.article
    text = change.text.strip() + "\n"
    if _label(text, grammar(after.language)) != label:
        raise NotSafeError(f"the new text is not headed by article {label}")
    return _rebuilt(replace(after, label=label, kind="article"), text, 0)


def _in_order(changes: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """The changes in the order in which every place still has the number by which it is named."""
    moved: list[Target] = []
    for change in changes:
        if change.place.level != "article" and change.does in ("add", "delete", "renumber"):
            moved.append(change.place)
        elif any(_at_or_after(change.place, place) for place in moved):
            raise NotSafeError(f"{change.target} is named after its number has moved")
    for whole in (c for c in changes if c.does in ("replace", "delete")):
        within = [c for c in changes if c is not whole and c.does not in ("add", "renumber")]
        if any(_contains(whole.place, c.place) for c in within):
            raise NotSafeError(f"{whole.target} is replaced or deleted, and changed besides")
    levels = {does: {c.place.level for c in changes if c.does == does} for does in ("add", "delete")}
    if levels["add"] & levels["delete"]:
        raise NotSafeError("parts are added and deleted in the same article")
    return tuple(sorted(changes, key=_stage))


def _stage(change: Amendment) -> tuple[int, int]:
    """Deletions and moves up run from the last number, moves down and additions from the first."""
    number, new = (int(t.number) if t and t.number.isdigit() else 0 for t in (change.place, change.becomes))
    return _ORDER.index(change.does), -number if change.does == "delete" or new > number else number


def _contains(outer: Target, inner: Target) -> bool:
    return inner.within(outer) == inner


def _at_or_after(place: Target, moved: Target) -> bool:
    mine = str(getattr(place, moved.level))
    return mine.isdigit() and moved.number.isdigit() and int(mine) >= int(moved.number)


def _enacted(unit: Unit, change: Amendment, beside: tuple[Amendment, ...]) -> Unit:
    if change.does == "replace":
        return _replaced(unit, change)
    if change.does == "add":
        return _added(unit, change)
    if change.does == "delete":
        return _deleted(unit, change)
    if change.does == "renumber" and change.becomes:
        return _renumbered(unit, change, change.becomes, beside)
    return _reworded(unit, change)


def _replaced(unit: Unit, change: Amendment) -> Unit:
    passages = Passages(unit)
    if change.place.level != "article":
        return _with(unit, *passages.span(change.place), _marked(change, passages.marker(change.place)))
    words, text = grammar(unit.language), change.text.strip()
    above = [b for b in passages.headings if b.kind == "heading"]
    label = _label(text, words)
    if label not in (None, change.place.article):
        raise NotSafeError(f"the new text is headed by article {label}")
    if label is None:
        titled = words.title.fullmatch(text.partition("\n")[0]) is not None
        kept = [above[-1], *(b for b in passages.headings if b.kind == "title" and not titled)]
        text = "\n".join([*(unit.text[slice(*b.span)] for b in kept), text])
    return _with(unit, above[-1].span[0], len(unit.text), text + "\n")


def _reworded(unit: Unit, change: Amendment) -> Unit:
    pattern = r"\s+".join(re.escape(word) for word in change.old.split())
    edges = (r"(?<!\w)" if change.old[:1].isalnum() else "", r"(?!\w)" if change.old[-1:].isalnum() else "")
    found = list(re.compile(pattern.join(edges)).finditer(unit.text, *Passages(unit).span(change.place)))
    if len(found) != 1 or not pattern:
        raise NotSafeError(f'"{change.old}" stands {len(found)} times in {change.target}, not once')
    start, end = found[0].span()
    new = " ".join(change.text.split())
    return _with(unit, start - (not new and unit.text[start - 1] == " "), end, new)


def _added(unit: Unit, change: Amendment) -> Unit:
    passages, place = Passages(unit), change.place
    numbers = passages.numbers(place)
    if place.number in ("1", "a") and numbers:
        first = place.beside(numbers[0])
        start, _ = passages.span(first)
        return _with(unit, start, start, _marked(change, _numbered(passages, first, place)) + "\n")
    behind = next((place.beside(number) for number in numbers if follows(place.number, number)), None)
    if behind is None:
        raise NotSafeError(f"what stands before {change.target} cannot be told")
    _, end = passages.span(behind)
    return _with(unit, end, end, "\n" + _marked(change, _numbered(passages, behind, place)))


def _numbered(passages: Passages, beside: Target, place: Target) -> str:
    """The number of a new part, printed like that of the one beside it."""
    return passages.marker(beside).replace(beside.number, place.number)


def _deleted(unit: Unit, change: Amendment) -> Unit:
    passages = Passages(unit)
    start, end = passages.span(change.place)
    struck = _STRUCK[unit.language, unit.script]
    if change.place.level == "article":
        return _with(unit, start, end, struck)
    marker = passages.marker(change.place)
    if marker and change.place.level != "indent":
        return _with(unit, start, end, f"{marker} {struck}")
    if len(passages.numbers(change.place)) == 1:
        raise NotSafeError(f"{change.target} is the only one of its kind")
    return _with(unit, start, end + 1, "")


def _renumbered(unit: Unit, change: Amendment, becomes: Target, beside: tuple[Amendment, ...]) -> Unit:
    passages = Passages(unit)
    if becomes.beside("") != change.place.beside("") or becomes.level != change.place.level:
        raise NotSafeError("the new number is of another kind")
    if not passages.printed(change.place):
        _check_counted(change, becomes, beside)
        return unit
    if becomes.number in passages.numbers(becomes):
        start, end = passages.span(becomes)
        if not grammar(unit.language).struck.fullmatch(unit.text[start:end].split(maxsplit=1)[-1]):
            raise NotSafeError(f"there is another {becomes.address(change.agreement)}")
        return _renumbered(_with(unit, start, end + 1, ""), change, becomes, beside)
    start, _ = passages.span(change.place)
    marker = passages.marker(change.place)
    return _with(unit, start, start + len(marker), marker.replace(change.place.number, becomes.number))


def _check_counted(change: Amendment, becomes: Target, beside: tuple[Amendment, ...]) -> None:
    """Parts without printed numbers move by themselves: the order must say the same."""
    old, new = int(change.place.number), int(becomes.number)
    same = [c for c in beside if c.place.beside("") == becomes.beside("") and c.place.level == becomes.level]
    added = sum(c.does == "add" and int(c.place.number) <= new for c in same)
    deleted = sum(c.does == "delete" and int(c.place.number) < old for c in same)
    if new - old != added - deleted:
        raise NotSafeError(f"{change.target} does not become {new} by what is added and deleted")


def _marked(change: Amendment, marker: str) -> str:
    """The new text of a part with its number; raises NotSafeError when it carries another one."""
    text = change.text.strip()
    found = MARKERS[change.place.level].match(text)
    if found is None:
        return f"{marker} {text}" if marker else text
    if not marker or (change.place.level != "indent" and found[1] != change.place.number):
        raise NotSafeError(f'the new text is numbered "{found[0]}"')
    return text


def _label(text: str, words: Grammar) -> str | None:
    label = words.article_label(text.strip().partition("\n")[0])
    return to_latin(label) if label else None


def _with(unit: Unit, start: int, end: int, text: str) -> Unit:
    opening = [b.span[0] for b in unit.blocks if b.kind == "heading"]
    return _rebuilt(unit, unit.text[:start] + text + unit.text[end:], opening[-1] if opening else 0)


def _rebuilt(unit: Unit, text: str, opening: int) -> Unit:
    words = grammar(unit.language)
    if sum(words.article_label(line) is not None for line in text.splitlines()) > 1:
        raise NotSafeError("the new text holds several articles")
    heading, blocks = structure(text, opening, unit.kind, words, tables().get(unit.address))
    last = blocks[-1]
    if last.kind == "title" and words.struck.fullmatch(text[slice(*last.span)]):  # a note, not a title
        heading, blocks = "", (*blocks[:-1], replace(last, kind="paragraph", paragraph="1"))
    body = [text[slice(*b.span)] for b in blocks if b.kind not in ("heading", "title")]
    struck = bool(body) and all(words.struck.fullmatch(line) for line in body)
    return replace(unit, text=text, heading=heading, blocks=blocks, struck=struck)
