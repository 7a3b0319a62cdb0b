"""What the readable documents say beside a quotation: the values, their condition and their limit."""

from __future__ import annotations

from index.exports.table import Entry
from index.exports.words import Words

SEVERAL = 3
"""More numbers than that are no answer at a glance: the reader is sent to the quotation."""


def answer_lines(entry: Entry, words: Words) -> tuple[str, ...]:
    """The lines of the answer, the doubt about it among them; never empty."""
    if entry.state == "silent":
        return (words.say("This agreement is silent: nothing in it answers."),)
    values = [amount.said for amount in entry.amounts]
    if len(values) > SEVERAL:
        values = [words.say("several values: see the quotation")]
    none = "no number is certain: see the quotation" if entry.unsure else "no number in the text"
    lines = values or [words.say(none)]
    if entry.condition:
        lines.append(f"{words.say('Condition')}: {entry.condition}")
    if entry.limit:
        lines.append(words.say("in all {limit}", limit=entry.limit.said))
    if entry.state == "uncertain":
        lines.append(words.say("Uncertain: this may not answer the question. Read it with care."))
    return tuple(lines)
