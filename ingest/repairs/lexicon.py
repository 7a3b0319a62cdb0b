"""Which words there are, how often, and which stand beside each other."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

from ingest.script import fold, to_latin

_COUNTS = Path(__file__).parents[2] / "corpus" / "lexicon-sl.tsv.gz"
_ALSO = Path(__file__).parents[2] / "corpus" / "repairs.toml"
_ALSO_COUNT = 3
_SLOVENIAN = re.compile("[a-zčšžćđ]+", re.IGNORECASE)
# A word of the dictionary that the counted texts do not have is taken for half as rare as one seen once.
_UNSEEN = 0.5
# A compound in -o- is written in one only where the counted texts have it so.
_ESTABLISHED = 3
# Folded endings of inflection; those with j are left out, for the scan adds j's of its own (zdravija).
_ENDINGS = "|a|e|i|o|u|am|ami|ah|em|om|oma|ema|ega|emu|ih|im|imi|ima|ev|ov".split("|")
_PREFIXES = ("ne", "naj", "so")
_SHORTEST_STEM = 4
# How much of a word's chance comes from its neighbour; the rest from the word alone.
_NEIGHBOUR = 0.7


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Slovenian words with their counts in law, and the forms that look alike without diacritics."""

    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    forms: Mapping[str, tuple[str, ...]]  # folded word: the words that fold to it
    total: int

    def __contains__(self, word: str) -> bool:
        return word in self.counts or word in self.spellings(fold(word))

    def spellings(self, skeleton: str) -> tuple[str, ...]:
        """The words that fold to a skeleton: listed ones, else with a prefix, else by their inflection.

        >>> slovenian().spellings("casa"), slovenian().spellings("koriscenja")
        (('časa', 'čaša'), ('koriščenja',))
        """
        found = self.forms.get(skeleton, ())
        for prefix in _PREFIXES:
            if not found and skeleton.startswith(prefix) and len(skeleton) >= len(prefix) + 5:
                rest = self.forms.get(skeleton[len(prefix) :], ()) or self._inflected(skeleton[len(prefix) :])
                found = tuple(prefix + word for word in rest)
        return found or self._inflected(skeleton)

    def _inflected(self, skeleton: str) -> tuple[str, ...]:
        """Spellings whose stem the lexicon has with at least two other endings."""
        stems: Counter[tuple[str, str]] = Counter()
        for ending in _ENDINGS:
            stem = skeleton[: len(skeleton) - len(ending)]
            if len(stem) < _SHORTEST_STEM or not skeleton.endswith(ending):
                continue
            for other in _ENDINGS:
                for word in self.forms.get(stem + other, ()) if other != ending else ():
                    stems[word[: len(stem)], ending] += 1
        return tuple(sorted({stem + ending for (stem, ending), support in stems.items() if support >= 2}))

    def chance(self, word: str, before: str, after: str) -> float:
        """The logarithm of how likely a word is between its two neighbours."""
        return self._beside(before, word) + self._beside(word, after)

    def _beside(self, first: str, second: str) -> float:
        alone = self.counts.get(second, 0) or _UNSEEN
        together = self.pairs.get((first, second), 0)
        return log(_NEIGHBOUR * together / max(self.counts.get(first, 0), 20) + (1 - _NEIGHBOUR) * alone / self.total)


@lru_cache(maxsize=1)
def slovenian() -> Lexicon:
    """The counted words of `corpus/lexicon-sl.tsv.gz` together with simplemma's dictionary.

    >>> lexicon = slovenian()
    >>> "določi" in lexicon, "doloci" in lexicon, lexicon.forms["doloci"]
    (True, False, ('določi',))
    >>> lexicon.chance("če", ",", "delavec") > lexicon.chance("ce", ",", "delavec")
    True
    """
    counts: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in gzip.decompress(_COUNTS.read_bytes()).decode().splitlines():
        if line.startswith("#"):
            continue
        key, count = line.split("\t")
        first, _, second = key.partition(" ")
        if second:
            pairs[first, second] = int(count)
        else:
            counts[first] = int(count)
    also = tomllib.loads(_ALSO.read_text(encoding="utf-8"))["words"]
    counts |= {word: max(counts.get(word, 0), _ALSO_COUNT) for word in also["also"]}
    pairs |= {(pair.split()[0], pair.split()[1]): _ALSO_COUNT for pair in also["beside"]}
    total = sum(counts.values())
    marks: dict[str, int] = defaultdict(int)
    for (mark, _), together in pairs.items():
        if not mark.isalpha():
            marks[mark] += together
    forms: dict[str, set[str]] = defaultdict(set)
    # Here, for it takes longer to import than a question takes to answer, and only documents need it.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dictionary = (word for word in DefaultDictionaryFactory().get_dictionary("sl") if word.isalpha())
    for word in (*counts, *dictionary):
        if _SLOVENIAN.fullmatch(word):
            forms[fold(word)].add(word.lower())
    return Lexicon({**counts, **marks}, pairs, {key: tuple(sorted(found)) for key, found in forms.items()}, total)


def one_word(head: str, tail: str, language: str) -> bool:
    """Whether the hyphen at the end of a line only broke a word; otherwise it belongs to the word.

    `language` is "sl" or "sr", in either script.

    >>> one_word("do", "lgotrajno", "sl"), one_word("dolgo", "trajno", "sl"), one_word("socialno", "ekonomski", "sl")
    (True, True, False)
    >>> one_word("запо", "слени", "sr")
    True
    """
    if not head.isalpha() or not tail.isalpha():
        return False
    if language != "sl":
        from simplemma import is_known

        return bool(is_known(to_latin(head + tail).lower(), lang="hbs"))
    lexicon = slovenian()
    whole, parts = (head + tail).lower(), (head.lower(), tail.lower())
    if head.endswith("o") and all(part in lexicon.counts for part in parts):
        return lexicon.counts.get(whole, 0) >= _ESTABLISHED
    return whole in lexicon
