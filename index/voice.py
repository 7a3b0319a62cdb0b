"""In which language the command speaks: its sentences, its labels and its citations. Quotations stay as published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

from index.cite import FORMS, Form, brief_citation, citation
from index.exports.standing import sentence
from index.exports.words import Words
from index.knowledge import Topic
from index.knowledge_base import KnowledgeBase
from index.results import Hit
from index.states import Caution, Standing
from ingest.address import Address
from ingest.records import Agreement, Unit

LANGS = ("en", "sl", "sr", "sr-Cyrl", "sr-Latn")
"""What `--lang` may be; "sr" is Serbian in Cyrillic."""

SETTING = "KOLEKTIVKA_LANG"
"""The environment variable with the language where none is given."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one language, and the form of its citations.

    >>> Voice.of("sr-Latn").say("found"), Voice.of("sl").day(date(2019, 1, 31))
    ('nađeno', '31. 1. 2019')
    """

    words: Words
    form: Form | None = None  # of the citations; None: in the manner of the agreement's own country

    @classmethod
    def of(cls, lang: str) -> Voice:
        """The voice of one of LANGS; "": English, each agreement cited in the manner of its own country."""
        language, _, script = (lang or "en").partition("-")
        words = Words(language, script)
        return cls(words, next(form for form in FORMS if form == words.lang) if lang else None)

    def say(self, english: str, **places: object) -> str:
        """A sentence or label in the language, its places filled."""
        return self.words.say(english, **places)

    def said(self, of: Standing | Caution) -> str:
        """What is said of a text, with its dates in the manner of the language.

        >>> Voice.of("sl").said(Caution("applied from", (("day", date(2023, 5, 1)),)))
        'Uporablja se od 1. 5. 2023.'
        """
        return _on_a_line(sentence(of, self.words))

    def day(self, day: date) -> str:
        """A day as the language writes it."""
        return _on_a_line(self.words.date(day))

    def name(self, agreement: Agreement) -> str:
        """The short name of an agreement, in the letters of the language; as published where none is chosen."""
        return self.words.name(agreement.short) if self.form else agreement.short

    def topic(self, topic: Topic) -> str:
        """The name of a topic."""
        names = {"en": topic.en, "sl": topic.sl, "sr": topic.sr}
        return self.words.name(names[self.words.language])

    def cited(self, agreement: Agreement, unit: Unit, inside: tuple[str, str, str] = ("", "", "")) -> str:
        """The citation of a place, with its gazettes."""
        return citation(agreement, unit, *inside, form=self.form)

    def cited_hit(self, hit: Hit) -> str:
        """The citation of the words that a hit quotes."""
        if self.form is None:
            return hit.citation
        return self.cited(hit.agreement, hit.unit, (hit.paragraph, hit.point, ""))

    def cited_brief(self, kb: KnowledgeBase, place: Address) -> str:
        """The citation of a place that is there, without its gazettes."""
        return brief_citation(kb.by_id[place.agreement], kb.places.units[place.unit], *place.inside, form=self.form)


ENGLISH = Voice(Words("en"))


def chosen(lang: str | None) -> str:
    """The language to speak: the one given, else that of the environment; "": neither.

    Raises ValueError when the environment names a language that is not known.
    """
    found = lang or os.environ.get(SETTING, "")
    if found and found not in LANGS:
        raise ValueError(f'{SETTING} is "{found}": set it to one of {", ".join(LANGS)}')
    return found


def _on_a_line(text: str) -> str:
    # Terminals break lines themselves, and nobody types the blank that does not break.
    return text.replace("\u00a0", " ")
