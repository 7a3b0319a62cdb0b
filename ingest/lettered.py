"""The letters of articles that were put in later, "29č", "29в": to fold them would make them others."""

from __future__ import annotations

import re

from ingest.script import CYRILLIC, fold, to_latin

LETTER = "(?:lj|nj|dž|[a-zčšžćđ])"
"""As a label has it: small and Latin."""
DISTINCT = "čšžćđђжљњћчџш"
"""Small letters that folding turns into others."""

_WORDS = "иоукс"  # words of their own in Serbian: no letter of an article where a blank stands before them
_APART = "čšžćđ" + "".join(letter for letter in CYRILLIC if letter not in _WORDS)
_TYPED = re.compile(
    rf"(?<=\d)(?:\s?\.?\s?(?P<apart>[{_APART}{_APART.upper()}])|\.?(?P<beside>[{_WORDS}{_WORDS.upper()}]))(?![\w)])"
)


def fold_but_letters(text: str) -> str:
    """Text folded, but the letters of articles in Latin beside their numbers; a bracket makes one a point.

    >>> fold_but_letters("29. č člen"), fold_but_letters("Члан 29в."), fold_but_letters("29 и 30"), fold("29. č")
    ('29č clen', 'clan 29v.', '29 i 30', '29. c')
    """
    folded, at = [], 0
    for match in _TYPED.finditer(text):
        letter = match["apart"] or match["beside"]
        folded += [fold(text[at : match.start()]), to_latin(letter.lower())]
        at = match.end()
    return "".join((*folded, fold(text[at:])))
