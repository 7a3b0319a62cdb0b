"""Amending sentences: what they quote, which places they name; their words are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ingest.records import Agreement
from ingest.script import to_latin

FORMS = Path(__file__).parent.parent / "corpus" / "instructions.toml"

Does = Literal["replace", "replace words", "insert words", "delete words", "add", "delete", "renumber"]

_MARKS = r"‹[^›]+›(?:,? (?:v |iz |u )?‹[^›]+›)*"
_QUOTES = {"»": "«", "„": "”“", "“": "”", '"': '"'}
_LINKS = re.compile("(, | in | i | do |–|-)")
_NEXT = "(?=[(A-ZČŠŽĆĐА-ШЂЈЉЊЋЏ]|{article})"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an amending article, its quotations taken out."""

    words: str  # as printed, for a person
    frame: str  # with ⟨0⟩ for quotations and ‹A:45› for places, in Latin
    quotes: tuple[str, ...]
    starts: tuple[int, ...]  # of each quotation in the text
    orders: bool  # whether it speaks of a change


@dataclass(frozen=True, slots=True)
class Wordlist:
    """The grammar of amending sentences in one language, for one agreement."""

    level: re.Pattern[str]
    unnumbered: re.Pattern[str]
    levels: dict[str, str]
    ordinals: tuple[str, ...]
    own: re.Pattern[str]  # the agreement's name behind a place
    within: re.Pattern[str]  # its name at the head of a sentence
    ends: re.Pattern[str]
    cue: re.Pattern[str]
    forms: tuple[tuple[Does, re.Pattern[str]], ...]


@cache
def wordlist(language: str, short: str, title: str) -> Wordlist:
    """The patterns of "sl" or "sr" with the agreement's own name in them."""
    data: dict[str, Any] = tomllib.loads(FORMS.read_text(encoding="utf-8"))[language]
    ordinals = tuple(data["ordinals"].split())
    number = data["number"].replace("<ordinals>", "|".join(ordinals))
    rest = to_latin(title)
    rest = rest[rest.find(" za ") + 1 :] if " za " in rest else rest
    own, within = (
        data[name].replace("<short>", re.escape(to_latin(short))).replace("<rest>", re.escape(rest))
        for name in ("own", "within")
    )
    ends = rf"(?<=[^\W\d]\.)\s+{_NEXT}|(?<=\)\.)\s+{_NEXT}|(?<=⟩)[.;]?\s+{_NEXT}|(?<=[.;])\s*\n\s*{_NEXT}"
    return Wordlist(
        level=re.compile(data["level"].replace("<number>", number), re.IGNORECASE),
        unnumbered=re.compile(data["unnumbered"], re.IGNORECASE),
        levels=data["levels"],
        ordinals=ordinals,
        own=re.compile(rf"(?<=›) {own}", re.IGNORECASE),
        within=re.compile(rf"^([VU]) {within}", re.IGNORECASE),
        ends=re.compile(ends.replace("{article}", data["article"])),
        cue=re.compile(data["cue"], re.IGNORECASE),
        forms=tuple(_forms(data)),
    )


def _forms(data: dict[str, Any]) -> Iterator[tuple[Does, re.Pattern[str]]]:
    for does in get_args(Does):
        for form in data["forms"][does]:
            pattern = form.replace("<kind>", data["kind"])
            for name in ("in", "at", "after", "becomes"):
                pattern = pattern.replace(f"<{name}>", f"(?P<_{name}>{_MARKS})")
            for name in ("old", "new"):
                pattern = pattern.replace(f"<{name}>", rf"⟨(?P<{name}>\d+)⟩")
            yield cast(Does, does), re.compile(pattern, re.IGNORECASE)


def sentences(text: str, agreement: Agreement) -> Iterator[Sentence]:
    """The sentences of an amending article, in order.

    Raises ValueError when a quotation is opened and not closed.

    >>> from ingest.corpus import read_corpus
    >>> kpop = read_corpus()[0].agreement
    >>> next(sentences("V 45. členu se drugi odstavek črta.", kpop)).frame
    'V ‹A:45› se ‹P:2› črta'
    """
    words = wordlist(agreement.language, agreement.short, agreement.title)
    masked, quotes, starts = _quotations(text)
    for part in words.ends.split(masked):
        frame = _frame(to_latin(part), words)
        orders = words.cue.search(frame) is not None
        yield Sentence(_printed(part, quotes), frame, tuple(quotes), tuple(starts), orders)


def _quotations(text: str) -> tuple[str, list[str], list[int]]:
    """The text with marks for its quotations, the quotations and where they start; quotations may nest."""
    masked, at = "", 0
    quotes: list[str] = []
    starts: list[int] = []
    while at < len(text):
        if closing := _QUOTES.get(text[at]):
            end = _closing(text, at, closing)
            masked += f"⟨{len(quotes)}⟩"
            quotes.append(text[at + 1 : end])
            starts.append(at + 1)
            at = end
        else:
            masked += text[at]
        at += 1
    return masked, quotes, starts


def _closing(text: str, at: int, closing: str) -> int:
    deep, opening = 0, text[at]
    for end in range(at, len(text)):
        if text[end] in closing and end > at:
            deep -= 1
        elif text[end] == opening:
            deep += 1
        if not deep:
            return end
    raise ValueError(f'a quotation is not closed: "{text[at : at + 60]}"')


def _printed(part: str, quotes: list[str]) -> str:
    words = " ".join(part.split())
    return re.sub(r"⟨(\d+)⟩", lambda mark: f"»{' '.join(quotes[int(mark[1])].split())}«", words)


def _frame(part: str, words: Wordlist) -> str:
    part = re.sub(r"^\(\d+\)\s*|^[-–—•]\s*", "", " ".join(part.split()))
    part = words.level.sub(lambda match: _mark(match, words), part)
    part = words.unnumbered.sub(lambda m: f"{m['new']} ‹{words.levels[m['name'].lower()]}:?›", part)
    part = words.within.sub(r"\1 ‹K:›", words.own.sub("", part))
    return part.rstrip(" .;,").replace(" ,", ",")


def _mark(match: re.Match[str], words: Wordlist) -> str:
    name = match["name"].lower()
    letter = next(letter for stem, letter in words.levels.items() if name.startswith(stem))
    first, *others = _LINKS.split(match["numbers"])
    listed = [_number(first, words)]
    for link, printed in zip(others[::2], others[1::2], strict=True):
        value = _number(printed, words)
        if link in (" do ", "–", "-") and value.isdigit() and listed[-1].isdigit():
            listed += [str(n) for n in range(int(listed[-1]) + 1, int(value))]
        listed.append(value)
    return f"‹{letter}:{','.join(listed)}›"


def _number(printed: str, words: Wordlist) -> str:
    """ "45. a" as "45a", "drugem" as "2", "č)" as "č"."""
    plain = re.sub(r"[\s.)]", "", printed.lower())
    if plain[:1].isdigit() or len(plain) == 1:
        return plain
    stems = sorted(words.ordinals, key=len, reverse=True)
    return str(words.ordinals.index(next(stem for stem in stems if plain.startswith(stem))) + 1)
