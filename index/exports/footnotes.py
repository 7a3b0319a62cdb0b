"""Real footnotes for a Word document: the part of the file that holds them, and its styles and settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

Piece = tuple[str, str]  # words and where they lead; "": nowhere

REFERENCE, TEXT = "Footnote Reference", "Footnote Text"
# Word numbers the lines above footnotes -1 and 0; the notes themselves begin with 1.
_SEPARATORS = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240"
w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Footnotes:
    """The footnotes of one document; one instance a document."""

    def __init__(self, document: Document) -> None:
        self._styles = _styles(document)
        package = document.part.package
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_SEPARATORS),
            package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        _settle(document)
        self._last = 0

    def add(self, paragraph: Paragraph, pieces: Iterable[Piece], lang: str) -> None:
        """Puts a mark at the end of a paragraph, and its words at the foot of the page."""
        self._last += 1
        run = paragraph.add_run(style=REFERENCE)
        run._r.append(_element("w:footnoteReference", {"w:id": str(self._last)}))
        note = _element("w:footnote", {"w:id": str(self._last)})
        line = note.makeelement(qn("w:p"))
        note.append(line)
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", {"w:val": self._styles[TEXT]}))
        line.append(properties)
        mark = _run("", "", self._styles[REFERENCE])
        mark.append(_element("w:footnoteRef"))
        line.append(mark)
        line.append(_run(" ", lang))
        for text, url in pieces:
            line.append(self._link(text, url, lang) if url else _run(text, lang))
        self._part.element.append(note)

    def _link(self, text: str, url: str, lang: str) -> Any:
        link = _element("w:hyperlink")
        link.set(qn("r:id"), self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = _run(text, lang)
        link.append(run)
        properties = run.find(qn("w:rPr"))
        properties.insert(0, _element("w:u", {"w:val": "single"}))
        properties.insert(0, _element("w:color", {"w:val": "0B5394"}))
        return link


def _run(text: str, lang: str, style: str = "") -> Any:
    run = _element("w:r")
    properties = _element("w:rPr")
    if style:
        properties.append(_element("w:rStyle", {"w:val": style}))
    if lang:
        properties.append(_element("w:lang", {"w:val": lang}))
    run.append(properties)
    if text:
        words = _element("w:t", {"xml:space": "preserve"})
        words.text = text
        run.append(words)
    return run


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(qn(key), value)
    return element


def _styles(document: Document) -> dict[str, str]:
    """Makes the two styles of footnotes; gives back their ids."""
    reference = document.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(8.5)
    text.paragraph_format.space_after = Pt(0)
    return {REFERENCE: reference.style_id, TEXT: text.style_id}


def _settle(document: Document) -> None:
    """Says in the settings which two notes are separators, at the place that the schema gives it."""
    properties = _element("w:footnotePr")
    for number in ("-1", "0"):
        properties.append(_element("w:footnote", {"w:id": number}))
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(properties)
    else:
        compat.addprevious(properties)
