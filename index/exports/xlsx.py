"""An Excel workbook: a sheet for each question or topic, numbers as numbers, sources as links."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from index.exports.flat import COLUMNS, Cell, flat, reads_as_formula
from index.exports.table import Entry, Group, Table
from index.exports.words import Words

_LONGEST = 32_767  # characters that a cell of Excel holds
_LONGEST_LINK = 2_079  # characters that Excel accepts as the target of a link
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_WIDE = {"question": 28, "heading": 24, "value_in_words": 26, "as_written": 24, "condition": 30, "lead": 50}
_WIDE |= {"quote": 70, "citation": 42, "see_also": 40, "standing": 34, "warnings": 50, "published": 34}
_WIDE |= {"permalink": 40, "notice": 50}
_NARROW = 13  # any other column
_HEAD = PatternFill("solid", fgColor="E7ECEF")
_LINK = Font(color="0B5394", underline="single")


def write(of: Table) -> bytes:
    """A workbook whose last sheet says what it is, of which day and by which address to find it again.

    After this no text is a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for group in of.groups:
        _fill(book.create_sheet(_sheet_name(group.title or of.words.say("Provisions"), names)), of, group)
    _about(book.create_sheet(_sheet_name(of.words.say("About this document"), names)), of)
    book.properties.title, book.properties.creator = of.title, "Kolektivka"
    book.properties.language = of.words.lang
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, of: Table, group: Group) -> None:
    _head(sheet, of.words)
    sources = [entry for entry in group.entries for _ in entry.amounts or (None,)]
    for number, (row, entry) in enumerate(zip(flat(of, group), sources, strict=True), 2):
        for column, (name, content) in enumerate(row.items(), 1):
            cell = sheet.cell(number, column)
            _set(cell, content, of.words)
            _lead(cell, name, entry)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, words: Words) -> None:
    for column, (name, heading) in enumerate(COLUMNS.items(), 1):
        cell = sheet.cell(1, column)
        _set(cell, words.say(heading), words)
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(name, _NARROW)
    sheet.freeze_panes = "C2"


def _set(cell: ExcelCell | MergedCell, content: Cell, words: Words) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if content is None or content == "":
        return
    if isinstance(content, Decimal):
        cell.value = content
        return
    if len(content) > _LONGEST:
        rest = f" … ({words.say('the whole text is at the link')})"
        content = content[: _LONGEST - len(rest)] + rest
    cell.value = content
    cell.data_type = "s"
    # So that Excel does not turn it into a formula when somebody edits the cell.
    cell.quotePrefix = reads_as_formula(content)


def _lead(cell: ExcelCell | MergedCell, name: str, entry: Entry) -> None:
    """Makes a link of a source: a citation leads to the provision, a gazette to its publication."""
    published = entry.published[0].url if entry.published else ""
    url = {"citation": entry.permalink, "permalink": entry.permalink, "published": published}.get(name, "")
    if url and len(url) <= _LONGEST_LINK:
        cell.hyperlink = url
        cell.font = _LINK


def _about(sheet: Worksheet, of: Table) -> None:
    lines = {
        "Title": of.title,
        "Date of the state": of.as_of,
        "Note": of.notice,
        "Language and script": of.writing,
        "Link to this view": of.permalink,
    }
    for number, (name, content) in enumerate(lines.items(), 1):
        _set(sheet.cell(number, 1), of.words.say(name), of.words)
        _set(sheet.cell(number, 2), content, of.words)
        sheet.cell(number, 1).font = Font(bold=True)
    if len(of.permalink) <= _LONGEST_LINK:
        sheet.cell(len(lines), 2).hyperlink = of.permalink
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel accepts: at most 31 characters, none of them special, each name once."""
    plain = _NOT_IN_NAMES.sub(" ", title).strip("' ")[:31].strip("' ") or "1"
    name, number = plain, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: 28 - len(str(number))].strip()} ({number})"
    taken.add(name.casefold())
    return name
