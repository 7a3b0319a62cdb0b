"""What the readable documents say beside a quotation: the values, their condition and their limit."""

from __future__ import annotations

from index.exports.table import Entry
from index.exports.words import Words

SEVERAL = 3
"""More numbers than that are no answer at a glance: the reader is sent to the quotation."""
STEPS = 12
"""More steps of a scale than that are left to the quotation too."""


def answer_lines(entry: Entry, words: Words) -> tuple[str, ...]:
    """The lines of the answer, the doubt about it among them; never empty."""
    if entry.state == "silent":
        return (words.say("This agreement is silent: nothing in it answers."),)
    lines = list(_values(entry, words))
    if entry.condition:
        lines.append(f"{words.say('Condition')}: {entry.condition}")
    if entry.limit:
        lines.append(words.say("in all {limit}", limit=entry.limit.said))
    if entry.state == "uncertain":
        lines.append(words.say("Uncertain: this may not answer the question. Read it with care."))
    elif entry.amounts and not entry.certain:
        lines.append(words.say("Not certain: check the value in the quotation."))
    return tuple(lines)


def _values(entry: Entry, words: Words) -> tuple[str, ...]:
    steps = all(amount.when for amount in entry.amounts)
    if len(entry.amounts) > (STEPS if steps else SEVERAL):
        return (words.say("several values: see the quotation"),)
    if not entry.amounts:
        return (words.say("no number is certain: see the quotation" if entry.unsure else "no number in the text"),)
    return tuple(f"{amount.when}: {amount.said}" if amount.when else amount.said for amount in entry.amounts)
