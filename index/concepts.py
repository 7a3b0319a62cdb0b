"""Finds the concepts of the glossary in a text of any of the languages: what a wedding and a svadba share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.analyse import lemma_set, stopwords, words
from index.knowledge import Concept

MOST_KEPT = 100_000
"""How many words are kept with the terms that begin with them."""

_Form = tuple[frozenset[str], ...]  # of each word of a term, its lemmas


@dataclass(frozen=True, slots=True)
class _Term:
    concept: str
    form: _Form


@dataclass(frozen=True, slots=True)
class _Opened:
    """The terms that begin with one word."""

    terms: tuple[_Term, ...]
    single: tuple[int, ...]  # which of them end with it as well
    alone: tuple[str, ...]  # the concepts of these
    longer: dict[str, list[int]]  # the others, by each lemma of their second word


class Glossary:
    """The terms of all concepts, found by the lemmas of their first word.

    >>> poroka = Concept("wedding", "family", ("poroka",), ("склапање брака", "свадба"), ("getting married",), "")
    >>> Glossary([poroka]).concepts("Добијам ли слободан дан за свадбу?")
    ['wedding']
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._written = _written(concepts)
        self._terms: dict[str, tuple[_Term, ...]] = {}
        self._opened: dict[frozenset[str], _Opened] = {}

    def save(self, file: Path) -> None:
        """Writes the lemmas of all terms, which take longer to find than to read."""
        file.write_text(json.dumps(self._written, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Glossary:
        """Reads what `save` wrote."""
        glossary = cls(())
        glossary._written = json.loads(file.read_text(encoding="utf-8"))
        return glossary

    def _beginning(self, lemma: str) -> tuple[_Term, ...]:
        """The terms whose first word has a lemma."""
        if lemma not in self._terms:
            written = self._written.get(lemma, ())
            self._terms[lemma] = tuple(_Term(name, tuple(map(frozenset, form))) for name, form in written)
        return self._terms[lemma]

    def concepts(self, text: str) -> list[str]:
        """The ids of the concepts in a text, in its order, as often as they occur.

        The words of a term must follow each other, with at most one word between two.
        """
        text_form = _form(text)
        found: list[str] = []
        for start, word in enumerate(text_form):
            opened = self._opened.get(word) or self._open(word)
            after = chain(*text_form[start + 1 : start + 3]) if opened.longer else ()
            longer = {n for lemma in after for n in opened.longer.get(lemma, ())}
            holds = [n for n in longer if _goes_on(text_form, start, opened.terms[n].form)]
            if holds:
                found += dict.fromkeys(opened.terms[n].concept for n in sorted((*opened.single, *holds)))
            else:
                found += opened.alone
        return found

    def _open(self, word: frozenset[str]) -> _Opened:
        """The terms that begin with a word, given by its lemmas."""
        terms = tuple(dict.fromkeys(term for lemma in sorted(word) for term in self._beginning(lemma)))
        single = tuple(n for n, term in enumerate(terms) if len(term.form) == 1)
        longer: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(terms):
            for lemma in term.form[1] if len(term.form) > 1 else ():
                longer[lemma].append(number)
        alone = tuple(dict.fromkeys(terms[n].concept for n in single))
        opened = _Opened(terms, single, alone, dict(longer))
        if len(self._opened) < MOST_KEPT:
            self._opened[word] = opened
        return opened


def _written(concepts: Iterable[Concept]) -> dict[str, list[tuple[str, list[list[str]]]]]:
    """By the lemmas of their first words: all terms as lemmas, each once, in an order that does not change."""
    found: dict[str, list[tuple[str, list[list[str]]]]] = defaultdict(list)
    for concept in concepts:
        forms = {form for term in (*concept.sl, *concept.sr, *concept.en) if (form := _form(term))}
        for plain in sorted([sorted(word) for word in form] for form in forms):
            for lemma in plain[0]:
                found[lemma].append((concept.id, plain))
    return dict(found)


def _form(text: str) -> _Form:
    return tuple(lemma_set(word) for word in words(text) if word not in stopwords())


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
