"""The options of the command that write documents to take away."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index.cite import FORMS
from index.export import FORMATS, Exported, export, of_comparison, of_topics, of_units, together
from index.exports.collection import Collection
from index.exports.permalink import BASE
from index.knowledge_base import KnowledgeBase
from index.pack import PARTS, pack
from index.results import Comparison
from index.voice import LANGS, SETTING, chosen


def offer_document(parser: argparse.ArgumentParser, option: str, required: bool = False) -> None:
    """Adds the options of a document; its format is the ending of its file."""
    endings = ", ".join(f".{ending}" for ending in FORMATS)
    parser.add_argument(
        option, dest="document", type=Path, metavar="FILE", required=required, help=f"write a document: {endings}"
    )
    parser.add_argument("--lang", choices=LANGS, help=f"of the document and of what is printed (en; {SETTING})")
    parser.add_argument("--script", choices=("Latn", "Cyrl"), default="", help="of Serbian quotations (as published)")
    parser.add_argument("--cite", choices=FORMS, help="form of the citations (that of the language)")
    parser.add_argument("--base", default=BASE, metavar="URL", help=f"address of the app, for links ({BASE})")


def offer_pack(parser: argparse.ArgumentParser) -> None:
    """Adds the options of a trainer's pack."""
    parser.add_argument("items", nargs="+", metavar="TOPIC", help='such as "wedding-leave"; or an address: "kpop/45"')
    offer_document(parser, "--out", required=True)
    parser.add_argument("--title", default="", metavar="TEXT", help="of the pack")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one shuffles the quiz anew (1)")
    parser.add_argument("--parts", default=",".join(PARTS), metavar="LIST", help=f"{','.join(PARTS)} (all)")


def save_comparisons(arguments: argparse.Namespace, comparisons: Sequence[Comparison]) -> Path:
    """Writes the answers to one or more questions as one document."""
    day = arguments.as_of or date.today()
    taken = (of_comparison(one, day, arguments.agreement, arguments.country) for one in comparisons)
    return _save(arguments, _exported(arguments, together(*taken)))


def save_pack(arguments: argparse.Namespace, kb: KnowledgeBase) -> Path:
    """Writes topics and provisions: as a trainer's pack in Word, as tables in any other format."""
    day = arguments.as_of or date.today()
    topics = [item for item in arguments.items if "/" not in item]
    addresses = [item for item in arguments.items if "/" in item]
    taken = [of_topics(kb, topics, day)] if topics else []
    taken += [of_units(kb, addresses, day)] if addresses else []
    collection = together(*taken)
    if arguments.document.suffix != ".docx":
        return _save(arguments, _exported(arguments, collection))
    language, script = _writing(arguments)
    parts = [part.strip() for part in arguments.parts.split(",")]
    made = pack(collection, language, script, arguments.cite, arguments.base, arguments.title, arguments.seed, parts)
    return _save(arguments, made)


def _exported(arguments: argparse.Namespace, collection: Collection) -> Exported:
    language, script = _writing(arguments)
    ending = arguments.document.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise ValueError(f"{arguments.document}: end its name in one of .{', .'.join(FORMATS)}")
    return export(collection, ending, language, script, arguments.cite, arguments.base)


def _writing(arguments: argparse.Namespace) -> tuple[str, str]:
    """The language, and the script of all Serbian: the words' own where the quotations have no other."""
    lang = chosen(arguments.lang) or "en"
    language, _, script = lang.partition("-")
    if script and arguments.script and script != arguments.script:
        raise ValueError(f"--lang {lang} and --script {arguments.script} do not go together: choose one script")
    return language, script or arguments.script


def _save(arguments: argparse.Namespace, made: Exported) -> Path:
    path: Path = arguments.document
    try:
        path.write_bytes(made.data)
    except OSError as error:
        raise ValueError(f"{path}: cannot be written: {error.strerror}") from error
    return path
