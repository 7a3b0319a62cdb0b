"""The wordings of every unit in time: the original, and each one that an amendment made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from ingest.amend import Amendment, NotSafeError, Unapplied, read_amendments
from ingest.enact import enact, insert
from ingest.records import Agreement, Block, Unit


@dataclass(frozen=True, slots=True)
class Wording:
    """How a unit reads from a day on."""

    unit: Unit  # as it reads in this wording
    in_force_from: date | None  # None: the day is not known
    known_from: date | None  # in force on this day at the latest; None: no day can be named
    applied_from: date | None  # None: not stated, or the same as in force
    until: date | None = None  # the last day before the next wording is in force; None: no next one is known
    changes: tuple[Amendment, ...] = ()  # what made this wording; empty: the original

    @property
    def address(self) -> str:
        return self.unit.address

    @property
    def text(self) -> str:
        return self.unit.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.unit.blocks

    @property
    def source(self) -> str:
        """Address of the amending article that it rests on; "": the original."""
        return self.changes[0].source if self.changes else ""


@dataclass(frozen=True, slots=True)
class Consolidation:
    """All wordings of an agreement's units, in its order, and the changes left to a person."""

    histories: tuple[tuple[Wording, ...], ...]  # one a unit, the oldest wording first
    unapplied: tuple[Unapplied, ...]

    def of(self, address: str) -> tuple[Wording, ...]:
        """The wordings of a unit; empty: there is no such unit."""
        return next((h for h in self.histories if h[0].address == address), ())


@dataclass(slots=True)
class _State:
    """What is known of the wordings while amendments are carried out one after the other."""

    histories: dict[str, list[Wording]]  # by label, in the order of the agreement
    unapplied: list[Unapplied] = field(default_factory=list)
    left: set[str] = field(default_factory=set)  # articles with a change that a person has to carry out


def wordings(
    units: Iterable[Unit], agreement: Agreement, amending: Iterable[tuple[Agreement, tuple[Unit, ...]]] = ()
) -> Consolidation:
    """Every unit's wordings, by the agreement's own annexes and by other agreements that amend it.

    A change that is not safe to carry out leaves its article as it is, is listed, and so is every later change
    of that article that does not replace it whole.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> made = wordings(kpop.units, kpop.agreement)
    >>> [(w.source, str(w.in_force_from), str(w.until)) for w in made.of("kpop/64")]
    [('', 'None', '2023-06-13'), ('kpop/aneks-1/2', '2023-06-14', 'None')]
    """
    units = tuple(units)
    state = _State({unit.label: [_original(unit, agreement)] for unit in units})
    sources = [(agreement, units), *((other, theirs) for other, theirs in amending if other.amends == agreement.id)]
    by_address = {unit.address: unit for _, theirs in sources for unit in theirs}
    read = [a for other, theirs in sources for unit in theirs for a in read_amendments(unit, other)]
    for unread in (a for a in read if isinstance(a, Unapplied)):
        state.unapplied.append(unread)
        state.left.update(unread.articles)
    ordered = sorted((a for a in read if isinstance(a, Amendment)), key=lambda a: a.in_force_from)
    for _, changes in groupby(ordered, key=_annex_of):
        _amend(state, tuple(changes), by_address)
    return Consolidation(tuple(_dated(history) for history in state.histories.values()), tuple(state.unapplied))


def in_force_on(history: tuple[Wording, ...], day: date) -> Wording | None:
    """The wording that could be read on a day; None: none was in force yet, as far as is known.

    Whether the agreement itself still holds on that day is not said here.
    """
    begun = [w for w in history if (begins := w.in_force_from or w.known_from) and begins <= day]
    return begun[-1] if begun else None


def applied_on(history: tuple[Wording, ...], day: date) -> Wording | None:
    """The wording that applies to what happened on a day, as is known today; None: none, as far as is known."""
    begun = [w for w in history if (begins := w.applied_from or w.in_force_from or w.known_from) and begins <= day]
    return begun[-1] if begun else None


def _original(unit: Unit, agreement: Agreement) -> Wording:
    annex = next((a for a in agreement.annex if unit.label.startswith(f"{a.label}/")), None)
    dates = annex or agreement
    consolidated = agreement.text_state != "as published"
    # A clean copy shows the text of one day; how it read before that day is not known here.
    known = agreement.text_until if consolidated else agreement.in_force_not_after
    in_force, applied = dates.in_force_from, dates.applied_from
    if consolidated and annex is None:
        in_force = applied = None
    return Wording(unit, in_force, in_force or known, applied)


def _annex_of(change: Amendment) -> tuple[date, str]:
    return change.in_force_from, change.source.rpartition("/")[0]


def _amend(state: _State, changes: tuple[Amendment, ...], by_address: dict[str, Unit]) -> None:
    """Carries out all changes of one amending agreement, article by article: whole or not at all."""
    articles = dict.fromkeys(change.place.article for change in changes)
    for article in articles:
        mine = tuple(change for change in changes if change.place.article == article)
        try:
            _amend_article(state, article, mine, by_address)
        except NotSafeError as error:
            state.unapplied += (Unapplied(c.agreement, (article,), c.source, c.words, str(error)) for c in mine)
            state.left.add(article)


def _amend_article(state: _State, article: str, mine: tuple[Amendment, ...], by_address: dict[str, Unit]) -> None:
    first = mine[0]
    history = state.histories.get(article)
    whole = len(mine) == 1 and first.place.level == "article" and first.does in ("replace", "delete")
    if article in state.left and not whole:
        raise NotSafeError("another change of this article is left to a person")
    if first.does == "add" and first.place.level == "article":
        _insert_article(state, mine, by_address)
    elif history is None:
        raise NotSafeError(f"there is no {first.agreement}/{article}")
    else:
        made = _placed(enact(history[-1].unit, mine), mine, by_address)
        history.append(_wording(made, mine))
        state.left.discard(article)


def _insert_article(state: _State, mine: tuple[Amendment, ...], by_address: dict[str, Unit]) -> None:
    label, after = mine[0].place.article, mine[0].after
    if label in state.histories:
        raise NotSafeError(f"there is already a {mine[0].target}")
    if len(mine) > 1 or after not in state.histories:
        raise NotSafeError(f"there is no {mine[0].agreement}/{after}, or the new article is changed again")
    made = _placed(insert(state.histories[after][-1].unit, mine[0]), mine, by_address)
    before = list(state.histories.items())
    at = list(state.histories).index(after) + 1
    state.histories = dict([*before[:at], (label, [_wording(made, mine)]), *before[at:]])


def _wording(unit: Unit, changes: tuple[Amendment, ...]) -> Wording:
    return Wording(unit, changes[0].in_force_from, changes[0].in_force_from, changes[0].applied_from, changes=changes)


def _placed(unit: Unit, changes: tuple[Amendment, ...], by_address: dict[str, Unit]) -> Unit:
    """The unit with spans of the text that it was made of: the amending article, where that holds it whole."""
    change = changes[0]
    if change.place.level != "article" or change.start < 0:
        return unit
    amending = by_address[change.source]
    start = amending.span[0] + change.start
    return replace(unit, span=(start, start + len(change.text)), source_span=amending.source_span)


def _dated(history: list[Wording]) -> tuple[Wording, ...]:
    def dated() -> Iterator[Wording]:
        for wording, following in zip(history, [*history[1:], None], strict=True):
            begins = following.in_force_from if following else None
            yield replace(wording, until=begins - timedelta(days=1) if begins else None)

    return tuple(dated())
