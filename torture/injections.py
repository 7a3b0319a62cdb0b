"""Words that try to be more than words, in texts, names, questions, addresses and the register: none takes effect."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

from index.add import examine
from index.build import build
from index.cli import main
from index.export import FORMATS, export, of_comparison, of_units, together
from index.knowledge_base import KnowledgeBase
from ingest.foreign import OBEYED
from tests.conftest import ENTRY
from torture.effects import of_document
from torture.figures import Figures
from torture.screens import every_screen
from torture.small import workplace

LIST = Path(__file__).with_name("injections.tsv")
DAY = date(2026, 1, 21)
_LONG = "Delavec ima pravico do počitka iz 1. člena. " * 80  # few controls in a long text are no reason to refuse it


def run(chances: random.Random, short: bool) -> Figures:
    """Puts every injection into every place, and looks at the app, the exports and the terminal."""
    figures = Figures("injections")
    every = injections()
    figures.count("injections", len(every))
    with workplace() as folder:
        corpus = _corpus(folder / "corpus", every)
        build(corpus, folder / "index")
        base = KnowledgeBase.open(folder / "index")
        some = chances.sample(range(len(every)), 3) if short else range(len(every))
        before = set(_files(folder))
        for number in some:
            _documents(figures, base, every[number], number)
            _terminal(figures, folder, every[number], number)
            _file_names(figures, folder, every[number])
        _all_units(figures, base, ("sl",) if short else ("en", "sl", "sr"), 20 if short else len(base.units))
        every_screen(figures, folder / "index", [(number, every[number]) for number in some])
        for path in set(_files(folder)) - before:
            figures.fault(f"files: {path} was written")
    return figures


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")


def injections() -> list[str]:
    r"""The list, its escapes read.

    >>> len(injections()) > 60, "\x1b[2J\x1b[H" in injections()
    (True, True)
    """
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [text.encode("latin-1", "backslashreplace").decode("unicode_escape") for _, text in rows]


def _corpus(folder: Path, every: list[str]) -> Path:
    """An agreement for each injection, which stands in its entry, its headings and its text."""
    (folder / "sources").mkdir(parents=True)
    entries = []
    for number, text in enumerate(every):
        plain = " ".join(text.replace("\0", " ").split())
        data = (
            f"1. člen\n({plain})\n(1) Delavec ima pravico do {number} dni dopusta. {plain}\n- {plain}\n(2) {plain}\n"
            f"2. člen\n{plain}\tceli dan\t{plain}\n3. člen\n{_LONG}\n"
        ).encode(errors="replace")
        (folder / "sources" / f"i{number}.txt").write_bytes(data)
        entry = ENTRY.format(id=f"i{number}", short="SHORT", sha256=hashlib.sha256(data).hexdigest())
        entry = entry.replace('"SHORT"', _quoted(text)).replace(f'"Kolektivna pogodba i{number}"', _quoted(text))
        entry = entry.replace('"work"', _quoted(text)).replace('"made up"', _quoted(text))
        gazette = f"gazette = {_quoted(text)}, issue = {_quoted(text)}, url = {_quoted(f'javascript:{text}')}"
        entries.append(f"{entry}published = [{{{gazette}}}]\n")
    (folder / "agreements.toml").write_text("".join(entries), encoding="utf-8")
    return folder


def _quoted(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\U{ord(c):08x}" for c in text) + '"'


def _documents(figures: Figures, base: KnowledgeBase, text: str, number: int) -> None:
    """As a question, whose answer is taken away in every format."""
    asked = f"{text} letni dopust"
    for ending in FORMATS:
        with figures.guarded(f"exports: {text!r} as {ending}"):
            made = export(of_comparison(base.compare(asked, agreements=[f"i{number}"]), DAY), ending, "sl")
            for effect in of_document(made.data, ending):
                figures.fault(f"exports: {text!r} as {ending}: {effect}")
            if not made.name.replace("-", "").replace(".", "").isalnum() or not made.name.isascii():
                figures.fault(f"exports: {text!r}: is called {made.name}")


def _all_units(figures: Figures, base: KnowledgeBase, languages: Sequence[str], most: int) -> None:
    for ending in FORMATS:
        for language in languages:
            with figures.guarded(f"exports of every text: as {ending}", slowest=20):
                taken = together(of_units(base, [unit.address for unit in base.units[:most]], DAY))
                for effect in of_document(export(taken, ending, language).data, ending):
                    figures.fault(f"exports of every text: as {ending}: {effect}")


def _terminal(figures: Figures, folder: Path, text: str, number: int) -> None:
    """Everything that the command prints of it."""
    given = text.replace("\0", "")
    for words in (
        ("show", f"i{number}/1"),
        ("search", f" {given} letni dopust"),
        ("compare", f" {given} letni dopust", "--agreement", f"i{number}"),
        ("show", f" {given}"),
        ("remove", f" {given}"),
        ("units", f"--agreement={given}"),
        ("topics", f"--area={given}"),
        ("binding", f" {given}=x"),
        ("add", str(folder / given.strip("/ ")[:90])),
    ):
        for form in ([], ["--json"]):
            figures.count("commands")
            told, complained = io.StringIO(), io.StringIO()
            try:
                with redirect_stdout(told), redirect_stderr(complained):
                    code = main([*words, *form, f"--index={folder / 'index'}"])
                if found := OBEYED.search(told.getvalue() + complained.getvalue()):
                    figures.fault(f"commands: {words[0]} {text!r} {form} prints {found[0]!r}")
                if complained.getvalue().count("\n") > 1:
                    figures.fault(f"commands: {words[0]} {text!r} says {complained.getvalue()!r}")
                if form and not code:
                    json.loads(told.getvalue())
            except (Exception, SystemExit) as error:
                figures.fault(f"commands: {words[0]} {text!r}: {type(error).__name__}: {error}")


def _file_names(figures: Figures, folder: Path, text: str) -> None:
    """As the name of an upload and as what a person corrects."""
    file = folder / "corpus" / "sources" / "i0.txt"
    given = dict.fromkeys(("title", "short", "gazette", "issue"), text)
    for corrected in ({}, given, {"id": text}):
        with figures.guarded(f"uploads: {text!r}"):
            reading = examine(file, corrected, text, folder / "corpus", folder / "index")
            if "/" in reading.name or "\\" in reading.name or not reading.name.isprintable():
                figures.fault(f"uploads: {text!r} is called {reading.name!r}")
            if not reading.source.agreement.file.startswith(reading.source.agreement.sha256):
                figures.fault(f"uploads: {text!r} would be kept as {reading.source.agreement.file!r}")
