"""One agreement gives the same units, whichever of the four formats it comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import CORPUS
from ingest.load import load
from ingest.records import Agreement, Unit
from ingest.register import read_register
from ingest.repair import repair
from ingest.split import split
from tests import rendering

RENDERINGS: dict[str, Callable[[list[str]], bytes]] = {
    "html": rendering.as_html,
    "docx": rendering.as_docx,
    "pdf": rendering.as_pdf,
}
AGREEMENTS = {a.id: a for a in read_register(CORPUS / "agreements.toml") if a.id in ("kpop", "pku-sz")}


def units_of(data: bytes, agreement: Agreement, file: Path) -> tuple[Unit, ...]:
    file.write_bytes(data)
    repaired = repair(load(file), language=agreement.language)
    return split(repaired.text, agreement, repaired.original_span)


def shape(unit: Unit) -> tuple[object, ...]:
    """What must not depend on the format: words and structure."""
    words = " ".join(unit.text.split())
    blocks = [(b.kind, b.paragraph, b.point, b.indent, len(b.cells)) for b in unit.blocks]
    return unit.label, unit.kind, unit.heading, unit.path, words, blocks


@pytest.mark.parametrize("format", RENDERINGS)
@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_all_formats_give_the_units_of_the_plain_text(tmp_path: Path, agreement: str, format: str) -> None:
    entry = AGREEMENTS[agreement]
    lines = rendering.logical_lines(entry.file)
    plain = units_of(rendering.as_text(lines), entry, tmp_path / "plain.txt")
    other = units_of(RENDERINGS[format](lines), entry, tmp_path / f"other.{format}")
    assert [shape(unit) for unit in other] == [shape(unit) for unit in plain]
