"""The bench: its corpora obey the laws, its yardstick is right, and it measures what it says."""

from __future__ import annotations

import doctest
import json
import shutil
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from bench.child import Limits, measured
from bench.corpora import UNITS, WRITINGS, made_up, write_corpus
from bench.exact import Best, PlainBM25, nearest, recall, top
from bench.offered import PATIENCE, summed
from bench.page import page
from bench.peers import NAMES, PACKAGES
from bench.questions import questions
from bench.steps import Bench
from ingest.corpus import CORPUS, read_corpus
from ingest.script import script_of

ALONE = "child corpora exact invented material offered page plots processes questions shown steps targets whole".split()
"""The modules of the bench that need none of its peers."""


@pytest.mark.parametrize("module", ALONE)
def test_the_examples_in_the_bench_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"bench.{module}")).failed == 0


@pytest.mark.parametrize("number", range(3))
def test_a_made_up_agreement_follows_from_its_number_and_the_seed(number: int) -> None:
    agreement = made_up(number, 5)
    assert made_up(number, 5) == agreement
    assert made_up(number, 6).text != agreement.text
    assert made_up(number + 3, 5).text != agreement.text
    assert script_of(agreement.text) == WRITINGS[number][1]


def test_a_made_up_corpus_obeys_the_laws_of_sources(tmp_path: Path) -> None:
    real = sum(len(source.units) for source in read_corpus())
    assert write_corpus(tmp_path / "corpus", real + 2 * UNITS + 7) == real + 2 * UNITS + 7
    sources = read_corpus(tmp_path / "corpus")
    made = [source for source in sources if source.agreement.id.startswith("made-up")]
    assert [len(source.units) for source in made] == [UNITS, UNITS, 7]
    addresses = [unit.address for source in sources for unit in source.units]
    assert len(addresses) == len(set(addresses)) == real + 2 * UNITS + 7
    for source in made:
        assert (source.report.coverage, source.report.gaps, source.report.duplicates) == (1.0, (), ())
        assert source.report.warnings == ()  # among them: the language is the one that the register says


def test_a_corpus_made_from_older_knowledge_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = tmp_path / "now"
    shutil.copytree(CORPUS, now)
    monkeypatch.setattr("bench.corpora.CORPUS", now)
    write_corpus(tmp_path / "made", 0)
    kept = tmp_path / "made" / "glossary.tsv"
    kept.touch()
    before = kept.stat().st_mtime_ns
    write_corpus(tmp_path / "made", 0)
    assert kept.stat().st_mtime_ns == before  # nothing changed: it is used again
    (now / "figures.tsv").write_text("units\twords\ten\tsl\tsr\n", encoding="utf-8")
    write_corpus(tmp_path / "made", 0)
    assert (tmp_path / "made" / "figures.tsv").read_bytes() == (now / "figures.tsv").read_bytes()


def test_a_larger_corpus_has_more_words() -> None:
    few, more = ({w for n in range(0, 3 * c, 3) for w in made_up(n).text.lower().split()} for c in (1, 8))
    assert len(more) > 3 * len(few)


def test_half_of_the_questions_are_judged_ones() -> None:
    asked = questions(2000, 40)
    judged = set(questions(0, 40))
    assert [question in judged for question in asked] == [True, False] * 20
    assert questions(2000, 40) == asked


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([3, 1], 1.0),
        ([1, 3], 1.0),
        ([3], 0.5),
        ([3, 3], 0.5),
        ([2, 1], 1.0),  # 2 scores as well as 1, which was second by chance
        ([2, 1, 3], 1.0),
        ([9, 8], 0.0),
        ([9, 8, 3, 1], 0.0),  # too late
    ],
)
def test_recall_is_the_share_of_the_best_that_was_given(given: list[int], expected: float) -> None:
    best = Best(np.array([3, 1, 2, 0]), np.array([0.9, 0.5, 0.5, 0.1], np.float32))
    assert recall(given, best, 2) == expected


def test_plain_bm25_gives_the_scores_worked_out_by_hand() -> None:
    # Three rows, 2 words each on the average; "a" stands in two of them, in row 0 once, in row 2 twice.
    best = PlainBM25(["a b", "c", "a a b"], {"a"}).best(["a"], 3)
    rarity = np.log(1 + 1.5 / 2.5)
    once, twice = rarity * 1 / (1 + 1.2), rarity * 2 / (2 + 1.2 * (0.25 + 0.75 * 1.5))
    assert best.rows.tolist() == [2, 0]
    assert best.scores.tolist() == pytest.approx([twice, once])


def test_the_nearest_vectors_are_the_same_in_batches() -> None:
    rng = np.random.default_rng(7)
    vectors, queries = rng.random((50, 4), np.float32), rng.random((3, 4), np.float32)
    for best, query in zip(nearest(vectors, queries, 9, batch=7), queries, strict=True):
        assert best.rows.tolist() == top(vectors @ query, 9).rows.tolist()


def test_every_engine_has_its_module_and_its_packages() -> None:
    there = {path.stem for path in Path("bench/peers").glob("*.py")} - {"__init__"}
    assert there == set(NAMES) == set(PACKAGES)


def test_what_waits_too_long_was_not_answered() -> None:
    assert summed([PATIENCE / 2, PATIENCE * 2, None])["share"] == pytest.approx(0.3333)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Words of SQLite, which every Python has, and our own engine, over 300 rows that are made up."""
    bench = Bench(tmp_path_factory.mktemp("bench"), 300, Limits(120), budget=10)
    folder = bench.place / "made" / "material"
    folder.mkdir(parents=True)
    rng = np.random.default_rng(7)
    vectors = rng.standard_normal((300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [line for n in (0, 3, 6) for line in made_up(n).text.lower().splitlines() if line.startswith("(")]
    lines = [" ".join(word for word in text.split() if word.isalnum()) for text in texts][:300]
    np.save(folder / "vectors.npy", vectors[: len(lines)])
    np.save(folder / "queries.npy", vectors[::30])
    (folder / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "asked.json").write_text(json.dumps([line.split()[:5] for line in lines[:10]]), encoding="utf-8")
    assert "failed" not in measured("bench.material:search_exactly", folder=str(folder))
    return bench


@pytest.mark.parametrize(("engine", "ways"), [("fts5", ["words"]), ("kolektivka", ["dense", "words", "hybrid"])])
def test_an_engine_is_built_asked_and_judged(bench: Bench, engine: str, ways: list[str]) -> None:
    bench.engine(engine)
    figures = bench.figures()["engines"][engine]
    assert figures["build"]["disk_bytes"] > 0 and figures["build"]["peak_bytes"] > 0
    for way in ways:
        assert figures["answer"][way]["asked"] == 10
        assert figures["answer"][way]["recall"] > (0.85 if way == "hybrid" else 0.95)
    assert not (bench.place / "made" / "engines" / engine).exists()


def test_a_measurement_that_takes_too_much_or_fails_says_so(tmp_path: Path) -> None:
    args = ["sleep", "60"]
    assert measured("subprocess:run", Limits(seconds=1), args=args)["failed"] == "not done after 1 s"
    assert "of memory" in measured("subprocess:run", Limits(memory=1), args=args)["failed"]
    told = measured("bench.trial:build", engine="nothing", material="", folder=str(tmp_path / "x"))
    assert "bench.peers.nothing" in told["failed"]


def test_the_page_tells_the_figures_and_what_is_missing(tmp_path: Path) -> None:
    told = {
        "machine": {"processor": "P", "cores": 2, "memory_bytes": 24e9, "python": "3.11", "day": "2026-11-22"},
        "versions": {},
        "sizes": {"real": {"build": {"units": 395, "chunks": 2144, "wall_s": 21.0, "cpu_s": 9.0}}},
    }
    file = tmp_path / "bench.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    lines = list(page(file))
    assert "| build, real sources | ≤ 20 s | 21 s | no | 9 s |" in lines
    assert "| search, p95, 1 M units | ≤ 60 ms | not measured |  |  |" in lines
