"""How agreements, units and wordings stand on a day, and the words that this rests on."""

from dataclasses import replace
from datetime import date
from string import Formatter
from typing import get_args

import pytest

from index.as_of import Reading, read_on
from index.states import CAUTIONS, SENTENCES, Code, Standing, State
from index.term import standing_of
from ingest.amend import Unapplied
from ingest.corpus import Source, read_corpus
from ingest.records import Agreement, End, Event, Ground, Unit
from ingest.wordings import wordings


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {source.agreement.id: source for source in read_corpus()}


def reading(source: Source, address: str, day: str, unapplied: tuple[Unapplied, ...] = ()) -> Reading:
    history = wordings(source.units, source.agreement).of(address)
    return read_on(history, source.agreement, date.fromisoformat(day), unapplied)


def codes(standing: Standing) -> set[str]:
    return {caution.code for caution in standing.warnings}


@pytest.mark.parametrize(
    ("address", "day", "state", "rests_on", "warned"),
    [
        ("kpop/64", "2023-04-11", "not yet in force", "kpop/6", {"in force between", "applied from"}),
        ("kpop/64", "2023-04-30", "not known", "kpop/6", {"in force between", "applied from"}),
        ("kpop/64", "2023-05-15", "in force", "kpop/6", {"replaced retroactively"}),
        ("kpop/64", "2023-06-20", "in force", "kpop/aneks-1/3", {"retroactive", "consolidated"}),
        ("kpop/64", "2024-02-29", "in force", "kpop/aneks-1/3", {"retroactive", "consolidated"}),
        ("kpop/64", "2024-03-01", "in force", "kpop/aneks-1/3", {"retroactive", "consolidated", "indexed"}),
        ("kpop/45", "2023-05-03", "not known", "kpop/6", {"in force between", "applied from"}),
        ("kpop/45", "2026-11-22", "in force", "kpop/6", set()),
        ("kpop/aneks-1/2", "2023-04-30", "not yet in force", "kpop/aneks-1/3", {"retroactive"}),
        ("kpop/aneks-1/2", "2023-06-13", "applied retroactively", "kpop/aneks-1/3", {"retroactive"}),
        ("kpop/aneks-1/2", "2023-06-14", "in force", "kpop/aneks-1/3", {"retroactive"}),
        ("zps-oa/14", "2026-01-20", "struck out", "zps-oa/14", {"changes up to", "consolidated"}),
        ("zps-oa/15", "2026-01-20", "in force", "register", {"changes up to", "consolidated"}),
        (
            "zps-oa/15",
            "2026-01-19",
            "not known",
            "register",
            {"changes up to", "consolidated", "no wording of the day"},
        ),
        ("kpzsv/38", "1994-01-31", "not yet in force", "kpzsv/121", {"applied from", "changes up to", "consolidated"}),
        ("kpzsv/38", "2026-11-22", "text older than the law", "register", {"changes up to", "consolidated"}),
        ("pku-sz/29", "2015-01-30", "not yet in force", "pku-sz/90", set()),
        ("pku-sz/29", "2015-01-31", "in force", "pku-sz/90", {"prolonged"}),
        ("pku-sz/29", "2019-01-31", "in force", "pku-sz/90", {"prolonged"}),
        ("pku-sz/29", "2019-02-01", "expired", "pku-sz/preambula", {"prolonged", "superseded according to"}),
    ],
)
def test_a_unit_stands_as_the_register_and_its_text_say(
    sources: dict[str, Source], address: str, day: str, state: str, rests_on: str, warned: set[str]
) -> None:
    standing = reading(sources[address.partition("/")[0]], address, day).standing
    assert standing.state == state
    assert standing.because.at == rests_on
    assert codes(standing) == warned


def test_on_a_day_before_the_annex_both_axes_are_told(sources: dict[str, Source]) -> None:
    found = reading(sources["kpop"], "kpop/64", "2023-05-15")
    assert found.shown is found.in_force
    assert (found.standing.state, found.standing.until) == ("in force", date(2023, 6, 13))
    assert found.applied is not None
    assert found.applied.source == "kpop/aneks-1/2"
    applied = found.applied_standing
    assert applied is not None
    assert (applied.state, applied.since) == ("applied retroactively", date(2023, 5, 1))
    later = reading(sources["kpop"], "kpop/64", "2023-06-20")
    assert later.applied is later.in_force
    assert later.applied_standing is None


def test_the_older_wording_is_superseded_by_the_sentence_that_replaced_it(sources: dict[str, Source]) -> None:
    from index.as_of import standing_of_wording

    source = sources["kpop"]
    history = wordings(source.units, source.agreement).of("kpop/64")
    standing = standing_of_wording(history[0], history, source.agreement, date(2023, 6, 14))
    assert (standing.state, standing.until) == ("superseded", date(2023, 6, 13))
    assert standing.because.at == "kpop/aneks-1/2"
    assert standing.because.quote.startswith("Spremeni se 64. člen KPOP")


def test_every_ground_in_the_register_stands_word_for_word_where_it_says(sources: dict[str, Source]) -> None:
    texts = {unit.address: unit.text for source in sources.values() for unit in source.units}
    grounds = [g for source in sources.values() for g in grounds_of(source.agreement)]
    assert len(grounds) >= 7
    for ground in grounds:
        assert ground.quote
        assert ground.quote in texts[ground.at], ground.at


def grounds_of(agreement: Agreement) -> list[Ground]:
    found = [agreement.begins, *(e.ground for e in agreement.event), *(i.ground for i in agreement.indexed)]
    if effect := agreement.after_effect:
        found.append(Ground(effect.source, effect.quote))
    return [ground for ground in found if ground]


def test_the_headings_of_the_part_that_goes_on_exist(sources: dict[str, Source]) -> None:
    kpop = sources["kpop"]
    effect = kpop.agreement.after_effect
    assert effect is not None
    normative = [u.label for u in kpop.units if set(effect.headings) & set(u.path)]
    assert (normative[0], normative[-1]) == ("19", "86")
    assert "6" not in normative


def ended(agreement: Agreement, *events: Event) -> Agreement:
    return replace(agreement, event=events, until=None)


@pytest.mark.parametrize(
    ("kind", "day", "label", "state", "until"),
    [
        ("odpoved", "2027-12-31", "45", "in force", "2027-12-31"),
        ("odpoved", "2028-01-01", "45", "in after-effect", "2028-12-31"),
        ("odpoved", "2028-12-31", "45", "in after-effect", "2028-12-31"),
        ("odpoved", "2029-01-01", "45", "expired", "2027-12-31"),
        ("odpoved", "2028-01-01", "6", "expired", "2027-12-31"),  # not in the normative part
        ("nova KP", "2028-01-01", "45", "superseded", "2027-12-31"),  # 6(4): unless a new one is concluded
    ],
)
def test_after_its_end_only_the_normative_part_goes_on_for_a_year(
    sources: dict[str, Source], kind: str, day: str, label: str, state: str, until: str
) -> None:
    event = Event(kind, "invented", until=date(2027, 12, 31))  # type: ignore[arg-type]
    agreement = ended(sources["kpop"].agreement, event)
    unit = next(unit for unit in sources["kpop"].units if unit.label == label)
    standing = standing_of(agreement, date.fromisoformat(day), unit)
    assert (standing.state, str(standing.until)) == (state, until)
    if state == "in after-effect":
        assert standing.because.quote.startswith("Po prenehanju veljavnosti")
        assert codes(standing) == {"only a part"}


def test_longer_in_time_and_binding_all_employers_are_never_mixed(sources: dict[str, Source]) -> None:
    last = Event("nova KP", "invented", until=date(2025, 12, 31))
    longer = Event("podaljšanje", "longer", until=date(2026, 12, 31))
    wider = Event("razširjena veljavnost", "wider", begins=date(2025, 6, 1))
    base = replace(sources["pku-sz"].agreement, superseded_by="")
    day = date(2026, 6, 1)
    for events, state, warned in [
        ((last,), "superseded", set()),
        ((last, longer), "in force", {"prolonged"}),
        ((last, wider), "superseded", set()),
        ((last, longer, wider), "in force", {"prolonged", "binds all employers"}),
    ]:
        standing = standing_of(ended(base, *events), day)
        assert (standing.state, codes(standing)) == (state, warned)
    both = ended(base, longer, wider)
    assert (both.prolonged, both.extended) == ((longer,), (wider,))
    assert "binds all employers" not in codes(standing_of(both, date(2025, 5, 31)))


def test_the_serbian_prolongation_is_no_extension_to_all_employers(sources: dict[str, Source]) -> None:
    agreement = sources["pku-sz"].agreement
    assert [event.until for event in agreement.prolonged] == [date(2019, 1, 31)]
    assert not agreement.extended


@pytest.mark.parametrize(
    ("end", "last"), [("2018-12-31", "2019-12-31"), ("2024-02-29", "2025-02-28"), ("2026-04-30", "2027-04-30")]
)
def test_twelve_months_end_on_the_same_day_or_the_last_of_the_month(
    sources: dict[str, Source], end: str, last: str
) -> None:
    kpop = replace(sources["kpop"].agreement, in_force_from=date(2015, 1, 1), until=End(date.fromisoformat(end), "x"))
    assert standing_of(kpop, date.fromisoformat(last)).state == "in after-effect"
    assert standing_of(kpop, date.fromordinal(date.fromisoformat(last).toordinal() + 1)).state == "expired"


def test_a_change_left_to_a_person_is_a_warning_at_its_article_alone(sources: dict[str, Source]) -> None:
    left = (Unapplied("kpop", ("45",), "kpop/aneks-9/1", "V 45. členu …", "not understood"),)
    assert "change left to a person" in codes(reading(sources["kpop"], "kpop/45", "2026-01-01", left).standing)
    assert "change left to a person" not in codes(reading(sources["kpop"], "kpop/46", "2026-01-01", left).standing)


def test_every_state_and_caution_has_a_sentence_and_every_place_in_it_is_filled(sources: dict[str, Source]) -> None:
    assert set(SENTENCES) == set(get_args(State))
    assert set(CAUTIONS) == set(get_args(Code))
    days = [date(year, month, 15) for year in range(1993, 2027) for month in (1, 5, 6)]
    for source in sources.values():
        units: list[Unit] = [u for u in source.units if u.label in ("6", "14", "29", "64", "aneks-1/2", "aneks-2001/1")]
        made = wordings(source.units, source.agreement)
        for unit in units:
            for day in days:
                found = read_on(made.of(unit.address), source.agreement, day)
                for standing in (found.standing, found.applied_standing):
                    if standing:
                        check_sentences(standing)


def check_sentences(standing: Standing) -> None:
    assert "{" not in standing.sentence.format(**dict(standing.arguments))
    assert standing.because.quote
    for caution in standing.warnings:
        places = {name for _, name, _, _ in Formatter().parse(caution.sentence) if name}
        assert places == {name for name, _ in caution.arguments}


def test_in_force_and_applied_are_two_days(sources: dict[str, Source]) -> None:
    agreement = replace(sources["kpop"].agreement, in_force_from=date(2023, 4, 20))
    expected = {"2023-04-19": "not yet in force", "2023-04-20": "in force", "2023-05-01": "in force"}
    found = {day: standing_of(agreement, date.fromisoformat(day)) for day in expected}
    assert {day: standing.state for day, standing in found.items()} == expected
    assert [codes(standing) for standing in found.values()] == [{"applied from"}, {"applied from"}, set()]


def test_an_agreement_without_any_day_is_not_known(sources: dict[str, Source]) -> None:
    bare = replace(
        sources["kpop"].agreement,
        applied_from=None,
        in_force_not_before=None,
        in_force_not_after=None,
        event=(),
    )
    assert standing_of(bare, date(2026, 1, 1)).state == "not known"
