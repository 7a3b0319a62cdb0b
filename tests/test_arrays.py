"""Arrays of the index: several threads open them at once."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.arrays import load_array, save_array


def test_an_array_is_read_although_another_thread_parses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, load = tmp_path / "a.npy", np.load
    save_array(file, np.arange(3))
    failures = iter([SystemError("AST constructor recursion depth mismatch (before=150, after=48)")] * 2)

    def fails_twice(*told: Any, **named: Any) -> Any:
        for failure in failures:
            raise failure
        return load(*told, **named)

    monkeypatch.setattr(np, "load", fails_twice)
    assert load_array(file).tolist() == [0, 1, 2]
