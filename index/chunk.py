"""The pieces of units that are compared with a question: paragraphs, points with their lead-in, table rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Block, Unit


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of a unit's text that can answer by itself; `lead` is what it needs to be understood."""

    unit: int  # row of the unit
    span: tuple[int, int]  # in the unit's text
    paragraph: str  # "": the unit has none here
    point: str  # point or indent; "": the chunk is a whole paragraph
    lead: str  # headings and the sentence that introduces the list, before the chunk's own words
    text: str

    @property
    def place(self) -> str:
        """Where it stands in the unit: "2/1" is the first point or indent of the second paragraph."""
        return f"{self.paragraph}/{self.point}".rstrip("/")

    @property
    def passage(self) -> str:
        """What is embedded and indexed."""
        return f"{self.lead} {self.text}".strip()


def chunks_of(units: Sequence[Unit]) -> list[Chunk]:
    """All chunks, in the order of the units; each unit has at least one."""
    return [chunk for row, unit in enumerate(units) for chunk in chunks_of_unit(row, unit)]


def chunks_of_unit(row: int, unit: Unit) -> Iterator[Chunk]:
    """The chunks of one unit; at least one."""
    above = ". ".join(part for part in (*unit.path[-1:], unit.heading) if part)
    body = [b for b in unit.blocks if b.kind not in ("heading", "title")]
    if not body:
        yield Chunk(row, (0, len(unit.text)), "", "", above, unit.text.strip())
        return
    for start, group in _groups(body):
        # The whole group answers general questions, each item of a list its own.
        span = (start.span[0], group[-1].span[1])
        yield Chunk(row, span, start.paragraph, start.point, above, unit.text[span[0] : span[1]])
        items = [b for b in group if b.kind in ("point", "subpoint", "indent", "row", "quoted")]
        if len(group) == 1:
            continue
        lead = unit.text[start.span[0] : start.span[1]] if start not in items else ""
        for item in items:
            text = unit.text[item.span[0] : item.span[1]]
            label = "/".join(part for part in (item.point, item.indent) if part)
            yield Chunk(row, item.span, item.paragraph, label, f"{above}. {lead}".strip(". "), text)


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """A paragraph or a dotted point with the list below it."""
    group: list[Block] = []
    for block in blocks:
        opens = block.kind == "paragraph" or (block.kind == "point" and not block.paragraph)
        if opens and group:
            yield group[0], group
            group = []
        group.append(block)
    if group:
        yield group[0], group
