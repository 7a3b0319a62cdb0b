"""Every engine finds what plain references find, and the large one answers as the small one does."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import log
from pathlib import Path

import faiss
import numpy as np
import pytest

import index.lexical
from index.build import build
from index.dense import Dense, DenseFile, Kind
from index.engines import EngineError, engine_of
from index.evaluate import read_judged
from index.knowledge_base import KnowledgeBase
from index.lexical import Gathering, Lexical, Postings
from tests.conftest import write_corpus

DEVELOPMENT = Path(__file__).parent / "retrieval" / "development.jsonl"
SIZES = [(300,), (200, 100), (1, 298, 1)]  # of the parts
ASKED: tuple[list[str], ...] = (["w1"], ["w1", "w30", "w3"], ["w2", "w2", "w90"], ["w0", "nowhere"], ["nowhere"], [])

Documents = Sequence[Sequence[str]]


class PlainBM25:
    """BM25 as it is written down, scaled by what the terms can reach."""

    def __init__(self, documents: Documents, average: float) -> None:
        self.documents = [Counter(document) for document in documents]
        self.norms = [1.2 * (0.25 + 0.75 * len(document) / average) for document in documents]

    def idf(self, term: str) -> float:
        having = sum(term in document for document in self.documents)
        return log(1 + (len(self.documents) - having + 0.5) / (having + 0.5)) if having else 0.0

    def reached(self, term: str) -> list[float]:
        of = zip(self.documents, self.norms, strict=True)
        return [self.idf(term) * document[term] / (norm + document[term]) for document, norm in of]

    def scores(self, terms: Sequence[str]) -> list[float]:
        rarest = max(max(self.reached(term)) for term in set().union(*self.documents))
        best = [max(self.reached(term)) if self.idf(term) else rarest for term in terms]
        sums = [sum(column) for column in zip(*map(self.reached, terms), strict=True)] or [0.0] * len(self.documents)
        return [one / (sum(best) or 1) for one in sums]


@pytest.fixture(scope="module")
def documents() -> Documents:
    drawn = random.Random(7)
    words = [f"w{number}" for number in range(100)]
    weights = [1 / (number + 1) for number in range(100)]
    return [drawn.choices(words, weights, k=drawn.randint(0, 40)) for _ in range(300)]


def lexical(documents: Documents, sizes: Sequence[int], folder: Path) -> Lexical:
    """The documents in parts of these sizes, through the disk."""
    parts, average, first = [], 0.0, 0
    for size in sizes:
        gathering = Gathering()
        for document in documents[first : first + size]:
            gathering.add([gathering.number(term) for term in document])
        gathering.postings(average).save(folder / str(first))
        parts.append(Postings.load(folder / str(first)))
        average, first = float(parts[0].average[0]), first + size
    return Lexical(parts)


@pytest.mark.parametrize("sizes", SIZES)
def test_terms_too_common_to_be_read_through_still_order_what_the_rare_ones_find(
    documents: Documents, sizes: Sequence[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.lexical, "MOST_READ", 60)
    found, terms = lexical(documents, sizes, tmp_path), ["w0", "w1", "w70"]
    expected = np.array(PlainBM25(documents, found.average).scores(terms))
    rare = found.documents_with("w70")
    assert 10 < len(rare) <= 60 < found.count("w0")
    best = rare[np.argsort(-expected[rare], kind="stable")][:10]
    assert expected[found.top(terms, 10)] == pytest.approx(expected[best], abs=1e-6)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("block", [50, 1 << 22])
def test_words_are_weighed_as_bm25_is_written_down(
    documents: Documents, sizes: Sequence[int], block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.lexical, "BLOCK", block)
    found = lexical(documents, sizes, tmp_path)
    plain = PlainBM25(documents, found.average)
    some = np.array(sorted(random.Random(3).sample(range(300), 40)))
    for terms in ASKED if len(sizes) == 1 else [terms for terms in ASKED if "nowhere" not in terms]:
        expected = np.array(plain.scores(terms))
        assert found.scores(terms) == pytest.approx(expected, abs=1e-6)
        assert found.scores(terms, some) == pytest.approx(expected[some], abs=1e-6)
        top = found.top(terms, 10)
        assert expected[top] == pytest.approx(np.sort(expected[expected > 0])[::-1][:10], abs=1e-6)
    for term in ("w0", "w70", "nowhere"):
        having = [number for number, document in enumerate(documents) if term in document]
        assert found.documents_with(term).tolist() == having and found.count(term) == len(having)
        assert found.has(term, some).tolist() == [int(number) in having for number in some]


def dense(vectors: np.ndarray, kind: Kind, sizes: Sequence[int], folder: Path) -> Dense:
    """The vectors in parts of these sizes, through the disk; later parts are never graphs."""
    first, files = 0, list[Path]()
    for size in sizes:
        made = DenseFile(vectors.shape[1], "exact" if kind == "exact" else "half")
        made.add(vectors[first : first + size])
        if kind == "graph" and not files:
            made.become("graph")
        files.append(folder / f"{first}.faiss")
        made.save(files[-1])
        first += size
    return Dense.load(files)


@pytest.mark.parametrize("sizes", [(3000,), (2500, 500), (2900, 1, 99)])
@pytest.mark.parametrize(("kind", "off", "recall"), [("exact", 1e-6, 1.0), ("half", 1e-3, 0.99), ("graph", 1e-3, 0.98)])
def test_vectors_are_compared_as_numpy_does(
    kind: Kind, off: float, recall: float, sizes: Sequence[int], tmp_path: Path
) -> None:
    random_numbers = np.random.default_rng(7)
    vectors = random_numbers.standard_normal((3000, 32), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found, some = dense(vectors, kind, sizes, tmp_path), np.array([5, 2600, 2999])
    among = random_numbers.random(3000) < 0.1
    hit = []
    for query in vectors[::300]:
        products = vectors @ query
        assert found.scores(query) == pytest.approx(products, abs=off)
        assert found.scores(query, some) == pytest.approx(products[some], abs=off)
        assert found.vectors(some) == pytest.approx(vectors[some], abs=off)
        hit.append(len({*found.top(query, 50).tolist()} & {*np.argsort(-products)[:50].tolist()}) / 50)
        chosen = np.flatnonzero(among)[np.argsort(-products[among])[:20]]
        hit.append(len({*found.top(query, 20, among).tolist()} & {*chosen.tolist()}) / 20)
    assert np.mean(hit) >= recall


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("large")
    assert build(home=folder, engine="large").engine == "large"
    return KnowledgeBase.open(folder)


def test_a_large_base_answers_as_a_small_one(kb: KnowledgeBase, large: KnowledgeBase) -> None:
    assert (kb.manifest.engine, large.manifest.engine) == ("small", "large")
    questions = [judged.q for judged in read_judged(DEVELOPMENT)[::25]]
    pairs = [(kb.search(question), large.search(question)) for question in questions]
    same = [[h.unit.address for h in a.hits[:1]] == [h.unit.address for h in b.hits[:1]] for a, b in pairs]
    assert sum(same) / len(same) >= 0.95
    assert sum(a.verdict == b.verdict for a, b in pairs) / len(pairs) >= 0.95


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("45. člen KPOP", "kpop/45"),
        ("89.b", "kpzsv/89b"),
        ('dopust "lastne poroke"', "kpop/45"),
        ("lastne poroke 1 dan", "kpop/45"),
        ("odpravnna", "kpzsv/100"),
    ],
)
def test_a_large_base_finds_citations_phrases_quotations_and_misspelt_words(
    kb: KnowledgeBase, large: KnowledgeBase, question: str, address: str
) -> None:
    assert kb.search(question).hits[0].unit.address == large.search(question).hits[0].unit.address
    assert address in [hit.unit.address for hit in large.search(question).hits]


def test_a_filter_of_a_large_base_is_a_search_of_less(large: KnowledgeBase) -> None:
    for filters in ({"agreements": ["kpop"]}, {"country": "RS"}):
        hits = large.search("letni dopust", k=400, **filters).hits
        assert hits and all(h.agreement.id == "kpop" or h.agreement.country == "RS" for h in hits)
    assert {row.agreement.id for row in large.compare("odmor", ["kpop", "pku-sz"]).rows} == {"kpop", "pku-sz"}


def test_neighbours_are_found_in_a_large_base(kb: KnowledgeBase, large: KnowledgeBase) -> None:
    for address in ("kpop/45", "pku-sz/29"):
        assert [s.unit.address for s in large.similar(address)] == [s.unit.address for s in kb.similar(address)]


def test_no_record_is_read_before_it_is_asked_for(large: KnowledgeBase) -> None:
    opened = KnowledgeBase.open(large.folder.parent)
    assert opened.store.wording.cache_info().currsize == 0


def test_one_question_uses_one_thread_whoever_asks_it() -> None:
    dense = Dense.build(np.eye(4, dtype=np.float32), "graph")

    def asked() -> int:
        faiss.omp_set_num_threads(2)  # as on a machine with two processors, in each new thread
        dense.top(np.ones(4, np.float32), 2)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as visitor:
        assert visitor.submit(asked).result() == 1


def test_numpy_is_not_there_before_the_app_says_how_many_threads_it_uses() -> None:
    said = "import sys, streamlit.web.cli, streamlit; print('numpy' in sys.modules)"
    said += "; import index, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    home = DEVELOPMENT.parents[2]
    out = subprocess.run([sys.executable, "-c", said], env=environment, cwd=home, capture_output=True, text=True)
    assert out.stdout.split() == ["False", "1"]


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", a="1. člen\nDelavec ima pravico do odmora.\n")
    with pytest.raises(EngineError, match="there are small, large"):
        build(corpus, tmp_path / "index", engine="fast")
    assert engine_of("") is None
