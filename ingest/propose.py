"""Proposes the register entry of a new document: each value with the words that it was read from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.headings import grammar
from ingest.language import Language
from ingest.moments import Moment, moments
from ingest.plain import Plain
from ingest.records import Document
from ingest.script import fold, to_latin
from ingest.title import Title, kind_of, mentions, patterns, title_of

FIELDS = (
    *("id", "title", "short", "kind", "country", "language", "script", "scanned", "text_state"),
    *("gazette", "issue", "number", "page", "published_on", "in_force_from", "applied_from", "until", "article"),
)
"""What can be proposed or given, in the order in which it is shown."""
REQUIRED = ("title", "short", "id", "kind", "country")

_HEAD = 60  # lines in which a document says what it is
_QUOTE = 200  # characters
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZČŠŽĆĐА-ШЈЉЊЋЂЏ])")
_ISSUE = re.compile(r"\b\d{1,3}/\d{2,4}\b")
_ABBREVIATION = re.compile(r"(?=[\w-]*[^\W\d_a-zčšžćđа-шђјљњћџ]{2})[^\W\d_][\w-]{1,11}")
_SCANNED = re.compile(r"\w*[^\W\d_][¢$§]\w*|\w*[¢$§][^\W\d_]\w*")  # marks that a scanner leaves in words
_LEAST_SCANNED = 5  # such words
_INITIALS = 6

Basis = Literal["words", "letters", "language", "title", "given"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value of the entry and what it rests on."""

    field: str
    value: str  # a date as ISO 8601 writes it, issues parted by commas
    basis: Basis  # `words` of the document; its `letters`; its `language` or `title`; `given` by a person
    quote: str = ""  # the words; "": it rests on none


def scan_marks(document: Document) -> Proposed | None:
    """That a text was recognised from pictures, told by the marks in its words; None: it does not look so."""
    found = _SCANNED.findall(document.text)
    return Proposed("scanned", "yes", "words", ", ".join(found[:5])) if len(found) >= _LEAST_SCANNED else None


def propose(
    document: Document, text: str, language: Language, given: Mapping[str, str], taken: Collection[str] = ()
) -> tuple[Proposed, ...]:
    """What can be told of a document, in the order of FIELDS; what is not known is left out.

    `text` is the repaired text. What a person has `given` takes the place of what would be found, an empty value
    takes it away; an id and a short name that are `taken` get a number.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = _head(lines, language.code, given.get("article", ""))
    headings = [line.text.strip() for line in document.lines[: 4 * _HEAD] if line.heading in (1, 2)]
    title = title_of(headings, head, text)
    found = {p.field: p for p in _standing(head, title, language)}
    if "text_state" not in found:  # a consolidated text repeats the days of the acts that amended it
        found |= {p.field: p for p in _dates(lines, language.code)}
    found |= {field: Proposed(field, value, "given") for field, value in given.items()}
    found = {field: proposed for field, proposed in found.items() if proposed.value}
    if "title" in found:
        for proposed in _names(found["title"].value, found.get("short"), lines, taken):
            found.setdefault(proposed.field, proposed)
    return tuple(found[field] for field in FIELDS if field in found)


def _head(lines: Sequence[str], language: str, article: str) -> list[str]:
    """The lines above the first article."""
    words = grammar(language, article)
    first = next((n for n, line in enumerate(lines) if words.article_label(line) is not None), len(lines))
    return list(lines[: min(first, _HEAD)])


def _standing(head: Sequence[str], title: Title | None, language: Language) -> Iterator[Proposed]:
    yield Proposed("language", language.code, "letters")
    yield Proposed("script", language.script, "letters")
    of = patterns()
    if not any(re.search(of["countries"]["elsewhere"], fold(line)) for line in head):
        yield Proposed("country", of["countries"][language.code], "language")
    if title:
        yield Proposed("title", title.text, "words", title.quote[:_QUOTE])
        if kind := kind_of(title.text):
            yield Proposed("kind", kind, "title", title.text)
    for state, words in of["states"].items():
        if line := next((line for line in head if len(line) < _QUOTE and re.search(words, fold(line))), ""):
            yield Proposed("text_state", state, "words", line)
    yield from _gazette(head, title, language)


def _gazette(head: Sequence[str], title: Title | None, language: Language) -> Iterator[Proposed]:
    """Where the act itself was published; the gazettes of other acts, which its head cites, are left alone."""
    of = patterns()["gazettes"]
    own = r"[\W_]*" if not title else rf"[\W_]*(?:{mentions(title.text)}(?:\W+[\w-]+)?\W*)?"
    for line in head:
        plain = fold(line)
        cited = re.match(rf"{own}(?:{of[language.code]}){of['before_issues']}", plain)
        if not cited:
            continue
        rest = plain[cited.end() :]
        days = [m for m in moments(rest, language.code) if _is_day(m)]
        issues = _ISSUE.findall(rest)
        if not issues and days and (number := re.match(r"\d{1,3}\b", rest)):  # "број 11 од 30. јануара 2015."
            issues = [f"{number[0]}/{days[0].iso[2:4]}"]
        if not issues:
            continue
        name = "sl" if language.code == "sl" else f"sr-{language.script}"
        quote = line[:_QUOTE]
        yield Proposed("gazette", of["name"][name], "words", quote)
        yield Proposed("issue", ", ".join(dict.fromkeys(issues)), "words", quote)
        if title and title.number:
            yield Proposed("number", title.number, "words", title.quote[:_QUOTE])
            yield Proposed("page", title.page, "words", title.quote[:_QUOTE])
        if len(days) == 1 and len(set(issues)) == 1:
            yield Proposed("published_on", days[0].iso, "words", quote)
        return


def _dates(lines: Sequence[str], language: str) -> Iterator[Proposed]:
    """Days that sentences about the act itself state; two different ones are none."""
    of = dict(patterns()["dates"][language])
    itself = re.compile(of.pop("itself"))
    stated: dict[str, dict[str, str]] = {field: {} for field in of}
    for sentence in (sentence for line in lines for sentence in _SENTENCE.split(line)):
        plain = fold(sentence)
        if itself.match(plain):
            days = {m.span[0]: m.iso for m in moments(plain, language) if _is_day(m)}
            for field, words in of.items():
                ends = [match.end() for match in re.finditer(words, plain)]
                stated[field] |= {days[end]: sentence[:_QUOTE] for end in ends if end in days}
    for field, found in stated.items():
        if len(found) == 1:
            ((day, quote),) = found.items()
            yield Proposed(field, day, "words", quote)


def _is_day(moment: Moment) -> bool:
    """Whether day, month and year are said."""
    return len(moment.iso) == len("2015-01-30")


def _names(title: str, short: Proposed | None, lines: Sequence[str], taken: Collection[str]) -> Iterator[Proposed]:
    """A short name, as the document gives it or from initials, and an id made of it."""
    if short is None:
        words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 3]
        initials = Proposed("short", "".join(word[0] for word in words[:_INITIALS]).upper(), "title", title)
        short = _abbreviation(title, lines) or initials
        yield Proposed("short", _free(short.value, " ", taken), short.basis, short.quote)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(to_latin(short.value))).strip("-")
    yield Proposed("id", _free(slug, "-", taken), "title", short.value)


def _abbreviation(title: str, lines: Sequence[str]) -> Proposed | None:
    """ "(v nadaljevanju: KPOP)", "– ZUP", "(ZUP)" right after the title."""
    pattern = re.compile(mentions(title) + patterns()["title"]["abbreviation"])
    for line in lines[: 4 * _HEAD]:
        plain = Plain.of(line)
        for match in pattern.finditer(plain.text):
            if found := _ABBREVIATION.match(line, plain.origin(*match.span())[1]):
                return Proposed("short", found[0], "words", line[:_QUOTE])
    return None


def _free(name: str, joint: str, taken: Collection[str]) -> str:
    """The name, with the first number that makes it new.

    >>> _free("kpop", "-", {"kpop", "kpop-2"}), _free("zdr", "-", {"kpop"})
    ('kpop-3', 'zdr')
    """
    known = {fold(other) for other in taken}
    free, number = name, 1
    while fold(free) in known:
        number += 1
        free = f"{name}{joint}{number}"
    return free
