"""How often the comparison gives the value that a judged question expects.

`python -m index.measure_values tests/retrieval/development.jsonl` prints the figures; `--list` adds each miss.

Right is only what the fact says. Where the fact is one value, the row must show this one: a question with a number of
years, or with what tells a step apart, asks for its step, and a whole scale that has the step among others counts as
"in the scale", not as right. Where the fact is a range or several values, the question asks for the whole scale, and
the row is right when its steps have each of the values, or go from end to end of the range.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.evaluate import Judged, read_judged
from index.facts import Wanted, fact
from index.knowledge_base import HOME, KnowledgeBase
from index.question import QuestionError
from index.results import Hit
from index.train.unheard import unheard
from ingest.quantities import Quantity

Kind = Literal["right", "in the scale", "wrong", "no value", "no row"]
KINDS: tuple[Kind, ...] = ("right", "in the scale", "wrong", "no value", "no row")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row gave for one fact."""

    question: str
    language: str
    agreement: str
    fact: str
    kind: Kind
    certain: bool  # whether the value was shown as certain
    unit_right: bool  # whether the row's unit answers
    shown: str


def outcomes(kb: KnowledgeBase, questions: Iterable[Judged]) -> Iterator[Outcome]:
    """One per fact; facts without a number ("funeral costs") are left out."""
    for judged in questions:
        facts = {agreement: (text, fact(text)) for agreement, text in judged.facts if fact(text)}
        if not facts:
            continue
        try:
            rows = {row.agreement.id: row.hit for row in kb.compare(judged.q).rows}
        except QuestionError:
            rows = {}
        for agreement, (text, wanted) in facts.items():
            hit = rows.get(agreement)
            right = hit is not None and hit.unit.address in judged.answers_of(agreement)
            shown = "; ".join(value.text for value in hit.values) if hit else ""
            kind, certain = kind_of(hit, wanted), bool(hit and hit.certain)
            yield Outcome(judged.q, judged.lang, agreement, text, kind, certain, right, shown)


def kind_of(hit: Hit | None, wanted: Sequence[Wanted]) -> Kind:
    """Whether the values of a row are a fact: the first one, or a scale that spans it from end to end."""
    if hit is None:
        return "no row"
    if not hit.values:
        return "no value"
    if not hit.steps:
        return "right" if any(one.is_met_by(hit.values[0]) for one in wanted) else "wrong"
    if _spans(hit.values, wanted[0]):
        return "right"
    met = [any(one.is_met_by(value) for value in hit.values) for one in wanted]
    if len(wanted) > 1 and all(met):
        return "right"
    return "in the scale" if any(met) else "wrong"


def _spans(values: Sequence[Quantity], wanted: Wanted) -> bool:
    """Whether values go from end to end of a range in its unit: "1–5 months" of one, two, three and five months."""
    numbered = [value for value in values if value.value is not None]
    if wanted.upper is None or not numbered:
        return False
    ends = [pick(numbered, key=lambda v: v.value or 0) for pick in (min, max)]
    return all(
        Wanted(number, None, wanted.unit).is_met_by(end)
        for number, end in zip((wanted.value, wanted.upper), ends, strict=True)
    )


def figures(found: Sequence[Outcome]) -> Iterator[str]:
    """The figures in readable lines."""
    count = len(found)
    yield f"facts {count}, rows whose unit answers {_share(sum(o.unit_right for o in found), count)}"
    for kind in KINDS:
        mine = [o for o in found if o.kind == kind]
        certain = sum(o.certain for o in mine)
        yield f"{kind}: {_share(len(mine), count)}, shown as certain {_share(certain, count)}"
    reached = [o for o in found if o.unit_right]
    kinds = Counter(o.kind for o in reached)
    told = kinds["right"] + kinds["in the scale"]
    share = _share(kinds["right"], len(reached))
    yield f"where the unit answers: right {share}, or in the scale {_share(told, len(reached))}"
    sure = [o for o in found if o.certain]
    right = sum(o.kind in ("right", "in the scale") for o in sure)
    yield f"shown as certain: {_share(len(sure), count)}, of these right or in the scale {_share(right, len(sure))}"
    for language in sorted({o.language for o in found}):
        mine = [o for o in found if o.language == language]
        yield f"{language}: right {_share(sum(o.kind == 'right' for o in mine), len(mine))}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part})" if whole else "–"


def main(argv: Sequence[str]) -> int:
    """Prints the figures of a file of judged questions."""
    parser = argparse.ArgumentParser(prog="python -m index.measure_values", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=HOME)
    parser.add_argument("--list", action="store_true", help="each row that is not right")
    parser.add_argument("--unheard", action="store_true", help="only questions to which no known one comes close")
    arguments = parser.parse_args(argv)
    kb, judged = KnowledgeBase.open(arguments.index), read_judged(arguments.file)
    found = list(outcomes(kb, unheard(judged, kb.knowledge, kb.encoder) if arguments.unheard else judged))
    print("\n".join(figures(found)))
    for outcome in found if arguments.list else ():
        if outcome.kind != "right":
            sure = "CERTAIN" if outcome.certain else ""
            print(outcome.kind, sure, outcome.agreement, outcome.question, outcome.fact, outcome.shown, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
