"""Words of a scan that lost their letters, decided one by one with a lexicon and the words around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.repairs.confusions import CONFUSED, SIGNS, cost, plain
from ingest.repairs.edits import Edit
from ingest.repairs.lexicon import Lexicon, slovenian
from ingest.script import fold

_TOKEN = re.compile(rf"[^\W_{re.escape(SIGNS)}]*[\w{re.escape(SIGNS)}]+|[.,;:()]")
_LETTERS = "abcdefghijklmnoprstuvz"  # folded
# A word as rare as this is not believed only because a dictionary has it.
_RARE = 3
# Short words have too many neighbours: only signs and lost diacritics are mended there.
_SHORTEST = 4
_SHORTEST_IN_CAPITALS = 6
_COMMON = 100
_DIGIT_COST = 3.0  # for each letter of a word with figures in it, less one: "2a", "p1i", but not "7t"
_SPACE = 1.5
_KNOWN = 1.5  # for giving up a word that is one
_ONE_LETTER = "aiohkszv"
# What a word that no list has costs: more than a lost letter, less than two wild guesses.
_UNKNOWN, _UNKNOWN_WITH_SIGNS = -21.5, -30.0
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
    >>> for line in ("v doloc¢enem ¢asu, ¢e Vodja dolodi placo", "§ 5 in $ 100", "ki $e ni, se Steje v 2vezi s trpincenjem"):
    ...     apply(line, letters(line))
    'v določenem času, če Vodja določi plačo'
    '§ 5 in $ 100'
    'ki še ni, se šteje v zvezi s trpinčenjem'
    """
    lexicon = slovenian()
    tokens = [_Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
    choices = [_choices(token.raw) for token in tokens]
    best = [max(found, key=lambda c: lexicon.chance(c[0], "", "") - c[1])[0] for found in choices]
    edits = []
    for i, token in enumerate(tokens):
        if len(choices[i]) > 1 or best[i] != token.raw.lower():
            best[i] = _in_context(lexicon, choices[i], best, i)
        new = _cased(token, best[i], text)
        if new != token.raw:
            edits.append(Edit(token.start, token.end, new, "letters"))
    return edits


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


@lru_cache(maxsize=20_000)
def _choices(raw: str) -> tuple[tuple[str, float], ...]:
    """What a token may stand for, each with the cost of believing it."""
    if not _is_word(raw):
        return ((raw.lower(), 0.0),)
    lexicon = slovenian()
    read = plain(raw)
    found = {read, *lexicon.spellings(fold(read))}
    if not any(word in lexicon for word in found) and not _may_be_name(raw):
        near = _near(fold(read), lexicon)
        digits = any(c.isdigit() for c in raw)
        found = {word for word in near if not digits or cost(read, word) <= _DIGIT_COST * (len(raw) - 1)}
        found |= {_by_analogy(read), *_halves(read, lexicon)}
    if read == "e":
        found.add("če")
    stays = raw.isalpha() and read in lexicon
    return tuple(
        (word, cost(read, word.replace(" ", "")) + _SPACE * word.count(" ") + (stays and word != read) * _KNOWN)
        for word in sorted(found)
    )


def _may_be_name(raw: str) -> bool:
    """Short words have too many neighbours, and in capitals they are abbreviations."""
    if any(c.isdigit() for c in raw):
        return False
    return len(raw) < (_SHORTEST_IN_CAPITALS if raw.isupper() else _SHORTEST - 1)


def _is_word(raw: str) -> bool:
    letters = sum(c.isalpha() for c in raw)
    if not letters or (len(raw) == 1 and raw not in "eE"):
        return False
    return not re.fullmatch(r"\d{2,}\w?|[IVXLCM]+|\d[ab]", raw)


def _near(skeleton: str, lexicon: Lexicon) -> list[str]:
    """Words one letter away, and one more where that one is a known confusion."""
    close = {skeleton}
    for i, letter in enumerate(skeleton):
        for other in CONFUSED.get(letter, ""):
            close.add(skeleton[:i] + fold(other) + skeleton[i + 1 :])
    known = {word for key in close for word in lexicon.spellings(key)}
    if len(skeleton) < _SHORTEST:
        return [word for word in known if lexicon.counts.get(word, 0) >= _COMMON]
    reached: set[str] = set()
    for start in close:
        for i in range(len(start) + 1):
            head, tail = start[:i], start[i:]
            reached.update(head + letter + tail for letter in _LETTERS)
            if tail:
                reached.add(head + tail[1:])
                reached.update(head + letter + tail[1:] for letter in _LETTERS)
    common = (word for key in reached for word in lexicon.forms.get(key, ()))
    return [*known, *(word for word in common if lexicon.counts.get(word, 0) >= _RARE)]


def _halves(read: str, lexicon: Lexicon) -> list[str]:
    """Two words that were read as one."""
    found = []
    for i in range(1, len(read)):
        for first in lexicon.forms.get(fold(read[:i]), ()):
            for second in lexicon.forms.get(fold(read[i:]), ()):
                if min(len(first), len(second)) < 2 and (first not in _ONE_LETTER and second not in _ONE_LETTER):
                    continue
                if min(lexicon.counts.get(first, 0), lexicon.counts.get(second, 0)) >= 100:
                    found.append(f"{first} {second}")
    return found


def _by_analogy(read: str) -> str:
    """An unknown word spelled as nearly all words with its ending are, and with "ne" apart."""
    endings = _endings()
    skeleton = fold(read)
    for length in range(min(len(skeleton), 9), 3, -1):
        shapes = endings.get(skeleton[-length:])
        if shapes:
            total = sum(shapes.values())
            shape, most = max(shapes.items(), key=lambda item: item[1])
            return read[:-length] + shape if most >= 0.9 * total and total > 2 else read
    return read


@lru_cache(maxsize=1)
def _endings() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for word in slovenian().counts:
        for length in range(4, min(len(word), 9) + 1):
            shapes = found.setdefault(fold(word[-length:]), {})
            shapes[word[-length:]] = shapes.get(word[-length:], 0) + 1
    return found


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
        upper = _begins_sentence(text, token.start)
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
