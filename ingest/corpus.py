"""From the folder `corpus/` to records: every source read, repaired and split."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.language import detect
from ingest.load import SourceError, load
from ingest.records import Agreement, Document, SplitReport, Unit
from ingest.register import read_register
from ingest.repair import Repaired, repair
from ingest.split import duplicates_of, gaps_of, split

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Source:
    """One source with everything that was read out of it."""

    agreement: Agreement
    original: str  # as read, before any repair
    units: tuple[Unit, ...]
    report: SplitReport


def read_corpus(folder: Path = CORPUS) -> tuple[Source, ...]:
    """All sources of the register, in its order.

    Raises RegisterError or SourceError: what is wrong, where, and what to do.

    >>> kpop = read_corpus()[0]
    >>> kpop.agreement.id, len(kpop.report.articles), kpop.report.coverage
    ('kpop', 86, 1.0)
    """
    return tuple(read_source(agreement, folder / "sources") for agreement in read_register(folder / "agreements.toml"))


def read_source(agreement: Agreement, folder: Path) -> Source:
    """One source from its file in a folder to its units; raises SourceError."""
    file = folder / agreement.file
    document = load(file)
    if hashlib.sha256(file.read_bytes()).hexdigest() != agreement.sha256:
        raise SourceError(
            f"{agreement.file}: not the file that the register describes (its SHA-256 differs); "
            f'restore it, or correct sha256 of "{agreement.id}" in the register'
        )
    repaired = repair(document, language=agreement.language, scanned=agreement.scanned, article=agreement.article)
    return source_of(document, repaired, agreement)


def source_of(document: Document, repaired: Repaired, agreement: Agreement) -> Source:
    """A repaired document split into units, with the report of it."""
    units = split(repaired.text, agreement, repaired.original_span)
    return Source(agreement, document.text, units, _report(agreement, units, repaired.text, repaired.counts))


def _report(
    agreement: Agreement, units: tuple[Unit, ...], text: str, counts: tuple[tuple[str, int], ...]
) -> SplitReport:
    articles = [unit.label for unit in units if unit.kind == "article"]
    covered = sum(len(unit.text) for unit in units)
    return SplitReport(
        id=agreement.id,
        units=len(units),
        articles=tuple(articles),
        gaps=tuple(gaps_of(articles)),
        duplicates=tuple(duplicates_of([unit.label.rpartition("/")[2] for unit in units if _numbered(unit)])),
        coverage=covered / len(text) if text else 0.0,
        repairs=counts,
        warnings=tuple(_warnings(agreement, units, text)),
    )


def _numbered(unit: Unit) -> bool:
    return unit.kind in ("article", "annex-article")


def _warnings(agreement: Agreement, units: tuple[Unit, ...], text: str) -> list[str]:
    """What the splitter was unsure about, for a person to look at."""
    found = []
    language = detect(text)
    if (language.code, language.script) != (agreement.language, agreement.script):
        found.append(
            f"looks like {language.code}-{language.script}, the register says {agreement.language}-{agreement.script}"
        )
    if agreement.is_law and not any(_numbered(unit) for unit in units):
        found.append("no article was found; check the headings' pattern in corpus/headings.toml")
    for unit in units:
        if unit.kind in ("article", "annex-article", "section", "point"):
            last = unit.text.rstrip()
            if not unit.blocks or all(b.kind in ("heading", "title") for b in unit.blocks):
                found.append(f"{unit.label}: has no text of its own")
            elif last[-1:].isalnum() and unit.blocks[-1].kind == "paragraph":
                found.append(f'{unit.label}: ends without a full stop ("… {last[-40:]}")')
    return found
