"""Tables that a publisher flattened to lines: how their rows look is data, `corpus/tables.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent.parent / "corpus" / "tables.toml"


@dataclass(frozen=True, slots=True)
class Table:
    """The patterns of one flattened table: each row is one line, each group of a pattern one cell."""

    unit: str
    columns: tuple[str, ...]
    rows: tuple[re.Pattern[str], ...]


@cache
def tables() -> dict[str, Table]:
    """The tables of `corpus/tables.toml` by the address of their unit."""
    entries = tomllib.loads(TABLES.read_text(encoding="utf-8"))["table"]
    return {
        e["unit"]: Table(e["unit"], tuple(e["columns"]), tuple(re.compile(row) for row in e["rows"])) for e in entries
    }


def cells_of(table: Table | None, line: str) -> tuple[str, ...]:
    """The cells of a line that is a row of the table; empty: it is none.

    >>> pay = Table("x/1", ("group", "factor"), (re.compile(r"([IVX]+\\.) (\\d,\\d\\d)"),))
    >>> cells_of(pay, "II. 1,25"), cells_of(pay, "II. je 1,25")
    (('II.', '1,25'), ())
    """
    for row in table.rows if table else ():
        if match := row.fullmatch(line):
            return tuple((cell or "").strip() for cell in match.groups())
    return ()
