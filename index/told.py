"""Values, topics and findings in readable lines, as the command prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from index.binding import Finding, Question
from index.favourable import Favour
from index.matrix import TopicRow
from index.results import Hit, Row
from index.states import Standing


def value_lines(hit: Hit) -> Iterator[str]:
    """The values of a hit with what they depend on and their limit; nothing where the text gives no number."""
    doubt = "" if hit.certain else " (not certain)"
    if hit.steps:
        yield f"  = by steps{doubt}:"
        yield from (f"      {' '.join(step.when.split())}: {step.value.text}" for step in hit.steps)
    elif hit.values:
        yield f"  = {'; '.join(value.text for value in hit.values)}{doubt}"
    if hit.condition:
        yield f"  condition: {' '.join(hit.condition.split())}"
    if hit.limit:
        yield f"  limit: {hit.limit.text}"


def favour_lines(found: Favour) -> Iterator[str]:
    """Which value is better, with its notes and the caveat; nothing where none is marked."""
    if found.better:
        yield f"better for the worker ({found.country}): {', '.join(found.better)}"
        yield from (f"  note: {note}" for note in (*found.notes, found.caveat))


def topic_lines(rows: Iterable[TopicRow]) -> Iterator[str]:
    """The matrix, a topic with its cells below it."""
    for row in rows:
        mark = "checked" if row.topic.checked else "not yet checked by a person"
        yield f"{row.topic.id} — {row.topic.en} ({mark})"
        yield from (line for cell in row.rows for line in _cell_lines(cell))
        yield from (f"  {line}" for line in favour_lines(row.favour))


def _cell_lines(cell: Row) -> Iterator[str]:
    if cell.hit is None:
        yield f"  {cell.agreement.short}: silent"
        return
    yield f"  {cell.agreement.short}: {cell.hit.citation.partition(' (')[0]} [{cell.hit.standing.state}]"
    yield from (f"  {line}" for line in value_lines(cell.hit))


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
