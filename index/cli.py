"""The command `kolektivka`: parse, call, print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from index.commands import asking, citing, keeping, measuring, reading, taking
from index.commands.command import Commands
from ingest.foreign import inert

THEMES = (reading, citing, asking, taking, measuring, keeping)
"""The modules with the commands, in the order in which the help lists them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; an expected error is one line on stderr and exit code 1.

    >>> main(["units", "--agreement", "nowhere"])
    1
    """
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except ValueError as error:
        print(f"kolektivka: {' '.join(inert(str(error)).split())}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kolektivka", description="Collective labour agreements: search, comparison, citation."
    )
    commands = Commands(parser)
    for theme in THEMES:
        theme.register(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
