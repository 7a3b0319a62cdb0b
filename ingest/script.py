"""Serbian Cyrillic and Latin, and the one folding that documents and questions share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = (
    *("a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m"),
    *("n", "nj", "o", "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č", "dž", "š"),
)

_TO_LATIN = dict(zip(CYRILLIC, LATIN, strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items()}
_DIGRAPHS = frozenset(latin for latin in LATIN if len(latin) == 2)
_SERBIAN = frozenset("".join(LATIN))
# Upper case spelled out: re.IGNORECASE also takes in letters of other alphabets (K, ı, ſ).
_CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}{CYRILLIC.upper()}]")
_LATIN_WORDS = re.compile(
    r"""
    (?P<address> \S+@\S+ | \w+://\S+ | www\.\S+ | [\w-]+\.(?:rs|si|com|org|net|eu|ba|hr|me)\b )
    # Up to XXXIX only: L, C, D, M would take LI, MI, DIM for numbers. A lone I is mostly the word "and":
    # a number at the head of a line before a capital, a full stop or a bracket, and after the name of a part.
    | (?P<roman> \b(?!I\b)(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\b
        | \bI(?=[–—-][IVX]) | ^\s*I(?=[.)/]|\s+[A-ZČĆĐŠŽ]) | (?:(?<=[Dd]eo)|(?<=[Gg]lava)|(?<=[Gg]lave))\ I\b )
    | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE | re.MULTILINE,
)
# Letters that NFD does not take apart; đ is also typed dj, and both become dj as in Lucene's
# SerbianNormalizationFilter.
_NOT_APART = {"đ": "dj", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ı": "i"}
_FOLD = str.maketrans({cyrillic: _NOT_APART.get(latin, latin) for cyrillic, latin in _TO_LATIN.items()} | _NOT_APART)
_APART = Path(__file__).parent.parent / "corpus" / "digraphs-apart.txt"


def script_of(text: str) -> str:
    """ "Cyrl" when more than half of the letters are Cyrillic, otherwise "Latn".

    >>> script_of("Члан 29."), script_of("29. člen"), script_of("")
    ('Cyrl', 'Latn', 'Latn')
    """
    letters = [c for c in text if c.isalpha()]
    cyrillic = sum("Ѐ" <= c <= "ӿ" for c in letters)
    return "Cyrl" if cyrillic * 2 > len(letters) else "Latn"


def to_latin(text: str) -> str:
    """Serbian in Latin letters; a digraph takes the case of its surroundings.

    >>> to_latin("Његош, ЊЕГОШ, Љ. Џ. уџбеник")
    'Njegoš, NJEGOŠ, Lj. Dž. udžbenik'
    """

    def letter(match: re.Match[str]) -> str:
        cyrillic = match[0]
        latin = _TO_LATIN[cyrillic.lower()]
        if cyrillic.islower():
            return latin
        start, end = match.span()
        return latin.upper() if _stands_in_capitals(text, start, end) else latin.capitalize()

    return _CYRILLIC_LETTER.sub(letter, text)


def _stands_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the letter at `start:end` is followed by a capital, or ends a word in capitals."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after.isalpha():
        return after.isupper()
    return before.isalpha() and before.isupper()


def to_cyrillic(text: str) -> str:
    """Serbian in Cyrillic letters; words of `corpus/digraphs-apart.txt` keep n+j, d+ž, l+j apart.

    Words with letters that Serbian does not have (q, w, x, y, ö), Roman numerals, web and mail addresses
    stay as they are. `to_latin` gives back exactly the Latin text that came in.

    >>> to_cyrillic("Ljubav, injekcija, nadživeti, konjunktura, džep, NJEGOVA")
    'Љубав, инјекција, надживети, конјунктура, џеп, ЊЕГОВА'
    >>> to_cyrillic("Deo IV, član 20a, posta@sindikat.rs. I pored toga")
    'Део IV, члан 20а, posta@sindikat.rs. И поред тога'
    """

    def word(match: re.Match[str]) -> str:
        return _word_to_cyrillic(match[0]) if match["word"] else match[0]

    return _LATIN_WORDS.sub(word, text)


def _word_to_cyrillic(word: str) -> str:
    if not _SERBIAN.issuperset(to_latin(word).lower()):
        return word
    apart, letters, at = _apart_in(word.lower()), [], 0
    while at < len(word):
        step = 2 if at not in apart and _is_digraph(word, at) else 1
        letter = word[at : at + step].lower()
        cyrillic = _TO_CYRILLIC.get(letter, letter)  # a word of mixed letters is Cyrillic in part
        letters.append(cyrillic.upper() if word[at].isupper() else cyrillic)
        at += step
    return "".join(letters)


def _is_digraph(word: str, at: int) -> bool:
    """Whether one letter stands at `at`: lj, Lj or LJ, cased as `to_latin` would write it there."""
    pair = word[at : at + 2]
    if pair.lower() not in _DIGRAPHS:
        return False
    if pair[0].islower():
        return pair[1].islower()
    return pair[1].isupper() == _stands_in_capitals(word, at, at + 2)


def _apart_in(word: str) -> set[int]:
    """Where in a lower-case word a pair of letters looks like a digraph and is not one."""
    if not any(pair in word for pair in _DIGRAPHS):
        return set()
    return {match.start(1) for stem in _stems_apart() for match in stem.finditer(word)}


@lru_cache(maxsize=1)
def _stems_apart() -> tuple[re.Pattern[str], ...]:
    """One pattern a stem; its group starts at the first letter of the pair."""
    lines = _APART.read_text(encoding="utf-8").splitlines()
    stems = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return tuple(re.compile(re.sub(r"(\w)\|", r"(\1)", stem)) for stem in stems)


def fold(text: str) -> str:
    """Text blind to script, diacritics and case: what questions and documents are compared in.

    Idempotent. đ and dj meet; so do č, ć and c.

    >>> fold("Годишњи одмор"), fold("GODIŠNJI odmor"), fold("godisnji odmor")
    ('godisnji odmor', 'godisnji odmor', 'godisnji odmor')
    >>> fold("događaj") == fold("dogadjaj") == fold("догађај")
    True
    """
    if text.isascii():  # nothing else to fold, and most words are
        return text.lower()
    # Taken apart first, so that nothing is left to fold: й becomes и, № becomes No.
    return _plain(_plain(text).lower().translate(_FOLD))


def _plain(text: str) -> str:
    """Without accents, and in the usual letters: № as No, ﬁ as fi."""
    decomposed = unicodedata.normalize("NFKD", text)
    return decomposed if decomposed.isascii() else decomposed.translate(_ACCENTS)


class _Accents(dict[int, int | None]):
    """Takes away what stands over or under another letter; each character is looked up once."""

    def __missing__(self, place: int) -> int | None:
        self[place] = None if unicodedata.combining(chr(place)) else place
        return self[place]


_ACCENTS = _Accents()
