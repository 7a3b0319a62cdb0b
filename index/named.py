"""Finds the agreement that a text names: by id, short name or title, in either script and any case."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from ingest.records import Agreement
from ingest.script import fold

_SHORTEST_STEM = 4  # letters; shorter words of a title (za, in, u) do not change


class Named:
    """The names of agreements.

    >>> from ingest.corpus import read_corpus
    >>> named = Named([source.agreement for source in read_corpus()])
    >>> named.split("45. clen kolektivne pogodbe za obrt in podjetnistvo")
    ('kpop', '45. clen')
    >>> named.split("cl. 29 st. 1 pku"), named.split("89. b")
    (('pku-sz', 'cl. 29 st. 1'), ('', '89. b'))
    """

    def __init__(self, agreements: Collection[Agreement]) -> None:
        first = [fold(a.short).split()[0] for a in agreements]
        self._patterns = tuple(
            (a.id, re.compile("|".join(_names(a, unique=first.count(fold(a.short).split()[0]) == 1))))
            for a in agreements
        )

    def split(self, folded: str) -> tuple[str, str]:
        """The id of the agreement that a folded text names ("": none), and the rest of the text."""
        for agreement, pattern in self._patterns:
            if match := pattern.search(folded):
                rest = f"{folded[: match.start()]} {folded[match.end() :]}"
                return agreement, re.sub(r"\s+", " ", rest).strip(" ,;")
        return "", folded


def _names(agreement: Agreement, unique: bool) -> list[str]:
    short = fold(agreement.short)
    names = [_stems(fold(agreement.title)), _word(short), _word(agreement.id)]
    if unique:  # "PKU" for "PKU SZ"
        names.append(_word(short.split()[0]))
    return names


def _word(name: str) -> str:
    """A name as a word of its own, with a case ending: KPOP, KPOP-a."""
    return rf"\b{re.escape(name)}(?:-\w{{1,3}})?(?![\w])"


@cache
def _stems(title: str) -> str:
    """A title in any case: "kolektivn\\w+ pogodb\\w+ za obrt\\w*"."""
    return r"\b" + r"\s+".join(
        rf"{re.escape(word[: max(_SHORTEST_STEM, len(word) - 3)])}\w*"
        if len(word) >= _SHORTEST_STEM
        else re.escape(word)
        for word in title.split()
    )
