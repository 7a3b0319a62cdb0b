"""What is kept of every wording and of every part of an index: the names of the arrays and indexes."""

from __future__ import annotations

import numpy as np

PROVISION, STRUCK, ORIGINAL, SEVERAL = 1, 2, 4, 8
"""What is marked of a wording: it may answer, it says it was struck out, no amendment made it, there are others."""
COLUMNS = {"agreement": np.int32, "marks": np.uint8, "begins": np.int32, "applies": np.int32, "first": np.int32}
"""Of each wording: its agreement, its marks, the days (0: not known), the row of the oldest wording of its unit."""

LEXICAL = ("lemmas", "concepts", "all lemmas")
"""The lexical indexes of every part; a small base has "grams" as well."""
