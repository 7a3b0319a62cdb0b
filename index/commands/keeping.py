"""Commands that keep the base: build it, add and remove documents, hear of mistakes, open the app."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Timer

from index import as_json
from index.add import added, examine, keep, obstacle, of_reading, remove
from index.added import READ_ONLY
from index.build import build
from index.commands.command import Arguments, Commands, folder_of, put, server
from index.knowledge_base import KnowledgeBase
from index.mistakes import NAME as REPORTS
from index.mistakes import judge, mistakes
from index.opened import beside, publish_folder, setting_of
from index.told import report_lines
from ingest.reading import GIVEN, Reading

APP = Path(__file__).parent.parent.parent / "app.py"


def register(commands: Commands) -> None:
    """Adds build, add, remove, added, reports and serve."""
    made = commands.add("build", _build, "read the corpus and build the index", "build")
    made.add_argument("--to", type=server, metavar="URL", help="publish it on this PostgreSQL server as well")
    add = commands.add("add", _add, "read a new document and show what it would become", "add agreement.docx --keep")
    add.add_argument("file", type=Path, metavar="FILE", help="TXT, HTML, PDF or DOCX, up to 20 MB")
    add.add_argument("--keep", action="store_true", help="keep it: it can be searched at once")
    for field in GIVEN:
        add.add_argument(f"--{field.replace('_', '-')}", metavar="TEXT", help='correct the proposal; "" takes it away')
    leave = commands.add("remove", _remove, "remove an added document", "remove kpdt")
    leave.add_argument("id", metavar="ID", help='one that "kolektivka added" lists')
    commands.add("added", _added, "list the added documents", "added")
    reports = commands.add("reports", _reports, "the mistakes that visitors reported", "reports --accept 1f2e3d4c")
    verdict = reports.add_mutually_exclusive_group()
    verdict.add_argument("--accept", metavar="ID", help="this report is right: the corpus will be corrected")
    verdict.add_argument("--decline", metavar="ID", help="this report is wrong")
    serve = commands.add("serve", _serve, "open the app in the browser", "serve --port 8501", json=False)
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--read-only", action="store_true", help="visitors may neither add nor remove documents")


def _build(arguments: Arguments) -> None:
    built = build(home=folder_of(arguments))
    text = (
        f"{built.agreements} agreements, {built.units} units, {built.chunks} chunks "
        f"({built.embedded} new) in {built.seconds} s"
    )
    if arguments.to:
        publish_folder(folder_of(arguments), arguments.to)
        put(arguments, {**asdict(built), "to": str(arguments.to)}, iter([text, f"published on {arguments.to}"]))
        return
    put(arguments, asdict(built), iter([text]))


def _add(arguments: Arguments) -> None:
    given = {field: value for field in GIVEN if (value := getattr(arguments, field)) is not None}
    home = folder_of(arguments)
    reading = examine(arguments.file, given, home=home)
    built = keep(arguments.file, reading, home=home) if arguments.keep else None
    reason = "" if built else obstacle(reading, home=home)

    def readable() -> Iterator[str]:
        yield from _reading_lines(reading)
        if built:
            yield f'kept as "{reading.source.agreement.id}", searchable after {built.seconds} s'
        else:
            yield f"it cannot be kept yet: {reason}" if reason else "nothing was kept; add --keep to keep it"

    put(arguments, of_reading(reading, built is not None, reason), readable())


def _reading_lines(reading: Reading) -> Iterator[str]:
    language = reading.language
    yield f"{reading.name}: {reading.format}, {language.code}-{language.script} ({language.confidence:.0%} sure)"
    yield "proposed entry:"
    for proposed in reading.proposed:
        yield f"  {proposed.field} = {proposed.value}"
        yield f"      {proposed.basis}" + (f": {proposed.quote}" if proposed.quote else "")
    yield from (f"  {field} = ? (not told by the text)" for field in reading.missing)
    yield from report_lines(as_json.of_report(reading.source.report))


def _remove(arguments: Arguments) -> None:
    built = remove(arguments.id, home=folder_of(arguments))
    put(arguments, {"id": arguments.id, **asdict(built)}, iter([f'removed "{arguments.id}" in {built.seconds} s']))


def _added(arguments: Arguments) -> None:
    there = added(folder_of(arguments))
    fields = ("id", "title", "short", "kind", "language", "country", "origin")
    entries = [{field: getattr(agreement, field) for field in fields} for agreement in there]
    lines = (f"{agreement.id}\t{agreement.title}\t{agreement.origin}" for agreement in there)
    put(arguments, entries, lines if there else iter(["no document was added"]))


def _reports(arguments: Arguments) -> None:
    file = beside(arguments.index) / REPORTS
    if arguments.accept:
        judge(file, arguments.accept, "accepted")
    if arguments.decline:
        judge(file, arguments.decline, "declined")
    found = mistakes(file)
    lines = (f"{m.id}  {m.verdict}  {m.day}  {m.at}  {m.about}: {m.words}" for m in found)
    put(arguments, [asdict(m) for m in found], lines if found else iter(["no mistakes were reported"]))


def _serve(arguments: Arguments) -> None:
    KnowledgeBase.open(arguments.index)  # says what is wrong before a browser opens
    if sys.stdout.isatty():  # a person waits: show the page once the app has had time to start
        Timer(3, webbrowser.open, [f"http://127.0.0.1:{arguments.port}"]).start()
    subprocess.run(
        [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(arguments.port)],
        env=os.environ
        | {"KOLEKTIVKA_INDEX": setting_of(arguments.index)}
        | ({READ_ONLY: "on"} if arguments.read_only else {}),
        check=False,
    )
