"""Imports point back along the way of the data, and one outside library stays in one room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
# Each room may import itself and the rooms named here.
ALLOWED = {
    "ingest": set[str](),
    "index": {"ingest"},
    "ui": {"index", "ingest"},
    "app.py": {"ui", "index", "ingest"},
    "bench": {"index", "ingest"},
    "torture": {"ui", "index", "ingest"},
}
# A library, and the only places that may import it.
ROOMS_OF_LIBRARIES = {
    "faiss": {"index/dense.py"},
    "bs4": {"ingest/readers"},
    "pdfminer": {"ingest/readers/pdf.py"},
    "docx": {"ingest/readers/docx.py", "ingest/readers/numbering.py", "index/exports/"},
    "openpyxl": {"index/exports/xlsx.py"},
    "psycopg": {"index/postgres/"},
    "psycopg_pool": {"index/postgres/reader.py"},
    "langdetect": {"ingest/language.py"},
    "lemmagen3": {"index/analyse.py"},
    "streamlit": {"app.py", "ui"},
    "torch": {"index/train"},
}
NO_NAMES = {"utils", "helpers", "common", "base", "core", "misc"}


def sources(*rooms: str) -> list[Path]:
    return [p for room in rooms for p in ([PROJECT / room] if room.endswith(".py") else (PROJECT / room).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("room", ALLOWED)
def test_imports_point_back_along_the_way_of_the_data(room: str) -> None:
    forbidden = set(ALLOWED) - ALLOWED[room] - {room}
    found = {
        (path.relative_to(PROJECT).as_posix(), name)
        for path in sources(room)
        for name in imported(path)
        if name.partition(".")[0] in {f.removesuffix(".py") for f in forbidden}
    }
    assert not found


def test_an_outside_library_stays_in_its_room() -> None:
    for path in sources("ingest", "index", "ui", "app.py"):
        place = path.relative_to(PROJECT).as_posix()
        for name in imported(path):
            rooms = ROOMS_OF_LIBRARIES.get(name.partition(".")[0])
            assert rooms is None or any(place.startswith(room) for room in rooms), f"{place} imports {name}"


def test_no_room_for_things_without_a_name() -> None:
    assert not [p for p in sources("ingest", "index", "ui") if p.stem in NO_NAMES]
