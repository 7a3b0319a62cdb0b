"""The forms in which results leave the program as JSON: the contract of `--json`."""

from __future__ import annotations

from dataclasses import asdict

from index.cite import citation
from index.knowledge_base import KnowledgeBase
from index.results import Answer, Comparison, Hit, Row
from ingest.records import SplitReport, Unit

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


def of_shown(kb: KnowledgeBase, unit: Unit) -> Json:
    """One unit, whole, as `kolektivka show` prints it."""
    blocks = [
        {**{k: v for k, v in asdict(block).items() if v}, "text": unit.text[slice(*block.span)]}
        for block in unit.blocks
    ]
    return {
        **of_listed(kb, unit),
        "citation": citation(kb.by_id[unit.agreement], unit),
        "blocks": blocks,
        "original": kb.original(unit),
    }


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
        "status": hit.status,
        "why": list(hit.why),
    }


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
    return {"query": comparison.question.text, "rows": [_of_row(row) for row in comparison.rows]}


def _of_row(row: Row) -> Json:
    hit = row.hit
    return {
        "agreement": row.agreement.id,
        "state": row.state,
        "label": hit.unit.label if hit else None,
        "quote": hit.quote if hit else None,
        "values": [],
        "limit": None,
        "condition": None,
        "citation": hit.citation if hit else None,
        "status": hit.status if hit else None,
    }
