"""Numbers that name something and measure nothing: articles, gazettes, files, list marks."""

from __future__ import annotations

import re

_GAZETTE = r"(?:uradn\w*\s+list\w*|ur\.\s*l\b\.?|sluzben\w+\s+(?:glasnik|list)\w*|sl\.\s*(?:glasnik|list)\w*)"
_ITS_NAME = r"""(?:[\s,."”“„»«-]|\b(?:rs|srs|sfrj|scg|republike\s\w+|st|br|broj\w*|stevilk\w*)\b)*"""
_SHORT = "st br stev evid tac toc cl str zap tel fax mat ems odst al".replace(" ", "|")
_LONG = (
    r"stevilk\w+|broj\w*|stran|clen\w*|clan\w*|stav\w*|tack\w*|tock\w*|odstav\w*|model\w*|prilog\w*"
    r"|telefon|telefonsk\w+"
)
_PEOPLE = r"(?:zaposlen|radnik|delavc|delavk)"  # "broj članova 150 zaposlenih"
_MORE = r"(?:\s*(?:,|in|i|do|–)\s*\d[\d./-]*)*"
_NAMES = re.compile(
    rf"""
    (?: (?=[(\dus]) | (?=\b[a-z]) | ^ )  # nothing begins elsewhere, and most places are inside words
    (?: \([^()]*{_GAZETTE}[^()]*\)                               # a gazette in brackets, whole
    | {_GAZETTE}{_ITS_NAME}(?:\s*\d+(?:/\d+)?(?:\s*(?:,|in|i|-)\s*(?=\d))?)+
        (?:\s*(?:od|z\s+dne|dne)\s+\d{{1,2}}\.\s*[^\W\d]*\d*\.?\s*\d{{4}})?  # with its day of issue
    | ^\s*[»"„]?\s*(?:\(\d+\)|\d+[a-z]?\))(?=\s)              # "(1)", "1)" at the head of a line
    | ^\s*\d{{1,3}}\s+(?=[^\W\d]\w*\.?\s[^\n]*\t)            # "1 Čistilec → 1.10": a row's number
    | \(\d{{1,2}}\)                                           # sub-point "(1)"
    | \b(?:{_SHORT})\.\s*(?!\d+[.,]\d\d\s*$)\d[\d./\- ]*{_MORE}
    | \b(?:{_LONG}):?\s+(?!\d+\s+{_PEOPLE})\d[\d./-]*{_MORE}
    | \d+(?:[-/]\d+){{2,}} | \d{{3,}}-\d+\S*                    # files
    | \b\d{{5,}}\b(?!\s*(?:eur|€|sit|tolar|din|rsd))          # registers, telephones
    | \b\d+\s*\+\s*\d+\b                                     # "3+2"
    | (?<![\d.,])\b\d{{1,3}}[a-z]?\)                          # "1)", "1)–5)"
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
# An ordinal: a number with a full stop in the middle of a sentence.
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,3}\.(?=\s*[,;)–-]|\s+[^\W\d]|\s*[^\W\d]|\s+\d)")
BLANK = "¤"


def without_names(text: str) -> str:
    """The folded text, as long as before, with every number that names something blanked out.

    >>> without_names("v 9. tocki clena 36 (uradni list rs, st. 46/23) 5 dni")
    'v 9. tocki ¤¤¤¤¤¤¤¤ ¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤ 5 dni'
    """
    return _NAMES.sub(blank, text)


def without_ordinals(text: str) -> str:
    """The folded text with ordinals in digits blanked out; dates and hours must be out of it already.

    >>> without_ordinals("v 9. tocki 36. clena 5 dni")
    'v ¤¤ tocki ¤¤¤ clena 5 dni'
    """
    return _ORDINAL.sub(blank, text)


def blank(match: re.Match[str]) -> str:
    """As many blanks as the match has letters."""
    return BLANK * len(match[0])
