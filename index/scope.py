"""Words of a question that name an agreement, an activity or a country; they are data, `corpus/scope.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from index.agreements import Listed
from index.concepts import Glossary
from index.knowledge import Concept
from ingest.records import Agreement

FILE = "scope.toml"


class ScopeError(ValueError):
    """An entry of the scope words is wrong."""


class Scopes:
    """Which agreements a question names.

    >>> from ingest.corpus import CORPUS, read_corpus
    >>> scopes = Scopes(CORPUS, [source.agreement for source in read_corpus()])
    >>> sorted(scopes.named("koliko dopusta imajo medicinske sestre v bolnišnici"))
    ['kpzsv']
    >>> sorted(scopes.named("wedding leave in Serbia"))
    ['pku-sz']
    """

    def __init__(self, folder: Path, agreements: Iterable[Agreement | Listed]) -> None:
        file = folder / FILE
        self._agreements: dict[str, set[str]] = {}
        law = [agreement for agreement in agreements if agreement.is_law]
        concepts = []
        if file.exists():
            try:
                entries = tomllib.loads(file.read_text(encoding="utf-8"))["scope"]
                for number, entry in enumerate(entries, 1):
                    named = {a.id for a in law if a.country == entry.get("country")} | set(entry.get("agreements", ()))
                    self._agreements[str(number)] = named
                    concepts.append(Concept(str(number), "", tuple(entry["terms"]), (), (), ""))
            except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
                raise ScopeError(
                    f"{FILE}: each [[scope]] needs terms, and agreements or a country ({error})"
                ) from error
        self._terms = Glossary(concepts)

    def named(self, question: str) -> set[str]:
        """The ids of the agreements that the question names; empty: it names none."""
        return {agreement for entry in self._terms.concepts(question) for agreement in self._agreements[entry]}
