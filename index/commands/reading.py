"""Commands that show what the sources became: the units, one unit whole, and how well each source was split."""

from __future__ import annotations

from datetime import date

from index import as_json, law_json
from index.commands.command import Arguments, Commands, offer_day, offer_lang, put, voice_of
from index.commands.placed import offer_place, placed
from index.knowledge_base import KnowledgeBase
from index.shown import unit_lines
from index.told import report_lines
from ingest.places import listed


def register(commands: Commands) -> None:
    """Adds report, units and show."""
    commands.add("report", _report, "how well each source was split", "report")
    units = commands.add("units", _units, "list the units of the agreements", "units --agreement kpop")
    units.add_argument("--agreement", metavar="ID", help="only this agreement")
    units.add_argument("--all", action="store_true", help="preambles, closings and notes as well")
    show = commands.add("show", _show, "one unit, whole", "show kpop/45")
    offer_place(show)
    show.add_argument("--original", action="store_true", help="the text as the source has it, before repair")
    offer_day(show)
    offer_lang(show)


def _report(arguments: Arguments) -> None:
    reports = [as_json.of_report(report) for report in KnowledgeBase.open(arguments.index).reports]
    put(arguments, reports, (line for report in reports for line in report_lines(report)))


def _units(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)
    if arguments.agreement and arguments.agreement not in kb.by_id:
        raise ValueError(f'no agreement "{arguments.agreement}"; there are {listed(kb.by_id)}')
    wanted = [
        unit
        for unit in kb.units
        if arguments.agreement in (None, unit.agreement) and (arguments.all or unit.is_provision)
    ]
    put(
        arguments,
        [law_json.of_listed(kb, unit) for unit in wanted],
        (f"{unit.address}\t{unit.heading or ' › '.join(unit.path[-1:])}" for unit in wanted),
    )


def _show(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)
    address = placed(kb, " ".join(arguments.place), voice)
    reading = kb.law.reading(address.unit, arguments.as_of or address.day or date.today())
    lines = unit_lines(kb, address, reading, voice, arguments.original)
    put(arguments, law_json.of_shown(kb, address, reading.day, voice), lines)
