"""Commands for who cites: what changed in a provision, and whether the citations of a list exist."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from index import law_json
from index.as_of import Reading
from index.changed import changes
from index.cited import check_citations
from index.commands.command import Arguments, Commands, day, offer_lang, put, voice_of
from index.commands.placed import offer_place, placed
from index.knowledge_base import KnowledgeBase
from index.shown import change_lines, checked_lines, day_lines
from index.voice import Voice
from ingest.address import Address


def register(commands: Commands) -> None:
    """Adds diff and cite."""
    diff = commands.add("diff", _diff, "what changed in a provision, word by word", "diff kpop/64/2")
    offer_place(diff)
    diff.add_argument("--from", dest="first", type=day, metavar="DATE", help="the texts of this day (the oldest one)")
    diff.add_argument("--to", dest="last", type=day, metavar="DATE", help="against those of this day (today)")
    offer_lang(diff)
    cite = commands.add("cite", _cite, "check a list of citations", "cite brief.txt")
    cite.add_argument("file", metavar="FILE", help='one citation a line, or between semicolons; "-": standard input')
    offer_lang(cite)


def _diff(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)
    address = placed(kb, " ".join(arguments.place), voice)
    made = changes(kb.law, address, arguments.first, arguments.last)
    named = arguments.first or arguments.last
    days = [arguments.first, arguments.last or date.today()] if named else []
    readings = [kb.law.reading(address.unit, day) for day in days if day]
    sentence = "" if made else _unchanged(readings, kb, address, voice)
    value = law_json.of_changes(kb, address, made, readings, sentence, voice)

    def readable() -> Iterator[str]:
        agreement, oldest = kb.by_id[address.agreement], kb.law.history(address.unit)[0]
        yield str(value["citation"])
        yield from (f"  {line}" for reading in readings for line in day_lines(reading, oldest, agreement, voice))
        yield from change_lines(made, agreement, voice)
        if not made:
            yield str(value["sentence"])

    put(arguments, value, readable())


def _unchanged(readings: list[Reading], kb: KnowledgeBase, address: Address, voice: Voice) -> str:
    """Why there is nothing to compare."""
    if len(kb.law.history(address.unit)) == 1:
        return voice.say("There is one wording only: nothing has changed.")
    days = {"first": voice.day(readings[0].day), "last": voice.day(readings[-1].day)}
    if len(readings) == 1:
        return voice.say("The oldest wording is read on {last}: nothing has changed.", **days)
    if readings[0].shown != readings[-1].shown:  # in force on one of the days only
        return voice.say("The same wording applies to {first} and to {last}: nothing has changed.", **days)
    return voice.say("The same wording is read on {first} and on {last}: nothing has changed.", **days)


def _cite(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)
    checked = check_citations(_listed(arguments.file), kb.reader)
    value = [law_json.of_checked(kb, one, date.today(), voice) for one in checked]
    put(arguments, value, checked_lines(kb, checked, voice) if checked else iter([voice.say("no citations")]))


def _listed(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{'standard input' if file == '-' else file}: cannot be read as UTF-8 text") from error
