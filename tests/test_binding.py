"""Does an agreement bind me: the path of questions and the scope articles that it rests on."""

from itertools import product
from pathlib import Path

import pytest

from index.binding import BindingError, binding
from index.knowledge_base import KnowledgeBase

WORKER = {"role": "worker"}


@pytest.mark.parametrize(
    ("given", "verdicts"),
    [
        ({}, {"kpop": "unknown", "kpzsv": "unknown", "pku-sz": "unknown", "zps-oa": "unknown"}),
        (
            {"country": "SI", "activity": "craft", "member": "yes", **WORKER},
            {"kpop": "yes", "kpzsv": "no", "pku-sz": "no", "zps-oa": "no"},
        ),
        ({"country": "SI", "activity": "craft", "member": "no", **WORKER}, {"kpop": "no"}),
        ({"country": "SI", "activity": "craft", "member": "unknown", **WORKER}, {"kpop": "unknown"}),
        ({"country": "SI", "activity": "craft", "member": "yes", "role": "director"}, {"kpop": "no"}),
        ({"country": "SI", "activity": "craft", "member": "yes", "role": "agency"}, {"kpop": "yes"}),
        ({"country": "SI", "activity": "health", **WORKER}, {"kpzsv": "yes", "kpop": "no", "zps-oa": "no"}),
        ({"country": "SI", "activity": "health", "role": "agency"}, {"kpzsv": "unknown"}),
        ({"country": "SI", "activity": "assistance", "zps": "yes", **WORKER}, {"zps-oa": "yes", "kpzsv": "unknown"}),
        ({"country": "RS", "institution": "yes", "founder": "yes", **WORKER}, {"pku-sz": "yes", "kpop": "no"}),
        ({"country": "RS", "institution": "yes", "founder": "no", **WORKER}, {"pku-sz": "no"}),
        ({"country": "RS", "institution": "yes", "founder": "unknown", **WORKER}, {"pku-sz": "unknown"}),
    ],
)
def test_the_answers_lead_to_a_verdict_or_stay_unknown(given: dict[str, str], verdicts: dict[str, str]) -> None:
    found = {finding.agreement: finding.verdict for finding in binding().findings(given)}
    assert {name: found[name] for name in verdicts} == verdicts


def test_every_ground_stands_word_for_word_in_its_place(kb: KnowledgeBase) -> None:
    for rule in binding().rules:
        assert rule.grounds
        for ground in rule.grounds:
            address = kb.places.parse(ground.at)
            assert address.agreement == rule.agreement and ground.quote in kb.places.text(address)


def test_rules_use_only_answers_that_there_are_and_all_four_agreements_have_some() -> None:
    options = {question.id: {option.id for option in question.answers} for question in binding().questions}
    for name, answers in [pair for rule in binding().rules for pair in rule.when]:
        assert set(answers) <= options[name]
    assert {(rule.agreement, rule.verdict) for rule in binding().rules} >= set(
        product(("kpop", "kpzsv", "pku-sz", "zps-oa"), ("yes", "no"))
    )


def test_the_path_asks_only_what_may_change_something_and_comes_to_an_end() -> None:
    path = binding()
    assert (first := path.next({})) and first.id == "country"
    ends = 0
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        given = waiting.pop()
        question = path.next(given)
        if question is None:
            ends += 1
            assert len(given) <= 4
            continue
        assert question.id not in given
        waiting += [given | {question.id: option} for option in (*(o.id for o in question.answers), "unknown")]
    assert ends > 20
    assert path.next({"country": "SI", "activity": "other"}) is None


def test_more_answers_never_turn_a_verdict_round() -> None:
    path = binding()
    for country, role in product(("SI", "RS"), ("worker", "director")):
        before = {f.agreement: f.verdict for f in path.findings({"country": country})}
        after = {f.agreement: f.verdict for f in path.findings({"country": country, "role": role})}
        assert all(before[name] in ("unknown", after[name]) for name in before)


def test_an_agreement_without_rules_is_unknown() -> None:
    assert [f.verdict for f in binding().findings({"country": "SI"}, ["added"])] == ["unknown"]


@pytest.mark.parametrize(
    ("given", "message"),
    [({"colour": "red"}, 'no question "colour"'), ({"country": "FR"}, 'no answer "FR" to "country"; there are SI, RS')],
)
def test_a_wrong_answer_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(BindingError, match=message):
        binding().findings(given)


def test_wrong_data_is_named(tmp_path: Path) -> None:
    file = tmp_path / "binding.toml"
    file.write_text('[[question]]\nid = "x"\n[[rule]]\n', encoding="utf-8")
    with pytest.raises(BindingError, match=r"binding\.toml.*question 1"):
        binding(file)
