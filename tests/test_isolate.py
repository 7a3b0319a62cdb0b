"""A document is read in a process of its own: whatever it does there costs that document and one sentence."""

import time
import zipfile
from pathlib import Path

import pytest

from ingest.isolate import Limits, read_apart
from ingest.load import SourceError
from ingest.reading import read
from tests.rendering import as_docx, as_html, as_pdf, logical_lines

GOOD = "PRAVILNIK O DELU\n1. člen\nDelavec ima pravico do odmora.\n2. člen\nOdmor traja 30 minut.\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.txt"
    file.write_text(GOOD, encoding="utf-8")
    return file


@pytest.mark.parametrize("render", [as_docx, as_pdf, as_html])
def test_the_answer_is_the_one_that_reading_here_gives(tmp_path: Path, render: object) -> None:
    assert callable(render)
    file = tmp_path / "agreement"
    file.write_bytes(render(logical_lines("pku-sz-2015.txt")[:150]))
    apart = read_apart(file, "уговор", {"short": "ПКУ"}, ["pku"])
    assert apart == read(file, "уговор", {"short": "ПКУ"}, ["pku"])
    assert apart.source.report.articles[:3] == ("1", "2", "3") and apart.source.agreement.id == "pku-2"


LINE = "Delavec ima pravico do odmora med delom, ki traja trideset minut.\n"


@pytest.mark.parametrize(
    ("lines", "limits", "message"),
    [
        (120_000, Limits(memory=70_000_000, processor=20), "takes more than 70 MB of memory"),
        (12_000, Limits(processor=1), "takes too long"),
        (100, Limits(answer=100), "holds far more text than an agreement"),
    ],
)
def test_each_limit_is_one_sentence_and_the_next_document_is_read(
    tmp_path: Path, good: Path, lines: int, limits: Limits, message: str
) -> None:
    long = tmp_path / "long.txt"
    long.write_text(GOOD + LINE * lines, "utf-8")
    with pytest.raises(SourceError) as error:
        read_apart(long, limits=limits)
    text = str(error.value)
    assert text.startswith("long.txt: ") and message in text and "\n" not in text and "; save " in text
    assert read_apart(good).provisions == 2


def test_an_endless_document_is_ended_on_the_clock(good: Path) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match="too long"):
        read_apart(good, limits=Limits(clock=0.05))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 cut off", "cut off or damaged"),
        (b"%PDF-1.7 nothing else", "PDF"),
        (b"<html><body><script>app()</script></body></html>", "no text of a law in it"),
        (b"The employee shall be entitled to a break of thirty minutes during the working day.", "English"),
    ],
)
def test_a_refusal_names_the_file_as_people_know_it(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "0123456789abcdef"
    file.write_bytes(data)
    with pytest.raises(SourceError, match=message) as error:
        read_apart(file, "../../moj dokument.docx")
    assert str(error.value).startswith("moj dokument.docx: ") and file.name not in str(error.value)


def test_only_the_name_in_a_refusal_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "document"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(SourceError) as error:
        read_apart(file, "..\\\x1b[2Jmoj\u202e.docx")
    assert str(error.value).startswith("�[2Jmoj�.docx: an archive, not a document; ")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": "red"}, 'no field "colour"'),
        ({"kind": "novel"}, 'kind: "novel" is not one of agreement'),
        ({"until": "2025"}, 'until: "2025" is not a date'),
        ({"id": "kpop"}, 'id: "kpop" is taken'),
        ({"id": "KP OP"}, "id: use small letters"),
        ({"issue": "46/23"}, "a gazette and its issue belong together"),
    ],
)
def test_a_wrong_correction_is_one_sentence(good: Path, given: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        read_apart(good, given=given, taken=["kpop"])
    assert "\n" not in str(error.value)


def test_corrections_reach_the_entry(good: Path) -> None:
    given = {"title": "Pravilnik o odmorih", "until": "2026-12-31", "gazette": "Uradni list RS", "issue": "1/26, 2/26"}
    reading = read_apart(good, given=given | {"country": ""})
    agreement = reading.source.agreement
    assert (agreement.title, agreement.short, agreement.id) == ("Pravilnik o odmorih", "PO", "po")
    assert str(agreement.until and agreement.until.date) == "2026-12-31"
    assert [published.issue for published in agreement.published] == ["1/26", "2/26"]
    assert reading.missing == ("country",)
