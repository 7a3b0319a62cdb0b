"""Generated Word files and PDFs: elements and objects that say anything of each other."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import docx
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from torture.generated import spoilt, words


@cache
def _word_file() -> dict[str, bytes]:
    made = BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TAGS = (
    "p",
    "p",
    "r",
    "t",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "br",
    "tab",
    "pPr",
    "numPr",
    "del",
    "txbxContent",
)
_WORD_SETTINGS = tuple(
    f'<w:{name} w:val="{value}"/>'
    for name in ("pStyle", "ilvl", "numId", "gridSpan")
    for value in ("1", "0", "-1", "x", "99999999999999999999", "Heading1", "")
)


def word_files() -> SearchStrategy[bytes]:
    """A Word file whose elements lie in each other in any order."""
    inside = st.one_of(words().map(_escaped), st.sampled_from(_WORD_SETTINGS))

    def wrapped(children: SearchStrategy[str]) -> SearchStrategy[str]:
        joined = st.lists(children, max_size=4).map("".join)
        return st.tuples(st.sampled_from(_WORD_TAGS), joined).map(lambda one: f"<w:{one[0]}>{one[1]}</w:{one[0]}>")

    body = st.lists(st.recursive(inside, wrapped, max_leaves=25), max_size=6).map("".join)
    file = body.map(lambda xml: packed({"word/document.xml": _document(xml)}))
    return st.one_of(file, file, spoilt(file), st.tuples(body, _parts()).map(lambda one: _spoilt_part(*one)))


def _escaped(text: str) -> str:
    plain = "".join(c for c in text if c.isprintable() or c in "\t\n")
    return f"<w:r><w:t>{plain.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r>"


def _document(body: str) -> bytes:
    return f'<?xml version="1.0"?><w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>'.encode()


def packed(changed: dict[str, bytes]) -> bytes:
    """An empty Word file with some of its members replaced."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**_word_file(), **changed}.items():
            archive.writestr(name, data)
    return made.getvalue()


def _parts() -> SearchStrategy[tuple[str, bytes]]:
    return st.sampled_from(sorted(_word_file())).flatmap(
        lambda name: st.tuples(st.just(name), spoilt(st.just(_word_file()[name])))
    )


def _spoilt_part(body: str, part: tuple[str, bytes]) -> bytes:
    return packed({"word/document.xml": _document(body), part[0]: part[1]})


_PDF = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
    "/XObject << /X 6 0 R >> >> >>",
    "STREAM BT /F1 12 Tf 72 700 Td (1. clen Delavec ima pravico do odmora.) Tj 0 -20 Td [(Odmor) -250 (traja)] TJ ET "
    "/X Do",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "STREAM /Type /XObject /Subtype /Form /BBox [0 0 9 9] BT (obrazec) Tj ET",
)
_PDF_TOKENS = (
    "0 R|1 0 R|2 0 R|3 0 R|6 0 R|null|true|-1|0|1e9|99999999999|<<|>>|[|]|(|)|<|>|/Kids|/Length|/Filter /FlateDecode"
    "|/Filter [/ASCIIHexDecode /LZWDecode]|/Prev 9|/Encoding /Identity-H|/ToUnicode 4 0 R|/Subtype /Type0"
    "|/DecodeParms << /Predictor 15 >>"
    "|BT|ET|Tj|Do|cm|q|Q|BI ID EI|endobj|obj|stream|endstream|/Type /ObjStm /N 9 /First 9|/W [1 9 9]|/XRef|%|\\|"
).split("|")


def pdfs() -> SearchStrategy[bytes]:
    """A PDF whose objects say anything of each other."""
    change = st.tuples(st.integers(0, 400), st.sampled_from(_PDF_TOKENS), st.booleans())
    file = st.lists(change, max_size=6).map(_pdf)
    return st.one_of(file, file, spoilt(file))


def _pdf(changes: list[tuple[int, str, bool]]) -> bytes:
    told = " \n ".join(_PDF).split(" ")
    for at, token, replaced in changes:
        told[at % len(told) : at % len(told) + replaced] = [token]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(" ".join(told).split("\n"), 1):
        places.append(len(out))
        settings, _, stream = body.strip().partition("STREAM ")
        if stream:
            settings = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        out += f"{number} 0 obj\n{settings or body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Root 1 0 R /Size {size} >>\n"
        f"startxref\n{len(out)}\n%%EOF"
    ).encode()
