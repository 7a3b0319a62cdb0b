"""Finds the concepts of the glossary in a text of any of the languages: what a wedding and a svadba share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.analyse import lemmas, stopwords, words
from index.knowledge import Concept

_Form = tuple[frozenset[str], ...]  # of each word of a term, its lemmas


@dataclass(frozen=True, slots=True)
class _Term:
    concept: str
    form: _Form


class Glossary:
    """The terms of all concepts, found by the lemmas of their first word.

    >>> poroka = Concept("wedding", "family", ("poroka",), ("склапање брака", "свадба"), ("getting married",), "")
    >>> Glossary([poroka]).concepts("Добијам ли слободан дан за свадбу?")
    ['wedding']
    """

    def __init__(self, concepts: Iterable[Concept], forms: dict[str, list[_Form]] | None = None) -> None:
        self.by_id = {concept.id: concept for concept in concepts}
        self.forms = _forms(self.by_id.values()) if forms is None else forms
        self._terms: dict[str, list[_Term]] = defaultdict(list)
        for concept, its in self.forms.items():
            for form in its:
                for lemma in form[0]:
                    self._terms[lemma].append(_Term(concept, form))

    def save(self, file: Path) -> None:
        """Writes the lemmas of all terms, which take longer to find than to read."""
        plain = {name: [[sorted(word) for word in form] for form in forms] for name, forms in self.forms.items()}
        file.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path, concepts: Iterable[Concept]) -> Glossary:
        """Reads what `save` wrote for these concepts."""
        plain = json.loads(file.read_text(encoding="utf-8"))
        forms = {name: [tuple(frozenset(word) for word in form) for form in its] for name, its in plain.items()}
        return cls(concepts, forms)

    def concepts(self, text: str) -> list[str]:
        """The ids of the concepts in a text, in its order, as often as they occur.

        The words of a term must follow each other, with at most one word between two.
        """
        text_form = _form(text)
        found: list[str] = []
        for start, word in enumerate(text_form):
            here = {
                term.concept: None
                for lemma in sorted(word)
                for term in self._terms.get(lemma, ())
                if _goes_on(text_form, start, term.form)
            }
            found += here
        return found


def _forms(concepts: Iterable[Concept]) -> dict[str, list[_Form]]:
    """The terms of each concept as lemmas, each once, in an order that does not change."""
    found = {}
    for concept in concepts:
        forms = {form for term in (*concept.sl, *concept.sr, *concept.en) if (form := _form(term))}
        found[concept.id] = sorted(forms, key=lambda form: [sorted(word) for word in form])
    return found


def _form(text: str) -> _Form:
    return tuple(frozenset(lemmas(word)) for word in words(text) if word not in stopwords())


def _goes_on(text: _Form, start: int, term: _Form) -> bool:
    at = start + 1
    for word in term[1:]:
        for place in (at, at + 1):
            if place < len(text) and text[place] & word:
                at = place + 1
                break
        else:
            return False
    return True
