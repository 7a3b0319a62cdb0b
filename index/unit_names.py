"""What people call a unit, in the manner of its country: "45. člen", "Члан 29."."""

from __future__ import annotations

from ingest.example import example_of
from ingest.records import Agreement, Unit
from ingest.script import to_cyrillic

_NAMES = {
    "appendix": ("Priloga", "Prilog"),
    "preamble": ("Uvod", "Uvod"),
    "closing": ("Podpisi", "Potpisi"),
    "note": ("Zapis", "Zapis"),
}
"""What a unit without a number is called in Slovenian and Serbian."""


def name_of(agreement: Agreement, unit: Unit) -> str:
    """What people call a unit, with the annex that it belongs to.

    >>> from ingest.corpus import read_corpus
    >>> sources = read_corpus()
    >>> [name_of(s.agreement, s.units[30]) for s in (sources[0], sources[3])]
    ['30. člen', 'Члан 30.']
    """
    part = unit.label.rpartition("/")[0]
    annex = next((annex.title for annex in agreement.annex if annex.label == part), "")
    name = name_within(agreement, unit)
    return f"{name}, {annex}" if annex else name


def name_within(agreement: Agreement, unit: Unit) -> str:
    """The same, without the annex that a unit belongs to."""
    label = unit.label.rpartition("/")[2] if unit.kind != "point" else unit.label
    if unit.kind in _NAMES:
        name = _NAMES[unit.kind][agreement.language == "sr"]
        name = to_cyrillic(name) if agreement.script == "Cyrl" else name
        return f"{name} {label}" if unit.kind == "appendix" else name
    if unit.kind not in ("article", "annex-article"):
        return unit.label
    if agreement.article:
        return example_of(agreement.article).called(label)
    if agreement.language == "sr":
        return f"Члан {label}." if agreement.script == "Cyrl" else f"Član {label}."
    digits = label.rstrip("abcdefgh")
    return f"{digits}.{label[len(digits) :]} člen"
