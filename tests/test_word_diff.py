"""A diff of two wordings says what a lawyer would say, and loses no letter of either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.word_diff import Piece, word_diff
from ingest.corpus import read_corpus
from ingest.wordings import wordings

WORDS = st.lists(st.sampled_from(["plača", "dan", "1/3", "½", "(2)", ".", " ", "\n", "dodatek", "člen"])).map("".join)


def told(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != "same"]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new
    assert all(p.text for p in pieces)
    assert (old == new) == (not told(pieces) and all(p.kind == "same" for p in pieces))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("traja 1 dan", "traja 2 dni", [("removed", "1 dan"), ("added", "2 dni")]),
        ("1.037 EUR", "1.085 EUR", [("removed", "1.037"), ("added", "1.085")]),
        (
            "(1) Ena.\n(2) Dve.",
            "(1) Ena.\n(2) Nova stvar.\n(3) Dve.",
            [("added", "(2) Nova stvar."), ("removed", "2"), ("added", "3")],
        ),
        ("пет дана", "седам дана", [("removed", "пет"), ("added", "седам")]),
        ("enako", "enako", []),
        ("", "novo", [("added", "novo")]),
    ],
)
def test_small_changes_are_told_apart(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert told(word_diff(old, new)) == expected


def test_article_64_changes_when_and_by_how_much_and_its_table_stays() -> None:
    kpop = read_corpus()[0]
    old, new = wordings(kpop.units, kpop.agreement).of("kpop/64")
    pieces = word_diff(old.text, new.text)
    assert told(pieces) == [
        ("removed", "v mesecu januarju"),
        ("added", "s 1. marcem"),
        ("removed", "en mesec po uradni objavi podatkov SURS"),
        ("added", "enkrat letno tj. s 1. marcem"),
        ("removed", "½"),
        ("added", "1/3"),
    ]
    assert "Tarifni razred\tNajnižja osnovna plača\nI.\t754 EUR" in pieces[0].text
    assert "VIII.\t1.243 EUR" in pieces[0].text


def test_article_6_becomes_indefinite_and_gains_a_paragraph() -> None:
    kpop = read_corpus()[0]
    old, new = wordings(kpop.units, kpop.agreement).of("kpop/6")
    pieces = told(word_diff(old.text, new.text))
    assert pieces[:2] == [("removed", "določen"), ("added", "nedoločen")]
    assert pieces[2][1].startswith("3 let, ki začne teči")
    assert pieces[3][0] == "added"
    assert pieces[3][1].startswith("(3) Vsaka stranka jo lahko odpove")
    assert pieces[4:] == [("removed", "3"), ("added", "4")]
