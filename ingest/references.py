"""Recognises references in the texts: to articles and their parts, other agreements, statutes, gazettes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from ingest.headings import grammar
from ingest.lettered import DISTINCT
from ingest.ordinals import read, words
from ingest.outside import named_outside
from ingest.script import to_latin

ReferenceKind = Literal["own", "agreement", "statute", "gazette"]
Level = Literal["chapter", "article", "paragraph", "point", "indent", "appendix"]
Which = Literal["", "this", "previous", "next"]

_LEVELS: tuple[Level, ...] = ("chapter", "article", "paragraph", "point", "indent", "appendix")
_LETTERS = re.compile(r"[^\W\d_]")
_CAPITAL = "A-ZČŠŽЂЋЧЖШЏА-Я"
_SHORT_NAME = re.compile(rf"[{_CAPITAL}]\w*[{_CAPITAL}]\w*(?:-\d)?\b")  # KPOP, ZoUL, ZDR-1
_BLANK = r"[^\S\n]"  # a reference never goes on in the next line
_LETTER = rf"[a-h{DISTINCT}]"
# "29v" and "29. č"; other letters only beside the number: "29 i 30".
_NUMBER = rf"\d{{1,3}}(?:[a-z{DISTINCT}]\b\.?(?!\))|(?:\s?\.)?(?:\s?{_LETTER}\b\.?(?!\)))?)"
_BARE = rf"\d{{1,3}}(?:[a-z{DISTINCT}]\b)?"
_OF_ARTICLE = re.compile(rf"(?<=\d)\s?\.?\s?(?P<letter>[{DISTINCT}])(?!\w)")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a reference: "38. in 39. člena", "prejšnjih dveh odstavkov"."""

    level: Level
    values: tuple[str, ...] = ()  # "38", "89b", a range as "62–74"; empty: `which` says it
    which: Which = ""  # "": by number
    count: int = 1  # how many, for previous ones; 0: all of them


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer somewhere. `own` is a place of the text itself, `agreement` names an agreement.

    A law, a rulebook or another named act is a `statute`; it is recognised and never resolved.
    """

    span: tuple[int, int]
    words: str
    kind: ReferenceKind
    steps: tuple[Step, ...] = ()  # empty: it names no place
    owner: str = ""  # the words that say whose place it is: "te kolektivne pogodbe"; "": none
    gazette: str = ""  # the gazette printed after an agreement's name; "": none


def references(text: str, language: str, article: str = "") -> tuple[Reference, ...]:
    """All references of a text, in its order; spans point into the text.

    `article` is a line that opens an article where the document has a manner of its own.

    >>> [(r.words, r.kind) for r in references("v primerih iz 38. in 39. člena in po zakonu o delu", "sl")]
    [('38. in 39. člena', 'own'), ('zakonu o delu', 'statute')]
    >>> [(r.words, r.kind) for r in references("из става 1. тачка 2) овог члана", "sr")]
    [('става 1. тачка 2) овог члана', 'own')]
    >>> [r.words for r in references("iz prvega odstavka § 12 in iz § 14 do 16", "sl", article="§ 1")]
    ['prvega odstavka § 12', '§ 14 do 16']
    """
    plain = _plain(text)
    headings = [match.span() for match in re.finditer(r"[^\n]+", text) if _is_heading(match[0], language, article)]
    found: list[Reference] = []
    for reference in (*_chains(text, plain, language, "§" in article), *_named(text, plain)):
        taken = [*(r.span for r in found), *headings]
        if all(reference.span[1] <= start or end <= reference.span[0] for start, end in taken):
            found.append(reference)
    found.sort(key=lambda r: r.span)
    return tuple(_with_gazette(r, found[n + 1 : n + 2], text) for n, r in enumerate(found))


def _is_heading(line: str, language: str, article: str) -> bool:
    return grammar(language, article).article_label(line.strip().lstrip("»„“")) is not None


def _with_gazette(reference: Reference, after: list[Reference], text: str) -> Reference:
    if reference.kind == "agreement" and after and after[0].kind == "gazette":
        between = text[reference.span[1] : after[0].span[0]]
        if between.strip(' („"') == "":
            return replace(reference, gazette=after[0].words)
    return reference


def _plain(text: str) -> str:
    """Lower case, Latin, no diacritics but of the letters of articles, and exactly as long as the text."""
    kept = {match.start("letter"): match["letter"] for match in _OF_ARTICLE.finditer(text)}
    return "".join(kept.get(at) or _letter(c) for at, c in enumerate(text))


@cache
def _letter(c: str) -> str:
    folded = unicodedata.normalize("NFD", to_latin(c).lower()).replace("đ", "d")[:1]
    return folded if _LETTERS.match(c) else c


def _chains(text: str, plain: str, language: str, signed: bool) -> Iterator[Reference]:
    """Expressions that belong together: "9. točki 36. člena te kolektivne pogodbe"."""
    at = 0
    while match := _expression(language, signed).search(plain, at):
        start, steps, at = match.start(), [_step(match)], match.end()
        while (following := _joint(language, signed).match(plain, at)) and _step(following).level not in (
            s.level for s in steps
        ):
            steps.append(_step(following))
            at = following.end()
        owner, kind = _owner(text, plain, at, steps)
        at += len(owner)
        end = at - (text[at - 1] == ")" and steps[-1].level != "point" and not owner)
        if steps[0].level == "chapter" and steps[0].which == "this":
            continue  # "tega poglavja" alone says nothing
        yield Reference((start, end), text[start:end], kind, tuple(steps), owner.strip())


def _step(match: re.Match[str]) -> Step:
    groups = match.groupdict()
    if groups.get("alone"):
        return Step("appendix")
    if groups.get("sign"):
        return Step("article", tuple(_values(match["signed"])))
    if groups.get("pointed"):
        return Step("point", tuple(_values(match["after"])))
    level = next(level for level in _LEVELS if match[level])
    if match["list"]:
        return Step(level, tuple(_values(match["list"])))
    which: Which = "this" if match["this"] else "previous" if match["previous"] else "next"
    plural = which == "previous" and re.search(r"ih\b", match["previous"])
    return Step(level, which=which, count=2 if match["both"] else 0 if plural else 1)


def _values(listed: str) -> Iterator[str]:
    """The numbers of a list; a range is one value."""
    until = re.compile(rf"\s*(?:{words()['references']['until']})\s*")
    before, last = "", 0
    for match in re.finditer(rf"{_NUMBER}\)?|[a-z]{{3,}}", listed):
        number = _number(match[0])
        if number and before and until.fullmatch(listed, last, match.start()):
            before = f"{before}–{number}"
        elif number:
            if before:
                yield before
            before = number
        else:
            continue
        last = match.end()
    if before:
        yield before


def _number(word: str) -> str:
    if word[0].isdigit():
        return to_latin(re.sub(r"[\s.)]", "", word))
    return str(read()[word]) if word in read() else ""


def _owner(text: str, plain: str, at: int, steps: list[Step]) -> tuple[str, ReferenceKind]:
    """The words after a place that say whose it is, with the blanks before them."""
    of = words()["references"]
    gap = re.compile(r"[^\S\n]+").match(plain, at)
    start = gap.end() if gap else at
    own = re.compile(rf"(?:{'|'.join(of['owner'].values())})\b").match(plain, start)
    if own:
        return text[at : own.end()], "own"
    outside = [*named_outside(text, plain, start)]
    if outside and outside[0].kind != "gazette":
        return text[at : outside[0].span[1]], outside[0].kind
    if not any(step.level == "article" and step.values for step in steps):
        return "", "own"  # a name after "tega odstavka" begins another clause
    short = _SHORT_NAME.match(text, start) or re.compile(rf"{of['outside']['bare_agreement']}\b").match(plain, start)
    return (text[at : short.end()], "agreement") if short and gap else ("", "own")


def _named(text: str, plain: str) -> Iterator[Reference]:
    for named in named_outside(text, plain):
        yield Reference(named.span, named.words, named.kind, owner=named.words)


@cache
def _expression(language: str, signed: bool) -> re.Pattern[str]:
    return re.compile(_expression_of(language, signed).replace(r"\s", _BLANK))


@cache
def _joint(language: str, signed: bool) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,?\s*\biz\s+)?(?:{_expression_of(language, signed)})".replace(r"\s", _BLANK))


@cache
def _expression_of(language: str, signed: bool) -> str:
    """One level: a list of numbers, or this, the previous, the next one; `signed`: also "§ 12"."""
    of = words()["references"]
    levels = "|".join(rf"(?P<{level}>{of[language].get(level, '(?!)')})" for level in _LEVELS)
    ordinal = "|".join(sorted((w for w, n in read().items() if n <= 30 and len(w) > 3), key=len, reverse=True))
    dotted = rf"(?=\d+\s?\.|\d+[^\W\d_]\b){_NUMBER}"  # "0,30 točke" is no reference
    value = rf"(?:{dotted}|\b(?:{ordinal})\b)" if language == "sl" else rf"(?:{_NUMBER}\)?)"
    one_of = rf"{value}(?:\s*(?:{of['until']}|{of['and']})\s*{value})*"
    relative = "|".join(rf"(?P<{which}>{of[which]})" for which in ("this", "previous", "next"))
    sign = rf"|(?P<sign>§+)\s*(?P<signed>{_BARE}(?:\s*(?:{of['until']}|{of['and']})\s*{_BARE})*)" if signed else ""
    relative = rf"\b(?:{relative})(?:\s+(?P<both>{of['both']}))?\s+"
    if language == "sr":
        return rf"(?P<related>{relative})?\b(?:{levels})(?![^\W\d_])(?(related)|\s*(?P<list>{one_of})){sign}"
    before = rf"(?P<list>(?:\bod\s+)?(?<![\d,/]){one_of})\s*"
    after = rf"\b(?P<pointed>{of[language]['point']})\s+(?P<after>(?!\d+\s[a-z]){one_of})"
    alone = rf"\b(?P<alone>{of[language]['appendix']})"
    return rf"(?:(?:{before}|{relative})(?:{levels})|{alone}|{after}{sign})(?![^\W\d_])"
