"""What scanning does to a Slovenian act: page feet, headings, struck-out marks, paragraph numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.repairs.edits import Edit, replace

_FOOTER = re.compile(r"^[ \t]*stran[ \t]+\d{1,3}[ \t]+od[ \t]+\d{1,3}[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
# č comes out as one or two of these; the word stands alone on its line.
_HEADING = re.compile(
    r"^[ \t]*(?P<number>\d{1,3})\.?(?P<letter>[a-z](?=[ \t]))?[ \t]*[cčC¢&é]{1,3}len[ \t]*$", re.MULTILINE
)
_STRAY = re.compile(r"^\][^\n\[]*\][ \t]*$|(?<=[a-zčšž]);(?=[a-zčšž])", re.MULTILINE)
_STRUCK = re.compile(r"\([^()\w\s]{0,2}[čcCé]?[rt]?tano\)")
_PART = re.compile(r"^[ \t]*([IVX1l]{1,6})\.(?=[ \t]+[A-ZČŠŽ]{3})", re.MULTILINE)
# (5   @)   6)   ()   (3)Ce   (3) (3)
_MARK = re.compile(
    r"""^[ \t]* (?: \( (?P<whole>\d{1,2}) \) (?: [ \t]* \( (?P=whole) \) )?
                  | \( (?P<open>\d{1,2}) (?=[ \t])
                  | (?P<shut>\d{1,2}) \)
                  | (?P<lost>\(\)|[@O©]\)) )
        [ \t]* ['‘’]? (?=\S)""",
    re.VERBOSE | re.MULTILINE,
)


def page_footers(text: str) -> list[Edit]:
    """Lines such as "stran 5 od 28" go.

    >>> len(page_footers("dela.\\nstran 5 od 28\\n9. člen"))
    1
    """
    return replace(_FOOTER, "", text, "page footers")


def stray_marks(text: str) -> list[Edit]:
    """The ghost of a line between two brackets goes, and a mark that stands inside a word.

    >>> [edit.replacement for edit in stray_marks("če je tako\\n] JO opravyy ]\\nnajman;j")]
    ['', '']
    """
    return replace(_STRAY, "", text, "stray marks")


def article_headings(text: str) -> list[Edit]:
    """Headings of articles read "9. člen" or "10.a člen", of parts "VI. PLAČILA", however they were read.

    >>> from ingest.repairs.edits import apply
    >>> for line in ("4.¢len", "10.b ¢&len", " 28. clen", "35. c&len", "V1. PLACILA", "iz 38. ¢lena"):
    ...     apply(line, article_headings(line))
    '4. člen'
    '10.b člen'
    '28. člen'
    '35. člen'
    'VI. PLACILA'
    'iz 38. ¢lena'
    """
    articles = replace(_HEADING, lambda m: f"{m['number']}.{m['letter'] or ''} člen", text, "article headings")
    parts = replace(_PART, lambda match: re.sub("[1l]", "I", match[1].strip()) + ".", text, "part headings")
    return sorted([*articles, *parts], key=lambda edit: edit.start)


def struck_out(text: str) -> list[Edit]:
    """The marks of what is struck out read "(črtano)".

    >>> [edit.replacement for edit in struck_out("(értano) (&tano). (Crtano) (črtano)")]
    ['(črtano)', '(črtano)', '(črtano)']
    """
    return replace(_STRUCK, "(črtano)", text, "struck-out marks")


def paragraph_numbers(text: str) -> list[Edit]:
    """Numbers of paragraphs read "(n) " where their order inside the article leaves no doubt.

    >>> from ingest.repairs.edits import apply
    >>> text = "1. člen\\n() Prvi.\\n(2)Drugi.\\n@)  Tretji.\\n(4 Četrti.\\n7) Zakon."
    >>> apply(text, paragraph_numbers(text)).splitlines()[1:]
    ['(1) Prvi.', '(2) Drugi.', '(3) Tretji.', '(4) Četrti.', '7) Zakon.']
    """
    edits = []
    for start, end in _articles(text):
        marks = list(_MARK.finditer(text, start, end))
        expected = 1
        for at, match in enumerate(marks):
            number = _read(match)
            follows = _read(marks[at + 1]) if at + 1 < len(marks) else 0
            certain = match["whole"] or number == expected or (number == 0 and follows in (0, expected + 1))
            if not certain:
                continue
            new = f"({number or expected}) "
            expected = (number or expected) + 1
            if new != match[0]:
                edits.append(Edit(match.start(), match.end(), new, "paragraph numbers"))
    return edits


def _read(match: re.Match[str]) -> int:
    return int(match["whole"] or match["open"] or match["shut"] or 0)


def _articles(text: str) -> Iterator[tuple[int, int]]:
    starts = [match.start() for match in _HEADING.finditer(text)]
    yield from zip([0, *starts], [*starts, len(text)], strict=True)
