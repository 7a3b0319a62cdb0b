"""Finds the agreement that a text names: by id, short name or title, in either script and any case."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Protocol

from ingest.script import fold

_SHORTEST_STEM = 4  # letters; shorter words of a title (za, in, u) do not change
_TOKEN = re.compile(r"[a-z0-9]+")


class Called(Protocol):
    """What an agreement is called."""

    @property
    def id(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def title(self) -> str: ...


class Named:
    """The names of agreements.

    >>> from ingest.corpus import read_corpus
    >>> named = Named([source.agreement for source in read_corpus()])
    >>> named.split("45. clen kolektivne pogodbe za obrt in podjetnistvo")
    ('kpop', '45. clen')
    >>> named.split("cl. 29 st. 1 pku"), named.split("89. b")
    (('pku-sz', 'cl. 29 st. 1'), ('', '89. b'))
    """

    def __init__(self, agreements: Collection[Called]) -> None:
        self._names = [(a.id, fold(a.short), fold(a.title)) for a in agreements]
        self._first = Counter(short.split()[0] for _, short, _ in self._names)
        words = Counter(word for _, _, title in self._names for word in set(_stems_of(title)))
        # An agreement is looked for only where one of these is in the text; there may be thousands of agreements.
        self._by_token, self._by_stem = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        self._always: list[int] = []
        for number, (id, short, title) in enumerate(self._names):
            stems = _stems_of(title)
            tokens = [_TOKEN.search(name) for name in (short, id)]
            if not stems or not all(tokens):
                self._always.append(number)
                continue
            self._by_stem[min(stems, key=lambda stem: words[stem])].append(number)
            for token in {match[0] for match in tokens if match}:
                self._by_token[token].append(number)

    def split(self, folded: str) -> tuple[str, str]:
        """The id of the agreement that a folded text names ("": none), and the rest of the text."""
        for number in sorted(set(self._likely(folded))):
            id, short, title = self._names[number]
            if match := _pattern(id, short, title, self._first[short.split()[0]] == 1).search(folded):
                rest = f"{folded[: match.start()]} {folded[match.end() :]}"
                return id, re.sub(r"\s+", " ", rest).strip(" ,;")
        return "", folded

    def _likely(self, folded: str) -> Iterator[int]:
        yield from self._always
        for word in set(_TOKEN.findall(folded)):
            yield from self._by_token.get(word, ())
            for length in range(_SHORTEST_STEM, len(word) + 1):
                yield from self._by_stem.get(word[:length], ())


def _stems_of(title: str) -> list[str]:
    """The stems of the words of a folded title that are long enough to have one."""
    return [_stem(word) for word in title.split() if len(word) >= _SHORTEST_STEM and _TOKEN.fullmatch(word)]


def _stem(word: str) -> str:
    return word[: max(_SHORTEST_STEM, len(word) - 3)]


@cache
def _pattern(id: str, short: str, title: str, unique: bool) -> re.Pattern[str]:
    names = [_stems(title), _word(short), _word(id)]
    if unique:  # "PKU" for "PKU SZ"
        names.append(_word(short.split()[0]))
    return re.compile("|".join(names))


def _word(name: str) -> str:
    """A name as a word of its own, with a case ending: KPOP, KPOP-a."""
    return rf"\b{re.escape(name)}(?:-\w{{1,3}})?(?![\w])"


def _stems(title: str) -> str:
    """A title in any case: "kolektivn\\w+ pogodb\\w+ za obrt\\w*"."""
    return r"\b" + r"\s+".join(
        rf"{re.escape(_stem(word))}\w*" if len(word) >= _SHORTEST_STEM else re.escape(word) for word in title.split()
    )
