"""What was doubtful when a source was split, in the language of the interface."""

from __future__ import annotations

import re
from html import escape

from ui.errors import marked_for_translation as _
from ui.words import Words

WARNED = {
    # Warnings as a report has them, with {placeholders}, and what a visitor reads instead.
    "looks like {found}, the register says {told}": _("Looks like {found}; the register says {told}."),
    "no article was found; check the headings' pattern in corpus/headings.toml": _(
        "No article was found: check how its articles begin."
    ),
    "{label}: has no text of its own": _("{label}: has no text of its own."),
    '{label}: ends without a full stop ("… {end}")': _("{label}: ends without a full stop: {end}"),
    "neither its title nor its text looks like an agreement, a rulebook or a statute; check the document": _(
        "Neither its title nor its text looks like an agreement, a rulebook or a statute: check the document."
    ),
}


def warning_html(warning: str, words: Words, lang: str = "") -> str:
    """One warning; `lang` is the language of the words that it quotes, "" where that is not known.

    >>> from ui.words import LANGUAGES
    >>> warning_html('17: ends without a full stop ("… код послодавца")', Words(LANGUAGES["sr-Latn"]), "sr-Cyrl")
    '17: na kraju nema tačke: <q lang="sr-Cyrl">… код послодавца</q>'
    >>> warning_html("looks like sr-Cyrl, the register says sl-Latn", Words(LANGUAGES["en"]))
    'Looks like Serbian, Cyrillic; the register says Slovenian.'
    >>> warning_html("something new", Words(LANGUAGES["sl"]))
    '<span lang="en">something new</span>'
    """
    for raised, sentence in WARNED.items():
        parts = re.split(r"\{(\w+)\}", raised)
        pattern = "".join(f"(?P<{part}>.*)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
        if match := re.fullmatch(pattern, warning, re.DOTALL):
            said = {name: escape(value) for name, value in match.groupdict().items()}
            said |= {name: escape(_writing(said[name], words)) for name in ("found", "told") if name in said}
            if "end" in said:
                of = f' lang="{lang}"' if lang else ""
                said["end"] = f"<q{of}>… {said['end']}</q>"
            return escape(words.gettext(sentence)).format(**said)
    return f'<span lang="en">{escape(warning)}</span>'


def _writing(code: str, words: Words) -> str:
    """A language and its letters as people call them: "sr-Cyrl"; only Serbian has two."""
    named = {
        "sr-Cyrl": _("Serbian, Cyrillic"),
        "sr-Latn": _("Serbian, Latin"),
        "sl-Latn": _("Slovenian"),
        "en-Latn": _("English"),
        "-Latn": _("not recognised"),
    }
    return words.gettext(named[code]) if code in named else code
