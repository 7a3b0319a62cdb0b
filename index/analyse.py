"""The one chain of analysis that documents and questions pass through: fold, words, lemmas, in-word 4-grams."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from lemmagen3 import Lemmatizer

from ingest import ordinals
from ingest.number_words import word_value
from ingest.script import fold

NAME = "fold-lemmagen3-sl-sr-4grams/1"
"""Stands in the manifest: an index answers only questions that went through the same chain."""

STOPWORDS = Path(__file__).parent.parent / "corpus" / "stopwords.txt"
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("Годишњи одмор: 20 dana!")
    ['godisnji', 'odmor', '20', 'dana']
    """
    return [word for token in text.split() for word in _words(token)]


@lru_cache(maxsize=200_000)
def _words(token: str) -> tuple[str, ...]:
    """The folded words between two blanks: a text has the same few ones again and again."""
    return tuple(_WORD.findall(fold(token)))


def terms(text: str) -> list[str]:
    """Lemmas of the words that carry a topic, by the Slovenian and the Serbian rules both.

    A lemma is for matching, never for showing.

    >>> terms("Koliko dni dopusta za poroko?") == terms("koliko DNI dopusta za poroko")
    True
    >>> terms("kako je to")
    []
    """
    return [lemma for word in topical(text) for lemma in lemmas(word)]


def topical(text: str) -> list[str]:
    """The folded words of a text that carry a topic.

    >>> topical("Koliko dni dopusta za poroko?")
    ['dni', 'dopusta', 'poroko']
    """
    return [word for word in words(text) if word not in stopwords()]


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of one folded word, each once.

    >>> lemmas("poroke")
    ('poroka', 'porok')
    """
    if word.isdigit():
        return (word,)
    return tuple(dict.fromkeys(rules.lemmatize(word) or word for rules in _rules()))


@lru_cache(maxsize=200_000)
def lemma_set(word: str) -> frozenset[str]:
    """The lemmas of one folded word, for comparing."""
    return frozenset(lemmas(word))


def word_lemmas(text: str) -> tuple[frozenset[str], ...]:
    """Of each word that carries a topic, its lemmas; of a number word its digits as well.

    >>> sorted(word_lemmas("drugem letniku")[0]), sorted(word_lemmas("2. letnik")[0])
    (['2', 'drug'], ['2'])
    """
    return tuple(_with_digits(word) for word in topical(text))


@lru_cache(maxsize=200_000)
def _with_digits(word: str) -> frozenset[str]:
    value = ordinals.read().get(word) or word_value(word, "sl") or word_value(word, "sr")
    return lemma_set(word) if value is None else lemma_set(word) | {str(value)}


def grams(text: str, size: int = 4) -> list[str]:
    """In-word n-grams: what stays of a word under typing errors and between kindred languages.

    >>> grams("odmora")
    ['odmo', 'dmor', 'mora']
    """
    return [word[i : i + size] for word in topical(text) for i in range(max(1, len(word) - size + 1))]


@cache
def stopwords() -> frozenset[str]:
    """The words of `corpus/stopwords.txt`."""
    lines = STOPWORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _rules() -> tuple[Lemmatizer, ...]:
    return Lemmatizer("sl"), Lemmatizer("sr")
