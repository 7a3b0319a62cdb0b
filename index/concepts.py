"""Finds the concepts of the glossary in a text of any of the languages: what a wedding and a svadba share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.by_id = {concept.id: concept for concept in concepts}
        self._terms: dict[str, list[_Term]] = defaultdict(list)
        for concept in self.by_id.values():
            forms = {_form(term) for term in (*concept.sl, *concept.sr, *concept.en)}
            for form in sorted(forms, key=str):
                for lemma in form[0] if form else ():
                    self._terms[lemma].append(_Term(concept.id, form))

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
