"""The trainer's pack: from chosen topics a handout, a quiz and an answer key, in one Word document."""

from __future__ import annotations

from collections.abc import Sequence

from index.cite import Form
from index.export import Exported, file_name, media_type
from index.exports.collection import Collection
from index.exports.permalink import BASE
from index.exports.printer import table
from index.exports.quiz import quiz
from index.exports.words import Words

PARTS = ("handout", "quiz", "key")
"""What a pack consists of, in this order."""


def pack(
    collection: Collection,
    language: str = "en",
    script: str = "",
    form: Form | None = None,
    base: str = BASE,
    title: str = "",
    seed: int = 1,
    parts: Sequence[str] = PARTS,
) -> Exported:
    """Topics as a trainer's pack; `parts` chooses among handout, quiz and key, `seed` shuffles the quiz.

    Raises ValueError for an unknown part, or where a document could not be made either.

    >>> from datetime import date
    >>> from index.export import of_topics
    >>> from index.knowledge_base import KnowledgeBase
    >>> chosen = of_topics(KnowledgeBase.open(), ["wedding-leave"], date(2026, 1, 21))
    >>> pack(chosen, "sr", "Latn").name
    'kolektivka-prava-zaposlenih-u-kolektivnim-ugovorima-2026-01-21.docx'
    """
    if unknown := [part for part in parts if part not in PARTS]:
        raise ValueError(f'no part "{unknown[0]}" of a pack; there are {", ".join(PARTS)}')
    words = Words(language, script)
    of = table(collection, words, form, base)
    from index.exports.handout import write  # only now: whoever searches does not wait for the library of Word

    title = title or words.say("Workers' rights in collective agreements")
    data = write(of, quiz(collection, of, seed), title, [part for part in PARTS if part in parts])
    return Exported(data, file_name(title, of.day.isoformat(), "docx"), media_type("docx"))
