"""Answers, topics, findings and reports in readable lines, as the command prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from index.as_json import Json
from index.binding import Finding, Question
from index.check import Checked
from index.favourable import Favour, favour
from index.matrix import TopicRow
from index.results import Answer, Comparison, Hit, Row
from index.states import Standing
from index.voice import ENGLISH, Voice


def value_lines(hit: Hit, voice: Voice = ENGLISH) -> Iterator[str]:
    """The values of a hit with what they depend on and their limit; nothing where the text gives no number."""
    doubt = "" if hit.certain else f" ({voice.say('not certain')})"
    if hit.steps:
        yield f"  = {voice.say('by steps')}{doubt}:"
        yield from (f"      {' '.join(step.when.split())}: {step.value.text}" for step in hit.steps)
    elif hit.values:
        yield f"  = {'; '.join(value.text for value in hit.values)}{doubt}"
    if hit.condition:
        yield f"  {voice.say('condition:')} {' '.join(hit.condition.split())}"
    if hit.limit:
        yield f"  {voice.say('limit:')} {hit.limit.text}"


def hit_lines(hit: Hit, voice: Voice = ENGLISH) -> Iterator[str]:
    """A hit: its citation, with its standing where it is not in force, its words, its values and its warnings."""
    doubt = "" if hit.standing.state == "in force" else f" [{voice.say(hit.standing.state)}]"
    yield f"  {voice.cited_hit(hit)}{doubt}"
    yield from (f"    {line.strip()}" for line in hit.quote.splitlines() if line.strip())
    yield from value_lines(hit, voice)
    yield from (f"  {voice.say('warning:')} {voice.said(caution)}" for caution in hit.standing.warnings)


def answer_lines(answer: Answer, voice: Voice = ENGLISH) -> Iterator[str]:
    """The hits of a search; a silent one says so."""
    yield from (line for hit in answer.hits for line in hit_lines(hit, voice))
    if not answer.hits:
        yield f"{voice.say('silent')}: {voice.say('no provision answers')}"


def comparison_lines(comparison: Comparison, voice: Voice = ENGLISH) -> Iterator[str]:
    """A row per agreement, and which value is better."""
    for row in comparison.rows:
        yield f"{voice.name(row.agreement)} — {voice.say(row.state)}"
        yield from hit_lines(row.hit, voice) if row.hit else ()
    topic = comparison.topic
    yield from favour_lines(favour(comparison.rows, topic.better if topic else ""), voice)


def favour_lines(found: Favour, voice: Voice = ENGLISH) -> Iterator[str]:
    """Which value is better, with its notes and the caveat; nothing where none is marked."""
    if found.better:
        yield f"{voice.say('better for the worker')} ({found.country}): {', '.join(found.better)}"
        yield from (f"  {voice.say('note:')} {voice.say(note)}" for note in (*found.notes, found.caveat))


def topic_lines(rows: Iterable[TopicRow], voice: Voice = ENGLISH) -> Iterator[str]:
    """The matrix, a topic with its cells below it."""
    for row in rows:
        mark = voice.say("checked") if row.topic.checked else voice.say("not yet checked by a person")
        yield f"{row.topic.id} — {voice.topic(row.topic)} ({mark})"
        yield from (line for cell in row.rows for line in _cell_lines(cell, voice))
        yield from (f"  {line}" for line in favour_lines(row.favour, voice))


def _cell_lines(cell: Row, voice: Voice) -> Iterator[str]:
    name = voice.name(cell.agreement)
    if cell.hit is None:
        yield f"  {name}: {voice.say('silent')}"
        return
    yield f"  {name}: {voice.cited_hit(cell.hit).partition(' (')[0]} [{voice.say(cell.hit.standing.state)}]"
    yield from (f"  {line}" for line in value_lines(cell.hit, voice))


def report_lines(report: Json) -> Iterator[str]:
    """How well a source was split: its counts, what is missing or doubtful, what was repaired."""
    articles, repairs = report["articles"], report["repairs"]
    assert isinstance(articles, tuple) and isinstance(repairs, dict)
    yield f"{report['id']}: {report['units']} units, {len(articles)} articles, coverage {report['coverage']}"
    for name in ("gaps", "duplicates", "warnings"):
        values = report[name]
        assert isinstance(values, tuple)
        yield from (f"  {name[:-1]}: {' '.join(value.split())}" for value in values)
    yield from (f"  repaired: {name} × {count}" for name, count in repairs.items())


def finding_lines(found: Iterable[Finding], standings: Mapping[str, Standing]) -> Iterator[str]:
    """Whether each agreement binds, how that stands today, and its words."""
    for finding in found:
        standing = standings.get(finding.agreement)
        doubt = f" [{standing.state}]" if standing and standing.state != "in force" else ""
        yield f"{finding.agreement}: {finding.verdict}{doubt}" + (f" — {finding.rule.en}" if finding.rule else "")
        yield from (f"  {ground.at}: {ground.quote}" for ground in (finding.rule.grounds if finding.rule else ()))


def question_lines(following: Question | None) -> Iterator[str]:
    """The next question with its answers, as they are given to the command."""
    if following:
        yield f"next: {following.en}"
        yield from (f"  {following.id}={option.id}  {option.en}" for option in following.answers)


def check_lines(found: Checked) -> Iterator[str]:
    """What is wrong with an index, one line each; or that it is whole."""
    if found.faults:
        yield from found.faults
        return
    yield (
        f"the index is whole: {found.files} files, {found.agreements} agreements, {found.units} units, "
        f"{found.chunks} chunks, {found.embedded} of them embedded again"
    )
