"""What a question asks, as topics and numbers, and the values by which the provisions answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.asked import NOTHING, asked
from index.chunk import Chunk
from index.encoder import Encoder
from index.figures import Figure
from index.knowledge import Topic
from index.signals import OF_TEXT, Measured, Signals
from index.subject import CLEAR, LESSER, Blocks, Shares, Subjects
from index.values import Valued, Values
from index.weigh import Array, Sought, Weigher
from ingest.places import Places
from ingest.records import Unit

PLACED = 6.0
"""What the place of a topic gains for being quoted, where a question is about that topic alone."""
_LIKELY = 0.05  # a topic with a lesser share moves nothing
MOVES = 0.5
"""From this chance on a value draws the quotation to itself."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit as it was weighed for a question: what the weights are fitted on."""

    unit: Unit
    figures: tuple[Figure, ...]
    signs: Array
    of_none: Array
    sure: float


class Valuing:
    """Reads questions for the values that they ask for; row i is wording i of the knowledge base."""

    def __init__(
        self, units: Sequence[Unit], signals: Signals, topics: Sequence[Topic], places: Places, encoder: Encoder
    ) -> None:
        self._units, self._chunks = units, signals.passages.chunks
        self._glossary = signals.glossary
        self.subjects = Subjects(topics, places, signals.glossary)
        self.weigher = Weigher(units, self._chunks, self.subjects, signals.glossary, encoder)
        self._values = Values(units, self.weigher)
        self._rows: dict[str, list[int]] = {}
        self._of_unit: dict[int, list[int]] = {}
        for row, unit in enumerate(units):
            self._rows.setdefault(unit.address, []).append(row)
        for number, chunk in enumerate(self._chunks):
            self._of_unit.setdefault(chunk.unit, []).append(number)

    def sought(self, question: str, measured: Measured, weights: Sequence[float]) -> Sought:
        """A question in the forms in which figures are compared with it."""
        shares = self.subjects.shares(measured.topics, weights, self._glossary.concepts(question))
        return self.weigher.sought(question, asked(question), shares, measured.chunks.astype(np.float64))

    def topic(self, sought: Sought) -> Topic | None:
        """The topic that a question is clearly about; None: no one is clear."""
        shares = sought.shares
        top = int(shares.argmax()) if len(shares) else 0
        return self.subjects.topics[top] if len(shares) and shares[top] >= CLEAR else None

    def of_topic(self, number: int) -> Sought:
        """A topic as a question that is about nothing else, for its places."""
        topic = self.subjects.topics[number]
        shares = np.zeros(len(self.subjects.topics))
        shares[number] = 1.0
        of_chunks = np.zeros((len(self._chunks), len(OF_TEXT)))
        return self.weigher.sought(f"{topic.en}. {topic.sl}. {topic.sr}", NOTHING, shares, of_chunks)

    def preferred(self, shares: Shares) -> Array:
        """(chunks,) what each chunk gains for being quoted because it settles what is asked."""
        gained = np.zeros(len(self._chunks))
        for topic in np.flatnonzero(shares > _LIKELY):
            for agreement in self.subjects.agreements:
                for place in self.subjects.of_cell.get((int(topic), agreement), ()):
                    gain = PLACED * float(shares[topic]) * LESSER**place.rank
                    for row in self._rows[place.address.unit]:
                        settled = self.subjects.blocks(place, self._units[row])
                        for number in self._of_unit[row]:
                            if settled and self.blocks(self._chunks[number]) <= settled:
                                gained[number] = max(gained[number], gain)
        return gained

    def blocks(self, chunk: Chunk) -> Blocks:
        """The blocks of its unit that a chunk has."""
        start, end = chunk.span
        blocks = self._units[chunk.unit].blocks
        return frozenset(number for number, block in enumerate(blocks) if start <= block.span[0] < end)

    def silent(self, chunk: Chunk, sought: Sought) -> bool:
        """Whether an agreement is silent on what is asked, although this chunk of it comes near."""
        return self.subjects.silences(self._units[chunk.unit], self.blocks(chunk), sought.shares)

    def of(self, row: int, sought: Sought, sure: float = 1.0, within: Blocks = frozenset()) -> Valued:
        """The values of a unit that answer; `sure` is the chance that the unit does, `within` its blocks that do."""
        return self._values.of(row, sought, sure, within)

    def quoted(self, chunk: Chunk, valued: Valued) -> Chunk:
        """The chunk to quote: the smallest one with all values, where they are likely the ones asked for."""
        if not valued.spans or valued.chance < MOVES:
            return chunk
        first, last = min(a for a, _ in valued.spans), max(b for _, b in valued.spans)
        around = [self._chunks[n] for n in self._of_unit[chunk.unit]]
        holding = [c for c in around if c.span[0] <= first and last <= c.span[1]]
        return min(holding, key=lambda c: c.span[1] - c.span[0], default=chunk)

    def weighed(self, row: int, sought: Sought, sure: float) -> Weighed:
        """The signs of a unit's figures."""
        signs = self.weigher.signs(row, sought)
        none = self.weigher.signs_of_none(row, sought, signs)
        return Weighed(self._units[row], self.weigher.figures(row), signs, none, sure)
