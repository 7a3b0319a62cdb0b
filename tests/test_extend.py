"""A large base takes a document in and out without being built anew, and then is what a build would have made."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.added import SETTING, added_home, put, take_out
from index.build import Built, build
from index.extend import MOST_PARTS, extend
from index.knowledge_base import KnowledgeBase
from ingest.records import Agreement
from tests.builders import agreement
from tests.conftest import write_corpus

TEXTS = {
    "a": "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n",
    "b": "1. člen\nDelavcu pripada regres za letni dopust.\n2. člen\nOdpovedni rok je 30 dni.\n",
}
ADDED = "1. člen\nOb lastni poroki ima delavec tri dni odsotnosti.\n2. člen\nČebelarju pripada zaščitna obleka.\n"
AMENDING = "1. člen\nV 2. členu se število »40« nadomesti s številom »36«.\n"
QUESTIONS = ("letni dopust", "lastna poroka", "zaščitna obleka čebelarja", "delovni čas", "odpovedni rok")


@pytest.fixture(autouse=True)
def beside_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", **TEXTS)


@pytest.fixture
def home(tmp_path: Path, corpus: Path) -> Path:
    build(corpus, tmp_path / "base" / "index", engine="large")
    return tmp_path / "base" / "index"


def add(home: Path, id: str, text: str, **fields: Any) -> Agreement:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    entry = agreement(id, file=f"{digest}.txt", sha256=digest, text_state="as published", **fields)
    put(added_home(home), entry, data)
    return entry


def told(kb: KnowledgeBase) -> dict[str, object]:
    """What a base says, whatever parts it has; what does not answer may come in another order."""
    hits = {q: [h for h in kb.search(q).hits if h.verdict != "silent"] for q in QUESTIONS}
    answers = {q: [(h.unit, h.quote, round(h.score, 2), h.verdict) for h in of] for q, of in hits.items()}
    histories = {unit.address: kb.law.history(unit.address) for unit in kb.units}
    return {**answers, "histories": histories, "agreements": {a.id: a for a in kb.agreements}}


def as_built(corpus: Path, home: Path, built: Built) -> None:
    """Holds a base against one that is built anew."""
    extended = told(KnowledgeBase.open(home))
    anew = build(corpus, home, engine="large")
    assert (anew.agreements, anew.units, anew.chunks) == (built.agreements, built.units, built.chunks)
    assert anew.embedded == 0
    assert told(KnowledgeBase.open(home)) == extended


def test_an_added_document_is_found_and_the_rest_is_not_written_again(corpus: Path, home: Path) -> None:
    before = KnowledgeBase.open(home)
    big = before.folder / before.manifest.parts[0].folder / "wordings.jsonl"
    add(home, "c", ADDED)
    built = extend(corpus, home)
    assert (built.engine, built.agreements, built.units, built.embedded) == ("large", 3, 6, 2)
    kb = KnowledgeBase.open(home)
    assert kb.search("zaščitna obleka čebelarja").hits[0].unit.address == "c/2"
    assert (kb.folder / kb.manifest.parts[0].folder / "wordings.jsonl").samefile(big)
    as_built(corpus, home, built)


def test_a_removed_document_is_found_no_more(corpus: Path, home: Path) -> None:
    entry = add(home, "c", ADDED)
    extend(corpus, home)
    take_out(added_home(home), entry)
    built = extend(corpus, home)
    kb = KnowledgeBase.open(home)
    assert "c" not in kb.by_id and not kb.store.rows_of("c/2") and len(kb.manifest.parts) == 1
    assert all(hit.agreement.id != "c" for question in QUESTIONS for hit in kb.search(question, k=50).hits)
    as_built(corpus, home, built)


def test_a_document_that_amends_another_changes_it(corpus: Path, home: Path) -> None:
    entry = add(home, "c", AMENDING, amends="a", in_force_from=date(2020, 1, 1))
    built = extend(corpus, home)
    kb = KnowledgeBase.open(home)
    assert ["36" in wording.text for wording in kb.law.history("a/2")] == [False, True]
    assert "36 ur" in kb.unit("a/2").text
    as_built(corpus, home, built)
    take_out(added_home(home), entry)
    assert extend(corpus, home).units == 4
    assert "40 ur" in KnowledgeBase.open(home).unit("a/2").text


def test_many_additions_leave_few_parts(corpus: Path, home: Path) -> None:
    for number in range(MOST_PARTS + 2):
        add(home, f"c{number}", ADDED.replace("tri", f"{number + 2}"))
        built = extend(corpus, home)
        kb = KnowledgeBase.open(home)
        assert len(kb.manifest.parts) <= MOST_PARTS and len(kb.agreements) == number + 3
    as_built(corpus, home, built)


def test_what_was_written_about_an_added_document_is_taken_up(corpus: Path, home: Path) -> None:
    lines = ["address\ten\tsl\tsr", "c/1\tWedding leave.\tDopust ob poroki.\tОдсуство за свадбу."]
    (corpus / "summaries.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["addresses\tlang\tmanner\tquestion", "c/1\tsr-Cyrl\tkeywords\tодсуство за свадбу"]
    (corpus / "questions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(corpus, home, engine="large")
    add(home, "c", ADDED)
    extend(corpus, home)
    kb = KnowledgeBase.open(home)
    assert kb.signals.known.rows.tolist() == list(kb.store.rows_of("c/1"))
    assert kb.search("одсуство за свадбу").hits[0].unit.address == "c/1"


def test_a_changed_corpus_is_built_as_a_whole(corpus: Path, home: Path) -> None:
    write_corpus(corpus, a=TEXTS["a"].replace("40", "38"), b=TEXTS["b"])
    extend(corpus, home)
    kb = KnowledgeBase.open(home)
    assert "38 ur" in kb.unit("a/2").text and len(kb.manifest.parts) == 1
