"""One agreement as its publisher could have put it out: plain text, web page, Word file, PDF."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path

import docx
from font_source_sans_pro import SourceSansPro  # type: ignore[import-untyped]
from fpdf import FPDF

SOURCES = Path(__file__).parent.parent / "corpus" / "sources"
_HEADING = re.compile(r"(?:\d+\. člen|Члан \d+\.)$")


def logical_lines(file: str) -> list[str]:
    """The lines of a source that hold text, blanks collapsed; a tab stays between the cells of a row.

    >>> logical_lines("kpop-2023.txt")[0]
    '1364. Kolektivna pogodba za obrt in podjetništvo, stran 3954.'
    """
    text = (SOURCES / file).read_text(encoding="utf-8")
    lines = (re.sub(r" *\t[\t ]*", "\t", re.sub(r"[ \xa0]+", " ", line)).strip() for line in text.splitlines())
    return [line for line in lines if line]


def as_text(lines: list[str], charset: str = "utf-8") -> bytes:
    """With an empty line after each paragraph, as in a saved page."""
    return "\n\n".join(lines).encode(charset)


def as_html(lines: list[str]) -> bytes:
    """With a menu, a script and a footer around the text, headings of articles, and tables."""
    body = []
    for line in lines:
        escaped = html.escape(line)
        if "\t" in line:
            cells = "".join(f"<td>{cell}</td>" for cell in escaped.split("\t"))
            body.append(f"<table><tr>{cells}</tr></table>")
        else:
            tag = "h3" if _HEADING.match(line) else "p"
            body.append(f"<{tag}>{escaped}</{tag}>")
    frame = "<nav><ul><li><a href='/'>Domov</a></li></ul></nav><script>var menu = 'Kazalo';</script>"
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Stran</title></head><body>{frame}<main>"
    return (page + "\n".join(body) + "</main><footer>Pravno obvestilo</footer></body></html>").encode()


def as_docx(lines: list[str]) -> bytes:
    """With the headings of articles in the style of a heading, and tables."""
    document = docx.Document()
    for line in lines:
        if "\t" in line:
            cells = line.split("\t")
            table = document.add_table(rows=1, cols=len(cells))
            for cell, text in zip(table.rows[0].cells, cells, strict=True):
                cell.text = text
        elif _HEADING.match(line):
            document.add_heading(line, level=3)
        else:
            document.add_paragraph(line)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(lines: list[str], encrypted: bool = False) -> bytes:
    """On A4, long lines wrapped, a gap after each paragraph."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.add_font("Source Sans", fname=SourceSansPro)
    pdf.add_page()
    pdf.set_font("Source Sans", size=10)
    for line in lines:
        pdf.multi_cell(w=0, h=5, text=line.replace("\t", "   "), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    if encrypted:
        pdf.set_encryption(owner_password="lastnik", user_password="skrivnost")
    return bytes(pdf.output())
