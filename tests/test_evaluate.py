"""The metrics against examples worked by hand."""

import math
from pathlib import Path

import pytest

from index.evaluate import JudgementError, area_under_curve, interval, ndcg, read_judged, reciprocal_rank


@pytest.mark.parametrize(
    ("ranked", "gold", "expected"),
    [
        (["a"], {"a": 2}, 1.0),
        ([], {"a": 2}, 0.0),
        (["x", "a"], {"a": 2}, 1 / math.log2(3)),
        (["b", "a"], {"a": 2, "b": 1}, (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))),
        (["a"], {"a": 2, "b": 2}, 1 / (1 + 1 / math.log2(3))),
        (["x"] * 10 + ["a"], {"a": 2}, 0.0),  # the eleventh place does not count
        (["a"], {}, 0.0),
    ],
)
def test_ndcg_as_worked_by_hand(ranked: list[str], gold: dict[str, int], expected: float) -> None:
    assert ndcg(ranked, gold) == pytest.approx(expected)


def test_a_unit_that_only_helps_is_no_answer() -> None:
    assert reciprocal_rank(["b", "a"], {"a": 2, "b": 1}) == 0.5
    assert reciprocal_rank(["b"], {"b": 1}) == 0.0


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [([1, 0], [True, False], 1.0), ([0, 1], [True, False], 0.0), ([1, 1], [True, False], 0.5)],
)
def test_area_under_the_curve(scores: list[float], positive: list[bool], expected: float) -> None:
    assert area_under_curve(scores, positive) == expected
    assert math.isnan(area_under_curve(scores, [True, True]))


def test_the_interval_holds_the_mean_and_shrinks() -> None:
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 1000)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text('{"q": "a", "lang": "en", "gold": {}}\n{"q": "b"}\n', encoding="utf-8")
    with pytest.raises(JudgementError, match="line 2"):
        read_judged(file)
