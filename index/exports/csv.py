"""CSV that a spreadsheet of the reader's country opens by a double click."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from index.exports.flat import COLUMNS, Cell, flat, reads_as_formula
from index.exports.table import Table

BOM = "\ufeff"
"""Without it Excel takes the file for the local code page."""


def write(of: Table) -> bytes:
    """UTF-8 with its mark; in Slovenian and Serbian semicolons and decimal commas, as Excel expects there.

    After this no text begins like a formula: such a cell gets an apostrophe before it.
    """
    english = of.words.language == "en"
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter="," if english else ";")
    writer.writerow(_text(of.words.say(heading)) for heading in COLUMNS.values())
    for group in of.groups:
        for row in flat(of, group):
            writer.writerow(_cell(cell, "." if english else ",") for cell in row.values())
    return (BOM + out.getvalue()).encode()


def _cell(cell: Cell, point: str) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", point)
    return _text(cell) if cell else ""


def _text(text: str) -> str:
    return f"'{text}" if reads_as_formula(text) else text
