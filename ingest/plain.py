"""A text in folded letters, with the way back to the text as published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ingest.script import fold, to_latin


@dataclass(frozen=True, slots=True)
class Plain:
    """Latin small letters without diacritics, each of which knows the character that it came from.

    >>> plain = Plain.of("Његов 5½")
    >>> plain.text, plain.words(0, 6), plain.origin(0, 6)
    ('njegov 51⁄2', 'Његов', (0, 5))
    """

    source: str
    text: str
    places: tuple[int, ...]  # of each letter in `source`

    @classmethod
    def of(cls, source: str) -> Plain:
        """Folded letter by letter, so that a letter may become two or none."""
        text = source.translate(_LETTERS)
        if _LETTERS.uneven.isdisjoint(source):
            return cls(source, text, tuple(range(len(source))))
        places = chain.from_iterable([place] * len(_letters(c)) for place, c in enumerate(source))
        return cls(source, text, tuple(places))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a span that is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """The very words of the source."""
        first, last = self.origin(start, end)
        return self.source[first:last]

    def latin(self, start: int, end: int) -> str:
        """The words in small Latin letters that keep their diacritics."""
        return to_latin(self.words(start, end)).lower()


class _Letters(dict[int, str]):
    """The letters of each character by its number; `uneven` are those that become none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, place: int) -> str:
        self[place] = _letters(chr(place))
        if len(self[place]) != 1:
            self.uneven.add(chr(place))
        return self[place]


_LETTERS = _Letters()


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    return " " if character.isspace() and character not in "\t\n" else fold(character)
