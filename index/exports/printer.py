"""Puts a collection into words: the table that every format prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from index.cite import FORMS, Form, citation
from index.exports.amounts import Amount, amount
from index.exports.collection import Collection, Section, figures_of
from index.exports.permalink import BASE, checked, to_pack, to_place, to_question
from index.exports.standing import standing_lines
from index.exports.table import Entry, Group, Link, Table, lead_of, place_of
from index.exports.words import Words, clean
from index.gazette import gazette_links
from index.results import Hit, Row, Step

NOTICE = (
    "For information only: authentic are only the texts as published in the gazettes or signed. "
    "Values were read from the quoted words; check them there."
)
UNCHECKED = "The places of this topic were not yet checked by a person."


def table(collection: Collection, words: Words, form: Form | None = None, base: str = BASE) -> Table:
    """A collection in words; `form` is that of its citations, by default the one of the language.

    Raises ValueError for an unknown form or a base that no link can begin with.
    """
    checked(base)
    if form is not None and form not in FORMS:
        raise ValueError(f'no form "{form}" of citations; there are {", ".join(FORMS)}')
    if not collection.sections:
        raise ValueError("there is nothing to take away: choose a question, a topic or a provision")
    printer = _Printer(words, collection.day, form or _form_of(words), base)
    groups = tuple(printer.group(section) for section in collection.sections)
    whole = "Comparison of agreements" if any(group.title for group in groups) else "Provisions"
    return Table(
        title=(groups[0].title if len(groups) == 1 else "") or words.say(whole),
        words=words,
        day=collection.day,
        as_of=words.say("As of {day}", day=words.date(collection.day)),
        notice=words.say(NOTICE),
        writing=_writing(words),
        permalink=groups[0].permalink if len(groups) == 1 else printer.whole(collection),
        groups=groups,
    )


def _form_of(words: Words) -> Form:
    return next(form for form in FORMS if form == words.lang)


def _writing(words: Words) -> str:
    name = {"en": "English", "sl": "Slovenian", "sr": "Serbian"}[words.language]
    script = {"": "quotations as published", "Latn": "Serbian quotations in Latin letters"}
    return words.say(f"{name}; {script.get(words.script, 'Serbian quotations in Cyrillic letters')}")


@dataclass(frozen=True, slots=True)
class _Printer:
    words: Words
    day: date
    form: Form
    base: str

    def whole(self, collection: Collection) -> str:
        """The address of everything, in the app's pack."""
        items = [item for section in collection.sections for item in _items(section)]
        return to_pack(self.base, self.words, self.day, items)

    def group(self, section: Section) -> Group:
        words, topic = self.words, section.topic
        title, lang = clean(section.question), ""
        if topic:
            name = {"sl": topic.sl, "sr": topic.sr, "en": topic.en}[words.language]
            title, lang = words.name(name), words.lang
        unchecked = words.say(UNCHECKED) if topic and not topic.checked else ""
        link = to_pack(self.base, words, self.day, _items(section))
        if section.question:
            link = to_question(self.base, words, self.day, section.question, section.filters)
        return Group(
            title=title,
            title_lang=lang,
            topic=topic.id if topic else "",
            checked=bool(topic and topic.checked),
            note=" ".join(part for part in (clean(section.note), unchecked) if part),
            permalink=link,
            entries=tuple(self.entry(row) for row in section.rows),
        )

    def entry(self, row: Row) -> Entry:
        agreement, words = row.agreement, self.words
        standing, warnings = standing_lines(row, self.day, words)
        silent = Entry(
            agreement_id=agreement.id,
            agreement=words.name(agreement.short),
            title=words.quoted(agreement.title, agreement.language, agreement.script)[0],
            title_lang=words.quoted("", agreement.language, agreement.script)[1],
            state=row.state if row.hit else "silent",
            address="",
            label="",
            heading="",
            unsure=False,
            certain=False,
            amounts=(),
            limit=None,
            condition="",
            lead="",
            quote="",
            quote_lang="",
            citation="",
            citation_lang=_lang_of(self.form),
            see_also=(),
            standing=standing,
            warnings=warnings,
            published=(),
            permalink="",
        )
        return self._answered(silent, row.hit, row.others) if row.hit else silent

    def _answered(self, entry: Entry, hit: Hit, others: tuple[Hit, ...]) -> Entry:
        words, unit, place = self.words, hit.unit, place_of(hit)
        language, script = unit.language, unit.script
        quote, lang = words.quoted(hit.quote.strip(), language, script)
        return replace(
            entry,
            address=str(place),
            label=unit.label,
            heading=words.quoted(unit.heading, language, script)[0],
            unsure=not hit.values and bool(figures_of(hit)),
            certain=hit.certain,
            amounts=self._amounts(hit),
            limit=amount(hit.limit, words, language, script) if hit.limit else None,
            condition=words.quoted(hit.condition, language, script)[0],
            lead=words.quoted(lead_of(hit), language, script)[0],
            quote=quote,
            quote_lang=lang,
            citation=self._cited(hit),
            see_also=tuple(Link(self._cited(other), self._link(other)) for other in others),
            published=tuple(Link(words.name(name), url) for name, url in gazette_links(hit.agreement, unit)),
            permalink=self._link(hit),
        )

    def _amounts(self, hit: Hit) -> tuple[Amount, ...]:
        steps = hit.steps or tuple(Step("", value) for value in hit.values)
        language, script = hit.unit.language, hit.unit.script
        return tuple(amount(step.value, self.words, language, script, step.when) for step in steps)

    def _cited(self, hit: Hit) -> str:
        return clean(citation(hit.agreement, hit.unit, hit.paragraph, hit.point, form=self.form))

    def _link(self, hit: Hit) -> str:
        return to_place(self.base, self.words, self.day, place_of(hit))


def _items(section: Section) -> list[str]:
    """What a section is in the app's pack."""
    if section.topic:
        return [f"t:{section.topic.id}"]
    if section.question:
        return [f"q:{section.question}"]
    return [str(place_of(row.hit)) for row in section.rows if row.hit]


def _lang_of(form: Form) -> str:
    return {"sl-short": "sl", "slash": "sl"}.get(form, form)
