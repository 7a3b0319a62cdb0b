"""The frame of a static page, and words of a source in it: everything escaped, nothing fetched."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from index.exports.words import Words
from index.site.style import STYLE
from ingest.records import Agreement, Unit

GENERATOR = "kolektivka export site"
NOTICE = "Only the text published in the gazette, or signed by the parties, is authentic."

# The one style is allowed by its hash: nothing else that got into a page would be drawn or run.
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def page(title: str, trail: Iterable[str], main: str, foot: str, words: Words) -> str:
    """A whole HTML document; `title` is plain text, `trail`, `main` and `foot` are HTML of ours.

    >>> "<title>a &amp; b</title>" in page("a & b", (), "", "", Words("sl"))
    True
    """
    items = "".join(f"<li>{item}</li>" for item in trail)
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{GENERATOR}">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{escape(words.say("Skip to the text"))}</a>\n'
        f'<header><nav aria-label="{escape(words.say("Where this page stands"))}"><ol>{items}</ol></nav></header>\n'
        f'<main id="main">\n{main}\n</main>\n<footer>{foot}<p>{escape(words.say(NOTICE))}</p></footer>\n'
        "</body>\n</html>\n"
    )


def lang_attribute(lang: str, words: Words) -> str:
    """The lang attribute of words that are not in the language of the page; "": they are."""
    return f' lang="{lang}"' if lang and lang != words.lang else ""


def quoted(text: str, of: Agreement | Unit, words: Words) -> str:
    """Words of a source in the script of choice, escaped."""
    return escape(words.quoted(text, of.language, of.script)[0])


def lang_of(of: Agreement | Unit, words: Words) -> str:
    """The lang attribute of what a source says, as it is written here."""
    return lang_attribute(words.quoted("", of.language, of.script)[1], words)


def span(text: str, of: Agreement | Unit, words: Words) -> str:
    """Words of a source inside a sentence of ours.

    >>> from ingest.corpus import read_corpus
    >>> span("члан", read_corpus()[3].agreement, Words("en")), span("člen", read_corpus()[0].agreement, Words("sl"))
    ('<span lang="sr-Cyrl">члан</span>', 'člen')
    """
    lang, said = lang_of(of, words), quoted(text, of, words)
    return f"<span{lang}>{said}</span>" if lang else said


def link(href: str, inner: str, attributes: str = "") -> str:
    """A link around HTML of ours; without an address the words alone."""
    return f'<a href="{escape(href)}"{attributes}>{inner}</a>' if href else inner


def section(title: str, body: str) -> str:
    """A part of a page under a heading."""
    return f"<section><h2>{escape(title)}</h2>\n{body}</section>"
