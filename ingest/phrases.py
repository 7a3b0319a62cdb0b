"""Phrases of a word list made into patterns: "delovn* dan, delovn* dni"."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.script import fold


@lru_cache(maxsize=512)
def pattern_of(phrases: str) -> str:
    """A pattern for folded text: commas part phrases, a star stands for any ending; longer phrases first.

    >>> pattern_of("več kot, nad")
    '(?:vec\\\\s+kot(?!\\\\w)|nad(?!\\\\w))'
    >>> pattern_of("")
    '(?!)'
    """
    parts = sorted({" ".join(fold(part).split()) for part in phrases.split(",") if part.strip()}, key=len)
    return f"(?:{'|'.join(_pattern(part) for part in reversed(parts))})" if parts else "(?!)"


def _pattern(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()]
    return r"\s+".join(words) + (r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] == "*" else "")
