"""Whether an agreement holds on a day: its beginning, its end and what goes on to apply after it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from index.states import Caution, Standing, State
from ingest.records import Agreement, Event, Ground, Unit

_DAY = timedelta(days=1)


def standing_of(agreement: Agreement, day: date, unit: Unit | None = None) -> Standing:
    """How an agreement stands on a day, or the part of it that a unit lies in; not how its wording does.

    >>> from ingest.corpus import read_corpus
    >>> [standing_of(s.agreement, date(2026, 1, 21)).state for s in read_corpus() if s.agreement.is_law]
    ['in force', 'in force', 'text older than the law', 'expired']
    """
    end, event = _end(agreement)
    stands = _begun(agreement, day)
    if end and day > end:
        stands = _ended(agreement, day, unit, end, event)
    elif stands.state in ("in force", "text older than the law"):
        stands = replace(stands, until=end)
    return replace(stands, warnings=tuple(_of_agreement(agreement, day, stands, event)))


def _begun(agreement: Agreement, day: date) -> Standing:
    """How it stands as to its beginning alone."""
    because = agreement.begins or Ground("register", agreement.note or agreement.origin)
    exact, applied = agreement.in_force_from, agreement.applied_from
    if agreement.text_state != "as published":
        first, surely = applied or agreement.text_until, agreement.text_until
    else:
        first = exact or agreement.in_force_not_before or applied
        surely = exact or agreement.in_force_not_after or applied
    state: State
    if surely and day >= surely:
        older = agreement.text_state == "consolidated"
        note = Ground("register", agreement.note)
        return Standing("text older than the law", note) if older else Standing("in force", because, exact)
    if exact and applied and applied <= day:
        return Standing("applied retroactively", because, applied)
    known = first and day < first and (agreement.text_state == "as published" or applied)
    state = "not yet in force" if known else "not known"
    return Standing(state, because, exact if known else None)


def _end(agreement: Agreement) -> tuple[date | None, Event | None]:
    """Its last day, and the event that set it: the last one listed."""
    ending = [event for event in agreement.event if event.until]
    if ending:
        return ending[-1].until, ending[-1]
    return (agreement.until.date if agreement.until else None), None


def _ended(agreement: Agreement, day: date, unit: Unit | None, end: date, event: Event | None) -> Standing:
    because = event.ground if event and event.ground else None
    why = agreement.until.why if agreement.until else event.what if event else ""
    because = because or Ground("register", why)
    if event and event.kind == "nova KP":
        return Standing("superseded", because, until=end)
    effect = agreement.after_effect
    if effect and day <= (last := _months_after(end, effect.months)) and _in_part(unit, effect.headings):
        return Standing("in after-effect", Ground(effect.source, effect.quote or effect.part), end + _DAY, last)
    return Standing("expired", because, agreement.in_force_from, end)


def _in_part(unit: Unit | None, headings: tuple[str, ...]) -> bool:
    return unit is None or not headings or any(heading in headings for heading in unit.path)


def _months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _of_agreement(agreement: Agreement, day: date, stands: Standing, event: Event | None) -> Iterator[Caution]:
    first, last = agreement.in_force_not_before, agreement.in_force_not_after
    if agreement.in_force_from is None and first and last and stands.state in ("not yet in force", "not known"):
        yield Caution("in force between", (("first", first), ("last", last)))
    applied = agreement.applied_from
    if applied and (day < applied or stands.state in ("not yet in force", "not known")):
        yield Caution("applied from", (("day", applied),))
    if agreement.text_state != "as published" and agreement.text_until:
        if stands.state == "not known":
            yield Caution("no wording of the day")
        yield Caution("changes up to", (("day", agreement.text_until),))
    begun = stands.state not in ("not yet in force", "not known")
    if event and event.kind == "podaljšanje" and event.until and begun:
        yield Caution("prolonged", (("until", event.until), ("what", event.what)))
    if stands.state in ("in force", "text older than the law"):
        for extended in agreement.extended:
            if extended.begins and extended.begins <= day:
                yield Caution("binds all employers", (("what", extended.what),))
    if stands.state == "in after-effect" and agreement.after_effect:
        yield Caution("only a part", (("part", agreement.after_effect.part),))
    if agreement.superseded_by and stands.state in ("expired", "in after-effect", "superseded"):
        yield Caution("superseded according to", (("what", agreement.superseded_by),))
