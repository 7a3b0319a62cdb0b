"""Finds the paragraph, point or indent that an amendment aims at, and how it is numbered."""

from __future__ import annotations

import re

from ingest.amend import NotSafeError
from ingest.records import Block, Unit
from ingest.targets import Target

MARKERS = {
    "paragraph": re.compile(r"\((\d{1,2})\)"),
    "point": re.compile(r"(\d{1,2}|[a-zčšžа-ш])[).]"),
    "indent": re.compile(r"([-–—•])"),
}


class Passages:
    """The parts of one unit."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.headings = [b for b in unit.blocks if b.kind in ("heading", "title")]
        self.body = [b for b in unit.blocks if b.kind not in ("heading", "title")]

    def span(self, target: Target) -> tuple[int, int]:
        """Where the target stands in the text; raises NotSafeError when it is missing or not in one place."""
        found = [n for n, block in enumerate(self.body) if _lies_in(block, target)]
        if not found:
            raise NotSafeError(f"there is no {target.address(self.unit.agreement)}")
        inside = {(self.body[n].paragraph, self.body[n].point) for n in found}
        alone = target.level in ("article", "paragraph") or len(inside) == 1
        if not alone or found != list(range(found[0], found[-1] + 1)):
            raise NotSafeError(f"{target.address(self.unit.agreement)} is found at several places")
        return self.body[found[0]].span[0], self.body[found[-1]].span[1]

    def marker(self, target: Target) -> str:
        """What numbers the target: "(2)", "3)", "–"; "": nothing is printed."""
        found = MARKERS[target.level].match(self.unit.text, self.span(target)[0])
        return found[0] if found else ""

    def numbers(self, target: Target) -> list[str]:
        """The numbers of the parts beside the target, itself included, in order."""
        beside = (b for b in self.body if _lies_in(b, target.beside("")))
        return [n for n in dict.fromkeys(str(getattr(b, target.level)) for b in beside) if n]

    def printed(self, target: Target) -> list[str]:
        """The numbers that are printed before the parts beside the target, in order; empty: they are counted."""
        if target.level == "indent":
            return []
        beside = (b for b in self.body if b.kind == target.level and _lies_in(b, target.beside("")))
        return [m[1] for b in beside if (m := MARKERS[target.level].match(self.unit.text, b.span[0]))]


def _lies_in(block: Block, target: Target) -> bool:
    wanted = ((target.paragraph, block.paragraph), (target.point, block.point), (target.indent, block.indent))
    return all(not number or number == mine for number, mine in wanted)
