"""How an agreement or a wording stands on a day: the states, the cautions, and their English sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Literal

from ingest.records import Ground

State = Literal[
    "not yet in force",
    "in force",
    "applied retroactively",
    "in after-effect",
    "expired",
    "superseded",
    "text older than the law",
    "struck out",
    "not known",
]
Code = Literal[
    "in force between",
    "applied from",
    "retroactive",
    "replaced retroactively",
    "prolonged",
    "binds all employers",
    "only a part",
    "superseded according to",
    "changes up to",
    "consolidated",
    "no wording of the day",
    "indexed",
    "change left to a person",
]

SENTENCES: dict[State, tuple[str, ...]] = {
    "not yet in force": ("Not yet in force: in force from {since}.", "Not yet in force."),
    "in force": (
        "In force from {since} to {until}.",
        "In force since {since}.",
        "In force until {until}.",
        "In force.",
    ),
    "applied retroactively": ("Not yet in force on this day, but applied to it: with effect from {since}.",),
    "in after-effect": ("No longer in force, but still applied until {until}.",),
    "expired": ("Expired: in force until {until}.",),
    "superseded": ("Superseded: the older text, in force until {until}.",),
    "text older than the law": ("The text here is older than the law in force.",),
    "struck out": ("Struck out since {since}.", "Struck out."),
    "not known": ("Whether it was in force on this day is not known here.",),
}
"""For each state its sentences; the first one whose dates are known is said."""

CAUTIONS: dict[Code, str] = {
    "in force between": "In force from a day between {first} and {last}; the exact day is not known here.",
    "applied from": "Applied from {day}.",
    "retroactive": "Applied from {applied}, although in force only from {in_force}.",
    "replaced retroactively": "A later text, in force from {in_force}, applies to this day too: {source}.",
    "prolonged": "Its term was prolonged until {until}: {what}.",
    "binds all employers": "It binds all employers of its activity: {what}.",
    "only a part": "Only its {part} part still applies.",
    "superseded according to": "Followed by {what}.",
    "changes up to": "This text contains changes up to {day}; look for later ones.",
    "consolidated": "A consolidated text, for information: only the texts as published are authentic.",
    "no wording of the day": "The wording of this day is not kept here.",
    "indexed": "These amounts change without a new text since {since}: check the amounts in force.",
    "change left to a person": "A change by {source} could not be carried out by machine: {words}",
}
"""For each caution its sentence."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before relying on a text."""

    code: Code
    arguments: tuple[tuple[str, date | str], ...] = ()  # by the name of the place they fill

    @property
    def sentence(self) -> str:
        """Its English sentence with places to fill, to translate."""
        return CAUTIONS[self.code]


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands on a day, and the words that this rests on."""

    state: State
    because: Ground
    since: date | None = None  # the first day of the state, or of being in force; None: not known
    until: date | None = None  # its last day; None: no end is known
    warnings: tuple[Caution, ...] = ()

    @property
    def arguments(self) -> tuple[tuple[str, date | str], ...]:
        """The dates that are known, by the name of the place they fill."""
        return tuple((n, d) for n, d in (("since", self.since), ("until", self.until)) if d)

    @property
    def sentence(self) -> str:
        """Its English sentence with places to fill, to translate; all of them are in `arguments`.

        >>> Standing("in force", Ground("register", ""), until=date(2019, 1, 31)).sentence
        'In force until {until}.'
        """
        known = dict(self.arguments)
        said = (
            s for s in SENTENCES[self.state] if all(name in known for _, name, _, _ in Formatter().parse(s) if name)
        )
        return next(said, f"{self.state.capitalize()}.")
