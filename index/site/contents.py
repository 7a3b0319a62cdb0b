"""The pages above the units: all agreements with their standing and freshness, and the contents of each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from index.gazette import gazette_links
from index.site.in_time import standing_html
from index.site.page import lang_of, page, quoted, span
from index.site.place import Site
from index.site.ways import Ways
from index.term import standing_of
from index.unit_names import name_within
from ingest.address import Address
from ingest.records import Agreement, Unit

_COUNTRIES = {"SI": "Slovenia", "RS": "Serbia"}
_Placed = tuple[tuple[str, ...], Unit]  # a unit below the headings above it, the annex first


def start_page(site: Site, ways: Ways) -> str:
    """All agreements, how they stand and how fresh their texts are; what is no law stands below them."""
    say = site.words.say
    laws = "".join(_agreement(agreement, site, ways) for agreement in site.kb.agreements if agreement.is_law)
    notes = "".join(_agreement(agreement, site, ways) for agreement in site.kb.agreements if not agreement.is_law)
    below = f"<h2>{escape(say('Background, never a provision'))}</h2>{notes}" if notes else ""
    main = (
        f"<h1>Kolektivka: {escape(say('collective agreements, word for word'))}</h1>"
        f"<p>{escape(say('As of {day}', day=site.words.date(site.day)))}</p>{laws}{below}"
    )
    here = f'<span aria-current="page">{escape(say("Agreements"))}</span>'
    return page(f"Kolektivka: {say('collective agreements, word for word')}", (here,), main, "", site.words)


def contents_page(site: Site, agreement: Agreement, ways: Ways) -> str:
    """The headings and units of one agreement as a tree."""
    words, units = site.words, site.units_of(agreement)
    titles = {annex.label: (annex.title,) for annex in agreement.annex}
    placed = [((*titles.get(unit.label.partition("/")[0], ()), *unit.path), unit) for unit in units]
    trail = (
        f'<a href="{escape(ways.start())}">{escape(words.say("Agreements"))}</a>',
        f'<span aria-current="page">{span(agreement.short, agreement, words)}</span>',
    )
    name = f"{escape(words.say('Contents'))}: {span(agreement.short, agreement, words)}"
    main = (
        f"<h1{lang_of(agreement, words)}>{quoted(agreement.title, agreement, words)}</h1>"
        f"{_facts(agreement, site, ways)}<h2>{name}</h2>"
        f'<div class="tree"{lang_of(agreement, words)}>{_tree(placed, 0, site, ways)}</div>'
    )
    as_of = f"<p>{escape(words.say('As of {day}', day=words.date(site.day)))}</p>"
    return page(f"{words.name(agreement.short)} – Kolektivka", trail, main, as_of, words)


def _agreement(agreement: Agreement, site: Site, ways: Ways) -> str:
    words, lang = site.words, lang_of(agreement, site.words)
    short, title = (quoted(text, agreement, words) for text in (agreement.short, agreement.title))
    return (
        f'<section><h2{lang}><a href="{escape(ways.contents(agreement.id))}">{short}</a></h2>'
        f"<p{lang}>{title}</p>{_facts(agreement, site, ways)}</section>"
    )


def _facts(agreement: Agreement, site: Site, ways: Ways) -> str:
    """How an agreement stands, until when its text is known, and where it was published."""
    say, words = site.words.say, site.words
    units = site.units_of(agreement)
    rows = [(say("Country"), escape(say(_COUNTRIES.get(agreement.country, agreement.country))))]
    if agreement.text_until:
        rows.append((say("State of the text"), escape(say("text up to {day}", day=words.date(agreement.text_until)))))
    rows.append((say("Provisions"), str(sum(unit.is_provision for unit in units))))
    links = [
        f'<a href="{escape(url)}" rel="noopener"{lang_of(agreement, words)}>{quoted(name, agreement, words)}</a>'
        for name, url in (gazette_links(agreement, units[0]) if units else ())
        if url.startswith("https://")
    ]
    if links:
        rows.append((say("Published"), ", ".join(links)))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in rows)
    standing = standing_html(standing_of(agreement, site.day), agreement, site, ways) if agreement.is_law else ""
    return f"{standing}<dl>{listed}</dl>"


def _tree(placed: Sequence[_Placed], depth: int, site: Site, ways: Ways) -> str:
    parts = []
    for heading, group in groupby(placed, lambda of: of[0][depth] if len(of[0]) > depth else ""):
        inside = list(group)
        if heading:
            below = _tree(inside, depth + 1, site, ways)
            parts.append(f"<li>{quoted(heading, inside[0][1], site.words)}{below}</li>")
        else:
            parts += [_leaf(unit, site, ways) for _, unit in inside]
    return f"<ul>{''.join(parts)}</ul>"


def _leaf(unit: Unit, site: Site, ways: Ways) -> str:
    name = quoted(name_within(site.kb.by_id[unit.agreement], unit), unit, site.words)
    heading = f" {quoted(unit.heading, unit, site.words)}" if unit.heading else ""
    return f'<li><a href="{escape(ways.to(Address(unit.agreement, unit.label)))}">{name}</a>{heading}</li>'
