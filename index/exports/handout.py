"""The trainer's pack as a Word document: handout, quiz, answer key."""

from __future__ import annotations

from collections.abc import Sequence

from index.exports.answer import answer_lines
from index.exports.docx import source, tabulate
from index.exports.page import Page
from index.exports.quiz import Item, Option
from index.exports.table import Entry, Table

_LETTERS = "abcdefgh"
_CYRILLIC = "абвгдђеж"


def write(of: Table, items: Sequence[Item], title: str, parts: Sequence[str]) -> bytes:
    """The given parts, each on a page of its own."""
    page = Page(of, title)
    for part in parts:
        {"handout": _handout, "quiz": _quiz, "key": _key}[part](page, items, title)
    return page.bytes()


def _handout(page: Page, items: Sequence[Item], title: str) -> None:
    page.about(title)
    _begin(page, "Handout", alone=True)
    for group in page.of.groups:
        page.say(group.title, style="Heading 2", lang=group.title_lang)
        tabulate(page, group)


def _quiz(page: Page, items: Sequence[Item], title: str) -> None:
    words = page.of.words
    _begin(page, "Quiz")
    page.say(f"{title} · {page.of.as_of}")
    page.say(f"{words.say('Name')}: {'_' * 40}")
    for number, item in enumerate(items, 1):
        _ask(page, number, item)
        for letter, option in _lettered(item, page):
            page.say(f"☐ {letter}) {option.text}").paragraph_format.keep_with_next = option is not item.options[-1]
    if not items:
        page.say(words.say("The values of these topics do not give a question that is certain."))


def _key(page: Page, items: Sequence[Item], title: str) -> None:
    _begin(page, "Answer key")
    page.say(f"{title} · {page.of.as_of}")
    page.say(page.of.notice)
    for number, item in enumerate(items, 1):
        _ask(page, number, item)
        for letter, option in _lettered(item, page):
            if option.right:
                page.say(f"✓ {letter}) {option.text}", bold=True)
        for entry in item.sources:
            _ground(page, entry)


def _begin(page: Page, part: str, alone: bool = False) -> None:
    """The heading of a part, on a new page but for what stands below the title."""
    heading = page.say(page.of.words.say(part), style="Heading 1")
    heading.paragraph_format.page_break_before = not alone


def _ask(page: Page, number: int, item: Item) -> None:
    page.say(f"{number}. {item.prompt}", style="Heading 2")
    how = "One answer is right." if item.kind == "single" else "Mark every statement that is right."
    page.say(page.of.words.say(how)).paragraph_format.keep_with_next = True


def _ground(page: Page, entry: Entry) -> None:
    """What an agreement really says, with its words, its citation and its standing."""
    value = answer_lines(entry, page.of.words)[0]
    line = page.say(f"{entry.agreement}: {value}")
    if entry.quote:
        page.write(line, " — ")
        page.write(line, page.of.words.in_quotes(" ".join(entry.quote.split())), entry.quote_lang)
        page.write(line, " — ")
        for text, url in source(page, entry):
            page.link(line, text, url) if url else page.write(line, text)
    page.write(line, f" {entry.standing}")


def _lettered(item: Item, page: Page) -> list[tuple[str, Option]]:
    letters = _CYRILLIC if page.of.words.lang == "sr-Cyrl" else _LETTERS
    return list(zip(letters, item.options, strict=False))
