"""The table as a pandas data frame."""

from __future__ import annotations

import pandas as pd

from index.exports.flat import COLUMNS, flat
from index.exports.table import Table

_NUMBERS = ("value", "upper", "limit")


def frame(of: Table) -> pd.DataFrame:
    """One row a value; the columns have English names in every language, numbers are floats, no number is NaN."""
    rows = [row for group in of.groups for row in flat(of, group)]
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in _NUMBERS:
        made[name] = made[name].astype(float)
    made["as_of"] = pd.to_datetime(made["as_of"])
    return made
