"""Words of a scan that lost their letters, decided one by one with a lexicon and the words around."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.repairs.candidates import choices
from ingest.repairs.confusions import SIGNS
from ingest.repairs.edits import Edit
from ingest.repairs.lexicon import Lexicon, slovenian
from ingest.script import fold

_TOKEN = re.compile(rf"[^\W_{re.escape(SIGNS)}]*[\w{re.escape(SIGNS)}]+|[.,;:()]")
# What a word that no list has costs: more than a lost letter, less than two wild guesses.
_UNKNOWN, _UNKNOWN_WITH_SIGNS = -21.5, -30.0
_LONGEST_ABBREVIATION = 4
# Both neighbours count the word itself once: its own weight must not count twice.
_CONTEXT = 0.6


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    raw: str


def letters(text: str) -> list[Edit]:
    """Words whose letters were misread get the spelling that the lexicon and their neighbours speak for.

    A word that is right stays; so do figures, names of laws in capitals and lone signs.

    >>> from ingest.repairs.edits import apply
    >>> lines = "v doloc¢enem ¢asu, ¢e Vodja dolodi placo", "§ 5 in $ 100", "ki $e ni, se Steje v 2vezi s trpincenjem"
    >>> for line in lines:
    ...     apply(line, letters(line))
    'v določenem času, če Vodja določi plačo'
    '§ 5 in $ 100'
    'ki še ni, se šteje v zvezi s trpinčenjem'
    """
    lexicon = slovenian()
    tokens = [_Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
    readings = [choices(token.raw) for token in tokens]
    best = [max(found, key=lambda c: lexicon.chance(c[0], "", "") - c[1])[0] for found in readings]
    edits = []
    for i, token in enumerate(tokens):
        if _is_abbreviation(token, text):
            best[i] = token.raw.lower()
        elif len(readings[i]) > 1:
            best[i] = _in_context(lexicon, readings[i], best, i)
        new = _cased(token, best[i], text)
        if new != token.raw:
            edits.append(Edit(token.start, token.end, new, "letters"))
    return edits


def _is_abbreviation(token: _Token, text: str) -> bool:
    """Whether a few letters that are no word stand before a full stop: "spec.", "inž."."""
    short = token.raw.isalpha() and len(token.raw) <= _LONGEST_ABBREVIATION
    return short and text[token.end : token.end + 1] == "." and not slovenian().spellings(fold(token.raw))


def _in_context(lexicon: Lexicon, found: tuple[tuple[str, float], ...], best: list[str], at: int) -> str:
    before = _key(best[at - 1]) if at else "."
    after = _key(best[at + 1]) if at + 1 < len(best) else "."

    def score(choice: tuple[str, float]) -> float:
        word, price = choice
        parts = word.split()
        if not all(part in lexicon for part in parts):
            return (_UNKNOWN if word.isalpha() else _UNKNOWN_WITH_SIGNS) - price
        chance = lexicon.chance(parts[0], before, parts[1] if len(parts) > 1 else after)
        if len(parts) > 1:
            chance += lexicon.chance(parts[1], parts[0], after) / 2
        return _CONTEXT * chance - price

    return max(found, key=score)[0]


def _key(word: str) -> str:
    if word.isalpha() or not word.isalnum():
        return word.split()[-1] if " " in word else word
    return "0"


def _cased(token: _Token, word: str, text: str) -> str:
    """The word in the case of its token; a letter that lost its mark may have lost its case as well."""
    raw = token.raw
    if word == raw.lower():
        return raw
    letters_of = [c for c in raw if c.isalpha()]
    if len(letters_of) > 1 and sum(c.isupper() for c in letters_of) >= 0.6 * len(letters_of):
        return word.upper()
    upper = raw[0].isupper()
    if word[0] != raw[0].lower() or raw[1:2] == raw[0].lower() != word[1:2]:
        upper = upper and _begins_sentence(text, token.start)
    return word[0].upper() + word[1:] if upper else word


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")[-40:]
    if before.endswith("\n("):
        return True
    if before.endswith("\n") or not before:
        above = before.rstrip()
        return not above or above[-1] in ".!?"
    if re.search(r"(?:^|\n)\s*\(?\d{1,2}\)$", before):
        return True
    return bool(re.search(r"(?<!\d)(?<!npr)(?<!št)[.!?]$", before))
