"""What a search and a comparison give back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.knowledge import Topic
from index.question import Question
from index.states import Standing
from ingest.quantities import Quantity
from ingest.records import Agreement, Unit

Verdict = Literal["found", "uncertain", "silent"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: "nad 10 do 15 let" is 45 days."""

    when: str  # as written
    value: Quantity


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that answers, the words of it that answer best, and why it was found."""

    agreement: Agreement
    unit: Unit
    paragraph: str  # "": the unit has none
    point: str  # "": the whole paragraph answers
    span: Span  # of the quote, in the unit's text
    score: float
    verdict: Verdict
    citation: str
    standing: Standing
    marks: tuple[Span, ...]  # words of the question, in the unit's text
    values: tuple[Quantity, ...] = ()  # the numbers that answer; empty: the text gives none
    limit: Quantity | None = None  # what the values together may not exceed; None: no such limit is stated
    condition: str = ""  # on what the values depend, as written; "": on nothing
    steps: tuple[Step, ...] = ()  # the values with what each depends on; none: one value answers
    certain: bool = False  # whether the values are surely the ones asked for; no value is never certain

    @property
    def quote(self) -> str:
        return self.unit.text[slice(*self.span)]

    @property
    def why(self) -> tuple[str, ...]:
        """The words of the unit that the question shares, each once."""
        return tuple(dict.fromkeys(self.unit.text[a:b].lower() for a, b in self.marks))


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked hits of a question."""

    question: Question
    verdict: Verdict
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement in a comparison; a silent one has no hit."""

    agreement: Agreement
    state: Verdict
    probability: float  # that the agreement answers
    hit: Hit | None
    others: tuple[Hit, ...] = ()  # further units of the agreement that answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row per agreement, in the order of the register."""

    question: Question
    rows: tuple[Row, ...]
    topic: Topic | None = None  # what the question is clearly about; None: no topic is clear
