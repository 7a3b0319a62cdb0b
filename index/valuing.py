"""What a question asks, as topics and numbers, and the values by which the provisions answer it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.asked import BOUNDS, NOTHING, asked
from index.chunk import Chunk
from index.chunks import Chunks
from index.encoder import Encoder
from index.figures import Figure
from index.knowledge import Knowledge, Topic
from index.numbered import KeptNumbers, Numbered, Reading
from index.settled import Blocks, Settled
from index.signals import OF_TEXT, Measured, Signals, Spread
from index.store import Rows
from index.subject import CLEAR, LESSER, Shares, Subjects
from index.values import Valued, Values
from index.weigh import Array, Sought, Weigher
from ingest.records import Unit

PLACED = 6.0
"""What the place of a topic gains for being quoted, where a question is about that topic alone."""
_LIKELY = 0.05  # a topic with a lesser share moves nothing
CLOSE = 1.5
"""Of units whose log-odds are as close as this, the one that gives the number that is asked for comes first."""
NUMBERED = 0.4
"""What the log-odds that a unit gives the number count for beside its own (fitted on development questions)."""
MOVES = 0.5
"""From this chance on a value narrows the quotation to its own words; a less likely one only takes care to be in it."""


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
        self, signals: Signals, knowledge: Knowledge, settled: Settled, kept: KeptNumbers, encoder: Encoder
    ) -> None:
        store = self._store = signals.store
        self._units: Sequence[Unit] = Rows(range(len(store)), lambda row: store.wording(row).unit)
        self._chunks: Chunks = signals.chunks
        self._glossary, self._rows_of = signals.glossary, store.rows_of
        self.subjects = Subjects(knowledge.topics, settled)
        self._kept, self._reading = kept, Reading(knowledge.figures, signals.glossary, encoder)
        self.weigher = Weigher(self._units, self._chunks, self.subjects, signals.glossary, encoder, self._numbered)
        self._values = Values(self._units, self.weigher)

    def _numbered(self, row: int) -> Numbered:
        found = self._store.figures(row)
        return self._kept.of(row, found) or self._reading.of(self._units[row], found)

    def warm(self) -> None:
        """Reads the numbers that were kept at the build."""
        self.weigher.warm(self._kept)

    def sought(self, question: str, measured: Measured, weights: Sequence[float]) -> Sought:
        """A question in the forms in which figures are compared with it."""
        shares = self.shares(question, measured, weights)
        quotes = Spread(measured.numbers, measured.chunks.astype(np.float64))
        return self.weigher.sought(question, asked(question), shares, quotes)

    def shares(self, question: str, measured: Measured, weights: Sequence[float]) -> Shares:
        """(topics,) how likely a question is about each."""
        return self.subjects.shares(measured.topics, weights, self._glossary.concepts(question))

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
        nothing = Spread(np.zeros(0, np.int64), np.zeros((0, len(OF_TEXT))))
        return self.weigher.sought(f"{topic.en}. {topic.sl}. {topic.sr}", NOTHING, shares, nothing)

    def preferred(self, shares: Shares) -> dict[int, float]:
        """What chunks gain for being quoted because they settle what is asked; others gain nothing."""
        gained: dict[int, float] = defaultdict(float)
        for topic in np.flatnonzero(shares > _LIKELY):
            for agreement in self.subjects.agreements:
                for place in self.subjects.of_cell.get((int(topic), agreement), ()):
                    gain = PLACED * float(shares[topic]) * LESSER**place.rank
                    for row in self._rows_of(place.address.unit):
                        settled = self.subjects.blocks(place, self._units[row])
                        for number in self._chunks.of(row):
                            if settled and self.blocks(self._chunks[number]) <= settled:
                                gained[number] = max(gained[number], gain)
        return gained

    def ordered(self, rows: Sequence[int], logits: Sequence[float], sought: Sought) -> list[int]:
        """The positions of the best units of an agreement, given best first, in the order in which they answer.

        Where a question asks for a number, one of two close provisions that gives none comes second: of the pay for
        standby is asked, and the provision that only says how long standby lasts is not the answer.
        """
        close = [at for at, logit in enumerate(logits) if logits[0] - logit < CLOSE]
        if len(close) > 1 and sought.asked.kinds - BOUNDS:
            gained = [logits[at] + NUMBERED * self._values.log_odds(rows[at], sought) for at in close]
            close = [close[place] for place in np.argsort(-np.array(gained), kind="stable").tolist()]
        return [*close, *(at for at in range(len(rows)) if at not in close)]

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
        """The chunk to quote: the smallest one with all values; less likely ones leave it where it has them."""
        if not valued.spans:
            return chunk
        first, last = min(a for a, _ in valued.spans), max(b for _, b in valued.spans)
        if valued.chance < MOVES and chunk.span[0] <= first and last <= chunk.span[1]:
            return chunk
        holding = [c for c in self._chunks.of_row(chunk.unit) if c.span[0] <= first and last <= c.span[1]]
        return min(holding, key=lambda c: c.span[1] - c.span[0], default=chunk)

    def weighed(self, row: int, sought: Sought, sure: float) -> Weighed:
        """The signs of a unit's figures."""
        signs = self.weigher.signs(row, sought)
        none = self.weigher.signs_of_none(row, sought, signs)
        return Weighed(self._units[row], self.weigher.figures(row), signs, none, sure)
