"""One document that is not in the register yet: read, split, and with the entry that it would get."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ingest.annexes import annexes_of
from ingest.corpus import Source, source_of
from ingest.example import ExampleError
from ingest.foreign import foreign
from ingest.headings import grammar
from ingest.language import Language, detect_document
from ingest.load import SourceError, load
from ingest.propose import FIELDS, REQUIRED, Proposed, propose, scan_marks
from ingest.records import Document, Format
from ingest.register import read_entry
from ingest.repair import repair
from ingest.split import duplicates_of

GIVEN = tuple(field for field in FIELDS if field != "script")
"""What a person may correct."""

_CHOICES = {
    "kind": ("agreement", "rulebook", "statute"),
    "country": ("SI", "RS"),
    "language": ("sl", "sr"),
    "scanned": ("yes", "no"),
}
_DATES = ("published_on", "in_force_from", "applied_from", "until")
_PROVISIONAL = {"id": "new", "kind": "agreement", "title": "", "short": "", "country": ""}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a document, before anybody decided to keep it."""

    name: str  # of the file, as it was given
    format: Format
    language: Language  # as recognised; the entry may say otherwise
    proposed: tuple[Proposed, ...]
    missing: tuple[str, ...]  # fields without which it cannot be kept; until then the entry has stand-ins
    source: Source

    @property
    def twice(self) -> tuple[str, ...]:
        """Labels that more than one unit has: their addresses would lead to one of them only."""
        return tuple(duplicates_of([unit.label for unit in self.source.units]))

    @property
    def provisions(self) -> int:
        """How many units could answer a question."""
        return sum(unit.is_provision for unit in self.source.units)


def read(path: Path, name: str = "", given: Mapping[str, str] | None = None, taken: Collection[str] = ()) -> Reading:
    """The document in a file, split, with its proposed entry.

    `name` stands for the file's own name in messages and in the entry; `given` are corrections by field, of GIVEN;
    `taken` the ids and short names that others have.

    Raises SourceError or ValueError, with one sentence.
    """
    name, given = _shown(name or path.name), checked(given or {}, taken)
    document = load(path)
    language = _language(document, given, name)
    marks = scan_marks(document) if language.code == "sl" else None
    scanned = given.get("scanned", "yes" if marks else "no") == "yes"
    article = given.get("article", "")
    repaired = repair(document, language=language.code, scanned=scanned, article=article)
    proposed = propose(document, repaired.text, language, given, taken)
    if marks and "scanned" not in given:
        proposed = (*proposed, marks)
    missing = [field for field in REQUIRED if not any(p.field == field for p in proposed)]
    entry = _entry(proposed, name, path, document)
    lines = [line.strip() for line in repaired.text.splitlines()]
    if article and not any(grammar(language.code, article).article_label(line) for line in lines):
        raise ExampleError(f'article: no line begins like "{article}"; paste one line just as it stands in the text')
    entry["annex"] = [asdict(annex) for annex in annexes_of(lines, language.code, article)]
    source = source_of(document, repaired, read_entry(entry, name))
    warned = (*_doubts(missing, source), *source.report.warnings)
    source = replace(source, report=replace(source.report, warnings=warned))
    return Reading(name, document.format, detect_document(document), proposed, tuple(missing), source)


def checked(given: Mapping[str, str], taken: Collection[str] = ()) -> dict[str, str]:
    """The corrections, trimmed; raises ValueError for a field or value that no entry can have.

    >>> checked({"title": " Pravilnik o delu ", "until": "2025-12-31"})
    {'title': 'Pravilnik o delu', 'until': '2025-12-31'}
    >>> checked({"until": "soon"})
    Traceback (most recent call last):
    ValueError: until: "soon" is not a date such as 2023-05-01
    """
    trimmed = {field: " ".join(value.split()) for field, value in given.items()}
    for field, value in trimmed.items():
        if field not in GIVEN:
            raise ValueError(f'there is no field "{foreign(field)}" to correct; there are {", ".join(GIVEN)}')
        if value and field in _CHOICES and value not in _CHOICES[field]:
            raise ValueError(f'{field}: "{foreign(value)}" is not one of {", ".join(_CHOICES[field])}')
        if value and field in _DATES and not _is_date(value):
            raise ValueError(f'{field}: "{foreign(value)}" is not a date such as 2023-05-01')
    if trimmed.get("id") and trimmed["id"] in taken:
        raise ValueError(f'id: "{foreign(trimmed["id"])}" is taken; choose another')
    return trimmed


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _shown(name: str) -> str:
    """A file's name as it may stand in a message: without folders and control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in last if c.isprintable())[:120] or "document"


def _language(document: Document, given: Mapping[str, str], name: str) -> Language:
    found = detect_document(document)
    code = given.get("language") or found.code
    if code == "sl":
        return replace(found, code="sl")
    if code == "sr":
        return replace(found, code="sr")
    seems = "English" if code == "en" else "of a language that could not be recognised"
    raise SourceError(
        f"{name}: the text is {seems}; only Slovenian and Serbian can be split: say the language, sl or sr"
    )


def _entry(proposed: tuple[Proposed, ...], name: str, path: Path, document: Document) -> dict[str, Any]:
    """The fields of the register entry; stand-ins where one is missing."""
    values = _PROVISIONAL | {p.field: p.value for p in proposed}
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    entry: dict[str, Any] = {
        field: values[field] for field in ("id", "kind", "title", "short", "country", "language", "script")
    }
    entry |= {"file": f"{sha256}.{document.format}", "sha256": sha256, "parties": [], "activity": ""}
    entry |= {"text_state": values.get("text_state", ""), "origin": f'added from "{name}"'}
    entry |= {"scanned": values.get("scanned") == "yes", "published": _published(values)}
    entry |= {field: values[field] for field in ("in_force_from", "applied_from", "article") if field in values}
    if "until" in values:
        quote = next(p.quote for p in proposed if p.field == "until")
        entry["until"] = {"date": values["until"], "why": quote or "as stated by who added the document"}
    return entry


def _published(values: Mapping[str, str]) -> list[dict[str, str]]:
    if ("gazette" in values) != ("issue" in values):
        raise ValueError('a gazette and its issue belong together: give both, such as "Uradni list RS" and "46/23"')
    issues = [issue.strip() for issue in values.get("issue", "").split(",") if issue.strip()]
    more = {"date": "published_on", "number": "number", "page": "page"} if len(issues) == 1 else {}
    details = {field: values[name] for field, name in more.items() if name in values}
    return [{"gazette": values["gazette"], "issue": issue, **details} for issue in issues]


def _doubts(missing: list[str], source: Source) -> list[str]:
    """What makes it doubtful that this is the right document."""
    if "kind" in missing and not source.report.articles:
        return ["neither its title nor its text looks like an agreement, a rulebook or a statute; check the document"]
    return []
