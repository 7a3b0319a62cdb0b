"""Prints citations: Slovenian long, short and slash form, Serbian in both scripts, English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from index.gazette import gazettes
from ingest.address import Address
from ingest.example import example_of
from ingest.headings import part as part_of
from ingest.ordinals import english, slovenian, words
from ingest.places import Places
from ingest.records import Agreement, Unit
from ingest.script import to_cyrillic, to_latin

Form = Literal["sl", "sl-short", "slash", "sr-Cyrl", "sr-Latn", "en"]
FORMS: tuple[Form, ...] = get_args(Form)

_PART_LABEL = re.compile(r"(?P<part>[IVXL]+(?:/[A-Z])?)(?:\.(?P<point>\d+))?")
_NAMED = {"preambula": "preamble", "zakljucek": "closing", "zapis": "note"}
_ARTICLE_LABEL = re.compile(r"(\d+)([^\W\d_]*)")


@dataclass(frozen=True, slots=True)
class _Step:
    """One level of a citation: "drugi odstavek"."""

    level: str  # a key of `print` in corpus/citation.toml
    number: str
    title: str = ""  # of a part
    called: str = ""  # what the document itself calls it: "§ 12"; "": as its country does


def citation(
    agreement: Agreement, unit: Unit, paragraph: str = "", point: str = "", indent: str = "", form: Form | None = None
) -> str:
    """Where the words stand, in the manner of the agreement's own country or in the given form.

    `point` may also be an indent, or "point/indent". An article with one paragraph is cited without it.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> unit = next(u for u in kpop.units if u.label == "45")
    >>> citation(kpop.agreement, unit, "2", "1")
    'prva alineja drugega odstavka 45. člena KPOP (Uradni list RS, št. 46/23 in 62/23)'
    >>> citation(kpop.agreement, unit, "2", "1", form="sr-Cyrl")
    'члан 45. став 2. алинеја 1. KPOP (Uradni list RS, бр. 46/23 и 62/23)'
    >>> citation(kpop.agreement, unit, "2", "1", form="en")
    'Article 45(2), first indent, KPOP (Uradni list RS, No 46/23 and 62/23)'
    >>> citation(kpop.agreement, unit, "2", "1", form="slash")
    'KPOP 45/2-1'
    """
    form = form or ("sr-Cyrl" if agreement.language == "sr" else "sl")
    places = Places([unit])
    point, _, below = point.partition("/")
    address = places.settle(Address(unit.agreement, unit.label).within(paragraph, point, indent or below))
    if not (address.point or address.indent) or address.paragraph == places.sole_paragraph(address):
        shown = (places.settle(address.within(address.paragraph)).paragraph, address.point, address.indent)
    else:
        shown = address.inside
    if form == "slash":
        return _slash(agreement, unit, shown, places)
    sub = any(block.kind == "subpoint" for block in places.blocks(address)) and bool(address.indent)
    steps = [*_unit_steps(agreement, unit), *_inside_steps(shown, sub)]
    name = agreement.short if form == "sr-Cyrl" else to_latin(agreement.short)
    tail = _annex(unit, agreement, form)
    place = {"sl": _sl, "sl-short": _sl_short, "en": _en}.get(form, _sr)(steps)
    if form == "sr-Cyrl":
        place, tail = to_cyrillic(place), to_cyrillic(tail)
    joint = ", " if form == "en" and not tail else " "
    return f"{place}{joint}{f'{tail} ' if tail else ''}{name}{gazettes(agreement, unit, form)}"


def brief_citation(
    agreement: Agreement, unit: Unit, paragraph: str = "", point: str = "", indent: str = "", form: Form | None = None
) -> str:
    """The citation without the gazettes, as a link has it.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0]
    >>> brief_citation(kpop.agreement, next(u for u in kpop.units if u.label == "45"), "2", form="en")
    'Article 45(2), KPOP'
    """
    form = form or ("sr-Cyrl" if agreement.language == "sr" else "sl")
    return citation(agreement, unit, paragraph, point, indent, form).removesuffix(gazettes(agreement, unit, form))


def _slash(agreement: Agreement, unit: Unit, inside: tuple[str, str, str], places: Places) -> str:
    paragraph, point, indent = inside
    bare = indent and not point
    clash = bare and places.exists(Address(unit.agreement, unit.label).within(paragraph, indent))
    last = f"{'--' if clash else '-'}{indent}" if indent else ""
    place = f"{unit.label}{f'/{paragraph}' if paragraph else ''}{f'-{point}' if point else ''}{last}"
    return f"{to_latin(agreement.short)} {place}"


def _unit_steps(agreement: Agreement, unit: Unit) -> Iterator[_Step]:
    label = unit.label.rpartition("/")[2] if unit.label.startswith(("aneks", "priloga")) else unit.label
    if unit.kind == "appendix":
        yield _Step("appendix", label)
    elif match := _PART_LABEL.fullmatch(label):
        titled = part_of(unit.path[-1]) if match["point"] and unit.path else None
        title = titled[1] if titled else "" if match["point"] else unit.heading
        yield _Step("part", match["part"], title.capitalize())
        if match["point"]:
            yield _Step("point", match["point"])
    else:
        own = example_of(agreement.article).called(label) if agreement.article and label not in _NAMED else ""
        yield _Step(_NAMED.get(label, "article"), label, called=own)


def _inside_steps(inside: tuple[str, str, str], sub: bool) -> Iterator[_Step]:
    for level, number in zip(("paragraph", "point", "subpoint" if sub else "indent"), inside, strict=True):
        if number:
            yield _Step(level, number)


def _sl(steps: list[_Step]) -> str:
    """The smallest first, in the nominative; what it belongs to in the genitive."""
    of = words()["print"]["sl"]
    parts = []
    for case, step in enumerate(reversed(steps)):
        feminine = step.level == "indent"
        ending = ("e" if case else "a") if feminine else ("ega" if case else "i")
        ordinal = slovenian(int(step.number), ending) if step.level in ("indent", "paragraph") else ""
        template: str = of[step.level][min(case, 1)]
        title = f" ({step.title})" if step.title else ""
        said = template.format(n=_dotted(step), ordinal=ordinal, title=title, articles=_listed(step, ".", "in"))
        parts.append(step.called or said)
    return " ".join(parts)


def _sl_short(steps: list[_Step]) -> str:
    of = words()["print"]["sl-short"]
    parts = []
    for case, step in enumerate(reversed(steps)):
        template: str = of[step.level][min(case, 1)] if isinstance(of[step.level], list) else of[step.level]
        number = _dotted(step) if step.level in ("article", "point", "part") else step.number
        parts.append(step.called or template.format(n=number, articles=_listed(step, ".", "in")))
    return " ".join(parts)


def _sr(steps: list[_Step]) -> str:
    of = words()["print"]["sr"]
    ends = {"article": "." if steps[0].number.isdigit() else "", "point": ")"}
    top = steps[0].level  # "deo I tačka 7.", but "član 29. tačka 1)"
    return " ".join(
        s.called
        or of[s.level].format(
            n=s.number + ("." if top == "part" and n == 1 and s.level == "point" else ends.get(s.level, "")),
            articles=_listed(s, ".", "i"),
            word=of["several" if "-" in s.number else "one"],
        )
        for n, s in enumerate(steps)
    )


def _en(steps: list[_Step]) -> str:
    of = words()["print"]["en"]
    parts: list[str] = []
    for step in steps:
        if step.level == "paragraph" and (steps[0].called or parts[-1].startswith("Article")):
            parts[-1] += f"({step.number})"
            continue
        number = step.number if step.level != "point" or step.number.isdigit() else f"({step.number})"
        word = of["several" if "-" in step.number else "one"]
        ordinal = english(int(step.number)) if step.level == "indent" else ""
        said = of[step.level].format(n=number, ordinal=ordinal, articles=_listed(step, "", "and"), word=word)
        parts.append(step.called or said)
    return ", ".join(parts)


def _dotted(step: _Step) -> str:
    """A number as Slovenian prints it: "45.", "89.b", "c)", "III/B"."""
    if step.level == "part":
        return step.number if "/" in step.number else f"{step.number}."
    if step.level == "subpoint":
        return step.number
    match = _ARTICLE_LABEL.fullmatch(step.number)
    return f"{match[1]}.{match[2]}" if match else f"{step.number})"


def _listed(step: _Step, dot: str, last: str) -> str:
    """The articles of an appendix: "29-36" as "29. in 36."."""
    return f" {last} ".join(f"{number}{dot}" for number in step.number.split("-")) if step.level == "appendix" else ""


def _annex(unit: Unit, agreement: Agreement, form: Form) -> str:
    """ "Aneksa št. 1 h" before the agreement's name; "": the unit is not of an annex."""
    if not unit.label.startswith("aneks-"):
        return ""
    number = unit.label.partition("/")[0].removeprefix("aneks-")
    of = words()["print"][form.partition("-")[0] if form.startswith("sr") else form]
    dated = number.isdigit() and int(number) > 1900
    k = "h" if agreement.short[:1].lower() in "kgкг" else "k"
    text: str = of["dated_annex" if dated else "numbered_annex"].format(n=number, k=k)
    return text
