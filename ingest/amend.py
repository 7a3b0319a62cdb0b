"""Amendments: what the articles of an annex order, as data; what is not safe to carry out is left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.frames import Does, Sentence, sentences
from ingest.instructions import Instruction, read_instruction
from ingest.records import Agreement, Unit
from ingest.targets import Target, follows

_ARTICLE = re.compile(r"‹A:([^›]+)›")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change that an amending article orders."""

    does: Does
    agreement: str  # the one that is changed
    place: Target
    becomes: Target | None  # None: nothing is renumbered
    after: str  # label of the article after which a new article stands; "": it adds none
    old: str  # the words that are replaced or deleted; "": none
    text: str  # the new words or the new text; "": it only takes away
    in_force_from: date
    applied_from: date | None  # None: not stated
    source: str  # address of the amending article
    words: str  # the sentence that orders it
    start: int  # of the new text in the amending article; -1: there is none

    @property
    def target(self) -> str:
        """The address of what is changed: "kpop/45/2"."""
        return self.place.address(self.agreement)


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A change that a person has to carry out, and why."""

    agreement: str  # the one that it changes
    articles: tuple[str, ...]  # labels of the articles it names; empty: none could be told
    source: str
    words: str
    reason: str


class NotSafeError(ValueError):
    """An amendment cannot be carried out without guessing."""


@dataclass(frozen=True, slots=True)
class _Annex:
    """Where and from when the articles of one amending agreement work."""

    agreement: str
    in_force_from: date | None
    applied_from: date | None


def amendments(unit: Unit, agreement: Agreement) -> tuple[Amendment, ...]:
    """The changes that one amending article orders; empty where it orders none.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> [(a.does, a.target) for unit in kpop.units for a in amendments(unit, kpop.agreement)]
    [('replace', 'kpop/6'), ('replace', 'kpop/64')]
    """
    return tuple(a for a in read_amendments(unit, agreement) if isinstance(a, Amendment))


def read_amendments(unit: Unit, agreement: Agreement) -> tuple[Amendment | Unapplied, ...]:
    """The changes that one article orders, and those among them that a person has to look at."""
    annex = _annex(unit, agreement)
    if annex is None or not unit.is_provision:
        return ()
    body = next((b.span[0] for b in unit.blocks if b.kind not in ("heading", "title")), len(unit.text))
    text = unit.text[body:]
    try:
        found = tuple(sentences(text, agreement))
    except ValueError as error:
        named = (_named(s) for s in sentences(re.sub('[»«„“”"]', "", text), agreement))
        articles = tuple(dict.fromkeys(label for labels in named for label in labels))
        return (Unapplied(annex.agreement, articles, unit.address, " ".join(text.split()), str(error)),)
    return tuple(_read(found, unit, agreement, annex, body))


def _annex(unit: Unit, agreement: Agreement) -> _Annex | None:
    for annex in agreement.annex:
        if unit.label.startswith(f"{annex.label}/"):
            return _Annex(agreement.id, annex.in_force_from, annex.applied_from)
    if agreement.amends:
        return _Annex(agreement.amends, agreement.in_force_from, agreement.applied_from)
    return None


def _read(
    found: tuple[Sentence, ...], unit: Unit, agreement: Agreement, annex: _Annex, body: int
) -> Iterator[Amendment | Unapplied]:
    context = ""
    for sentence in found:
        named = _named(sentence)
        articles = named or ((context,) if context else ())
        if not sentence.orders:
            context = "" if named else context
            continue
        try:
            if (order := read_instruction(sentence, agreement, context)) is None:
                raise NotSafeError("the sentence was not understood")
            yield from _amendments(order, sentence, unit, annex, body)
        except NotSafeError as error:
            yield Unapplied(annex.agreement, articles, unit.address, sentence.words, str(error))
        if named:
            context = articles[0] if len(articles) == 1 else ""


def _named(sentence: Sentence) -> tuple[str, ...]:
    """The articles that a sentence names."""
    return tuple(dict.fromkeys(label for mark in _ARTICLE.findall(sentence.frame) for label in mark.split(",")))


def _amendments(order: Instruction, sentence: Sentence, unit: Unit, annex: _Annex, body: int) -> Iterator[Amendment]:
    if annex.in_force_from is None:
        raise NotSafeError("the register does not say from which day the amending agreement is in force")
    places = _numbered(order)
    if order.does == "renumber" and (order.at[0].level == "article" or len(order.at) != len(order.becomes)):
        raise NotSafeError("whole articles are renumbered, or the numbers do not pair up")
    if len(places) > 1 and order.does not in ("delete", "renumber"):
        raise NotSafeError("it changes several places at once")
    for n, place in enumerate(places):
        yield Amendment(
            does=order.does,
            agreement=annex.agreement,
            place=place,
            becomes=order.becomes[n] if order.becomes else None,
            after=order.after.article if order.after and place.level == "article" else "",
            old=order.old,
            text=order.new,
            in_force_from=annex.in_force_from,
            applied_from=annex.applied_from,
            source=unit.address,
            words=sentence.words,
            start=order.start + body if order.start >= 0 else -1,
        )


def _numbered(order: Instruction) -> tuple[Target, ...]:
    """The places, with a number for a new part that was named without one.

    Raises NotSafeError where a new part does not stand right after the part it is said to follow.
    """
    place, after = order.at[0], order.after
    if place.number == "?" or (order.does == "add" and place.level != "article" and after):
        number = after.number if after and after.level == place.level else ""
        if place.number == "?" and number.isdigit():
            return (place.beside(str(int(number) + 1)),)
        if not follows(place.number, number):
            raise NotSafeError("where the new part stands cannot be told")
    if (
        order.does == "add"
        and place.level == "article"
        and (after is None or not _comes_after(place.article, after.article))
    ):
        raise NotSafeError("where the new article stands cannot be told")
    return order.at


def _comes_after(label: str, after: str) -> bool:
    """Whether a new article bears the number after the one it follows: 45a after 45, 45b after 45a, 87 after 86."""
    if not label[-1:].isalpha():
        return follows(label, after.rstrip("abcčdefgh"))
    number, letter = label[:-1], label[-1]
    return (letter == "a" and after == number) or (after[:-1] == number and follows(letter, after[-1]))
