"""What holds as of a day: the wording that could be read, the one that applies, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from index.states import Caution, Code, Standing, State
from index.term import standing_of
from ingest.amend import Unapplied
from ingest.records import Agreement, Ground, Unit
from ingest.wordings import Wording, applied_on, in_force_on

_OF_ITS_BEGINNING: tuple[Code, ...] = ("in force between", "applied from")


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit as of a day, on both axes."""

    day: date
    in_force: Wording | None  # what could be read on the day; None: nothing was in force, as far as is known
    applied: Wording | None  # what applies to the day, as is known today; None: nothing, as far as is known
    shown: Wording  # in force, else applied, else the oldest one
    standing: Standing  # of the wording shown
    applied_standing: Standing | None  # None: it is the wording shown, or nothing applies


@dataclass(frozen=True, slots=True)
class Dates:
    """From when to when a wording is in force, and to what it is applied."""

    begins: date | None  # the first day in force; None: not known
    between: tuple[date, date] | None  # bounds of that day where it is not known; None: no bounds are known
    until: date | None  # the last day in force; None: no end is known
    applied: date | None  # the first day to which it applies; None: not stated, or the same as in force


def dates_of(wording: Wording, agreement: Agreement) -> Dates:
    """The dates of a wording; an original text that is no annex has those of its agreement.

    >>> from ingest.corpus import read_corpus
    >>> from ingest.wordings import wordings
    >>> pku = read_corpus()[3]
    >>> dates = dates_of(wordings(pku.units, pku.agreement).of("pku-sz/29")[0], pku.agreement)
    >>> str(dates.begins), str(dates.until), dates.applied
    ('2015-01-31', '2019-01-31', None)
    """
    original = not wording.changes and not _annex(agreement, wording.unit)
    first, last = agreement.in_force_not_before, agreement.in_force_not_after
    begins = wording.in_force_from or (agreement.in_force_from if original else None)
    return Dates(
        begins=begins,
        between=(first, last) if original and not begins and first and last else None,
        until=wording.until or (agreement.until.date if agreement.until else None),
        applied=wording.applied_from or (agreement.applied_from if original else None),
    )


def read_on(
    history: tuple[Wording, ...], agreement: Agreement, day: date, unapplied: Iterable[Unapplied] = ()
) -> Reading:
    """A unit as of a day, from all its wordings.

    >>> from ingest.corpus import read_corpus
    >>> from ingest.wordings import wordings
    >>> kpop = read_corpus()[0]
    >>> history = wordings(kpop.units, kpop.agreement).of("kpop/64")
    >>> reading = read_on(history, kpop.agreement, date(2023, 5, 15))
    >>> reading.standing.state, reading.applied.source, reading.applied_standing.state
    ('in force', 'kpop/aneks-1/2', 'applied retroactively')
    """
    unapplied = tuple(unapplied)
    in_force, applied = in_force_on(history, day), applied_on(history, day)
    shown = in_force or applied or history[0]
    other = applied if applied is not None and applied is not shown else None
    return Reading(
        day=day,
        in_force=in_force,
        applied=applied,
        shown=shown,
        standing=standing_of_wording(shown, history, agreement, day, unapplied),
        applied_standing=standing_of_wording(other, history, agreement, day, unapplied) if other else None,
    )


def standing_of_wording(
    wording: Wording,
    history: tuple[Wording, ...],
    agreement: Agreement,
    day: date,
    unapplied: Iterable[Unapplied] = (),
) -> Standing:
    """How one wording of a unit stands on a day; `history` are all wordings of the unit."""
    whole = standing_of(agreement, day, wording.unit)
    following = next((w for w in history[history.index(wording) + 1 :]), None)
    begins, applied = wording.in_force_from, wording.applied_from
    own = bool(wording.changes) or _annex(agreement, wording.unit)
    stands = whole
    if wording.until and day > wording.until and following:
        because = Ground(following.source, following.changes[0].words)
        stands = Standing("superseded", because, begins, wording.until)
    elif wording.unit.struck and whole.state not in ("not yet in force", "not known"):
        stands = Standing("struck out", _struck(wording), begins if own else None)
    elif own and begins and day < begins:
        retroactive = applied is not None and applied <= day
        state: State = "applied retroactively" if retroactive else "not yet in force"
        stands = Standing(state, _ground(wording, agreement), applied if retroactive else begins, wording.until)
    elif own and whole.state == "in force":
        until = min((d for d in (whole.until, wording.until) if d), default=None)
        stands = Standing("in force", _ground(wording, agreement), begins, until)
    elif wording.until and whole.state == "in force":
        stands = replace(whole, until=wording.until)
    of_agreement = (c for c in whole.warnings if not (own and begins and c.code in _OF_ITS_BEGINNING))
    own_cautions = _cautions(wording, history, agreement, day, unapplied)
    return replace(stands, warnings=(*of_agreement, *own_cautions))


def _cautions(
    wording: Wording,
    history: tuple[Wording, ...],
    agreement: Agreement,
    day: date,
    unapplied: Iterable[Unapplied],
) -> Iterator[Caution]:
    begins, applied = wording.in_force_from, wording.applied_from
    if wording.changes or agreement.text_state != "as published":
        yield Caution("consolidated")
    if begins and applied and applied < begins:
        yield Caution("retroactive", (("applied", applied), ("in_force", begins)))
    for later in history[history.index(wording) + 1 :]:
        if later.applied_from and later.in_force_from and later.applied_from <= day < later.in_force_from:
            arguments = (("in_force", later.in_force_from), ("source", later.source))
            yield Caution("replaced retroactively", arguments)
    for indexed in agreement.indexed:
        if indexed.unit == wording.unit.label and indexed.since <= day:
            yield Caution("indexed", (("since", indexed.since),))
    for change in unapplied:
        if wording.unit.label in change.articles and change.agreement == agreement.id:
            yield Caution("change left to a person", (("source", change.source), ("words", change.words)))


def _annex(agreement: Agreement, unit: Unit) -> bool:
    return any(unit.label.startswith(f"{annex.label}/") for annex in agreement.annex)


def _struck(wording: Wording) -> Ground:
    if wording.changes:
        return Ground(wording.source, wording.changes[0].words)
    body = [b for b in wording.blocks if b.kind not in ("heading", "title")]
    return Ground(wording.address, wording.text[body[0].span[0] : body[-1].span[1]])


def _ground(wording: Wording, agreement: Agreement) -> Ground:
    """Why a wording is in force: what its annex says of itself, else the sentence that orders it."""
    annex = (wording.source or wording.address).rpartition("/")[0]
    for event in agreement.event:
        if event.ground and event.ground.at.rpartition("/")[0] == annex:
            return event.ground
    if wording.changes:
        return Ground(wording.source, wording.changes[0].words)
    return Ground("register", agreement.note)
