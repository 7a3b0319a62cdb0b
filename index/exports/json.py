"""JSON: the whole table for other programs, its keys in English in every language."""

from __future__ import annotations

import json
from decimal import Decimal

from index.exports.amounts import Amount
from index.exports.table import Entry, Link, Table

Json = dict[str, object]


def write(of: Table) -> bytes:
    """UTF-8; numbers are numbers, and what does not exist is null."""
    document = {
        "title": of.title,
        "language": of.words.lang,
        "writing": of.writing,
        "as_of": of.day.isoformat(),
        "notice": of.notice,
        "permalink": of.permalink,
        "sections": [
            {
                "title": group.title or None,
                "topic": group.topic or None,
                "checked": group.checked if group.topic else None,
                "note": group.note or None,
                "permalink": group.permalink,
                "rows": [_entry(entry) for entry in group.entries],
            }
            for group in of.groups
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _entry(entry: Entry) -> Json:
    return {
        "agreement": entry.agreement_id,
        "short": entry.agreement,
        "title": entry.title,
        "state": entry.state,
        "address": entry.address or None,
        "label": entry.label or None,
        "heading": entry.heading or None,
        "values": [_amount(amount) for amount in entry.amounts],
        "certain": entry.certain if entry.amounts else None,
        "limit": _amount(entry.limit) if entry.limit else None,
        "condition": entry.condition or None,
        "introduction": entry.lead or None,
        "quote": entry.quote or None,
        "quote_language": entry.quote_lang or None,
        "citation": entry.citation or None,
        "see_also": [_link(link) for link in entry.see_also],
        "standing": entry.standing,
        "warnings": list(entry.warnings),
        "published": [_link(link) for link in entry.published],
        "permalink": entry.permalink or None,
    }


def _amount(amount: Amount) -> Json:
    quantity = amount.quantity
    return {
        "kind": quantity.kind,
        "value": _number(quantity.value),
        "upper": _number(quantity.upper),
        "unit": quantity.unit or None,
        "bound": quantity.bound,
        "per": quantity.per or None,
        "of": amount.of or None,
        "date": quantity.iso or None,
        "text": amount.written,
        "in_words": amount.said,
        "when": amount.when or None,
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _link(link: Link) -> Json:
    return {"text": link.text, "url": link.url}
