"""What all commands share: how one is registered, the options of many, and how a result is printed."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from index.knowledge_base import HOME
from index.postgres.address import Server, ServerError, is_server
from index.voice import LANGS, SETTING, Voice, chosen
from ingest.foreign import OBEYED, inert

Arguments = argparse.Namespace


class Commands:
    """The commands of one parser, to which every theme adds its own.

    >>> parser = argparse.ArgumentParser()
    >>> greet = Commands(parser).add("greet", lambda arguments: print("Hello"), "say hello", "greet")
    >>> arguments = parser.parse_args(["greet", "--json"])
    >>> arguments.run(arguments), arguments.json
    Hello
    (None, True)
    """

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        self, name: str, run: Callable[[Arguments], None], does: str, example: str, json: bool = True
    ) -> argparse.ArgumentParser:
        """A new command with the options that all have; its own are added to what comes back."""
        example = f"example: kolektivka {example}"
        # A command that needs "--from" for itself takes it.
        sub = self._commands.add_parser(name, help=does, description=does, epilog=example, conflict_handler="resolve")
        sub.set_defaults(run=run)
        sub.add_argument(
            *("--index", "--from"),
            type=_home,
            default=os.environ.get("KOLEKTIVKA_INDEX") or str(HOME),  # as for the app
            metavar="DIR",
            help="the folder of the index, or the postgresql:// address of a server that has one",
        )
        if json:
            sub.add_argument("--json", action="store_true", help="print JSON")
        return sub


def offer_day(sub: argparse.ArgumentParser) -> None:
    """Adds the day as of which the law is asked."""
    sub.add_argument("--as-of", type=day, metavar="DATE", help="as of this day, such as 2023-06-14 (today)")


def offer_lang(sub: argparse.ArgumentParser) -> None:
    """Adds the language in which the command speaks."""
    sub.add_argument(
        "--lang",
        choices=LANGS,
        help=f"of sentences, labels and citations (en, each citation as in its country; {SETTING})",
    )


def voice_of(arguments: Arguments) -> Voice:
    """The voice that was asked for; raises ValueError when the environment asks for none that there is."""
    return Voice.of(chosen(arguments.lang))


def offer_agreements(sub: argparse.ArgumentParser) -> None:
    """Adds the agreements to which an answer is limited."""
    sub.add_argument("--agreement", action="append", default=[], metavar="ID", help="only this one; repeatable")


def day(text: str) -> date:
    """The day that an option names.

    >>> day("2023-06-14")
    datetime.date(2023, 6, 14)
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is no day such as 2023-06-14') from error


def put(arguments: Arguments, value: object, readable: Iterator[str]) -> None:
    """Prints a result: as JSON if that was asked for, else in lines."""
    if arguments.json:
        put_json(value, indent=2)
    else:
        print(inert("\n".join(readable)))


def put_json(value: object, indent: int | None = None) -> None:
    r"""Prints a value as JSON, in one line or with blanks before its parts; no terminal obeys what is in it.

    >>> put_json({"q": "ч\x9b2J"})
    {"q": "ч\u009b2J"}
    """
    print(OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=indent)))


def put_saved(arguments: Arguments, path: Path) -> None:
    """Prints where a document was written and how large it is."""
    size = path.stat().st_size
    put(arguments, {"file": str(path), "bytes": size}, iter([f"{path}: {size} bytes"]))


def folder_of(arguments: Arguments) -> Path:
    """The folder of the index, for what is done in no other place; raises ValueError for a server."""
    if isinstance(arguments.index, Path):
        return arguments.index
    raise ValueError(
        f'this is done in a folder, not on {arguments.index}: give the folder, then run "kolektivka build --to" with '
        "the address of the server"
    )


def server(text: str) -> Server:
    """The server that an option names; what argparse says of a wrong one does not repeat it."""
    try:
        return Server.of(text)
    except ServerError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _home(text: str) -> Path | Server:
    return server(text) if is_server(text) else Path(text)
