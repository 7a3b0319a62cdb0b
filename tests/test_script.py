"""Serbian in both scripts and back, and the folding that every comparison rests on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.script import fold, script_of, to_cyrillic, to_latin
from tests.rendering import SOURCES

APART = Path(__file__).parent.parent / "corpus" / "digraphs-apart.txt"

# Latin, Cyrillic; the way from Cyrillic to Latin and back holds for all of them.
WORDS = [
    ("njiva", "њива"), ("ljubav", "љубав"), ("džep", "џеп"), ("udžbenik", "уџбеник"), ("budžet", "буџет"),
    ("Njegoš", "Његош"), ("NJEGOŠ", "ЊЕГОШ"), ("KONJ", "КОЊ"), ("Ljiljana", "Љиљана"), ("DŽEZ", "ЏЕЗ"),
    ("injekcija", "инјекција"), ("INJEKCIJA", "ИНЈЕКЦИЈА"), ("konjunktura", "конјунктура"),
    ("konjugacija", "конјугација"), ("Tanjug", "Танјуг"), ("TANJUG", "ТАНЈУГ"), ("anjon", "анјон"),
    ("vanjezički", "ванјезички"), ("konjunktivitis", "конјунктивитис"), ("SSRNJ", "ССРНЈ"),
    ("nadživeti", "надживети"), ("nadživeo", "надживео"), ("nadžnjeti", "наджњети"), ("podžanr", "поджанр"),
    ("podžupan", "поджупан"), ("predživot", "предживот"), ("odžaliti", "оджалити"), ("odživeti", "одживети"),
    # The digraph where a prefix or the stem of another word could be seen in it.
    ("odžak", "оџак"), ("Odžaci", "Оџаци"), ("nadžak", "наџак"), ("inje", "иње"), ("konj", "коњ"),
    ("konjušar", "коњушар"), ("banja", "бања"), ("tanjir", "тањир"), ("sanjar", "сањар"), ("penjanje", "пењање"),
    ("Brčko", "Брчко"), ("đak", "ђак"), ("ćerka", "ћерка"), ("evropska", "европска"),
]  # fmt: skip

TEXTS = [
    ("članovi I–IV i deo XII", "чланови I–IV и део XII"),
    ("Deo I. Glava I i II", "Део I. Глава I и II"),
    ("PRAVA I OBAVEZE", "ПРАВА И ОБАВЕЗЕ"),
    ("I OSNOVNE ODREDBE", "I ОСНОВНЕ ОДРЕДБЕ"),
    ("I pored toga", "И поред тога"),
    ("III/A grupa, član 20a", "III/А група, члан 20а"),
    ("pišite na info@sindikat.rs", "пишите на info@sindikat.rs"),
    ("sa www.paragraf.rs i https://a.rs/njega", "са www.paragraf.rs и https://a.rs/njega"),
    ("Windows i WordPress", "Windows и WordPress"),
    ("grad Köln", "град Köln"),
    ("zakon „Sl. glasnik RS”, br. 24/05", "закон „Сл. гласник РС”, бр. 24/05"),
    ("Ugovor je закључен", "Уговор је закључен"),
    ("члaнa", "члана"),  # Latin a in a Cyrillic word
]


@pytest.mark.parametrize(("latin", "cyrillic"), WORDS)
def test_words_go_both_ways(latin: str, cyrillic: str) -> None:
    assert (to_cyrillic(latin), to_latin(cyrillic)) == (cyrillic, latin)


@pytest.mark.parametrize(("latin", "cyrillic"), TEXTS)
def test_what_is_not_serbian_stays_latin(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


def test_every_stem_apart_parts_two_letters_of_a_digraph() -> None:
    stems = [line for line in APART.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert len(stems) == len(set(stems)) >= 30
    for stem in stems:
        assert re.fullmatch(r"\^?[a-zčćđšž]*(?:n\|j|d\|ž|l\|j)[a-zčćđšž]*\$?", stem), stem


def test_serbian_source_comes_back_from_latin_word_for_word() -> None:
    text = (SOURCES / "pku-sz-2015.txt").read_text(encoding="utf-8")
    words = set(re.findall(r"[а-яђјљњћџ]+", text, re.IGNORECASE))
    lost = {word for word in words if to_cyrillic(to_latin(word)) != word}
    assert len(words) > 1500 and not lost - {"И", "В"}  # И alone in a heading, В as a number


_TEXT = st.text(alphabet=st.sampled_from("аљњџђћЉЊЏјЈaAlLnNjJdDžŽčć .-1IVXqöй№ﬁ́") | st.characters(), max_size=30)


@given(_TEXT)
@example("LjNJ Ⓐ Њ")
@example("nJ NJe DžŽ")
@example("İıſK")
def test_latin_survives_the_way_through_cyrillic(text: str) -> None:
    latin = to_latin(text)
    assert to_latin(to_cyrillic(latin)) == latin


@given(_TEXT)
@example("№ ℡ й ќ ǆ Ǆ ﬁ")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(WORDS))
def test_folding_is_blind_to_script_and_case(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) == fold(pair[1]) == fold(pair[0].upper()) == fold(pair[1].upper())


@pytest.mark.parametrize(
    ("text", "script"),
    [("Члан 29.", "Cyrl"), ("29. člen", "Latn"), ("", "Latn"), ("члан a", "Cyrl"), ("ab чл", "Latn")],
)
def test_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script
