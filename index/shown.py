"""One provision in readable lines, as the command prints it: in time, with its references, changes and citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.as_of import Dates, Reading, dates_of
from index.changed import Axis, Change
from index.cited import Checked, State
from index.knowledge_base import KnowledgeBase
from index.states import State as Stands
from index.voice import Voice
from index.word_diff import Kind, Piece
from ingest.address import Address
from ingest.links import Link, referring_to
from ingest.places import LISTED, Places
from ingest.records import Agreement, Unit
from ingest.wordings import Wording

SAID: dict[State, str] = {"exists": "exists", "missing": "does not exist", "unclear": "cannot tell"}
"""What is said of a citation."""

OUTSIDE = {"statute": "a statute or another act", "gazette": "a gazette", "agreement": "another agreement"}
"""What is said of a reference that leads out of the base, by its kind."""

AXES: dict[Axis, str] = {"in force": "In force", "applied": "Applied"}
"""What is said of a change on an axis of time."""

_HOLDS: tuple[Stands, ...] = ("in force", "applied retroactively", "text older than the law")
_MARKS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_HERE = "> "  # before the lines of the place that was asked for


def unit_lines(kb: KnowledgeBase, address: Address, reading: Reading, voice: Voice, original: bool) -> Iterator[str]:
    """A whole unit as of a day: how it stands, all its wordings, the references both ways, and its text."""
    unit = reading.shown.unit
    agreement, places = kb.by_id[unit.agreement], Places([unit])
    there = places.exists(address)
    yield voice.cited(agreement, unit, address.inside if there else ("", "", ""))
    yield voice.said(reading.standing)
    if not there:
        said = voice.say("There is no place {address} in this wording; the whole provision is shown.", address=address)
        yield f"  {voice.say('warning:')} {said}"
    history = kb.law.history(unit.address)
    if len(history) > 1 or reading.in_force is not reading.applied:
        yield from (f"  {line}" for line in _axes(reading, history[0], agreement, voice))
    yield from (f"  {voice.say('warning:')} {voice.said(caution)}" for caution in reading.standing.warnings)
    yield from (f"  {voice.say('part:')} {title}" for title in unit.path)
    # The one text of a consolidated agreement is no first wording: how it read before is not known here.
    for wording in history if len(history) > 1 or agreement.text_state == "as published" else ():
        here = f" · {voice.say('shown here')}" if wording == reading.shown and len(history) > 1 else ""
        yield f"  {voice.say('wording:')} {dates_line(wording, agreement, voice)}{here}"
    yield from (f"  {voice.say('refers to:')} {_link_line(link, voice)}" for link in kb.law.links_of(reading.shown))
    sources = sorted({str(link.source) for link in referring_to(address, kb.law.links_within(agreement.id))})
    yield from (f"  {voice.say('referred to by:')} {source}" for source in sources)
    yield ""
    yield from kb.original(unit).strip("\n").splitlines() if original else _text_lines(unit, address, places)


def _axes(reading: Reading, oldest: Wording, agreement: Agreement, voice: Voice) -> Iterator[str]:
    """What was in force on the day, and what applies to it: two questions with two answers."""
    day, state = voice.day(reading.day), reading.standing.state
    shown = reading.shown if state in _HOLDS else None
    if reading.in_force is None:
        yield f"{voice.say('In force on {day}:', day=day)} {_none_in_force(reading, voice)}"
    elif reading.in_force is shown:
        yield f"{voice.say('In force on {day}:', day=day)} {voice.say('the text below')}"
    label = voice.say("Applied to {day}:", day=day)
    if reading.applied is None:
        yield f"{label} {_none_applied(reading, oldest, agreement, voice)}"
    elif reading.applied is shown:
        yield f"{label} {voice.say('the text below')}"
    elif reading.applied_standing:
        applied = reading.applied
        at = f"{applied.address}@{applied.in_force_from.isoformat()}" if applied.in_force_from else applied.address
        yield f"{label} {voice.say('another text, {address}.', address=at)} {voice.said(reading.applied_standing)}"


def _none_in_force(reading: Reading, voice: Voice) -> str:
    return voice.say("not known here" if reading.standing.state == "not known" else "no text")


def _none_applied(reading: Reading, oldest: Wording, agreement: Agreement, voice: Voice) -> str:
    first = dates_of(oldest, agreement).applied
    return voice.say("no text" if first and reading.day < first else "not known here")


def day_lines(reading: Reading, oldest: Wording, agreement: Agreement, voice: Voice) -> Iterator[str]:
    """What was in force on a day, and what applies to it, each by its dates."""
    day, in_force, applied = voice.day(reading.day), reading.in_force, reading.applied
    if in_force and reading.standing.state not in _HOLDS:
        yield voice.said(reading.standing)
    else:
        said = dates_line(in_force, agreement, voice) if in_force else _none_in_force(reading, voice)
        yield f"{voice.say('In force on {day}:', day=day)} {said}"
    none = _none_applied(reading, oldest, agreement, voice)
    said = dates_line(applied, agreement, voice) if applied else none
    yield f"{voice.say('Applied to {day}:', day=day)} {said}"


def dates_line(wording: Wording, agreement: Agreement, voice: Voice) -> str:
    """The dates of a wording, and the article that made it.

    >>> from ingest.corpus import read_corpus
    >>> from ingest.wordings import wordings
    >>> kpop = read_corpus()[0]
    >>> [dates_line(w, kpop.agreement, Voice.of("en")) for w in wordings(kpop.units, kpop.agreement).of("kpop/64")][1]
    'from 14 June 2023 · applied from 1 May 2023 · by kpop/aneks-1/2'
    """
    dates: Dates = dates_of(wording, agreement)
    parts = [] if wording.source else [voice.say("the original text")]
    if dates.begins:
        parts.append(voice.say("from {day}", day=voice.day(dates.begins)))
    elif dates.between:
        first, last = (voice.day(day) for day in dates.between)
        parts.append(voice.say("from a day between {first} and {last}", first=first, last=last))
    if dates.until:
        parts.append(voice.say("until {day}", day=voice.day(dates.until)))
    if dates.applied:
        parts.append(voice.say("applied from {day}", day=voice.day(dates.applied)))
    if wording.source:
        parts.append(f"{voice.say('by')} {wording.source}")
    return " · ".join(parts)


def _link_line(link: Link, voice: Voice) -> str:
    words = " ".join(link.reference.words.split())
    if link.leads_nowhere and not link.targets:
        return f"{words} → {voice.say('leads nowhere: there is no such place')}"
    if not link.targets:
        kind = voice.say(OUTSIDE.get(link.reference.kind, "another agreement"))
        return f"{words} → {voice.say('outside the base: {kind}', kind=kind)}"
    none = voice.say("(no such place)")
    return f"{words} → {', '.join(f'{to} {none}' if to in link.dangling else str(to) for to in link.targets)}"


def _text_lines(unit: Unit, address: Address, places: Places) -> Iterator[str]:
    """The text; where a place inside the unit is meant, its lines are marked and the others moved in."""
    spans = [block.span for block in places.blocks(address)] if any(address.inside) else []
    at, lines = 0, []
    for line in unit.text.splitlines(keepends=True):
        here = any(at < end and start < at + len(line) for start, end in spans)
        lines.append(f"{'' if not spans else _HERE if here else ' ' * len(_HERE)}{line.rstrip()}".rstrip())
        at += len(line)
    yield from "\n".join(lines).strip("\n").splitlines()


def change_lines(made: Iterable[Change], agreement: Agreement, voice: Voice) -> Iterator[str]:
    """Two wordings in one text: [-what goes-] and {+what comes+}."""
    for change in made:
        yield ""
        if change.axes:
            yield f"{' · '.join(voice.say(AXES[axis]) for axis in change.axes)}:"
        yield f"[-{dates_line(change.before, agreement, voice)}-]"
        yield f"{{+{dates_line(change.after, agreement, voice)}+}}"
        yield ""
        if not change.differs:
            yield voice.say("Word for word the same.")
        yield from "".join(_marked(piece) for piece in change.pieces).splitlines()


def _marked(piece: Piece) -> str:
    """A piece between its marks, on every line of it: a line can then be read by itself.

    >>> _marked(Piece("added", "a;\\nb"))
    '{+a;+}\\n{+b+}'
    """
    opens, closes = _MARKS[piece.kind]
    lines = piece.text.replace("\t", " │ ").split("\n")
    return "\n".join(f"{opens}{line}{closes}" if line.strip() else line for line in lines)


def checked_lines(kb: KnowledgeBase, checked: Iterable[Checked], voice: Voice) -> Iterator[str]:
    """A list of citations: each with its verdict, and with the words that stand there or what it can mean."""
    for one in checked:
        yield f"{voice.say(SAID[one.state])}: {one.words}"
        yield from (f"  {place}  {voice.cited_brief(kb, place)}" for place in one.places[:LISTED])
        yield from ("  …",) if one.places[LISTED:] else ()
        yield from (f"    {line.strip()}" for line in one.text.splitlines() if line.strip())
