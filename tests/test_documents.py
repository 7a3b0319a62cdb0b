"""The documents say what the code does: modules, fields, commands, words of the interface.

`python -m tests.test_documents` writes the guides in Serbian Latin letters from those in Cyrillic.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from index.added import SETTING
from index.binding import Question, Rule
from index.build import Built, build
from index.check import Checked
from index.cli import main
from index.encoder import Entry
from index.evaluate import Judged
from index.fuse import Ranking
from index.knowledge import FILES, Topic
from index.mistakes import Mistake
from index.snapshot import MANIFEST, POINTER, Manifest
from index.values import Weights
from ingest import records
from ingest.headings import Grammar
from ingest.script import to_latin
from ingest.tables import Table
from tests.conftest import write_corpus
from ui.words import catalogue

PROJECT = Path(__file__).parent.parent
DOCS, CORPUS = PROJECT / "docs", PROJECT / "corpus"
PAGES = sorted(p for p in (*DOCS.glob("*.md"), PROJECT / "CHANGELOG.md") if p.name != "results.md")
PEOPLE = ("trustee", "lawyer", "trainer")
WRITINGS = {"en": "en", "sl": "sl", "sr-Cyrl": "sr", "sr-Latn": "sr"}
"""The writings of the guides, and the catalogue of the interface that each one follows."""

Texts = dict[str, str]


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def names(record: type) -> set[str]:
    return {field.name for field in fields(record)}


def keys(file: str, *tables: str) -> set[str]:
    """The keys of a TOML file, or of all its tables of these names."""
    table = tomllib.loads((PROJECT / file).read_text(encoding="utf-8"))
    entries = [entry for name in tables for entry in ([table[name]] if isinstance(table[name], dict) else table[name])]
    return {key for entry in entries for key in entry} if tables else set(table)


def columns(file: str) -> set[str]:
    with (CORPUS / file).open(encoding="utf-8", newline="") as lines:
        return set(next(csv.reader(lines, delimiter="\t")))


# --- docs/formats.md: each heading with a table of fields, and what these fields are in the code


OTHERWISE = {"area", "places", "questions"}
"""Fields of a topic that its file has under another name, or another file has."""

FORMATS: dict[str, Callable[[], set[str]]] = {
    "`[[agreement]]`": lambda: names(records.Agreement),
    "`published`": lambda: names(records.Gazette),
    "`[[agreement.annex]]`": lambda: names(records.Annex),
    "`[[agreement.appendix]]`": lambda: names(records.Appendix),
    "`[[agreement.event]]`": lambda: names(records.Event),
    "`[[agreement.indexed]]`": lambda: names(records.Indexed),
    "`until`": lambda: names(records.End),
    "`after_effect`": lambda: names(records.AfterEffect),
    "`begins`, `ground`": lambda: names(records.Ground),
    "`corpus/headings.toml`": lambda: names(Grammar),
    "`corpus/tables.toml`": lambda: names(Table),
    "`corpus/repairs.toml`": lambda: keys("corpus/repairs.toml", "words"),
    "`corpus/scope.toml`": lambda: keys("corpus/scope.toml", "scope"),
    "`corpus/encoders.toml`": lambda: names(Entry),
    "`corpus/summaries.tsv`": lambda: columns("summaries.tsv"),
    "`corpus/questions.tsv`": lambda: columns("questions.tsv"),
    "`corpus/figures.tsv`": lambda: columns("figures.tsv"),
    "`corpus/glossary.tsv`": lambda: columns("glossary.tsv"),
    "`corpus/topic-questions.tsv`": lambda: columns("topic-questions.tsv"),
    "`[[area]]`": lambda: keys("corpus/topics.toml", "area"),
    "`[[topic]]`": lambda: names(Topic) - OTHERWISE | {"wageindicator", "<agreement>"},
    "`[[question]]`": lambda: names(Question),
    "`[[rule]]`": lambda: names(Rule),
    "Judged questions": lambda: names(Judged),
    "`docs/results.toml`": lambda: keys("docs/results.toml") - {"section"} | keys("docs/results.toml", "section"),
    "`manifest.json`": lambda: names(Manifest),
    "`units.jsonl`": lambda: names(records.Unit),
    "A block": lambda: names(records.Block),
    "`models/ranking/*.json`": lambda: names(Ranking),
    "`models/values.json`": lambda: names(Weights),
    "`kolektivka build`": lambda: names(Built),
    "`kolektivka check`": lambda: names(Checked),
    "`kolektivka report`": lambda: names(records.SplitReport),
    "`kolektivka reports`": lambda: names(Mistake),
    "`kolektivka remove`": lambda: names(Built) | {"id"},
}


def tables_in(text: str) -> Iterator[tuple[str, list[str]]]:
    """The headings that have a table of names below them, with the names in its first column."""
    for section in re.split(r"^#{2,4} ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        found = re.findall(r"^\| `([^`]+)` \|", body, flags=re.MULTILINE)
        if found:
            yield heading.strip(), found


TABLES = dict(tables_in(text_of("formats.md")))


@pytest.mark.parametrize("heading", FORMATS)
def test_the_fields_named_are_those_of_the_records(heading: str) -> None:
    assert len(TABLES[heading]) == len(set(TABLES[heading]))
    assert set(TABLES[heading]) == FORMATS[heading]()


def test_no_table_of_fields_goes_unchecked() -> None:
    assert set(TABLES) == set(FORMATS) | set(PRINTED) | {"The files of a snapshot"}


def test_every_file_of_the_corpus_is_described() -> None:
    text = text_of("formats.md")
    assert not [p.name for p in CORPUS.iterdir() if p.is_file() and f"`corpus/{p.name}`" not in text]


# --- what the commands print, on a small base of our own


LAW = """1. člen
(odsotnost)
(1) Delavec ima pravico do 3 delovnih dni plačane odsotnosti z dela zaradi lastne poroke.
2. člen
(regres)
(1) Odsotnost iz 1. člena te pogodbe se ne všteva v letni dopust, ki traja 20 dni.
"""


TOPICS = """
[[area]]
id = "leave"
sl = "dopust"
sr = "одмор"
en = "leave"

[[topic]]
id = "wedding"
wageindicator = "leave"
sl = "poroka"
sr = "венчање"
en = "wedding"
checked = true
x = ["x/1/1"]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SETTING, raising=False)
        home = tmp_path_factory.mktemp("documents") / "index"
        corpus = write_corpus(home.parent / "corpus", x=LAW)
        (corpus / "topics.toml").write_text(TOPICS, encoding="utf-8")
        build(corpus, home)
        yield home


PRINTED: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "`kolektivka search`": ('search "dopust za poroko"', ()),
    "A hit": ('search "dopust za poroko"', ("hits", 0)),
    "A value": ('search "poroka"', ("hits", 0, "values", 0)),
    "`kolektivka compare`": ('compare "dopust za poroko"', ()),
    "A row": ('compare "dopust za poroko"', ("rows", 0)),
    "Which value is better": ('compare "dopust za poroko"', ("favourable",)),
    "`kolektivka topics`": ("topics", (0,)),
    "A cell": ("topics", (0, "cells", 0)),
    "`kolektivka binding`": ("binding", ()),
    "A finding": ("binding", ("findings", 0)),
    "`kolektivka units`": ("units", (0,)),
    "`kolektivka show`": ("show x/2", ()),
    "A wording": ("show x/2", ("wordings", 0)),
    "A reference": ("show x/2", ("references", 0)),
    "`kolektivka diff`": ("diff x/2", ()),
    "`kolektivka cite`": (f"cite '{CORPUS / 'stopwords.txt'}'", (0,)),  # any lines will do
}
"""The command under each heading, and the place of the described object in what it prints."""


@pytest.mark.parametrize("heading", PRINTED)
def test_the_keys_named_are_those_printed(heading: str, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command, place = PRINTED[heading]
    assert main([*shlex.split(command), "--json", "--index", str(small)]) == 0
    value = json.loads(capsys.readouterr().out)
    for step in place:
        value = value[step]
    assert set(TABLES[heading]) == set(value)


def test_the_files_named_are_those_of_a_snapshot(small: Path) -> None:
    snapshot = small / (small / POINTER).read_text(encoding="utf-8").split()[0]
    written = {f"{p.name}/" if p.is_dir() else p.name for p in snapshot.iterdir()}
    assert set(TABLES["The files of a snapshot"]) == written | set(FILES) | {MANIFEST}


# --- commands, modules and links


def options_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main([command, "--help"] if command else ["--help"])
    return capsys.readouterr().out


def shown_commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in re.findall(r"^```(?:console|sh)\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            for line in block.replace("\\\n", " ").splitlines():
                if match := re.match(r"(?:\$ )?(?:\S*/)?kolektivka (.+)", line):
                    yield page.name, match[1]


@pytest.mark.parametrize(("page", "command"), sorted(set(shown_commands())))
def test_the_commands_shown_exist_with_their_options(
    page: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = shlex.split(command, comments=True)
    known = options_of(name, capsys)
    for word in rest:
        if word.startswith("-"):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", known), f"{page}: {command}"


def test_every_command_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"^    (\w+) ", options_of("", capsys), re.MULTILINE)
    assert "search" in commands
    missing = [name for name in commands if f"### `kolektivka {name}`" not in text_of("formats.md")]
    assert not missing


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))) <= set(targets), page.name


def modules() -> Iterator[str]:
    """The modules of ingest and index; of what lies in a package of theirs, the package alone."""
    for room in ("ingest", "index"):
        yield from (p.relative_to(PROJECT).as_posix() for p in (PROJECT / room).glob("*.py") if p.stem != "__init__")
        yield from (f"{p.parent.relative_to(PROJECT).as_posix()}/" for p in (PROJECT / room).glob("*/__init__.py"))


@pytest.mark.parametrize("module", sorted(modules()))
def test_every_module_has_its_place_in_the_architecture(module: str) -> None:
    assert f"`{module}`" in text_of("architecture.md")


NAMED = r"`((?:ingest|index|ui|corpus|models|docs|tests)/[\w./-]*[\w/]|app\.py|Makefile)`"


@pytest.mark.parametrize("page", [p.name for p in PAGES])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = next(p for p in PAGES if p.name == page).read_text(encoding="utf-8")
    assert not [name for name in re.findall(NAMED, text) if not (PROJECT / name).exists() and name not in GENERATED]


GENERATED = {"docs/results.md", "docs/results-test.json"}


@pytest.mark.parametrize("page", [p.name for p in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    path = next(p for p in PAGES if p.name == page)
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert not [t for t in targets if not (path.parent / t).exists() and f"docs/{t}" not in GENERATED]


# --- the guides


def test_each_person_has_a_guide_in_each_writing() -> None:
    wanted = {f"guide-{person}.{writing}.md" for person in PEOPLE for writing in WRITINGS}
    assert {p.name for p in DOCS.glob("guide-*.md")} == wanted


def latin_guides() -> Iterator[tuple[Path, str]]:
    for person in PEOPLE:
        cyrillic = text_of(f"guide-{person}.sr-Cyrl.md")
        yield DOCS / f"guide-{person}.sr-Latn.md", to_latin(cyrillic)


def test_serbian_says_the_same_in_both_scripts() -> None:
    for path, latin in latin_guides():
        assert path.read_text(encoding="utf-8") == latin, f"{path.name}: run python -m tests.test_documents"


def labels(writing: str) -> set[str]:
    """The words of the interface, as this writing has them."""
    said = set()
    for message in catalogue(WRITINGS[writing] if writing != "en" else "sl"):
        own = message.id if writing == "en" else message.string
        said |= {own} if isinstance(own, str) else set(own or ())
    return {to_latin(word) for word in said} if writing == "sr-Latn" else said


@pytest.mark.parametrize("writing", WRITINGS)
def test_what_a_guide_calls_by_name_bears_this_name_in_the_app(writing: str) -> None:
    there = labels(writing)
    for person in PEOPLE:
        called = re.findall(r"\*\*(.+?)\*\*", text_of(f"guide-{person}.{writing}.md"))
        assert called and not [name for name in called if name not in there], person


def test_the_guides_of_a_person_have_the_same_parts() -> None:
    for person in PEOPLE:
        parts = [re.findall(r"^#+|^\d\.", text_of(f"guide-{person}.{w}.md"), re.MULTILINE) for w in WRITINGS]
        assert all(part == parts[0] for part in parts), person


def test_the_changelog_begins_with_the_version_of_the_package() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    entries = re.findall(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert entries[0] == version


if __name__ == "__main__":
    for guide, latin in latin_guides():
        guide.write_text(latin, encoding="utf-8")
        print(f"wrote {guide.relative_to(PROJECT)}")
