"""Words of somebody else, as they may stand in a message or on a terminal."""

from __future__ import annotations

import re

LONGEST = 60
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What a terminal would obey, or what turns the direction of writing; line ends, tabs and joiners are not among it."""


def foreign(text: str, longest: int = LONGEST) -> str:
    r"""On one line, short, and only of what can be seen.

    >>> foreign("kpop/45\n\x1b[31m"), foreign("čl. 29 " * 99, 12), foreign("a\u202eb")
    ('kpop/45 �[31m', 'čl. 29 čl. …', 'a�b')
    """
    blank = " ".join(text[: 4 * longest].split())
    shown = "".join(c if c.isprintable() else "\ufffd" for c in blank)
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()} …"


def inert(text: str) -> str:
    r"""All of a text, with a sign for everything in it that a terminal would obey.

    >>> inert("1. člen\n\x1b]0;title\x07\x9b2J"), inert("a\u202eb"), inert("\ud800")
    ('1. člen\n�]0;title��2J', 'a�b', '�')
    """
    return OBEYED.sub("\ufffd", text)
