"""What went wrong, in the language of the interface."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ui.words import Words


def marked_for_translation(msgid: str) -> str:
    """The English words themselves; catalogues are made from its calls."""
    return msgid


_ = marked_for_translation

NOT_YET = _("The agreements have not been read in yet: run “kolektivka build”, then open this page again.")
OTHER_VERSION = _("The index was built by another version: run “kolektivka build”, then open this page again.")
DAMAGED = _("The index is damaged and was not used: run “kolektivka build”, then open this page again.")
AWAY = _("The agreements cannot be read just now: open this page again in a moment, or tell the maintainer.")
UNFIT = _(
    "The file {file} is missing, damaged or of another version: restore the models of this version, "
    "then open this page again."
)
NO_ENCODER = _(
    "The encoder cannot be loaded: restore the models of this version or choose another encoder, "
    "then open this page again."
)
NOT_KEPT = _("It could not be kept on this machine: tell the maintainer.")
SAID = {
    # Messages as raised, with {placeholders}, and what a visitor reads instead.
    "The question is empty: type what you would like to know.": _("Type what you would like to know."),
    "The question has {length} characters; ask in at most {longest}, in one or two sentences.": _(
        "The question has {length} characters; ask in at most {longest}, in one or two sentences."
    ),
    'There is no word to search for in "{text}": ask with at least one whole word.': _(
        "There is no word to search for in “{text}”: ask with at least one whole word."
    ),
    '"{text}" has only words that stand in every text: add the thing that you ask about.': _(
        "“{text}” has only words that stand in every text: add the thing that you ask about."
    ),
    'no agreement "{id}"; there are {ids}': _("There is no agreement “{id}”; there are {ids}."),
    'no unit "{address}"; {remedy}': _("There is no provision at the address “{address}”."),
    '"{day}" is no day such as 2023-06-14': _("“{day}” is not a day. A day is written like this: 2023-06-14."),
    "no index in {folder}: {remedy}": NOT_YET,
    "{server} has no index: {remedy}": NOT_YET,
    "the index was built with encoder {names}: {remedy}": _(
        "The index was built with another encoder: run “kolektivka build”, then open this page again."
    ),
    "the index was analysed by {names}: {remedy}": OTHER_VERSION,
    "{file} is of another version: {remedy}": OTHER_VERSION,
    "{folder} has format {numbers}: {remedy}": OTHER_VERSION,
    "The report is empty: say what is wrong.": _("The report is empty: say what is wrong."),
    "The report has {length} characters; say it in at most {longest}.": _(
        "The report has {length} characters; say it in at most {longest}."
    ),
    "{file} is full: read it, and move it away": NOT_KEPT,
    "{file} cannot be written ({why}): look at the rights of its folder": NOT_KEPT,
    "{file} is damaged or missing: {remedy}": DAMAGED,
    "{server} does not answer ({why}): {remedy}": AWAY,
    "{server} does not permit it ({why}): {remedy}": AWAY,
    "{server} cannot do it ({why}): {remedy}": AWAY,
    "{server}: a newer snapshot has taken the place of the open one: {remedy}": AWAY,
    "{file} on {server} is damaged: {remedy}": DAMAGED,
    "the index on {server} is of another version: {remedy}": OTHER_VERSION,
    '{server} has the schema of "{one}", this version uses "{other}": {remedy}': OTHER_VERSION,
    "{file} does not belong to the index: {remedy}": DAMAGED,
    "{file} cannot be read ({why}): {remedy}": UNFIT,
    "{file} was fitted for other {things}: {remedy}": UNFIT,
    "the register of encoders {file} cannot be read: {why}": NO_ENCODER,
    'the model of encoder "{name}" is missing: {why}': NO_ENCODER,
    'encoder "{name}": {file} does not match {sums}; {remedy}': NO_ENCODER,
    'encoder "{name}" cannot be loaded from {place}: {remedy}': NO_ENCODER,
    'encoder "{name}" gives {numbers} numbers a text, its register entry says {told}': NO_ENCODER,
    '"{name}" is neither an encoder of corpus/{register} ({names}) {remedy}': NO_ENCODER,
}


def explained(error: ValueError, words: Words, said: Mapping[str, str] = SAID, **places: str) -> str:
    """One sentence for the visitor; a message that no catalogue knows stays as it was raised.

    `places` fill what a sentence for visitors has and the message as raised has not.

    >>> from ui.words import LANGUAGES
    >>> explained(ValueError('no agreement "x"; there are kpop'), Words(LANGUAGES["sl"]))
    'Pogodbe »x« ni; na voljo so: kpop.'
    """
    message = str(error)
    for raised, sentence in said.items():
        if match := _pattern(raised).fullmatch(message):
            return words.gettext(sentence).format(**places | match.groupdict())
    return message


@cache
def _pattern(raised: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", raised)
    pattern = "".join(f"(?P<{part}>.*)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile(pattern, re.DOTALL)
