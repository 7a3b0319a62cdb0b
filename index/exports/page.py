"""A Word document of ours: its paper, letters, language, and the few things that are put on its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from index.exports.footnotes import Footnotes, Piece
from index.exports.table import Table

_LANGUAGES = {"en": "en-GB", "sl": "sl-SI", "sr-Cyrl": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS"}


class Page:
    """A document being written, in the language of a table."""

    def __init__(self, of: Table, title: str) -> None:
        self.of, self.document = of, Document()
        self.notes = Footnotes(self.document)
        self._told: set[object] = set()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10)
        normal.paragraph_format.space_after = Pt(3)
        self._speak(of.words.lang)
        self._turn()
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title[:255], "Kolektivka", of.permalink[:255]
        properties.language = of.words.lang
        properties.created = properties.modified = datetime.combine(of.day, time(), UTC)
        self._number_pages()

    def about(self, title: str, lang: str = "") -> None:
        """The title, the day, the language, and that this is no authentic text."""
        of = self.of
        self.say(title, style="Title", lang=lang)
        self.say(f"{of.as_of} · {of.writing}")
        self.say(of.notice, style="Intense Quote")
        line = self.say(f"{of.words.say('Link to this view')}: ")
        self.link(line, of.permalink, of.permalink)

    def say(self, text: str, style: str | None = None, lang: str = "", bold: bool = False) -> Paragraph:
        """A paragraph of its own."""
        return self.write(self.document.add_paragraph(style=style), text, lang, bold)

    def write(self, paragraph: Paragraph, text: str, lang: str = "", bold: bool = False) -> Paragraph:
        """Adds words to a paragraph; line breaks stay, words in another language are marked as such."""
        run = paragraph.add_run(text)
        run.bold = bold or None
        if lang and lang != self.of.words.lang:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:val"), _LANGUAGES.get(lang, lang))
            run._r.get_or_add_rPr().append(mark)
        return paragraph

    def link(self, paragraph: Paragraph, text: str, url: str) -> None:
        """Adds a link to a paragraph."""
        target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        run = paragraph.add_run(text)
        run.font.underline = True
        run.font.color.rgb = RGBColor(0x0B, 0x53, 0x94)
        link.append(run._r)
        paragraph._p.append(link)

    def note(self, paragraph: Paragraph, pieces: Sequence[Piece], lang: str) -> None:
        """Adds a footnote to a paragraph."""
        self.notes.add(paragraph, pieces, _LANGUAGES.get(lang, lang))

    def first(self, what: object) -> bool:
        """Whether this is the first time that something is told."""
        told = what in self._told
        self._told.add(what)
        return not told

    def table(self, headings: Sequence[str], widths: Sequence[int]) -> WordTable:
        """A table with headings that every page repeats; widths in millimetres."""
        made: WordTable = self.document.add_table(rows=1, cols=len(headings), style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        for cell, heading, width in zip(made.rows[0].cells, headings, widths, strict=True):
            cell.width = Mm(width)
            self.write(cell.paragraphs[0], heading, bold=True)
            _shade(cell)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        return made

    def row(self, table: WordTable) -> tuple[WordCell, ...]:
        """A new row that no page break parts."""
        row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it without types
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width
        return tuple(row.cells)

    def bytes(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _speak(self, lang: str) -> None:
        """The language of all words that are not marked otherwise, for the spelling check and for reading aloud."""
        for mark in self.document.styles.element.iter(qn("w:lang")):
            mark.set(qn("w:val"), _LANGUAGES[lang])

    def _turn(self) -> None:
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)

    def _number_pages(self) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        self.write(line, f"{self.of.as_of} · {self.of.words.say('Page')} ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        line._p.append(field)


def _shade(cell: WordCell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E7ECEF")):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
