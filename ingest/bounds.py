"""Whether a number is exact, a minimum or a maximum, from the words around it."""

from __future__ import annotations

import re

from ingest.measures import Bound, measures

_NEGATED = re.compile(r"\b(?:ne|ni|niti|niso|nije|nisu|nece)\b(?:\s+[^\s,;:]+){0,6}\s*$")
_TURNED: dict[Bound, Bound] = {"more than": "at most", "less than": "at least"}


def bound_of(before: str, after: str, language: str) -> Bound | None:
    """The bound that folded words before and after a number give it; None: they give none.

    >>> bound_of("odpovedni rok ne sme biti daljsi od ", " dni", "sl"), bound_of("preko ", "", "sr")
    ('at most', 'more than')
    >>> bound_of("najkasneje ", " pred izrabo", "sl"), bound_of("v visini ", "", "sl")
    ('at least', None)
    """
    words = measures(language)
    for bounding in words.bounds:
        if bounding.after.match(after):
            return bounding.means
    return _near(before, after, language) or _far(before, after, language)


def _near(before: str, after: str, language: str) -> Bound | None:
    for bounding in measures(language).bounds:
        if match := bounding.near.search(before):
            if _NEGATED.search(before[: match.start()]):
                return _TURNED.get(bounding.means, bounding.means)
            return _before_an_event(bounding.means, match[0], after, language)
    return None


def _far(before: str, after: str, language: str) -> Bound | None:
    for bounding in measures(language).bounds:
        if match := bounding.far.search(before):
            return _before_an_event(bounding.means, match[0], after, language)
    return None


def _before_an_event(means: Bound, phrase: str, after: str, language: str) -> Bound:
    """ "At the latest three days before" are at least three days."""
    latest = means == "at most" and phrase.startswith(("najkasn", "najpozn"))
    return "at least" if latest and measures(language).before_an_event.match(after) else means
