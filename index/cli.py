"""The command `kolektivka`: parse, call, print."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path
from threading import Timer

from index import as_json
from index.add import added, examine, keep, obstacle, of_reading, remove
from index.binding import binding
from index.build import build
from index.evaluate import ask, changes, read_judged, summed, tables
from index.exports.command import offer_document, offer_pack, save_comparisons, save_pack
from index.favourable import favour
from index.knowledge_base import HOME, KnowledgeBase
from index.mistakes import NAME as REPORTS
from index.mistakes import judge, mistakes
from index.results import Answer, Comparison, Hit
from index.told import favour_lines, finding_lines, question_lines, topic_lines, value_lines
from ingest.reading import GIVEN, Reading

Arguments = argparse.Namespace
APP = Path(__file__).parent.parent / "app.py"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; an expected error is one line on stderr and exit code 1.

    >>> main(["units", "--agreement", "nowhere"])
    1
    """
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except ValueError as error:
        print(f"kolektivka: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kolektivka", description="Collective labour agreements: search, comparison, citation."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Arguments], None], does: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=does, description=does, epilog=f"example: kolektivka {example}")
        sub.set_defaults(run=run)
        sub.add_argument("--index", type=Path, default=_home(), metavar="DIR", help="the folder of the index")
        if name != "serve":
            sub.add_argument("--json", action="store_true", help="print JSON")
        return sub

    command("build", _build, "read the corpus and build the index", "build")
    command("report", _report, "how well each source was split", "report")
    units = command("units", _units, "list the units of the agreements", "units --agreement kpop")
    units.add_argument("--agreement", metavar="ID", help="only this agreement")
    units.add_argument("--all", action="store_true", help="preambles, closings and notes as well")
    show = command("show", _show, "one unit, whole", "show kpop/45")
    show.add_argument("address", metavar="ADDRESS", help='such as "kpop/45"')
    show.add_argument("--original", action="store_true", help="the text as the source has it, before repair")
    show.add_argument("--as-of", type=_day, metavar="DATE", help="as of this day, such as 2023-06-14 (today)")
    for name, run, does in (
        ("search", _search, "the provisions that answer a question"),
        ("compare", _compare, "one row per agreement"),
    ):
        sub = command(name, run, does, f'{name} "how many days off for a wedding"')
        what = sub.add_mutually_exclusive_group(required=True)
        what.add_argument("question", nargs="?", metavar="QUESTION", help="in English, Slovenian or Serbian")
        what.add_argument("--batch", type=Path, metavar="FILE", help='one JSON object with "q" a line')
        sub.add_argument("--agreement", action="append", default=[], metavar="ID", help="only this one; repeatable")
        sub.add_argument("--country", choices=("SI", "RS"), default="", help="only agreements of this country")
        sub.add_argument("--as-of", type=_day, metavar="DATE", help="as of this day, such as 2023-06-14 (today)")
        if name == "search":
            sub.add_argument("-k", type=int, default=10, metavar="N", help="how many hits (10)")
        else:
            offer_document(sub, "--export")
    topics = command("topics", _topics, "the topics against the agreements", "topics --area paid-leave wedding")
    topics.add_argument("text", nargs="*", metavar="WORD", help="words of the topic's name in any of the languages")
    topics.add_argument("--area", default="", metavar="ID", help="only topics of this area")
    topics.add_argument("--agreement", action="append", default=[], metavar="ID", help="only this one; repeatable")
    topics.add_argument("--as-of", type=_day, metavar="DATE", help="as of this day, such as 2023-06-14 (today)")
    binds = command("binding", _binding, "does an agreement bind me", "binding country=SI activity=health role=worker")
    binds.add_argument("given", nargs="*", metavar="QUESTION=ANSWER", help="the answers so far (none)")
    packed = command(
        "pack", _pack, "a trainer's pack: handout, quiz, answer key", "pack wedding-leave --lang sl --out pack.docx"
    )
    packed.add_argument("--as-of", type=_day, metavar="DATE", help="as of this day, such as 2023-06-14 (today)")
    offer_pack(packed)
    judged = command("evaluate", _evaluate, "figures on judged questions", "evaluate tests/retrieval/test.jsonl")
    judged.add_argument("file", type=Path, metavar="FILE", help="judged questions, one JSON object a line")
    judged.add_argument("--record", type=Path, metavar="FILE", help="compare with the last run, and keep this one")
    add = command("add", _add, "read a new document and show what it would become", "add agreement.docx --keep")
    add.add_argument("file", type=Path, metavar="FILE", help="TXT, HTML, PDF or DOCX, up to 20 MB")
    add.add_argument("--keep", action="store_true", help="keep it: it can be searched at once")
    for field in GIVEN:
        add.add_argument(f"--{field.replace('_', '-')}", metavar="TEXT", help='correct the proposal; "" takes it away')
    leave = command("remove", _remove, "remove an added document", "remove kpdt")
    leave.add_argument("id", metavar="ID", help='one that "kolektivka added" lists')
    command("added", _added, "list the added documents", "added")
    reports = command("reports", _reports, "the mistakes that visitors reported", "reports --accept 1f2e3d4c")
    verdict = reports.add_mutually_exclusive_group()
    verdict.add_argument("--accept", metavar="ID", help="this report is right: the corpus will be corrected")
    verdict.add_argument("--decline", metavar="ID", help="this report is wrong")
    serve = command("serve", _serve, "open the app in the browser", "serve --port 8501")
    serve.add_argument("--port", type=int, default=8501)
    return parser


def _home() -> Path:
    """The folder of the index: `KOLEKTIVKA_INDEX` names another one than the built one, as for the app."""
    return Path(os.environ.get("KOLEKTIVKA_INDEX") or HOME)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is no day such as 2023-06-14') from error


def _print(arguments: Arguments, value: object, readable: Iterator[str]) -> None:
    if arguments.json:
        print(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        print("\n".join(readable))


def _build(arguments: Arguments) -> None:
    built = build(home=arguments.index)
    text = (
        f"{built.agreements} agreements, {built.units} units, {built.chunks} chunks "
        f"({built.embedded} new) in {built.seconds} s"
    )
    _print(arguments, asdict(built), iter([text]))


def _report(arguments: Arguments) -> None:
    reports = [as_json.of_report(report) for report in KnowledgeBase.open(arguments.index).reports]

    _print(arguments, reports, (line for report in reports for line in _report_lines(report)))


def _report_lines(report: as_json.Json) -> Iterator[str]:
    articles, repairs = report["articles"], report["repairs"]
    assert isinstance(articles, tuple) and isinstance(repairs, dict)
    yield f"{report['id']}: {report['units']} units, {len(articles)} articles, coverage {report['coverage']}"
    for name in ("gaps", "duplicates", "warnings"):
        values = report[name]
        assert isinstance(values, tuple)
        yield from (f"  {name[:-1]}: {' '.join(value.split())}" for value in values)
    yield from (f"  repaired: {name} × {count}" for name, count in repairs.items())


def _units(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)
    if arguments.agreement and arguments.agreement not in kb.by_id:
        raise ValueError(f'no agreement "{arguments.agreement}"; there are {", ".join(kb.by_id)}')
    wanted = [
        unit
        for unit in kb.units
        if arguments.agreement in (None, unit.agreement) and (arguments.all or unit.is_provision)
    ]
    _print(
        arguments,
        [as_json.of_listed(kb, unit) for unit in wanted],
        (f"{unit.address}\t{unit.heading or ' › '.join(unit.path[-1:])}" for unit in wanted),
    )


def _show(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)
    address = kb.places.parse(arguments.address)
    value = as_json.of_shown(kb, address, arguments.as_of or address.day or date.today())
    _print(arguments, value, _shown_lines(value, arguments.original))


def _shown_lines(value: as_json.Json, original: bool) -> Iterator[str]:
    yield str(value["citation"])
    yield str(value["standing"])
    for name in ("warnings", "path", "wordings", "references", "referred_by"):
        listed = value[name]
        assert isinstance(listed, list)
        for item in listed:
            told = item if isinstance(item, str) else " · ".join(str(v) for k, v in item.items() if v and k != "text")
            yield f"  {name}: {told}"
    yield ""
    yield str(value["original" if original else "text"]).strip("\n")


def _questions(arguments: Arguments) -> Iterator[str]:
    try:
        lines = arguments.batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{arguments.batch}: cannot be read as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield str(json.loads(line)["q"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f'{arguments.batch}, line {number}: expected a JSON object with "q"') from error


def _search(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)

    def ask(question: str) -> Answer:
        return kb.search(question, arguments.k, arguments.agreement, arguments.country, arguments.as_of)

    if arguments.batch:
        for question in _questions(arguments):
            print(json.dumps(as_json.of_answer(ask(question)), ensure_ascii=False))
        return
    answer = ask(arguments.question)
    lines = (line for hit in answer.hits for line in _hit_lines(hit))
    _print(arguments, as_json.of_answer(answer), lines if answer.hits else iter(["silent: no provision answers"]))


def _compare(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)

    def ask(question: str) -> Comparison:
        return kb.compare(question, arguments.agreement, arguments.country, arguments.as_of)

    if arguments.document:
        questions = list(_questions(arguments)) if arguments.batch else [arguments.question]
        _print_saved(arguments, save_comparisons(arguments, [ask(question) for question in questions]))
        return
    if arguments.batch:
        for question in _questions(arguments):
            print(json.dumps(as_json.of_comparison(ask(question)), ensure_ascii=False))
        return
    comparison = ask(arguments.question)

    def readable() -> Iterator[str]:
        for row in comparison.rows:
            yield f"{row.agreement.short} — {row.state}"
            yield from _hit_lines(row.hit) if row.hit else ()
        yield from favour_lines(favour(comparison.rows, comparison.topic.better if comparison.topic else ""))

    _print(arguments, as_json.of_comparison(comparison), readable())


def _pack(arguments: Arguments) -> None:
    _print_saved(arguments, save_pack(arguments, KnowledgeBase.open(arguments.index)))


def _print_saved(arguments: Arguments, path: Path) -> None:
    size = path.stat().st_size
    _print(arguments, {"file": str(path), "bytes": size}, iter([f"{path}: {size} bytes"]))


def _hit_lines(hit: Hit) -> Iterator[str]:
    doubt = "" if hit.standing.state == "in force" else f" [{hit.standing.state}]"
    yield f"  {hit.citation}{doubt}"
    yield from (f"    {line.strip()}" for line in hit.quote.splitlines() if line.strip())
    yield from value_lines(hit)


def _topics(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)
    text = " ".join(arguments.text)
    rows = kb.matrix.rows(arguments.as_of, arguments.area, arguments.agreement, text)
    _print(arguments, [as_json.of_topic_row(row) for row in rows], topic_lines(rows))


def _binding(arguments: Arguments) -> None:
    pairs = [pair.partition("=") for pair in arguments.given]
    given = {name: answer for name, _, answer in pairs}
    kb, path = KnowledgeBase.open(arguments.index), binding()
    found = path.findings(given, [agreement.id for agreement in kb.agreements if agreement.is_law])
    standings = {f.agreement: kb.standing(f.rule.grounds[0].at) for f in found if f.rule}
    following = path.next(given)
    value = {
        "given": given,
        "findings": [as_json.of_finding(finding, standings.get(finding.agreement)) for finding in found],
        "next": as_json.of_question(following) if following else None,
    }
    _print(arguments, value, chain(finding_lines(found, standings), question_lines(following)))


def _evaluate(arguments: Arguments) -> None:
    outcomes = ask(KnowledgeBase.open(arguments.index), read_judged(arguments.file))
    summary = summed(outcomes)
    moved = changes(outcomes, arguments.record) if arguments.record else iter(())
    _print(arguments, summary, chain(tables(summary), moved))


def _add(arguments: Arguments) -> None:
    given = {field: value for field in GIVEN if (value := getattr(arguments, field)) is not None}
    reading = examine(arguments.file, given, home=arguments.index)
    built = keep(arguments.file, reading, home=arguments.index) if arguments.keep else None
    reason = "" if built else obstacle(reading, home=arguments.index)

    def readable() -> Iterator[str]:
        yield from _reading_lines(reading)
        if built:
            yield f'kept as "{reading.source.agreement.id}", searchable after {built.seconds} s'
        else:
            yield f"it cannot be kept yet: {reason}" if reason else "nothing was kept; add --keep to keep it"

    _print(arguments, of_reading(reading, built is not None, reason), readable())


def _reading_lines(reading: Reading) -> Iterator[str]:
    language = reading.language
    yield f"{reading.name}: {reading.format}, {language.code}-{language.script} ({language.confidence:.0%} sure)"
    yield "proposed entry:"
    for proposed in reading.proposed:
        yield f"  {proposed.field} = {proposed.value}"
        yield f"      {proposed.basis}" + (f": {proposed.quote}" if proposed.quote else "")
    yield from (f"  {field} = ? (not told by the text)" for field in reading.missing)
    yield from _report_lines(as_json.of_report(reading.source.report))


def _remove(arguments: Arguments) -> None:
    built = remove(arguments.id, home=arguments.index)
    _print(arguments, {"id": arguments.id, **asdict(built)}, iter([f'removed "{arguments.id}" in {built.seconds} s']))


def _added(arguments: Arguments) -> None:
    there = added(arguments.index)
    fields = ("id", "title", "short", "kind", "language", "country", "origin")
    entries = [{field: getattr(agreement, field) for field in fields} for agreement in there]
    lines = (f"{agreement.id}\t{agreement.title}\t{agreement.origin}" for agreement in there)
    _print(arguments, entries, lines if there else iter(["no document was added"]))


def _reports(arguments: Arguments) -> None:
    file = arguments.index.parent / REPORTS
    if arguments.accept:
        judge(file, arguments.accept, "accepted")
    if arguments.decline:
        judge(file, arguments.decline, "declined")
    found = mistakes(file)
    lines = (f"{m.id}  {m.verdict}  {m.day}  {m.at}  {m.about}: {m.words}" for m in found)
    _print(arguments, [asdict(m) for m in found], lines if found else iter(["no mistakes were reported"]))


def _serve(arguments: Arguments) -> None:
    KnowledgeBase.open(arguments.index)  # says what is wrong before a browser opens
    if sys.stdout.isatty():  # a person waits: show the page once the app has had time to start
        Timer(3, webbrowser.open, [f"http://127.0.0.1:{arguments.port}"]).start()
    subprocess.run(
        [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(arguments.port)],
        env=os.environ | {"KOLEKTIVKA_INDEX": str(arguments.index)},
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
