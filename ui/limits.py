"""What this program does not do or not do well, said to its users."""

from __future__ import annotations

from ui.words import Words


def limits(words: Words) -> tuple[str, ...]:
    """Sentences in the language of the interface."""
    _ = words.gettext
    return (
        _("Only the texts as published in the gazettes are authentic; the texts here are for information."),
        _("Only the sources listed below are in the base; what other agreements and the laws say is not here."),
        _("Which agreement binds an employer is a legal question; nothing here decides it."),
        _("A text scanned from paper holds faults of reading that the repairs did not find."),
        _("A value is read from the sentence by rules; where it is not certain, only the sentence is shown."),
        _("Topics that no person has checked are marked so."),
        _("Names of persons in small letters are not recognised in questions that are kept."),
        _("Short Serbian questions in Latin letters cannot be told from Slovenian ones; both are searched."),
    )
