"""Citations, in the manner of the agreement's own country."""

from __future__ import annotations

from ingest.records import Agreement, Unit


def citation(agreement: Agreement, unit: Unit, paragraph: str = "", point: str = "") -> str:
    """Where the words stand: article, paragraph, point, agreement, gazette.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> unit = next(u for u in kpop.units if u.label == "45")
    >>> citation(kpop.agreement, unit, "2")
    '45. člen, 2. odstavek, KPOP (Uradni list RS, št. 46/23 in 62/23)'
    """
    if agreement.language == "sr":
        parts = [f"члан {unit.label}."] if unit.kind == "article" else [unit.label]
        parts += [f"став {paragraph}."] if paragraph else []
        parts += [f"тачка {point})"] if point else []
        return " ".join([*parts, _gazettes(agreement, "бр.", "и")])
    parts = [f"{_dotted(unit.label)} člen"] if unit.kind == "article" else [unit.label]
    parts += [f"{paragraph}. odstavek"] if paragraph else []
    parts += [f"{point}. točka ali alineja"] if point else []
    return ", ".join([*parts, _gazettes(agreement, "št.", "in")])


def _dotted(label: str) -> str:
    """ "89b" as printed: "89.b"; "45": "45."."""
    digits = label.rstrip("abcdefgh")
    return f"{digits}.{label[len(digits) :]}"


def _gazettes(agreement: Agreement, number: str, last: str) -> str:
    issues = [gazette.issue for gazette in agreement.published]
    if not issues:
        return agreement.short
    listed = f"{', '.join(issues[:-1])} {last} {issues[-1]}" if len(issues) > 1 else issues[0]
    gazette = agreement.published[0].gazette
    quoted = f"„{gazette}”" if agreement.language == "sr" else gazette
    return f"{agreement.short} ({quoted}, {number} {listed})"
