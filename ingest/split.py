"""Splits a repaired source into units whose spans, laid end to end, are the whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.headings import Grammar, grammar, level, part, point
from ingest.records import Agreement, Unit, UnitKind
from ingest.structure import OPEN, ends_quotation, quoted_article, structure
from ingest.tables import tables

PREAMBLE, CLOSING, NOTE = "preambula", "zakljucek", "zapis"
_MOST_ARTICLES = 10_000  # a larger number is a misread one: what it would skip fills no report

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opener:
    """A line at which a unit begins; `first` is the first line of the headings above it."""

    line: int
    first: int
    label: str
    kind: UnitKind
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A stretch of lines whose articles are numbered from 1: the agreement itself, or an annex."""

    start: int
    end: int
    prefix: str  # "" for the agreement, "aneks-1/" for an annex


class Splitter:
    """The lines of one source, and what they are."""

    def __init__(self, text: str, agreement: Agreement) -> None:
        self.text, self.agreement = text, agreement
        self.grammar: Grammar = grammar(agreement.language, agreement.article)
        self.offsets, self.lines = [], []
        offset = 0
        for line in text.splitlines(keepends=True):
            self.offsets.append(offset)
            self.lines.append(line.strip())
            offset += len(line)
        self.offsets.append(len(text))
        self.quoted = _quoted(self.lines, self.grammar)

    def openers(self) -> list[Opener]:
        """Every unit's first line, in order."""
        agreement = self.agreement
        if not agreement.is_law:
            return [Opener(0, 0, NOTE, "note")]
        starts = [(self._line_of(a.begins), a.label, "annex") for a in agreement.annex]
        starts += [(self._line_of(a.begins), a.label, "appendix") for a in agreement.appendix]
        starts.sort()
        ends = [*(start for start, _, _ in starts[1:]), len(self.lines)][: len(starts)]
        found = list(self._body(Body(0, starts[0][0] if starts else len(self.lines), "")))
        for (start, label, kind), end in zip(starts, ends, strict=True):
            if kind == "appendix":
                found.append(Opener(start, start, label, "appendix"))
            else:
                found += self._body(Body(start, end, f"{label}/"))
        return found

    def _line_of(self, begins: str) -> int:
        for number, line in enumerate(self.lines):
            if line.startswith(begins):
                return number
        raise ValueError(f'{self.agreement.id}: no line begins with "{begins}"; correct `begins` in the register')

    def _body(self, body: Body) -> Iterator[Opener]:
        articles = [
            (n, label)
            for n in range(body.start, body.end)
            if not self.quoted[n] and (label := self.grammar.article_label(self.lines[n])) is not None
        ]
        found = list(self._sections(body, [n for n, _ in articles]))
        trail: list[tuple[int, str]] = []
        others, after = sorted(opener.line for opener in found), body.start - 1
        for number, label in articles:
            before = bisect_left(others, number)
            after = max([after, *others[before - 1 : before]])
            first = self._above(number, after)
            for line in self.lines[first:number]:
                if line:
                    deep = level(line, "") or 9
                    trail = [t for t in trail if t[0] < deep] + [(deep, line)]
            kind: UnitKind = "annex-article" if body.prefix else "article"
            found.append(Opener(number, first, body.prefix + label, kind, tuple(t for _, t in trail)))
            after = number
        found.sort(key=lambda opener: opener.line)
        if not found or any(self.lines[body.start : found[0].first]):
            found.insert(0, Opener(body.start, body.start, body.prefix + PREAMBLE, "preamble"))
        yield from found
        closing = range(found[-1].line + 1, body.end)
        for number in closing if articles else ():
            if self.grammar.closing.fullmatch(self.lines[number]):
                yield Opener(number, number, body.prefix + CLOSING, "closing")
                return

    def _above(self, article: int, after: int) -> int:
        """The first line of the headings that stand directly above an article."""
        first = article
        for number in range(article - 1, after, -1):
            line = self.lines[number]
            if not line:
                continue
            before, further = ([text for text in reversed(self.lines[after + 1 : number]) if text] + ["", ""])[:2]
            if level(before, further) is not None:
                before = ""  # a heading is as good as a finished sentence
            if level(line, before) is None or self.grammar.title.fullmatch(line):
                break
            first = number
        return first

    def _sections(self, body: Body, articles: list[int]) -> Iterator[Opener]:
        """Parts without articles, and their numbered points."""
        opening = set(articles)
        parts = [(n, p) for n in range(body.start, body.end) if n not in opening and (p := part(self.lines[n]))]
        ends = [*(n for n, _ in parts[1:]), body.end][: len(parts)]
        for (start, (label, _)), end in zip(parts, ends, strict=True):
            if any(start < n < end for n in articles):
                continue
            above = tuple(self.lines[n] for n, (outer, _) in parts if n < start and label.startswith(f"{outer}/"))
            points = self._points(start, end)
            first = start
            if any(self.lines[start + 1 : points[0][0] if points else end]):
                yield Opener(start, start, label, "section", above)
                first = -1
            for number, value in points:
                opens = start if first == start else number
                first = -1
                yield Opener(number, opens, f"{label}.{value}", "point", (*above, self.lines[start]))

    def _points(self, start: int, end: int) -> list[tuple[int, int]]:
        points: list[tuple[int, int]] = []
        for number in range(start + 1, end):
            headed = point(self.lines[number])
            if headed and headed[0] == len(points) + 1:
                points.append((number, headed[0]))
        return points


def split(text: str, agreement: Agreement, original_span: Callable[[int, int], Span]) -> tuple[Unit, ...]:
    """The units of a repaired text, in its order; their spans partition it.

    `original_span` maps a span of the repaired text to the source as read. Text is never lost: what opens no
    unit belongs to the one before it.
    """
    if not text:
        return ()
    splitter = Splitter(text, agreement)
    openers = splitter.openers()
    starts = [0, *(splitter.offsets[o.first] for o in openers[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        _unit(splitter, opener, (start, end), original_span)
        for opener, start, end in zip(openers, starts, ends, strict=True)
    )


def _unit(splitter: Splitter, opener: Opener, span: Span, original_span: Callable[[int, int], Span]) -> Unit:
    text = splitter.text[span[0] : span[1]]
    address = f"{splitter.agreement.id}/{opener.label}"
    opening = splitter.offsets[opener.line] - span[0]
    heading, blocks = structure(text, max(opening, 0), opener.kind, splitter.grammar, tables().get(address))
    body = [text[b.span[0] : b.span[1]] for b in blocks if b.kind not in ("heading", "title")]
    return Unit(
        agreement=splitter.agreement.id,
        label=opener.label,
        kind=opener.kind,
        heading=heading,
        path=opener.path,
        text=text,
        span=span,
        source_span=original_span(*span),
        language=splitter.agreement.language,
        script=splitter.agreement.script,
        blocks=blocks,
        struck=bool(body) and all(splitter.grammar.struck.fullmatch(line) for line in body),
    )


def _quoted(lines: list[str], words: Grammar) -> list[bool]:
    """Which lines stand inside a quoted article, »6. člen … «, and so open nothing.

    A quotation without an end is none: what follows it would be lost.
    """
    last = max((number for number, line in enumerate(lines) if ends_quotation(line)), default=-1)
    inside, quoted = False, []
    for number, line in enumerate(lines):
        begins = number <= last and bool(quoted_article(line, words))
        quoted.append(inside or (begins and line[:1] in OPEN))
        inside = (inside or begins) and not ends_quotation(line)
    return quoted


def gaps_of(labels: list[str]) -> list[str]:
    """Article numbers that are skipped between the first and the last one.

    >>> gaps_of(["1", "2", "2a", "4"])
    ['3']
    >>> len(gaps_of(["1", "9" * 300])) < 10_000
    True
    """
    numbers = {int("".join(c for c in label if c.isdigit())) for label in labels if label[:1].isdigit()}
    last = min(max(numbers, default=0), _MOST_ARTICLES)
    return [str(n) for n in range(1, last) if n not in numbers]


def duplicates_of(labels: list[str]) -> list[str]:
    """Article labels that occur more than once, annexes apart.

    >>> duplicates_of(["1", "2", "1"])
    ['1']
    """
    return [label for label, times in Counter(labels).items() if times > 1]
