"""Training: the folding inside the tokenizer, the pairs, the batches, and a whole small run."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import PROJECT
from index.train.static import Recipe, batches, train_static
from index.train.texts import MissingDataError, Pair, statute_pairs, translations
from index.train.vocabulary import folding, tokenizer_of
from ingest.script import fold

WRITINGS = [
    "Годишњи одмор запослених ЉУБАВ Њ Џ ђ Ћ",
    "GODIŠNJI ODMOR Č Ć Š Ž Đ đ dž",
    "Đurđevdan in Đakovo, c̀ e\u0301 č",
    "¢len 45, § 5, 1.234,56 €, »črtano«, „реч”",
    "½ № ﬁ ﬀ ² ª",
    "Straße ŁÓDŹ æther Øre ıi",
    "й ё Ѐ ї ѕ ќ",
    "",
]
# What appears in these documents: Latin with its supplements, Cyrillic, punctuation, signs.
LETTERS = st.text(st.characters(max_codepoint=0x24F) | st.characters(min_codepoint=0x400, max_codepoint=0x45F))


@pytest.mark.parametrize("text", WRITINGS)
def test_the_tokenizer_folds_like_the_rest_of_the_project(text: str) -> None:
    assert folding().normalize_str(text) == fold(text)


@given(LETTERS)
def test_the_tokenizer_folds_any_text_of_these_scripts_alike(text: str) -> None:
    assert folding().normalize_str(text) == fold(text)


def test_every_source_line_folds_alike() -> None:
    own = folding()
    for source in sorted((PROJECT / "corpus" / "sources").glob("*.txt")):
        for line in source.read_text("utf-8").splitlines():
            assert own.normalize_str(line) == fold(line)


def write(folder: Path, name: str, lines: list[str]) -> None:
    with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    header = "source\tdomain\tquality\tlicence\ta\tb"
    for name in ("en-sl", "en-sr", "sl-sr", "sl-hbs", "en-hr_bs"):
        write(tmp_path, name, [header, "x\tx\tHT\tMIT\tannual leave\tletni dopust"])
    write(tmp_path, "en-sl", [header, "x\tx\tHT\tMIT\tActuals\tačtuals", "x\tx\tHT\tMIT\twage\tplača"])
    half = "Delavec ima pravico do odmora. "
    write(tmp_path, "statutes-sl", ["l\ts\tc\ta\th\tc", f"Z\tZ\tI\t1\t(odmor)\t{half * 8}"])
    write(tmp_path, "statutes-sr", ["l\tc\ta\th\tc", "З\tI\t1\t\tКратак члан."])
    return tmp_path


def test_pairs_that_fold_alike_or_repeat_teach_nothing_and_are_left_out(data: Path) -> None:
    assert [(p.left, p.right, p.kind) for p in translations(data)] == [
        ("wage", "plača", "en-sl"),
        ("annual leave", "letni dopust", "en-sr"),
    ]


def test_statutes_give_headings_and_halves_where_there_are_any(data: Path) -> None:
    assert [pair.kind for pair in statute_pairs(data)] == ["heading-sl", "halves-sl"]


def test_missing_or_crooked_data_is_told_with_file_and_line(data: Path) -> None:
    write(data, "sl-sr", ["only\ttwo"])
    with pytest.raises(MissingDataError, match=r"sl-sr\.tsv\.gz line 1: 2 columns where 6 are expected"):
        list(translations(data))
    (data / "en-sl.tsv.gz").unlink()
    with pytest.raises(MissingDataError, match=r"en-sl\.tsv\.gz is missing: give the folder"):
        list(translations(data))


def test_the_command_says_in_one_line_that_data_is_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "index.train", "--data", str(tmp_path), "--out", str(tmp_path / "m")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "is missing" in done.stderr


def test_a_batch_has_one_kind_and_no_text_twice() -> None:
    keys = [("a" if i % 2 else "b", i % 150, 1000 + i % 170) for i in range(2000)]
    made = list(batches(keys, 128, random.Random(1)))
    assert made and sorted(i for batch in made for i in batch) == sorted({i for b in made for i in b})
    for batch in made:
        assert len({keys[i][0] for i in batch}) == 1
        assert len({keys[i][1] for i in batch}) == len({keys[i][2] for i in batch}) == len(batch)


def test_training_brings_translations_together_and_is_repeatable() -> None:
    words = [f"w{i}" for i in range(80)]
    tokenizer = tokenizer_of([*words, *(f"b{i}" for i in range(80))])
    pairs = [Pair(word, f"b{i}", "en-sl") for i, word in enumerate(words)]
    recipe = Recipe(dimension=32, batch=128, epochs=40)
    tables = [train_static(pairs, tokenizer, {}, recipe) for _ in range(2)]
    assert np.array_equal(tables[0], tables[1])
    vocabulary = tokenizer.get_vocab()
    left = tables[0][[vocabulary[word] for word in words]]
    right = tables[0][[vocabulary[f"b{i}"] for i in range(80)]]
    unit = [m / np.linalg.norm(m, axis=1, keepdims=True) for m in (left, right)]
    assert ((unit[0] @ unit[1].T).argmax(axis=1) == np.arange(80)).all()
