"""How the articles of one document begin, learned from one line that opens an article: "§ 12", "Točka 3. Odmor"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.script import to_cyrillic, to_latin

_ROMAN_NUMBER = "[IVXLCХ]+"  # the last one is the Cyrillic letter
_NUMBER = re.compile(rf"\d+|(?<![^\W_]){_ROMAN_NUMBER}(?![^\W_])")
_AFTER = re.compile(
    r"""(?P<letter>\s?[a-zčšžćđа-шђјљњћџ](?!\w))? (?P<mark>\s*[.)\]:]*)        # "12a.", "3)"
        (?: \s* (?P<word>[^\W\d_]+) (?P<end>[.:]?) (?=\W|$) )? (?P<rest>.*)""",
    re.VERBOSE,
)
_LETTER = r"(?:\s?\.?\s?(?P<letter>[a-zčšžćđа-шђјљњћџ])(?![^\W_]))?"
_LONGEST_TITLE = 140
_VALUES = {"I": 1, "V": 5, "X": 10, "Х": 10, "L": 50, "C": 100}


class ExampleError(ValueError):
    """A line that cannot be taken as an example of how articles begin."""


@dataclass(frozen=True, slots=True)
class Example:
    """A line taken apart at its number.

    >>> example = example_of("Točka 3. Odmor")
    >>> example.before, example.mark, example.word, example.title, example.called("12a")
    ('Točka', '.', '', 'Odmor', 'Točka 12a.')
    """

    before: str  # what stands before the number; "": the line begins with it
    number: str
    mark: str  # signs after the number: "."; "": none
    word: str  # the word after the number that every article has: "točka"; "": none
    title: str  # the heading on the same line; "": the line has none, and no line with one opens an article

    def pattern(self) -> re.Pattern[str]:
        """What whole lines look like that open an article; with groups `label`, `letter`, `title`."""
        number = r"\d{1,4}" if self.number.isdigit() else _ROMAN_NUMBER
        mark = re.escape(self.mark) if not (self.before or self.word) else r"[.)\]:]*"
        word = rf"\s*{_in_any_letters(self.word)}[.:]?" if self.word else ""
        return re.compile(
            rf"{_in_any_letters(self.before)}\s*(?P<label>{number}){_LETTER}\s*{mark}{word}{self._title()}\s*\**"
        )

    def called(self, label: str) -> str:
        """What the document calls the article with a label."""
        gap = "" if not self.before or self.before[-1] in "([" else " "
        return f"{self.before}{gap}{label}{self.mark}{f' {self.word}' if self.word else ''}"

    def _title(self) -> str:
        if not self.title:
            return ""
        begins = r"\w" if self.title[0].islower() else r"[^\W\d_a-zčšžćđа-яђјљњћџ]"
        words = rf"{begins}[^\n]{{0,{_LONGEST_TITLE}}}(?<![.,;:!?])"
        return rf"(?:\s*[-–—:.]*\s*(?P<title>\(.+\)|[„»\"]?{words}))?"


def example_of(line: str) -> Example:
    """An example from a line that opens an article; its number stands for any other.

    Raises ExampleError when there is no number in it.

    >>> example_of("12. točka").pattern().fullmatch("3.a TOČKA")["label"]
    '3'
    >>> example_of("Paragraf")
    Traceback (most recent call last):
    ingest.example.ExampleError: article: "Paragraf" has no number; paste a whole line such as "12. točka" or "§ 12"
    """
    line = " ".join(line.split())
    number = re.search(r"\d+", line) or _NUMBER.search(line)
    if not number:
        raise ExampleError(f'article: "{line}" has no number; paste a whole line such as "12. točka" or "§ 12"')
    before, after = line[: number.start()].strip(), _AFTER.fullmatch(line[number.end() :])
    assert after  # every part of it may be empty
    mark, word, rest = after["mark"].strip(), after["word"] or "", after["rest"]
    # "12. točka" has a word that all articles share, "12. Odmor" a heading; after "Točka 12" there is only a heading.
    shared = bool(word) and not any(c.isalnum() or c == "§" for c in before) and (word.islower() or word.isupper())
    if not shared:
        word, rest = "", f"{word}{after['end'] or ''}{rest}"
    return Example(before, number[0], mark, word, rest.strip(" -–—:."))


def arabic(number: str) -> str:
    """A number in digits, which may be written as a Roman one.

    >>> arabic("XIV"), arabic("12")
    ('14', '12')
    """
    if number.isdigit():
        return number
    values = [_VALUES[letter] for letter in number]
    return str(sum(-v if v < max(values[n:]) else v for n, v in enumerate(values)))


def _in_any_letters(words: str) -> str:
    """Words as they may be written: in capitals or not, in either script, with any gaps."""
    forms = dict.fromkeys((words, to_latin(words), to_cyrillic(words)))
    spelled = "|".join(r"\s*".join(re.escape(part) for part in form.split()) for form in forms)
    return f"(?i:{spelled})" if words else ""
