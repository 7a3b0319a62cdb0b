"""A quiz made from the values of topics: only questions whose right and wrong answers are certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random
from typing import Literal

from index.exports.collection import Collection, Section, figures_of
from index.exports.same import comparable, may_be_same
from index.exports.table import Entry, Group, Table
from index.exports.words import Words
from index.results import Row
from ingest.quantities import Quantity

MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the quiz."""

    kind: Literal["single", "multiple"]
    prompt: str
    options: tuple[Option, ...]
    sources: tuple[Entry, ...]  # the rows that the answers come from, those of the right one first


@dataclass(frozen=True, slots=True)
class _Sure:
    """An agreement that surely says one thing of a topic: one value, or nothing."""

    entry: Entry
    value: Quantity | None  # None: it is silent
    spoken: tuple[Quantity, ...]  # every number of its places: none of them may be called wrong

    def differs(self, other: _Sure) -> bool:
        """Whether the other's answer is plainly wrong for this one."""
        if self.value is None or other.value is None:
            return (self.value is None) != (other.value is None)
        value = other.value
        return comparable(self.value, value) and not any(may_be_same(value, mine) for mine in self.spoken)


def quiz(collection: Collection, of: Table, seed: int = 1) -> tuple[Item, ...]:
    """At most one question a topic, single and multiple choice by turns; the same seed gives the same quiz.

    A value is certain when a person has checked the topic's places, the agreement's first place grants exactly
    one quantity and its other places grant no other. A wrong answer is what another agreement says, and could
    not be taken for anything that the asked agreement says there.
    """
    items: list[Item] = []
    for section, group in zip(collection.sections, of.groups, strict=True):
        if section.topic and section.topic.checked:
            random = Random(f"{seed}/{section.topic.id}")  # a topic more changes no other topic's question
            sure = _sure(section, group)
            singles = sum(item.kind == "single" for item in items)
            makers = (_single, _multiple) if singles * 2 <= len(items) else (_multiple, _single)
            made = (make(group.title, sure, random, of.words) for make in makers)
            items += [item for item in made if item][:1]
    return tuple(items)


def _sure(section: Section, group: Group) -> list[_Sure]:
    found = []
    for row, entry in zip(section.rows, group.entries, strict=True):
        if row.hit is None:
            found.append(_Sure(entry, None, ()))
        elif row.state == "found" and row.hit.certain and len(row.hit.values) == 1 and _agree(row):
            found.append(_Sure(entry, row.hit.values[0], tuple(_spoken(row))))
    return found


def _agree(row: Row) -> bool:
    """Whether no further place of the agreement grants something else."""
    value = row.hit.values[0] if row.hit else None
    return value is not None and all(may_be_same(value, q) for other in row.others for q in other.values)


def _spoken(row: Row) -> Iterable[Quantity]:
    for hit in (row.hit, *row.others):
        if hit:
            yield from (figure.quantity for figure in figures_of(hit))


def _single(topic: str, sure: Sequence[_Sure], random: Random, words: Words) -> Item | None:
    """What does one agreement say? The wrong answers are what the others say."""
    valued = [one for one in sure if one.value]
    random.shuffle(valued)
    for asked in valued:
        wrong = _apart(asked, sure)
        if any(other.value for other in wrong):
            chosen = wrong[: MOST_OPTIONS - 1]
            options = [Option(_answer(asked, words), True), *(Option(_answer(w, words), False) for w in chosen)]
            random.shuffle(options)
            prompt = words.say("{topic}: what does {agreement} say?", topic=topic, agreement=asked.entry.agreement)
            return Item("single", prompt, tuple(options), (asked.entry,))
    return None


def _apart(asked: _Sure, sure: Sequence[_Sure]) -> list[_Sure]:
    """What others say, each answer once; values before silence."""
    found: list[_Sure] = []
    for other in sorted(sure, key=lambda one: one.value is None):
        twice = any(not other.differs(known) and not known.differs(other) for known in found)
        if other is not asked and asked.differs(other) and not twice:
            found.append(other)
    return found


def _multiple(topic: str, sure: Sequence[_Sure], random: Random, words: Words) -> Item | None:
    """Which statements are right? A wrong one gives an agreement what another one says."""
    shuffled = list(sure)
    random.shuffle(shuffled)
    shuffled = shuffled[:MOST_OPTIONS]
    if sum(one.value is not None for one in shuffled) < 2:
        return None
    said = []
    for one, right in zip_longest(shuffled, (True, False)):
        wrong = [other for other in _apart(one, shuffled) if other.value] if one else []
        # The first is right and the second wrong where there is a wrong value for it; the rest by chance.
        takes_own = not wrong or (right if right is not None else random.random() < 0.5)
        other = one if takes_own else random.choice(wrong)
        text = words.say("{agreement}: {value}", agreement=one.entry.agreement, value=_answer(other, words))
        said.append(Option(text, takes_own))
    if all(option.right for option in said):
        return None
    random.shuffle(said)
    prompt = words.say("{topic}: what do the agreements say?", topic=topic)
    return Item("multiple", prompt, tuple(said), tuple(one.entry for one in shuffled))


def _answer(one: _Sure, words: Words) -> str:
    # What a share is of stands in the language of its source, and would give the answer away.
    return one.entry.amounts[0].short if one.value else words.say("does not settle it")
