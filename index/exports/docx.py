"""A Word document: one table a question or topic, every citation a footnote."""

from __future__ import annotations

from docx.table import _Cell as WordCell

from index.exports.answer import answer_lines
from index.exports.footnotes import Piece
from index.exports.page import Page
from index.exports.table import Entry, Group, Table

_WIDTHS = (72, 49, 140)  # millimetres: agreement, answer, quotation


def write(of: Table) -> bytes:
    """A document in landscape; what an agreement says stands beside what the others say."""
    page = Page(of, of.title)
    alone = len(of.groups) == 1
    page.about(of.title, of.groups[0].title_lang if alone else "")
    for group in of.groups:
        if not alone:
            page.say(group.title or of.words.say("Provisions"), style="Heading 1", lang=group.title_lang)
            page.link(page.say(""), of.words.say("Link to this view"), group.permalink)
        tabulate(page, group)
    return page.bytes()


def tabulate(page: Page, group: Group) -> None:
    """The table of one question or topic."""
    words = page.of.words
    if group.note:
        page.say(group.note, bold=True)
    table = page.table([words.say(name) for name in ("Agreement", "Answer", "Quotation")], _WIDTHS)
    for entry in group.entries:
        agreement, answer, quotation = page.row(table)
        _name(page, agreement, entry)
        for number, line in enumerate(answer_lines(entry, words)):
            paragraph = answer.paragraphs[0] if number == 0 else answer.add_paragraph()
            page.write(paragraph, line, bold=number == 0 and bool(entry.quote))
        if entry.quote:
            _quote(page, quotation, entry)


def source(page: Page, entry: Entry) -> list[Piece]:
    """The words of a footnote: the citation, the gazettes, further places."""
    pieces: list[Piece] = [(entry.citation, entry.permalink)]
    for link in entry.published:
        pieces += [("; ", ""), (link.text, link.url)]
    for number, link in enumerate(entry.see_also):
        pieces += [(f". {page.of.words.say('See also')}: " if number == 0 else "; ", ""), (link.text, link.url)]
    return [*pieces, (".", "")]


def _name(page: Page, cell: WordCell, entry: Entry) -> None:
    """Who speaks and how that stands; title and warnings in full only where they are new to the reader."""
    page.write(cell.paragraphs[0], entry.agreement, bold=True)
    new = page.first((entry.agreement_id, entry.warnings))
    if new:
        page.write(cell.add_paragraph(), entry.title, entry.title_lang)
    page.write(cell.add_paragraph(), entry.standing)
    for warning in entry.warnings if new else entry.warnings and (page.of.words.say("Warnings as above."),):
        page.write(cell.add_paragraph(), f"! {warning}")


def _quote(page: Page, cell: WordCell, entry: Entry) -> None:
    paragraph = cell.paragraphs[0]
    if entry.heading:
        page.write(paragraph, entry.heading, entry.quote_lang, bold=True)
        paragraph = cell.add_paragraph()
    if entry.lead:
        page.write(paragraph, entry.lead, entry.quote_lang)
        paragraph = cell.add_paragraph()
    page.write(paragraph, entry.quote, entry.quote_lang)
    page.note(paragraph, source(page, entry), entry.citation_lang)
