"""Does an agreement bind me: a few questions, and what its scope articles answer. The rules are data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from ingest.fields import FieldError, read_record
from ingest.foreign import foreign
from ingest.records import Ground

FILE = Path(__file__).parent.parent / "corpus" / "binding.toml"

Verdict = Literal["yes", "no", "unknown"]
Choice = tuple[str, tuple[str, ...]]  # a question and the answers of it that count

T = TypeVar("T")


class BindingError(ValueError):
    """A question or answer that is not there, or a wrong entry of the data."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question."""

    id: str
    en: str
    sl: str
    sr: str


@dataclass(frozen=True, slots=True)
class Question:
    """A step of the path."""

    id: str
    en: str
    sl: str
    sr: str
    answers: tuple[Option, ...]
    asked_if: tuple[Choice, ...] = ()  # empty: always

    def is_asked(self, given: Mapping[str, str]) -> bool:
        """Whether the answers so far lead to this question."""
        return all(given.get(question) in answers for question, answers in self.asked_if)


@dataclass(frozen=True, slots=True)
class Rule:
    """What an agreement says of those for whom all its answers hold."""

    agreement: str
    verdict: Verdict
    en: str
    sl: str
    sr: str
    when: tuple[Choice, ...]
    grounds: tuple[Ground, ...]

    def holds(self, given: Mapping[str, str]) -> bool:
        """Whether every answer that it needs was given."""
        return all(given.get(question) in answers for question, answers in self.when)

    def is_open(self, given: Mapping[str, str]) -> bool:
        """Whether it may still hold: nothing that was answered speaks against it."""
        return all(given.get(question) in (*answers, None) for question, answers in self.when)


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether an agreement binds, and the sentences that this rests on."""

    agreement: str
    verdict: Verdict
    rule: Rule | None  # None: unknown
    needed: tuple[str, ...]  # the questions that are still open; empty: none would help


@dataclass(frozen=True, slots=True)
class Binding:
    """The path of questions and the rules of all agreements."""

    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]

    def next(self, given: Mapping[str, str]) -> Question | None:
        """The next question that the answers lead to and that may change anything; None: the path is at its end."""
        needed = {name for finding in self.findings(given) for name in finding.needed}
        asked = (q for q in self.questions if q.id not in given and q.is_asked(given))
        return next((question for question in asked if question.id in needed), None)

    def findings(self, given: Mapping[str, str], agreements: Iterable[str] = ()) -> tuple[Finding, ...]:
        """One per agreement; those without rules are unknown.

        Raises BindingError for an answer that is not there.

        >>> found = binding().findings({"country": "SI", "activity": "health", "role": "worker"})
        >>> [(finding.agreement, finding.verdict) for finding in found]
        [('kpop', 'no'), ('kpzsv', 'yes'), ('pku-sz', 'no'), ('zps-oa', 'no')]
        """
        self._check(given)
        known = {name: answer for name, answer in given.items() if answer != "unknown"}
        wanted = tuple(agreements) or tuple(dict.fromkeys(rule.agreement for rule in self.rules))
        return tuple(self._finding(agreement, known) for agreement in wanted)

    def _finding(self, agreement: str, given: Mapping[str, str]) -> Finding:
        rules = [rule for rule in self.rules if rule.agreement == agreement]
        for rule in rules:
            if rule.holds(given):
                return Finding(agreement, rule.verdict, rule, ())
        open_rules = [rule for rule in rules if rule.is_open(given)]
        needed = dict.fromkeys(name for rule in open_rules for name, _ in rule.when if name not in given)
        return Finding(agreement, "unknown", None, tuple(needed))

    def _check(self, given: Mapping[str, str]) -> None:
        options = {question.id: [option.id for option in question.answers] for question in self.questions}
        for name, answer in given.items():
            if name not in options:
                raise BindingError(f'no question "{foreign(name)}"; there are {", ".join(options)}')
            if answer not in (*options[name], "unknown"):
                raise BindingError(
                    f'no answer "{foreign(answer)}" to "{name}"; there are {", ".join(options[name])}, unknown'
                )


@cache
def binding(file: Path = FILE) -> Binding:
    """The path as the data has it; raises BindingError that names the entry."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        questions = [_record(Question, e, f"{file.name}, question {n}") for n, e in enumerate(table["question"], 1)]
        rules = [_record(Rule, e, f"{file.name}, rule {n}") for n, e in enumerate(table["rule"], 1)]
    except (OSError, KeyError, tomllib.TOMLDecodeError, FieldError) as error:
        raise BindingError(f"{file.name}: {error}") from error
    return Binding(tuple(questions), tuple(rules))


def _record(kind: type[T], entry: dict[str, object], where: str) -> T:
    pairs = {name: list(value.items()) for name, value in entry.items() if isinstance(value, dict)}
    return read_record(kind, entry | pairs, where)
