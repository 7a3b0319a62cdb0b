"""A text in the script in which it is shown, with spans that still fit."""

from __future__ import annotations

from itertools import accumulate

from index.results import Span
from ingest.script import to_latin


class Spelling:
    """A text as published, or in Latin letters, where љ, њ and џ take two.

    >>> text = Spelling("Недеља, Љубав, рад", latin=True)
    >>> text.text, text.text[slice(*text.span((8, 13)))]
    ('Nedelja, Ljubav, rad', 'Ljubav')
    """

    def __init__(self, text: str, latin: bool) -> None:
        self.latin = latin
        self.text = to_latin(text) if latin else text
        # A letter may change its case with its neighbours, never its length.
        self._places = list(accumulate((len(to_latin(c)) for c in text), initial=0)) if latin else []

    def span(self, published: Span) -> Span:
        """Where a span of the published text stands in the shown one."""
        start, end = published
        return (self._places[start], self._places[end]) if self._places else published
