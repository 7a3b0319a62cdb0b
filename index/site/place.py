"""What every page of a static site is made from: the base, the language, the day, and the units as of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.cite import FORMS, Form, brief_citation, citation
from index.exports.words import Words
from index.knowledge_base import KnowledgeBase
from ingest.address import Address
from ingest.places import Places
from ingest.records import Agreement, Unit

_BRIEF: dict[str, Form] = {"sl": "sl-short"}


@dataclass(frozen=True, slots=True)
class Site:
    """The base as of a day, to be told in a language."""

    kb: KnowledgeBase
    words: Words
    day: date
    places: Places  # of the wordings read on the day

    @classmethod
    def of(cls, kb: KnowledgeBase, words: Words, day: date) -> Site:
        """The base with the wording of each unit that is read on a day."""
        return cls(kb, words, day, Places(kb.law.reading(address, day).shown.unit for address in kb.places.units))

    def units_of(self, agreement: Agreement) -> tuple[Unit, ...]:
        """The units of an agreement in its order, with those that amendments inserted."""
        return tuple(unit for unit in self.places.units.values() if unit.agreement == agreement.id)

    def name(self, place: Address) -> str:
        """A place as the language cites it; one that is not there by its address."""
        unit = self.places.units.get(place.unit)
        if unit is None:
            return str(place)
        inside = place.inside if self.places.exists(place) else ("", "", "")
        agreement = self.kb.by_id[unit.agreement]
        return brief_citation(agreement, unit, *inside, form=_BRIEF.get(self.words.lang, self._form))

    def citation(self, unit: Unit) -> str:
        """The whole citation of a unit in the language."""
        return citation(self.kb.by_id[unit.agreement], unit, form=self._form)

    @property
    def _form(self) -> Form:
        return next(form for form in FORMS if form == self.words.lang)
