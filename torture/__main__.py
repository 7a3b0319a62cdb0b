"""`python -m torture [PART…]`: attacks the program, prints a line of figures for each part; exit 1 for a fault."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from torture.figures import Figures, Part

PARTS = ("writes", "kills", "damage", "inputs", "questions", "uploads", "injections", "crowd")
_SHOWN = 60  # faults of a part


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (all)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the chances (1)")
    parser.add_argument("--short", action="store_true", help="a small part of each, in seconds")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # its threads do not live on in a child
    os.environ["TQDM_DISABLE"] = "1"
    found = [_told(part, arguments.seed, arguments.short) for part in arguments.parts or PARTS]
    return int(any(figures.faults for figures in found))


def _told(part: str, seed: int, short: bool) -> Figures:
    began = time.monotonic()
    run = cast(Part, import_module(f"torture.{part}").run)
    figures = run(random.Random(f"{part} {seed}"), short)
    print(f"{figures.line()} ({time.monotonic() - began:.0f} s)", flush=True)
    for fault in figures.faults[:_SHOWN]:
        print(f"  {fault}")
    if len(figures.faults) > _SHOWN:
        print(f"  and {len(figures.faults) - _SHOWN} more")
    return figures


if __name__ == "__main__":
    sys.exit(main())
