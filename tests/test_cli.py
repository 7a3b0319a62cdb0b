"""The command: what it prints, and how it fails."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.cli import main

Run = Callable[..., tuple[int, str, str]]  # the arguments; exit code, stdout, stderr


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--index", str(home)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_units_lists_the_provisions_with_all_fields(run: Run) -> None:
    code, out, _ = run("units", "--json")
    units = json.loads(out)
    assert code == 0
    counts = {name: sum(u["agreement"] == name for u in units) for name in ("kpop", "zps-oa", "kpzsv", "pku-sz")}
    assert counts == {"kpop": 89, "zps-oa": 43, "kpzsv": 162, "pku-sz": 90}
    fields = {"agreement", "label", "heading", "path", "text", "language", "script", "span", "from", "until"}
    assert all(fields <= set(unit) for unit in units)
    assert all(unit["text"].strip() for unit in units)


def test_units_and_all_adds_preambles_closings_and_notes(run: Run) -> None:
    kinds = {unit["kind"] for unit in json.loads(run("units", "--all", "--json")[1])}
    assert {"preamble", "closing", "note", "section", "point", "appendix"} <= kinds


def test_report_has_a_line_per_source(run: Run) -> None:
    reports = {report["id"]: report for report in json.loads(run("report", "--json")[1])}
    assert {name: len(report["articles"]) for name, report in reports.items()} == {
        "kpop": 86, "zps-oa": 43, "kpzsv": 133, "pku-sz": 90, "sops": 0,
    }  # fmt: skip
    assert all(report["coverage"] == 1.0 for report in reports.values())
    assert reports["kpzsv"]["gaps"] == ["118"]
    assert reports["zps-oa"]["repairs"]


def test_show_prints_one_unit_whole(run: Run) -> None:
    shown = json.loads(run("show", "kpop/45", "--json")[1])
    assert shown["citation"] and "lastne poroke 1 dan" in shown["text"]
    assert "Plačana odsotnost" in shown["original"]


def test_the_original_of_a_scan_stays_viewable(run: Run) -> None:
    assert "¢len" in run("show", "zps-oa/3", "--original")[1]
    assert "¢" not in run("show", "zps-oa/3")[1]


def test_search_and_compare_keep_their_contract(run: Run) -> None:
    answer = json.loads(run("search", "odpovedni rok", "-k", "3", "--json")[1])
    assert set(answer) == {"query", "language", "script", "verdict", "hits"} and len(answer["hits"]) == 3
    hit = {"agreement", "label", "paragraph", "point", "heading", "score", "quote", "citation", "status", "why"}
    assert all(hit <= set(h) for h in answer["hits"])
    rows = json.loads(run("compare", "odpovedni rok", "--json")[1])["rows"]
    row = {"agreement", "state", "label", "quote", "values", "limit", "condition", "citation", "status"}
    assert len(rows) == 4 and all(row <= set(r) for r in rows)


def test_a_batch_answers_line_by_line_in_order(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    questions = ["letni dopust", "otpremnina", "night work"]
    file.write_text("\n".join(json.dumps({"q": q}) for q in questions), encoding="utf-8")
    for command in ("search", "compare"):
        lines = [json.loads(line) for line in run(command, "--batch", str(file))[1].splitlines()]
        assert [line["query"] for line in lines] == questions


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", ""), "The question is empty"),
        (("search", "x"), "no word to search for"),
        (("search", "dopust", "--agreement", "kp"), 'no agreement "kp"; there are'),
        (("units", "--agreement", "kp"), 'no agreement "kp"'),
        (("show", "kpop/999"), 'no unit "kpop/999"'),
        (("show", "nowhere"), 'no agreement "nowhere"'),
        (("search", "--batch", "missing.jsonl"), "missing.jsonl: cannot be read"),
        (("evaluate", "missing.jsonl"), "missing.jsonl: cannot be read"),
    ],
)
def test_an_expected_error_is_one_line_and_exit_1(run: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert message in err and err.count("\n") == 1


def test_wrong_usage_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["fly"])
    assert stop.value.code == 2


def test_without_an_index_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "dopust", "--index", str(tmp_path)]) == 1
    assert 'run "kolektivka build"' in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "report", "units", "show", "search", "compare", "evaluate", "serve"])
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"example: kolektivka {command}" in capsys.readouterr().out
