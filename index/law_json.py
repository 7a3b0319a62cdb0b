"""Units, wordings and citations as JSON: with `index/as_json.py` the contract of `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from index.as_json import Json
from index.as_of import Reading
from index.changed import Change
from index.cite import FORMS, citation
from index.cited import Checked
from index.knowledge_base import KnowledgeBase
from index.shown import SAID
from index.voice import ENGLISH, Voice
from ingest.address import Address
from ingest.links import Link, referring_to
from ingest.places import Places
from ingest.records import Unit
from ingest.wordings import Wording


def of_unit(unit: Unit) -> Json:
    """One unit, as `kolektivka units` lists it."""
    return {
        "agreement": unit.agreement,
        "label": unit.label,
        "kind": unit.kind,
        "heading": unit.heading,
        "path": list(unit.path),
        "text": unit.text,
        "language": unit.language,
        "script": unit.script,
        "span": list(unit.span),
    }


def of_listed(kb: KnowledgeBase, unit: Unit) -> Json:
    """A unit with the days from and until which it holds."""
    agreement = kb.by_id[unit.agreement]
    begins = agreement.in_force_from or agreement.applied_from or agreement.text_until
    return {
        **of_unit(unit),
        "from": begins.isoformat() if begins else None,
        "until": agreement.until.date.isoformat() if agreement.until else None,
    }


def of_shown(kb: KnowledgeBase, address: Address, day: date, voice: Voice = ENGLISH) -> Json:
    """One unit as of a day, whole, as `kolektivka show` prints it."""
    reading = kb.law.reading(address.unit, day)
    unit = reading.shown.unit
    agreement = kb.by_id[unit.agreement]
    blocks = [
        {**{k: v for k, v in asdict(block).items() if v}, "text": unit.text[slice(*block.span)]}
        for block in unit.blocks
    ]
    inside = Places([unit])
    here = address.inside if inside.exists(address) else ("", "", "")
    return {
        **of_listed(kb, unit),
        "from": _iso(reading.shown.in_force_from),
        "until": _iso(reading.shown.until or (agreement.until.date if agreement.until else None)),
        "day": day.isoformat(),
        "address": str(address),
        "words": inside.text(address) if any(here) else None,
        "citation": voice.cited(agreement, unit, here),
        "citations": {form: citation(agreement, unit, *here, form=form) for form in FORMS},
        "akn": address.akn,
        **_of_standing(reading, voice),
        "in_force": of_wording(reading.in_force),
        "applied": of_wording(reading.applied),
        "wordings": [of_wording(wording) for wording in kb.law.history(unit.address)],
        "references": [_of_link(link) for link in kb.law.links_of(reading.shown)],
        "referred_by": sorted({str(link.source) for link in referring_to(address, kb.law.links_within(agreement.id))}),
        "blocks": blocks,
        "original": kb.original(unit),
    }


def _of_standing(reading: Reading, voice: Voice) -> Json:
    """How the wording shown stands; and the other one, where another applies to the day."""
    return {
        "status": reading.standing.state,
        "standing": voice.said(reading.standing),
        "because": asdict(reading.standing.because),
        "warnings": [voice.said(caution) for caution in reading.standing.warnings],
        "applied_status": reading.applied_standing.state if reading.applied_standing else None,
        "applied_standing": voice.said(reading.applied_standing) if reading.applied_standing else None,
    }


def of_wording(wording: Wording | None) -> Json | None:
    """A wording with its dates; null: there is none."""
    if wording is None:
        return None
    return {
        "in_force_from": _iso(wording.in_force_from),
        "applied_from": _iso(wording.applied_from),
        "until": _iso(wording.until),
        "source": wording.source,
        "text": wording.text,
    }


def _of_link(link: Link) -> Json:
    return {
        "words": link.reference.words,
        "kind": link.reference.kind,
        "targets": [str(target) for target in link.targets],
        "dangling": [str(target) for target in link.dangling],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def of_changes(
    kb: KnowledgeBase, address: Address, made: Iterable[Change], days: Iterable[Reading], sentence: str, voice: Voice
) -> Json:
    """The changes of a place, word by word, between `days`; `sentence` says why there are none, "": there are."""
    return {
        "address": str(address),
        "citation": _cited(kb, address, voice),
        "sentence": sentence or None,
        "days": [
            {"day": day.day.isoformat(), "in_force": of_wording(day.in_force), "applied": of_wording(day.applied)}
            for day in days
        ],
        "changes": [
            {
                "axes": list(change.axes),
                "before": of_wording(change.before),
                "after": of_wording(change.after),
                "differs": change.differs,
                "pieces": [asdict(piece) for piece in change.pieces],
            }
            for change in made
        ],
    }


def of_checked(kb: KnowledgeBase, checked: Checked, day: date, voice: Voice) -> Json:
    """One citation of a list: whether there is such a place, what stands there, and how that stands on a day."""
    place = checked.places[0] if checked.state == "exists" else None
    standing = kb.law.reading(place.unit, day).standing if place else None
    return {
        "words": checked.words,
        "state": checked.state,
        "sentence": voice.say(SAID[checked.state]),
        "addresses": [str(one) for one in checked.places],
        "citation": _cited(kb, place, voice) if place else None,
        "text": checked.text or None,
        "status": standing.state if standing else None,
        "standing": voice.said(standing) if standing else None,
        "warnings": [voice.said(caution) for caution in standing.warnings] if standing else [],
    }


def _cited(kb: KnowledgeBase, address: Address, voice: Voice) -> str:
    inside = address.inside if kb.places.exists(address) else ("", "", "")
    return voice.cited(kb.by_id[address.agreement], kb.places.units[address.unit], inside)
