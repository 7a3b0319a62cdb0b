"""The forms in which results leave the program as JSON: the contract of `--json`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from index.binding import Finding, Question
from index.cite import FORMS, citation
from index.favourable import Favour, favour
from index.knowledge_base import KnowledgeBase
from index.matrix import TopicRow
from index.results import Answer, Comparison, Hit, Row
from index.states import Standing, said
from ingest.address import Address
from ingest.links import Link, referring_to
from ingest.quantities import Quantity
from ingest.records import SplitReport, Unit
from ingest.wordings import Wording

Json = dict[str, object]


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


def of_shown(kb: KnowledgeBase, address: Address, day: date) -> Json:
    """One unit as of a day, whole, as `kolektivka show` prints it."""
    reading = kb.law.reading(address.unit, day)
    unit = reading.shown.unit
    agreement = kb.by_id[unit.agreement]
    blocks = [
        {**{k: v for k, v in asdict(block).items() if v}, "text": unit.text[slice(*block.span)]}
        for block in unit.blocks
    ]
    paragraph, point, indent = address.inside
    return {
        **of_listed(kb, unit),
        "from": _iso(reading.shown.in_force_from),
        "until": _iso(reading.shown.until or (agreement.until.date if agreement.until else None)),
        "day": day.isoformat(),
        "citation": citation(agreement, unit, paragraph, point, indent),
        "citations": {form: citation(agreement, unit, paragraph, point, indent, form) for form in FORMS},
        "akn": address.akn,
        "status": reading.standing.state,
        "standing": said(reading.standing),
        "because": asdict(reading.standing.because),
        "warnings": [said(caution) for caution in reading.standing.warnings],
        "in_force": _of_wording(reading.in_force),
        "applied": _of_wording(reading.applied),
        "wordings": [_of_wording(wording) for wording in kb.law.history(unit.address)],
        "references": [_of_link(link) for link in kb.law.links if link.source.unit == unit.address],
        "referred_by": sorted({str(link.source) for link in referring_to(address, kb.law.links)}),
        "blocks": blocks,
        "original": kb.original(unit),
    }


def _of_wording(wording: Wording | None) -> Json | None:
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


def of_report(report: SplitReport) -> Json:
    """How well a source was split."""
    return {**asdict(report), "repairs": dict(report.repairs)}


def of_hit(hit: Hit) -> Json:
    """One ranked hit."""
    return {
        "agreement": hit.agreement.id,
        "label": hit.unit.label,
        "paragraph": hit.paragraph,
        "point": hit.point,
        "heading": hit.unit.heading,
        "score": hit.score,
        "verdict": hit.verdict,
        "quote": hit.quote,
        "citation": hit.citation,
        "status": hit.standing.state,
        "warnings": [said(caution) for caution in hit.standing.warnings],
        "why": list(hit.why),
        **_valued(hit),
    }


def _valued(hit: Hit | None) -> Json:
    """The values of a hit; each with the step of the scale that it belongs to, null where there is no scale."""
    if hit is None:
        return {"values": [], "limit": None, "condition": None, "certain": False}
    when: list[str | None] = [step.when for step in hit.steps]
    when += [None] * (len(hit.values) - len(when))
    return {
        "values": [{**of_quantity(value), "when": step} for value, step in zip(hit.values, when, strict=True)],
        "limit": of_quantity(hit.limit) if hit.limit else None,
        "condition": hit.condition or None,
        "certain": hit.certain,
    }


def of_quantity(quantity: Quantity) -> Json:
    """A quantity with its number, unit, bound and words."""
    return {
        "kind": quantity.kind,
        "value": _number(quantity.value),
        "upper": _number(quantity.upper),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "per": quantity.per or None,
        "of": quantity.of or None,
        "iso": quantity.iso or None,
        "text": quantity.text,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def of_answer(answer: Answer) -> Json:
    """A whole search."""
    return {
        "query": answer.question.text,
        "language": answer.question.language,
        "script": answer.question.script,
        "verdict": answer.verdict,
        "hits": [of_hit(hit) for hit in answer.hits],
    }


def of_comparison(comparison: Comparison) -> Json:
    """A whole comparison."""
    topic = comparison.topic
    return {
        "query": comparison.question.text,
        "topic": topic.id if topic else None,
        "rows": [_of_row(row) for row in comparison.rows],
        "favourable": of_favour(favour(comparison.rows, topic.better if topic else "")),
    }


def of_favour(found: Favour) -> Json:
    """Which value is better for the worker, or why none is marked; always with its caveat."""
    return {
        "code": found.code,
        "country": found.country or None,
        "better": list(found.better),
        "sentence": found.sentence,
        "notes": list(found.notes),
        "caveat": found.caveat,
    }


def of_topic_row(row: TopicRow) -> Json:
    """One topic of the matrix: a cell per agreement, with where it stands and whether a person checked it."""
    topic = row.topic
    return {
        "topic": topic.id,
        "area": topic.area,
        "names": {"en": topic.en, "sl": topic.sl, "sr": topic.sr},
        "checked": topic.checked,
        "cells": [{**_of_row(cell), "address": address_of(cell.hit) if cell.hit else None} for cell in row.rows],
        "favourable": of_favour(row.favour),
    }


def address_of(hit: Hit) -> str:
    """The address of the words that answer; `Places.parse` reads it."""
    return "/".join((hit.agreement.id, hit.unit.label, hit.paragraph, hit.point)).rstrip("/")


def of_question(question: Question) -> Json:
    """A step of the path to "does it bind me"."""
    answers = [asdict(option) for option in question.answers]
    return {"id": question.id, "en": question.en, "sl": question.sl, "sr": question.sr, "answers": answers}


def of_finding(finding: Finding, standing: Standing | None) -> Json:
    """Whether an agreement binds, the sentences that this rests on, and how these stand today."""
    rule = finding.rule
    return {
        "agreement": finding.agreement,
        "verdict": finding.verdict,
        "because": {"en": rule.en, "sl": rule.sl, "sr": rule.sr} if rule else None,
        "status": standing.state if standing else None,
        "grounds": [asdict(ground) for ground in rule.grounds] if rule else [],
        "needed": list(finding.needed),
    }


def _of_row(row: Row) -> Json:
    hit = row.hit
    return {
        "agreement": row.agreement.id,
        "state": row.state,
        "label": hit.unit.label if hit else None,
        "quote": hit.quote if hit else None,
        **_valued(hit),
        "citation": hit.citation if hit else None,
        "status": hit.standing.state if hit else None,
        "warnings": [said(caution) for caution in hit.standing.warnings] if hit else [],
    }
