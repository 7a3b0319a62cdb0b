"""Commands that write documents to take away: the trainer's pack, and the static pages."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from index.commands.command import Arguments, Commands, offer_day, put, put_saved
from index.exports.command import offer_pack, save_pack
from index.exports.words import Words
from index.knowledge_base import KnowledgeBase
from index.site.write import write_site

SITE_LANGUAGES = {"en": Words("en"), "sl": Words("sl"), "sr-Cyrl": Words("sr"), "sr-Latn": Words("sr", "Latn")}


def register(commands: Commands) -> None:
    """Adds pack and export."""
    packed = commands.add(
        "pack", _pack, "a trainer's pack: handout, quiz, answer key", "pack wedding-leave --lang sl --out pack.docx"
    )
    offer_day(packed)
    offer_pack(packed)
    site = commands.add("export", _export, "every provision as a static, accessible page", "export site --out public")
    site.add_argument("what", choices=("site",), help="one HTML page a provision, with contents and an index")
    site.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; an earlier site is replaced")
    site.add_argument("--lang", choices=tuple(SITE_LANGUAGES), default="en", help="of the pages (en)")
    offer_day(site)


def _pack(arguments: Arguments) -> None:
    put_saved(arguments, save_pack(arguments, KnowledgeBase.open(arguments.index)))


def _export(arguments: Arguments) -> None:
    kb = KnowledgeBase.open(arguments.index)
    written = write_site(kb, arguments.out, SITE_LANGUAGES[arguments.lang], arguments.as_of or date.today())
    value = {"folder": str(arguments.out), **asdict(written)}
    line = f"{arguments.out}: {written.pages} pages, {written.bytes / 1e6:.1f} MB in {written.seconds} s"
    put(arguments, value, iter([line]))
