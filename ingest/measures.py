"""Units, and the words that bound a number or say by what it is reckoned: data in `corpus/measures.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ingest.phrases import pattern_of

_FILE = Path(__file__).parent.parent / "corpus" / "measures.toml"
# "tri poslednje isplaćene prosečne plate": more words than that make another phrase.
_MOST_BETWEEN = 5
Kind = Literal["duration", "percentage", "money", "factor", "age", "threshold", "count", "date", "clock"]
Bound = Literal["exact", "at least", "at most", "more than", "less than"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Bounding:
    """The phrases of one bound."""

    means: Bound
    near: re.Pattern[str]  # ends where the number begins
    far: re.Pattern[str]  # a few words may follow
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Measures:
    """The word list of one language as patterns for folded text."""

    units: tuple[tuple[re.Pattern[str], Unit], ...]
    ending: re.Pattern[str]  # of a number in digits: "12-ih", "15-dnevni"
    between: re.Pattern[str]  # one word between a number and its unit
    not_counted: re.Pattern[str]
    bounds: tuple[Bounding, ...]
    per: tuple[tuple[str, re.Pattern[str]], ...]
    before_an_event: re.Pattern[str]
    age_before: re.Pattern[str]
    age_after: re.Pattern[str]
    age_not_after: re.Pattern[str]

    def unit_at(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The unit that follows a number ending at `at`, and where it ends; None: no known one.

        >>> measures("sl").unit_at("2 dodatna delovna dneva", 1)
        (Unit(name='working day', kind='duration'), 23)
        """
        best: tuple[Unit, int] | None = None
        begin = self.ending.match(text, at)
        for _ in range(_MOST_BETWEEN):
            if begin is None:
                break
            for pattern, unit in self.units:
                found = pattern.match(text, begin.end())
                if found and (best is None or found.end() > best[1]):
                    best = unit, found.end()
            begin = self.between.match(text, begin.end())
        return best


@lru_cache(maxsize=2)
def measures(language: str) -> Measures:
    """The word list of a language, "sl" or "sr"."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))

    def phrases(group: dict[str, str], prefix: str = "") -> str:
        return pattern_of(group.get(f"{prefix}{language}", ""))

    fillers = rf"(?:\s+{phrases(table['between_bound'])})*"
    return Measures(
        units=tuple((re.compile(phrases(u)), Unit(u["name"], u["kind"])) for u in table["unit"]),
        ending=re.compile(r"""[ "“”']{0,3}(?:-(?:t?ih|t?imi?|og|mi)\b)?-?[^\S\n]*"""),
        between=re.compile(rf"{phrases(table['between'])}\s+"),
        not_counted=re.compile(phrases(table["not_counted"])),
        bounds=tuple(
            Bounding(
                means=group["means"],
                near=re.compile(rf"\b{phrases(group, 'near_')}{'' if group['means'] == 'exact' else fillers}\s*$"),
                far=re.compile(rf"\b{phrases(group, 'far_')}(?:\s+[^\s,;:()¤]+){{0,8}}\s*$"),
                after=re.compile(rf"\s*{phrases(group, 'after_')}"),
            )
            for group in table["bound"]
        ),
        per=tuple((name, re.compile(rf"\b{pattern_of(words)}")) for name, words in table["per"].items()),
        before_an_event=re.compile(rf"\s*(?:\w+\s+){{0,2}}?{phrases(table['before_an_event'])}"),
        age_before=re.compile(rf"\b{phrases(table['age'], 'before_')}(?:\s+\w+){{0,2}}\s*$"),
        age_after=re.compile(rf"\s*{phrases(table['age'], 'after_')}"),
        age_not_after=re.compile(rf"\s*(?:\w+\s+)?{phrases(table['age'], 'not_after_')}"),
    )
