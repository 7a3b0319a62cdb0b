"""What a share is of: "50 % od osnove" is of "osnove"."""

from __future__ import annotations

import re

from ingest.plain import Plain

_MOST_WORDS = 8
_FROM = re.compile(r"\s+od\s+|\s+")
# "20-odstotni dodatek": the share is no part of the word after it.
_ADJECTIVE = re.compile(r"(?:odstotn|procentn)\w*\Z")
_WORD = re.compile(r"([^\W\d_][\w-]*)(?=[\s,;:.()–-]|$)")
# Words that begin another part of the sentence.
_STOP = frozenset(
    """za ce ako ki kateri katera katere koji koja koje pri po prema glede in i ter oziroma odnosno ali ili a pa kot kad
    kada na s z sa iz med nad pod do od ob zaradi zbog se je so ni niso nije nisu ne znasa iznosi pripada pripadajo
    razen osim mesecno letno dnevno tedensko godisnje nedeljno vsak vsako svaki svaku preracunane preracunano povecan
    uvecan""".split()
)


def whole_of(plain: Plain, text: str, at: int) -> str:
    """The words after a share that ends at `at` in the folded text, as written; "" where they say no whole.

    >>> plain = Plain.of("40 % zadnje znane povprečne letne plače zaposlenih v RS, preračunane na mesec")
    >>> whole_of(plain, plain.text, 4)
    'zadnje znane povprečne letne plače zaposlenih v RS'
    """
    lead = _FROM.match(text, at)
    if not lead or _ADJECTIVE.search(text, 0, at):
        return ""
    start = end = lead.end()
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, end if end == start else end + 1)
        if (
            not word
            or (word[1] in _STOP)
            or (word[1] in ("v", "u") and (end == start or not _named(plain, word.end())))
        ):
            break
        end = word.end(1)
        if text[end : end + 1] != " ":
            break
    return plain.words(start, end) if end > start else ""


def _named(plain: Plain, at: int) -> bool:
    """Whether a proper name follows: "v RS", "у Републици Србији"."""
    return at + 1 < len(plain.places) and plain.source[plain.places[at + 1]].isupper()
