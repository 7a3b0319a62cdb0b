"""Answers as JSON: with `index/law_json.py` the contract of `--json`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from index.binding import Finding, Question
from index.favourable import Favour, favour
from index.matrix import TopicRow
from index.results import Answer, Comparison, Hit, Row
from index.states import Standing
from index.voice import ENGLISH, Voice
from ingest.quantities import Quantity
from ingest.records import SplitReport

Json = dict[str, object]


def of_report(report: SplitReport) -> Json:
    """How well a source was split."""
    return {**asdict(report), "repairs": dict(report.repairs)}


def of_hit(hit: Hit, voice: Voice = ENGLISH) -> Json:
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
        "citation": voice.cited_hit(hit),
        "status": hit.standing.state,
        "warnings": [voice.said(caution) for caution in hit.standing.warnings],
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


def of_answer(answer: Answer, voice: Voice = ENGLISH) -> Json:
    """A whole search."""
    return {
        "query": answer.question.text,
        "language": answer.question.language,
        "script": answer.question.script,
        "verdict": answer.verdict,
        "hits": [of_hit(hit, voice) for hit in answer.hits],
    }


def of_comparison(comparison: Comparison, voice: Voice = ENGLISH) -> Json:
    """A whole comparison."""
    topic = comparison.topic
    return {
        "query": comparison.question.text,
        "topic": topic.id if topic else None,
        "rows": [_of_row(row, voice) for row in comparison.rows],
        "favourable": of_favour(favour(comparison.rows, topic.better if topic else ""), voice),
    }


def of_favour(found: Favour, voice: Voice = ENGLISH) -> Json:
    """Which value is better for the worker, or why none is marked; always with its caveat."""
    return {
        "code": found.code,
        "country": found.country or None,
        "better": list(found.better),
        "sentence": voice.say(found.sentence),
        "notes": [voice.say(note) for note in found.notes],
        "caveat": voice.say(found.caveat),
    }


def of_topic_row(row: TopicRow, voice: Voice = ENGLISH) -> Json:
    """One topic of the matrix: a cell per agreement, with where it stands and whether a person checked it."""
    topic = row.topic
    return {
        "topic": topic.id,
        "area": topic.area,
        "names": {"en": topic.en, "sl": topic.sl, "sr": topic.sr},
        "checked": topic.checked,
        "cells": [{**_of_row(cell, voice), "address": address_of(cell.hit) if cell.hit else None} for cell in row.rows],
        "favourable": of_favour(row.favour, voice),
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


def _of_row(row: Row, voice: Voice) -> Json:
    hit = row.hit
    return {
        "agreement": row.agreement.id,
        "state": row.state,
        "label": hit.unit.label if hit else None,
        "quote": hit.quote if hit else None,
        **_valued(hit),
        "citation": voice.cited_hit(hit) if hit else None,
        "status": hit.standing.state if hit else None,
        "warnings": [voice.said(caution) for caution in hit.standing.warnings] if hit else [],
    }
