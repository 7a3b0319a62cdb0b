"""Addresses print and parse, in their own form and as Akoma Ntoso identifiers."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.address import Address, AddressError
from ingest.corpus import read_corpus
from ingest.places import Places

SPELLED = [
    # text, its canonical form, its Akoma Ntoso form
    ("kpop/45", "kpop/45", "art_45"),
    ("kpop/45/2/1", "kpop/45/2//1", "art_45__para_2__al_1"),
    ("kpop/45/2//1", "kpop/45/2//1", "art_45__para_2__al_1"),
    ("pku-sz/29/1/1", "pku-sz/29/1/1", "art_29__para_1__point_1"),
    ("pku-sz/6/2/1/2", "pku-sz/6/2/1/2", "art_6__para_2__point_1__al_2"),
    ("kpzsv/36//9", "kpzsv/36//9", "art_36__point_9"),
    ("kpzsv/89b", "kpzsv/89b", "art_89b"),
    ("kpzsv/I.7/2", "kpzsv/I.7/2", "part_I__point_7__para_2"),
    ("kpzsv/III/B.1/1//2", "kpzsv/III/B.1/1//2", "part_III__sec_B__point_1__para_1__al_2"),
    ("kpzsv/III/B/2", "kpzsv/III/B/2", "part_III__sec_B__para_2"),
    ("kpop/aneks-1/2/1", "kpop/aneks-1/2/1", "att_aneks-1__art_2__para_1"),
    ("kpzsv/priloga/29-36/3", "kpzsv/priloga/29-36/3", "att_priloga-29-36__para_3"),
    ("kpop/64@2023-06-14", "kpop/64@2023-06-14", "art_64"),
]
WRONG = ["", "kpop", "nobody/45", "kpop/245", "kpop/4/5/6/7/8", "kpop/64@soon", "kpop/64@"]


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(unit for source in read_corpus() for unit in source.units)


@pytest.mark.parametrize(("text", "canonical", "akn"), SPELLED)
def test_an_address_is_read_and_printed(places: Places, text: str, canonical: str, akn: str) -> None:
    address = places.parse(text)
    assert (str(address), address.akn) == (canonical, akn)
    assert places.exists(address)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_address_is_refused_with_a_sentence(places: Places, text: str) -> None:
    with pytest.raises(AddressError, match=r"\w+ \w+"):
        places.parse(text)


def test_a_day_is_kept(places: Places) -> None:
    assert places.parse("kpop/64/2@2023-06-14").day == date(2023, 6, 14)


def test_printing_and_parsing_are_inverse_for_every_place_of_the_corpus(places: Places) -> None:
    for unit in places.units.values():
        for address in places.all_of(unit):
            assert places.parse(str(address)) == address
            assert places.parse_akn(address.agreement, address.akn) == address
            settled = places.settle(address)
            assert places.settle(settled) == settled
            assert places.text(settled) == places.text(address)


def test_every_block_of_the_corpus_is_found_by_its_address(places: Places) -> None:
    for unit in places.units.values():
        for block in unit.blocks:
            if block.kind not in ("heading", "title"):
                place = Address(unit.agreement, unit.label, block.paragraph, block.point, block.indent)
                assert unit.text[slice(*block.span)] in places.text(place)


def test_what_is_not_there_does_not_exist(places: Places) -> None:
    absent = ["kpop/45/9", "kpop/45/2//99", "pku-sz/26/1/1/2", "kpzsv/36//10"]
    assert [address for address in absent if places.exists(places.parse(address))] == []
    with pytest.raises(AddressError, match="no"):
        places.text(places.parse("kpop/45/9"))
