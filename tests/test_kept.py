"""Lines that the app keeps: none is lost because another one could not be written."""

import resource
from pathlib import Path

import pytest

from index.kept import KeptError, keep_line, kept_lines


@pytest.mark.parametrize("room", [0, 1, 8, 20])
def test_a_line_that_did_not_fit_takes_no_other_with_it(tmp_path: Path, room: int) -> None:
    file = tmp_path / "a.jsonl"
    keep_line(file, {"q": "first"})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + room, hard))
    try:
        with pytest.raises(KeptError, match="cannot be written"):
            keep_line(file, {"q": "the one that is too long"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    keep_line(file, {"q": "last"})
    assert kept_lines(file) == [{"q": "first"}, {"q": "last"}]
