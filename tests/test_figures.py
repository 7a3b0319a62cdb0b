"""The figures on judged questions stay where docs/results.md says they are."""

import json
from pathlib import Path

from index.evaluate import ask, figures, read_judged
from index.knowledge_base import KnowledgeBase

PROJECT = Path(__file__).parent.parent
TOLERANCE = 0.01
EVERY = 4  # questions: a fourth of the test set is enough to notice a fall, and takes seconds


def test_no_figure_has_fallen_since_the_results_were_written(kb: KnowledgeBase) -> None:
    judged = read_judged(PROJECT / "tests" / "retrieval" / "test.jsonl")[::EVERY]
    written = json.loads((PROJECT / "docs" / "results-test.json").read_text(encoding="utf-8"))
    expected = [written[q.q] for q in judged if q.gold]
    found = figures(ask(kb, judged))
    assert found["ndcg@10"] >= sum(expected) / len(expected) - TOLERANCE
    assert found["answered, called silent"] <= 0.05
    assert found["auc"] >= 0.93 - TOLERANCE
    assert found["ndcg@10"] >= 2.5 * found["bm25 ndcg@10"]
