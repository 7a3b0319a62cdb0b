"""Standing and warnings of a row as lines of text: the one place where they are put into words."""

from __future__ import annotations

from datetime import date

from index.exports.words import Words
from index.results import Row
from index.states import Caution, Standing
from index.term import standing_of


def standing_lines(row: Row, day: date, words: Words) -> tuple[str, tuple[str, ...]]:
    r"""How the row's wording stands on a day, and what to know before relying on it.

    A silent row has the standing of its agreement.

    >>> from ingest.corpus import read_corpus
    >>> pku = read_corpus()[3].agreement
    >>> said, warnings = standing_lines(Row(pku, "silent", 0.0, None), date(2026, 1, 21), Words("sl"))
    >>> said.replace("\u00a0", " "), len(warnings)
    ('Ne velja več: v veljavi do 31. 1. 2019.', 2)
    """
    standing = row.hit.standing if row.hit else standing_of(row.agreement, day)
    return sentence(standing, words), tuple(sentence(caution, words) for caution in standing.warnings)


def sentence(of: Standing | Caution, words: Words) -> str:
    """What is said of a text, its dates and names in the manner of the language."""
    places = {
        name: words.date(given) if isinstance(given, date) else words.name(words.say(given))
        for name, given in of.arguments
    }
    # A Serbian date ends with a full stop of its own.
    return words.say(of.sentence, **places).replace("..", ".")
