"""Serbian Cyrillic and Latin, and the one folding that documents and questions share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()

_TO_LATIN = dict(zip(CYRILLIC, LATIN, strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items()}
# Longest first: a digraph is one letter unless the exceptions say otherwise.
_LATIN_LETTER = re.compile("|".join(sorted(_TO_CYRILLIC, key=len, reverse=True)), re.IGNORECASE)
_CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Letters that NFD does not take apart; đ is also typed dj, and both become dj as in Lucene's
# SerbianNormalizationFilter.
_FOLD = str.maketrans({"đ": "dj", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ı": "i"})
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
        after, before = text[match.end() : match.end() + 1], text[match.start() - 1 : match.start()]
        capitals = after.isupper() or (not after.isalpha() and before.isupper())
        return latin.upper() if capitals else latin.capitalize()

    return _CYRILLIC_LETTER.sub(letter, text)


def to_cyrillic(text: str) -> str:
    """Serbian in Cyrillic letters; words of `corpus/digraphs-apart.txt` keep n+j, d+ž, l+j apart.

    Words with letters that Serbian does not have (q, w, x, y), web and mail addresses stay as they are.

    >>> to_cyrillic("Ljubav, injekcija, nadživeti, konjunktura, džep, NJEGOVA")
    'Љубав, инјекција, надживети, конјунктура, џеп, ЊЕГОВА'
    """
    return re.sub(r"\S+@\S+|\w+://\S+|www\.\S+|[^\W\d_]+", lambda m: _word_to_cyrillic(m[0]), text)


def _word_to_cyrillic(word: str) -> str:
    if not _WORD.fullmatch(word) or re.search("[qwxy]", word, re.IGNORECASE):
        return word
    for start, pair in _apart_in(word.lower()):
        middle = start + 1
        assert word[start : start + 2].lower() == pair
        return _word_to_cyrillic(word[:middle]) + _word_to_cyrillic(word[middle:])

    def letter(match: re.Match[str]) -> str:
        cyrillic = _TO_CYRILLIC[match[0].lower()]
        return cyrillic.upper() if match[0][0].isupper() else cyrillic

    return _LATIN_LETTER.sub(letter, word)


def _apart_in(word: str) -> list[tuple[int, str]]:
    found = []
    for stem in _stems_apart():
        plain = stem.replace("|", "")
        at = word.find(plain.lstrip("^"))
        if at < 0 or (plain.startswith("^") and at > 0):
            continue
        start = at + stem.lstrip("^").index("|") - 1
        found.append((start, word[start : start + 2]))
    return found


@lru_cache(maxsize=1)
def _stems_apart() -> tuple[str, ...]:
    lines = _APART.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def fold(text: str) -> str:
    """Text blind to script, diacritics and case: what questions and documents are compared in.

    Idempotent. đ and dj meet; so do č, ć and c.

    >>> fold("Годишњи одмор"), fold("GODIŠNJI odmor"), fold("godisnji odmor")
    ('godisnji odmor', 'godisnji odmor', 'godisnji odmor')
    >>> fold("događaj") == fold("dogadjaj") == fold("догађај")
    True
    """
    latin = to_latin(unicodedata.normalize("NFC", text)).lower().translate(_FOLD)
    decomposed = unicodedata.normalize("NFKD", latin)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
