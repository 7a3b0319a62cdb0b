"""Which numbers of a provision answer a question: the value, the step of a scale, the limit and the condition."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index.figures import Figure, contains
from index.results import Span, Step
from index.scales import alike, is_stepped
from index.weigh import OF_NONE, SIGNS, Array, Sought, Weigher
from ingest.fields import FieldError, read_record
from ingest.phrases import pattern_of
from ingest.plain import Plain
from ingest.quantities import Quantity
from ingest.records import Unit
from ingest.script import fold

FITTED = Path(__file__).parent.parent / "models" / "values.json"
"""Written by `python -m index.train.values`."""

_REMEDY = 'restore it from the repository, or run "python -m index.train.values" (docs/training.md)'

_BY_LAW = re.compile(
    pattern_of(
        "v skladu z zakonom, skladno z zakonom, v skladu s predpisi, v skladu s podzakonsk* predpis*, "
        "u skladu sa zakonom, u skladu sa propis*"
    )
)
_IF = re.compile(r"\b(?:ce|ako|ukoliko|pod pogojem|pod uslovom|razen ce|osim ako|ki traja\w*|koji traje)\b")
_ORDINALS = "prv drug tretj cetrt pet sest sedm osm devet deset".split()
_OF_BEFORE = re.compile(r"\b(?:iz|po|v)\s+(?:prejsnjega|predhodnega|prethodnog)\s+(?:odstavk|stav)")
_OF_NUMBER = re.compile(
    rf"\b(?:iz|po|v)\s+(?:(?P<sl>{'|'.join(_ORDINALS)})\w*\s+odstavk|(?P<digit>\d+)\.?\s+odstavk|st(?:ava|\.)\s*(?P<sr>\d+))"
)
_LEAST = 1e-3
_NUMBER_OF_PLACE = re.compile(r"^\d{1,2}\)\s*")  # "(3)" without its first bracket, "1)"
_EDGES = " \t\n-–•,;:.("


class ValuesError(ValueError):
    """The weights of the values cannot be read."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts for, and from which chance on a value is shown as certain."""

    figures: tuple[float, ...]  # one weight per sign of SIGNS
    none: tuple[float, ...]  # one weight per sign of OF_NONE
    certain: float
    alone: float  # from this share of its list an item answers by itself; below, the list answers as a whole
    step: float  # the same for the steps of a scale, which mostly answer as a whole


@dataclass(frozen=True, slots=True)
class Valued:
    """The numbers that answer from one unit."""

    values: tuple[Quantity, ...] = ()  # none: the text gives no number
    steps: tuple[Step, ...] = ()  # more than one value answers, each on its condition; none: one answers
    limit: Quantity | None = None  # None: none is stated
    condition: str = ""  # "": none is stated
    chance: float = 0.0  # that these values answer
    certain: bool = False
    spans: tuple[Span, ...] = ()  # of the values, in the unit's text

    def condition_in(self, quote: str) -> str:
        """On what the values depend; of a quotation without a value, its words that leave it to the statute."""
        return self.condition if self.values else by_law(quote)


def read_weights(file: Path = FITTED) -> Weights:
    """The fitted weights; raises ValuesError that says what to do.

    >>> len(read_weights().figures) == len(SIGNS)
    True
    """
    try:
        weights = read_record(Weights, json.loads(file.read_text(encoding="utf-8")), file.name)
    except (OSError, json.JSONDecodeError, FieldError) as error:
        raise ValuesError(f"{_named(file)} cannot be read ({error}): {_REMEDY}") from error
    if (len(weights.figures), len(weights.none)) != (len(SIGNS), len(OF_NONE)):
        raise ValuesError(f"{_named(file)} was fitted for other signs: {_REMEDY}")
    return weights


def _named(file: Path) -> str:
    return "/".join(file.parts[-2:])


class Values:
    """Chooses the values of units."""

    def __init__(self, units: Sequence[Unit], weigher: Weigher) -> None:
        self._units, self._weigher = units, weigher

    @cached_property
    def _weights(self) -> Weights:
        return read_weights()

    def of(self, row: int, sought: Sought, sure: float = 1.0, within: frozenset[int] = frozenset()) -> Valued:
        """The values of a unit that answer; `sure` is the chance that the unit does.

        `within` are the blocks that answer, where they are known; empty: any.
        """
        found = self._weigher.figures(row)
        chances = self.chances(row, sought)
        if within:
            outside = [figure.block not in within for figure in found]
            chances[:-1][outside] = 0.0
            chances /= chances.sum()
        best = int(chances.argmax())
        stepping = [n for n, figure in enumerate(found) if chances[n] > 0.0 and (figure.conditions or figure.classes)]
        lists = {number: self._listed(row, found, chances, number) for number in stepping}
        stepped = {
            n: listed for n, listed in lists.items() if len(listed) > 1 and is_stepped([found[k] for k in listed])
        }
        if stepped:  # the steps of a scale share one chance: together they may be likelier than the likeliest figure
            likeliest = max(stepped, key=lambda n: (sum(chances[k] for k in stepped[n]), chances[n]))
            if sum(chances[k] for k in stepped[likeliest]) > chances[best]:
                best = max(stepped[likeliest], key=lambda k: float(chances[k]))
        if best == len(found):
            return Valued(chance=float(chances[best]))
        listed = lists.get(best) or self._listed(row, found, chances, best)
        whole = float(sum(chances[number] for number in listed))
        if len(listed) > 1 and self._is_scale(found, listed, best, float(chances[best]) / whole, sought):
            return self._scale(row, [found[number] for number in listed], whole * sure)
        return self._single(row, found, best, float(chances[best]) * sure)

    def chances(self, row: int, sought: Sought) -> Array:
        """(figures + 1,) the chance that each figure of a unit answers, and that none does."""
        signs = self._weigher.signs(row, sought)
        none = float(self._weigher.signs_of_none(row, sought, signs) @ np.array(self._weights.none))
        logits = np.append(signs @ np.array(self._weights.figures), none)
        chances = np.exp(logits - logits.max())
        return np.asarray(chances / chances.sum())

    def log_odds(self, row: int, sought: Sought) -> float:
        """The log-odds that some figure of a unit answers."""
        none = float(np.clip(self.chances(row, sought)[-1], _LEAST, 1.0 - _LEAST))
        return float(np.log((1.0 - none) / none))

    def _listed(self, row: int, found: Sequence[Figure], chances: Array, best: int) -> list[int]:
        """The figures like the best one in the other items of its scale, the likeliest of each item."""
        items = [[n for n in item if chances[n] > 0.0] for item in alike(self._units[row], found, best)]
        return [max(item, key=lambda n: float(chances[n])) for item in items if item] or [best]

    def _is_scale(
        self, found: Sequence[Figure], listed: Sequence[int], best: int, share: float, sought: Sought
    ) -> bool:
        """Whether all items of a list answer together: none is the one that is asked for."""
        chosen, asked = found[best], sought.asked
        if any(contains(step, number) for step in chosen.conditions for number in asked.numbers):
            return False
        if chosen.classes & asked.classes:
            return False
        stepped = is_stepped([found[number] for number in listed])
        return share < (self._weights.step if stepped else self._weights.alone)

    def _scale(self, row: int, figures: Sequence[Figure], chance: float) -> Valued:
        text = self._units[row].text
        steps = tuple(Step(_beside(text, figure), figure.quantity) for figure in figures)
        return Valued(
            values=tuple(step.value for step in steps),
            steps=steps,
            limit=limit(self._units[row], self._weigher.figures(row), figures[0]),
            chance=chance,
            certain=chance >= self._weights.certain and is_stepped(figures),
            spans=tuple(figure.quantity.span for figure in figures),
        )

    def _single(self, row: int, found: Sequence[Figure], best: int, chance: float) -> Valued:
        figure = found[best]
        return Valued(
            values=(figure.quantity,),
            limit=limit(self._units[row], found, figure),
            condition=condition(self._units[row].text, figure, found),
            chance=chance,
            certain=chance >= self._weights.certain,
            spans=(figure.quantity.span,),
        )


def limit(unit: Unit, found: Sequence[Figure], chosen: Figure) -> Quantity | None:
    """What the values of an article together may not exceed; None: it does not say, or of other values.

    >>> from index.figures import figures
    >>> from ingest.corpus import read_corpus
    >>> unit = next(u for u in read_corpus()[2].units if u.label == "38")
    >>> found = figures(unit)
    >>> limit(unit, found, found[1]).text
    'sedem delovnih dni'
    """
    block, days = unit.blocks[chosen.block], ("day", "working day", "calendar day")
    for cap in found:
        over = unit.blocks[cap.block]
        alike = cap.quantity.unit in days and chosen.quantity.unit in days
        if not cap.is_cap or cap is chosen or not (alike or cap.quantity.unit == chosen.quantity.unit):
            continue
        of = _paragraph_meant(unit, cap)
        if (of or block.paragraph) == block.paragraph and over.point in ("", block.point):
            return cap.quantity
    return None


def _paragraph_meant(unit: Unit, cap: Figure) -> str:
    """The paragraph that a limit speaks of: "iz prejšnjega odstavka", "из става 1."; "": it does not say."""
    text, own = fold(unit.text[slice(*cap.sentence)]), unit.blocks[cap.block].paragraph
    if _OF_BEFORE.search(text) and own.isdigit():
        return str(int(own) - 1)
    if match := _OF_NUMBER.search(text):
        return match["digit"] or match["sr"] or str(_ORDINALS.index(match["sl"]) + 1)
    return ""


def condition(text: str, chosen: Figure, found: Sequence[Figure]) -> str:
    """On what a value depends, as written: the words of the other numbers of its sentence, or after an "if"."""
    beside = [f for f in found if f.sentence == chosen.sentence and f.is_condition and f is not chosen]
    apart = [f for f in beside if f.clause != chosen.clause]
    parts = [text[slice(*figure.clause)] for figure in apart] or [_beside(text, chosen)] * bool(beside)
    if not parts:
        sentence, start = text[slice(*chosen.sentence)], chosen.sentence[0]
        plain = Plain.of(sentence)
        match = _IF.search(plain.text)
        at = plain.origin(*match.span())[0] if match else 0
        outside = match and not chosen.clause[0] <= start + at < chosen.clause[1]
        parts = [sentence[at:]] if outside else []
    return " … ".join(dict.fromkeys(_bare(part) for part in parts))


def _beside(text: str, figure: Figure) -> str:
    """The words of an item without its value: "nad 10 do 15 let"."""
    (start, end), (first, last) = figure.sentence, figure.quantity.span
    before, after = _bare(text[start:first]), _bare(text[last:end])
    return " … ".join(part for part in (before, after) if part)


def _bare(words: str) -> str:
    """Words without the number of their paragraph or point and without the marks around them."""
    return _NUMBER_OF_PLACE.sub("", words.strip(_EDGES)).strip(_EDGES)


def by_law(text: str) -> str:
    """The words with which a text leaves the number to the statute; "": it does not.

    >>> by_law("Delavec ima pravico do odmora v skladu z zakonom."), by_law("Запослени има право у складу са законом.")
    ('v skladu z zakonom', 'у складу са законом')
    """
    plain = Plain.of(text)
    match = _BY_LAW.search(plain.text)
    return plain.words(*match.span()) if match else ""
