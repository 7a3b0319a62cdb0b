"""Generated inputs for every reader, for repair and splitting: refused with a sentence, or nothing of them is lost."""

from __future__ import annotations

import gc
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from ingest.corpus import source_of
from ingest.links import links
from ingest.quantities import quantities
from ingest.readers import docx, html, pdf, text
from ingest.records import Agreement, Document, Line
from ingest.repair import Repaired, repair
from ingest.wordings import wordings
from tests.builders import agreement
from torture import generated, generated_files
from torture.figures import SLOWEST, Figures, not_a_sentence

TRIES = 10_000
_AGREEMENTS = (agreement("x"), agreement("y", "sr", country="RS", script="Cyrl"))
_AMENDING = agreement("z", amends="x", in_force_from=date(2024, 1, 1))
_STUCK = 6.0


class Stuck(BaseException):
    """An input that keeps the program busy for far too long."""


def run(chances: random.Random, short: bool) -> Figures:
    """Tries every reader, repair and splitting on generated input."""
    figures = Figures("inputs")
    for name, strategy, does in (
        ("texts", generated.texts(), lambda data: _read(text.read, data)),
        ("pages", generated.pages(), lambda data: _read(html.read, data)),
        ("word files", generated_files.word_files(), lambda data: _read(docx.read, data)),
        ("pdfs", generated_files.pdfs(), lambda data: _read(pdf.read, data)),
        ("acts repaired and split", generated.acts(), _splits),
    ):
        _tried(figures, name, strategy, does, chances.randrange(1 << 30), 60 if short else TRIES)
    return figures


def _tried(
    figures: Figures, name: str, strategy: SearchStrategy[Any], does: Callable[[Any], None], start: int, times: int
) -> None:
    def once(made: Any) -> None:
        figures.count(name)
        gc.disable()  # going through what all tries so far have left behind is no work of the reader
        began = time.thread_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, _STUCK)
        try:
            does(made)
        except ValueError as error:
            assert not not_a_sentence(error), not_a_sentence(error)
        except Stuck as error:  # not handed on: to make it smaller would take hours
            figures.fault(f"{name}: {error}: {made!r:.3000}")
            return
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            gc.enable()
        took = time.thread_time() - began
        figures.slowest = max(figures.slowest, took)
        assert took < SLOWEST, f"{took:.1f} s of work"

    signal.signal(signal.SIGVTALRM, _stop)
    kept = settings(
        max_examples=times, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink), print_blob=False, report_multiple_bugs=True,
    )  # fmt: skip
    try:
        kept(seed(start)(given(strategy)(once)))()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        for one in error.exceptions if isinstance(error, BaseExceptionGroup) else (error,):
            notes = " ".join(" ".join(getattr(one, "__notes__", ())).split())
            figures.fault(f"{name}: {type(one).__name__}: {one} {notes[:600]}")


def _stop(*_: object) -> None:
    raise Stuck(f"over {_STUCK:.0f} s of work")


def _read(read: Callable[[bytes, str], Document], data: bytes) -> None:
    document = read(data, "a")
    document.text.encode()  # it will be kept in a file
    assert document.text == "\n".join(line.text for line in document.lines)
    for line in document.lines:
        assert document.text[line.offset :].startswith(line.text)


def _splits(made: str) -> None:
    """Every character is in one unit; what repairs take away, and only that, is missing."""
    document = Document.of_lines("a", "txt", "utf-8", [Line(line, 0) for line in made.split("\n")])
    if not any(c.isalpha() for c in made):  # refused when it is loaded
        return
    for law, scanned in ((_AGREEMENTS[0], False), (_AGREEMENTS[0], True), (_AGREEMENTS[1], False)):
        repaired = repair(document, language=law.language, scanned=scanned)
        assert repaired.original_span(0, len(repaired.text)) == (0, len(document.text)), "the ends lead elsewhere"
        source = source_of(document, repaired, replace(law, scanned=scanned))
        assert "".join(unit.text for unit in source.units) == repaired.text, "text is lost"
        assert source.report.coverage == 1 or not repaired.text
        _spans(source.units, repaired, document)
        _goes_on(source.units, law)


def _spans(units: tuple[Any, ...], repaired: Repaired, document: Document) -> None:
    for one, next_one in pairwise(units):
        assert one.span[1] == next_one.span[0], "the spans have gaps"
        assert one.source_span[1] == next_one.source_span[0], "the spans in the source have gaps"
    if units:
        assert (units[0].source_span[0], units[-1].source_span[1]) == (0, len(document.text))
    for unit in units:
        inside = "".join(unit.text[slice(*block.span)] for block in unit.blocks)
        assert "".join(inside.split()) == "".join(unit.text.split()), f"{unit.label}: text in no block, or in two"


def _goes_on(units: tuple[Any, ...], law: Agreement) -> None:
    """What a build does with units."""
    wordings(units, law, [(_AMENDING, units)])
    links(law, units)
    for unit in units:
        for quantity in quantities(unit.text, law.language):
            assert quantity.text in unit.text
