"""The records that ingest hands on: frozen, made of tuples, and free of I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Format = Literal["txt", "html", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as its reader found it.

    >>> Line("1. člen", offset=0).text
    '1. člen'
    """

    text: str  # without its newline; the row of a table: its cells joined by tabs
    offset: int  # of the first character in Document.text
    page: int | None = None  # from 1; None: the format has no pages
    heading: int = 0  # level 1 to 6 where the format marks headings; 0: not marked
    cells: tuple[str, ...] = ()  # the cells of a table row; empty: not a table row


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as read, before any repair: `text` is its lines joined by newlines."""

    name: str  # the file's name, for messages
    format: Format
    charset: str  # as recognised: "utf-8", "cp1250"; "" where the format settles it (pdf, docx)
    text: str
    lines: tuple[Line, ...]

    @classmethod
    def of_lines(cls, name: str, format: Format, charset: str, lines: list[Line]) -> Document:
        """A document whose offsets are counted here, from the lines laid end to end.

        >>> d = Document.of_lines("a.txt", "txt", "utf-8", [Line("ab", 0), Line("c", 0)])
        >>> d.text, [line.offset for line in d.lines]
        ('ab\\nc', [0, 3])
        """
        placed, offset = [], 0
        for line in lines:
            placed.append(Line(line.text, offset, line.page, line.heading, line.cells))
            offset += len(line.text) + 1
        return cls(name, format, charset, "\n".join(line.text for line in lines), tuple(placed))


Kind = Literal["agreement", "rulebook", "statute", "note"]
UnitKind = Literal["article", "section", "point", "annex-article", "appendix", "preamble", "closing", "note"]
BlockKind = Literal["heading", "title", "paragraph", "point", "subpoint", "indent", "row", "quoted"]


@dataclass(frozen=True, slots=True)
class Gazette:
    """Where a text was published: "Uradni list RS, št. 46/23 (1364, p. 3954)"."""

    gazette: str
    issue: str
    number: str = ""  # of the act within the issue; "": not known
    page: str = ""  # "": not known
    date: date | None = None  # None: the day of issue is not known
    url: str = ""  # "": no link that could be checked


@dataclass(frozen=True, slots=True)
class Annex:
    """An amending agreement printed after the agreement, with articles of its own."""

    label: str
    title: str
    begins: str  # the first words of its first line
    published: Gazette | None = None
    in_force_from: date | None = None  # None: not known
    applied_from: date | None = None  # None: not stated


@dataclass(frozen=True, slots=True)
class Appendix:
    """A list or table printed after the articles."""

    label: str
    begins: str  # the first words of its first line


@dataclass(frozen=True, slots=True)
class Ground:
    """The words that something rests on."""

    at: str  # address of the unit that holds them word for word; "register": only the register says so
    quote: str


@dataclass(frozen=True, slots=True)
class AfterEffect:
    """How long a part of the agreement goes on to apply after its end, and where it says so."""

    months: int
    part: str
    source: str
    headings: tuple[str, ...] = ()  # the headings that open the part; empty: they are not told apart
    quote: str = ""  # its words at the source


@dataclass(frozen=True, slots=True)
class End:
    """The last day of an agreement and the reason for it."""

    date: date
    why: str


EventKind = Literal[
    "nova KP",
    "aneks",
    "popravek",
    "razlaga",
    "tarifna priloga",
    "razširjena veljavnost",
    "pristop",
    "odpoved",
    "sodna odločba",
    "podaljšanje",
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an agreement, named as in the state's register of agreements.

    "podaljšanje" makes it last longer, "razširjena veljavnost" binds all employers of the activity by it; "nova
    KP" with `until` is the later agreement that takes its place.
    """

    kind: EventKind
    what: str  # the act, as it is cited
    published_on: date | None = None  # None: not known
    begins: date | None = None  # the first day of its effect; None: not known
    until: date | None = None  # the last day of the agreement by this event; None: it sets none
    ground: Ground | None = None  # None: only the register says so


@dataclass(frozen=True, slots=True)
class Indexed:
    """A unit whose amounts change from time to time without a new text."""

    unit: str
    since: date  # the first day on which they may differ from the text
    ground: Ground


@dataclass(frozen=True, slots=True)
class Agreement:
    """One entry of the register `corpus/agreements.toml`."""

    id: str
    file: str
    sha256: str
    kind: Kind
    title: str
    short: str
    country: str
    language: str
    script: str
    parties: tuple[str, ...]
    activity: str
    text_state: str
    origin: str
    scanned: bool = False
    published: tuple[Gazette, ...] = ()  # empty: never in a gazette
    in_force_from: date | None = None  # None: not known
    applied_from: date | None = None  # None: not stated
    until: End | None = None  # None: no end is known
    after_effect: AfterEffect | None = None  # None: none is stated
    text_until: date | None = None  # the last change that this text contains; None: not known
    extends: str = ""  # id of the agreement that this one extends; "": none
    amends: str = ""  # id of the agreement that this one amends; "": none
    about: str = ""  # id of the agreement that a note belongs to; "": none
    supersedes: str = ""
    superseded_by: str = ""
    note: str = ""
    annex: tuple[Annex, ...] = ()
    appendix: tuple[Appendix, ...] = ()
    in_force_not_before: date | None = None  # bounds where the day itself is not known; None: no bound is known
    in_force_not_after: date | None = None
    begins: Ground | None = None  # what its beginning rests on; None: no words of the text
    event: tuple[Event, ...] = ()
    indexed: tuple[Indexed, ...] = ()
    article: str = ""  # a line that opens an article in the manner of this document; "": of corpus/headings.toml

    @property
    def prolonged(self) -> tuple[Event, ...]:
        """What made it last longer in time: podaljšanje, produženje."""
        return tuple(event for event in self.event if event.kind == "podaljšanje")

    @property
    def extended(self) -> tuple[Event, ...]:
        """What made it bind all employers of its activity: razširjena veljavnost, proširenje dejstva."""
        return tuple(event for event in self.event if event.kind == "razširjena veljavnost")

    @property
    def is_law(self) -> bool:
        """Whether its units may be shown as provisions; a note never is."""
        return self.kind != "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a unit with its place: the second indent of paragraph 1 is 1//2.

    `span` points into the unit's text. Paragraph, point and indent are as printed, or counted where the
    text does not number them.
    """

    kind: BlockKind
    span: tuple[int, int]
    paragraph: str = ""  # "": above the first paragraph
    point: str = ""  # "": not in a point
    indent: str = ""  # "": not in an indent
    cells: tuple[str, ...] = ()  # of a table row


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, or what stands in for one: the smallest part of an agreement that has a label."""

    agreement: str
    label: str
    kind: UnitKind
    heading: str  # "": it has none
    path: tuple[str, ...]  # the headings above it, outermost first
    text: str
    span: tuple[int, int]  # in the repaired text of its source
    source_span: tuple[int, int]  # in the source as read
    language: str
    script: str
    blocks: tuple[Block, ...]
    struck: bool = False  # the text itself says that it was struck out

    @property
    def address(self) -> str:
        return f"{self.agreement}/{self.label}"

    @property
    def is_provision(self) -> bool:
        """Whether it may answer a question; preambles, signatures and notes do not."""
        return self.kind not in ("preamble", "closing", "note")


@dataclass(frozen=True, slots=True)
class SplitReport:
    """How well a source was split: what `kolektivka report` prints."""

    id: str
    units: int
    articles: tuple[str, ...]
    gaps: tuple[str, ...]
    duplicates: tuple[str, ...]
    coverage: float
    repairs: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
