"""What a misread word may stand for: words of the lexicon that look like it, each at a cost."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.repairs.confusions import CONFUSED, cost, plain
from ingest.repairs.lexicon import Lexicon, slovenian
from ingest.script import fold

_LETTERS = "abcdefghijklmnoprstuvz"  # folded
# A word as rare as this is not believed only because a dictionary has it.
_RARE = 3
# Short words have too many neighbours: of four letters on any letter may be wrong, below only known confusions.
_SHORTEST = 4
_SHORTEST_IN_CAPITALS = 6
_COMMON = 100
_DIGIT_COST = 3.0  # for each letter of a word with figures in it, less one: "2vezi", "p1i", but not "7t"
_SPACE = 1.5


@lru_cache(maxsize=20_000)
def choices(raw: str) -> tuple[tuple[str, float], ...]:
    """What a token may stand for, each reading with the cost of believing it.

    >>> dict(choices("dolo¢i")), sorted(word for word, _ in choices("ze"))
    ({'določi': 0.0}, ['ze', 'že'])
    """
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
    return tuple((word, cost(read, word.replace(" ", "")) + _SPACE * word.count(" ")) for word in sorted(found))


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
                if (first, second) in lexicon.pairs:
                    found.append(f"{first} {second}")
    return found


def _by_analogy(read: str) -> str:
    """An unknown word spelled as nearly all words with its ending are."""
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
