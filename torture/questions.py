"""Questions, citations and addresses of every kind: an answer or one sentence, soon, and never anything else."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence

from index.build import build
from index.cited import check_citations
from index.encoder import load_encoder
from index.knowledge_base import KnowledgeBase
from index.question import LONGEST
from torture.figures import Figures
from torture.generated import PIECES
from torture.small import Small, workplace
from ui.packed import packed
from ui.state import View, view_of

QUESTIONS = 100_000

_STOPWORDS = "in je za na se od do po the of and to a is u i sa ali koje šta kaj kako ко шта је у и на са the".split()
_SCRIPTS = (
    *((0x41, 0x5A), (0x61, 0x17F), (0x400, 0x45F), (0x370, 0x3FF), (0x5D0, 0x6FF), (0x4E00, 0x4FFF)),
    *((0x0, 0x20), (0x7F, 0xA0), (0x300, 0x36F), (0x2000, 0x206F), (0xD800, 0xDFFF), (0xE000, 0xE0FF)),
    *((0xFB00, 0xFB06), (0xFE00, 0xFE0F), (0xFFF0, 0xFFFF), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6FF)),
    (0xE0000, 0xE007F),
)
_SIGNS = "\"„“”»«'()[]{}<>/\\|@#%&*+-–=.,;:!?§$^~`_0123456789 "


def run(chances: random.Random, short: bool) -> Figures:
    """Asks the index of the real sources; the short part that of a small base."""
    figures = Figures("questions")
    with workplace() as folder:
        if not short:
            build(home=folder / "index")
        home = Small.made(folder).home if short else folder / "index"
        base = KnowledgeBase.open(home, load_encoder())
        for _ in range(400 if short else QUESTIONS):
            _asked(figures, base, chances)
    return figures


def _asked(figures: Figures, base: KnowledgeBase, chances: random.Random) -> None:
    name, make = chances.choice(KINDS)
    question = make(chances, _real(base, chances))
    with figures.guarded(f"{name} read: {question!r:.300}"):
        _read(question, base)
    with figures.guarded(f"{name} searched: {question!r:.300}"):
        (base.search if chances.random() < 0.7 else base.compare)(question)


def _read(question: str, base: KnowledgeBase) -> None:
    """Every reading that a question, a citation or an address of the app goes through."""
    address = base.reader.parse(question)
    if address:
        base.reader.candidates(address)
    check_citations(question, base.reader)
    view = view_of({name: [question] for name in (*View.__dataclass_fields__, "agreement", "item")}, question)
    view.link()
    packed(view.items)
    base.places.parse(question)


def _real(base: KnowledgeBase, chances: random.Random) -> str:
    which = chances.randrange(4)
    if which == 0 and base.knowledge.questions:
        return chances.choice(base.knowledge.questions).text
    address = chances.choice(chances.choice(base.places.labels[(law := chances.choice(tuple(base.by_id)))]).split())
    if which == 1:
        return f"{law}/{address}/{chances.randrange(5)}/{chances.choice('1a-b')}" + chances.choice(
            ("", "@2024-01-31", "@x")
        )
    if which == 2:
        return f"{chances.choice(PIECES)} {chances.choice(PIECES)}"
    return f"{chances.choice(('čl.', 'člen', 'члан', 'article', 'al.', 'st.'))} {address} {base.by_id[law].short}"


def _any(chances: random.Random, real: str) -> str:
    return "".join(map(chr, (chances.randrange(sys.maxunicode + 1) for _ in range(chances.randrange(60)))))


def _mixed(chances: random.Random, real: str) -> str:
    spans = chances.choices(_SCRIPTS, k=chances.randrange(80))
    return "".join(chr(chances.randint(*span)) for span in spans)


def _mutated(chances: random.Random, real: str) -> str:
    letters = list(real)
    for _ in range(chances.randint(1, 6)):
        at = chances.randrange(len(letters) + 1)
        what = chances.choice((*_SIGNS, chr(chances.randint(*chances.choice(_SCRIPTS))), "", real[at : at + 9]))
        letters[at : at + chances.randrange(3)] = what
    return "".join(letters)


def _long(chances: random.Random, real: str) -> str:
    return (real + chances.choice(" \n.-/(,")) * chances.randint(1, 2 * LONGEST // max(1, len(real)))


def _repeated(chances: random.Random, real: str) -> str:
    once = "".join(chances.choices(_SIGNS + "aIVXčж", k=chances.randint(1, 4)))
    return (once * LONGEST)[: chances.choice((50, 390, LONGEST, LONGEST + 1, 50_000))]


def _only(words: Sequence[str]) -> Callable[[random.Random, str], str]:
    return lambda chances, real: chances.choice((" ", ".", "", "/", "\0")).join(
        chances.choices(words, k=chances.randint(0, 40))
    )


def _glued(chances: random.Random, real: str) -> str:
    return "".join(chances.choices((real, *PIECES), k=chances.randint(2, 12)))


KINDS: tuple[tuple[str, Callable[[random.Random, str], str]], ...] = (
    ("any letters", _any),
    ("mixed scripts", _mixed),
    ("mutated", _mutated),
    ("mutated twice", lambda chances, real: _mutated(chances, _mutated(chances, real))),
    ("long", _long),
    ("repeated", _repeated),
    ("only small words", _only(_STOPWORDS)),
    ("only signs", _only(_SIGNS)),
    ("only pieces", _only(PIECES)),
    ("glued", _glued),
)
