"""The page of one unit: its words, how it stands, and every way that leads to it and from it."""

from __future__ import annotations

from datetime import date
from html import escape

from index.as_of import Reading
from index.exports.permalink import BASE, checked
from index.exports.words import Words
from index.gazette import gazette_links
from index.knowledge_base import KnowledgeBase
from index.site.in_time import axes_html, dates_html, ground_html, standing_html, standing_line, wordings_html
from index.site.page import lang_of, link, page, quoted, section, span
from index.site.place import Site
from index.site.text import Text, beginning
from index.site.ways import IntoApp, Ways
from index.unit_names import name_of
from ingest.address import Address
from ingest.links import Link, referring_to
from ingest.places import Places
from ingest.records import Agreement, Unit
from ingest.script import to_cyrillic

_KINDS = {"statute": "a statute or another act", "gazette": "a gazette", "agreement": "another agreement"}


def single_page(kb: KnowledgeBase, address: str, words: Words, day: date, base: str = BASE) -> bytes:
    """The page of one unit by itself; its links lead into the app at `base`.

    Raises AddressError for an address that is not there, ValueError for a base that no link can begin with.
    """
    checked(base)
    site = Site.of(kb, words, day)
    return unit_page(site, kb.places.parse(address).unit, IntoApp(base, words, day, site.places)).encode()


def unit_page(site: Site, address: str, ways: Ways) -> str:
    """The page of the unit at an address, as HTML."""
    reading = site.kb.law.reading(address, site.day)
    unit = reading.shown.unit
    agreement, words = site.kb.by_id[unit.agreement], site.words
    trail = (
        link(ways.start(), escape(words.say("Agreements"))),
        link(ways.contents(agreement.id), span(agreement.short, agreement, words)),
        f'<span aria-current="page">{span(name_of(agreement, unit), unit, words)}</span>',
    )
    main = "\n".join(
        part
        for part in (
            _head(unit, agreement, site),
            standing_html(reading.standing, agreement, site, ways),
            dates_html(reading, agreement, site),
            axes_html(reading, site),
            _summary(reading, site),
            _text(reading, site, ways),
            f'<p class="citation">{escape(words.say("Citation"))}: {escape(site.citation(unit))}</p>',
            ground_html(reading.standing, agreement, site, ways),
            _published(agreement, unit, site),
            _beside(unit, agreement, site, ways),
            wordings_html(reading, site, ways),
            _references(reading, site, ways),
            _similar(unit, site, ways),
        )
        if part
    )
    as_of = f"<p>{escape(words.say('As of {day}', day=words.date(site.day)))}</p>"
    return page(f"{site.name(Address(unit.agreement, unit.label))} – Kolektivka", trail, main, as_of, words)


def _head(unit: Unit, agreement: Agreement, site: Site) -> str:
    words, lang = site.words, lang_of(unit, site.words)
    above = " › ".join(quoted(part, unit, words) for part in unit.path)
    trail = f'<p class="trail"{lang}>{above}</p>' if above else ""
    heading = f" <span>{quoted(unit.heading, unit, words)}</span>" if unit.heading else ""
    return (
        f"{trail}<h1{lang}>{quoted(name_of(agreement, unit), unit, words)}{heading}</h1>"
        f'<p class="agreement"{lang_of(agreement, words)}>{quoted(agreement.title, agreement, words)}</p>'
    )


def _summary(reading: Reading, site: Site) -> str:
    """What people wrote about the newest wording, marked as no law; "": nothing, or another wording is read."""
    address = reading.shown.address
    summary = next((s for s in site.kb.knowledge.summaries if s.address == address), None)
    if summary is None or reading.shown is not site.kb.law.history(address)[-1]:
        return ""
    words = site.words
    said = {"en": summary.en, "sl": summary.sl, "sr": summary.sr}[words.language]
    said = words.name(to_cyrillic(said)) if words.language == "sr" else said
    label = escape(words.say("Unofficial summary, not the law:"))
    return f'<p class="summary"><b>{label}</b> {escape(said)}</p>'


def _text(reading: Reading, site: Site, ways: Ways) -> str:
    unit = reading.shown.unit
    links = sorted(site.kb.law.links_of(reading.shown), key=lambda found: found.reference.span)
    settled = Places([unit]).settle
    return Text(unit, site.words, ways, tuple(links), beginning(unit), lambda place: site.name(settled(place))).html()


def _published(agreement: Agreement, unit: Unit, site: Site) -> str:
    lang = lang_of(agreement, site.words)
    links = [
        f'<a href="{escape(url)}" rel="noopener"{lang}>{quoted(name, agreement, site.words)}</a>'
        for name, url in gazette_links(agreement, unit)
        if url.startswith("https://")
    ]
    return f'<p class="small">{escape(site.words.say("Published"))}: {", ".join(links)}</p>' if links else ""


def _beside(unit: Unit, agreement: Agreement, site: Site, ways: Ways) -> str:
    units = site.units_of(agreement)
    at = next(n for n, other in enumerate(units) if other.address == unit.address)
    say, parts = site.words.say, []
    for other, said, relation in ((units[at - 1] if at else None, "previous", "prev"),
                                  (units[at + 1] if at + 1 < len(units) else None, "next", "next")):  # fmt: skip
        if other:
            name = span(name_of(agreement, other), other, site.words)
            href = ways.to(Address(other.agreement, other.label))
            parts.append(link(href, f"{escape(say(said))}: {name}", f' rel="{relation}"'))
    return f'<nav class="beside" aria-label="{escape(say("Neighbours"))}">{"".join(parts)}</nav>' if parts else ""


def _references(reading: Reading, site: Site, ways: Ways) -> str:
    """What a unit refers to, in the order of its text, and what refers to it from elsewhere."""
    say = site.words.say
    address = Address(reading.shown.unit.agreement, reading.shown.unit.label)
    to = "".join(_to(found, site, ways) for found in site.kb.law.links_of(reading.shown))
    by = "".join(
        f"<li>{_place(found.source, site, ways)}: {_cited(found, site)}</li>"
        for found in referring_to(address, site.kb.law.links)
    )
    return "\n".join(
        section(title, f'<ul class="list">{items}</ul>' if items else f"<p>{escape(none)}</p>")
        for title, items, none in (
            (say("Refers to"), to, say("This text refers to no other place.")),
            (say("Referred to by"), by, say("No other place refers to this one.")),
        )
    )


def _to(found: Link, site: Site, ways: Ways) -> str:
    words = site.words
    if found.targets:
        where = ", ".join(
            f'{escape(site.name(target))} <span class="dangling">{escape(words.say("(no such place)"))}</span>'
            if target in found.dangling
            else _place(target, site, ways)
            for target in found.targets
        )
    elif found.leads_nowhere:
        where = f'<span class="dangling">{escape(words.say("leads nowhere: there is no such place"))}</span>'
    else:
        where = escape(words.say("outside the base: {kind}", kind=words.say(_KINDS.get(found.reference.kind, ""))))
    return f"<li>{_cited(found, site)} → {where}</li>"


def _place(place: Address, site: Site, ways: Ways) -> str:
    return link(ways.to(place), escape(site.name(place)))


def _cited(found: Link, site: Site) -> str:
    agreement = site.kb.by_id[found.source.agreement]
    return f"<q{lang_of(agreement, site.words)}>{quoted(found.reference.words, agreement, site.words)}</q>"


def _similar(unit: Unit, site: Site, ways: Ways) -> str:
    words, items = site.words, []
    for similar in site.kb.similar(unit.address, day=site.day) if unit.is_provision else ():
        other = similar.unit
        agreement = site.kb.by_id[other.agreement]
        heading = other.heading or (other.path[-1] if other.path else "")
        name = span(f"{agreement.short}, {name_of(agreement, other)}", other, words)
        href = ways.to(Address(other.agreement, other.label))
        stands = standing_line(site.kb.law.reading(other.address, site.day).standing, site)
        items.append(f"<li>{link(href, name)} {span(heading, other, words)} {stands}</li>")
    none = f"<p>{escape(words.say('Nothing near enough was found.'))}</p>"
    return section(
        words.say("Similar in other agreements"), f'<ul class="list">{"".join(items)}</ul>' if items else none
    )
