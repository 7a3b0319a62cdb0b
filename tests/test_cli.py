"""The command: what it prints, and how it fails."""

import ast
import io
import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from index import favourable, shown, states
from index.cite import FORMS, citation
from index.cli import main
from index.commands.placed import UNREADABLE, placed
from index.knowledge_base import KnowledgeBase
from index.results import Verdict
from index.voice import ENGLISH, SETTING
from ui.words import catalogue

PROJECT = Path(__file__).parent.parent

Run = Callable[..., tuple[int, str, str]]  # the arguments; exit code, stdout, stderr


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv(SETTING, raising=False)

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
        (("cite", "missing.txt"), "missing.txt: cannot be read"),
        (("show", "245. člen KPOP"), "There is no such place in the base: “245. člen KPOP”."),
        (("show", "kpop/45/2/99"), "There is no such place in the base: “kpop/45/2/99”."),
        (("show", "plača ob praznikih"), "“plača ob praznikih” is not a citation that can be read."),
        (
            ("show", "9. člen", "--lang", "sl"),
            "»9. člen« lahko pomeni: 9. člen KPOP (kpop/9); 9. člen ZPS OA (zps-oa/9)",
        ),
        (("diff", "kpop/64", "--from", "2023-06-20", "--to", "2023-05-01"), "the days are the wrong way round"),
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


@pytest.mark.parametrize("command", ["build", "report", "units", "show", "diff", "cite", "search", "compare", "serve"])
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"example: kolektivka {command}" in capsys.readouterr().out


# --- citations, and the law in time


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (["45. člen KPOP"], "kpop/45"),
        (["prva alineja drugega odstavka 45. člena KPOP (Uradni list RS, št. 46/23 in 62/23)"], "kpop/45/2//1"),
        (["1.", "al.", "2.", "odst.", "45.", "čl.", "KPOP"], "kpop/45/2//1"),
        (["KPOP 45/2-1"], "kpop/45/2//1"),
        (["члан 29. став 1. тачка 1) ПКУ СЗ („Службени гласник РС”, бр. 11/15)"], "pku-sz/29/1/1"),
        (["član 29. stav 1. tačka 1) PKU SZ"], "pku-sz/29/1/1"),
        (["Article 2 of Annex No 1 to KPOP"], "kpop/aneks-1/2"),
        (["89.b"], "kpzsv/89b"),
        (["kpop/64@2023-06-14"], "kpop/64@2023-06-14"),
    ],
)
def test_show_opens_what_is_cited(run: Run, words: list[str], address: str) -> None:
    shown = json.loads(run("show", *words, "--json")[1])
    assert shown["address"] == address
    assert shown["words"] is None or shown["words"] in shown["text"]


def test_every_unit_opens_by_its_citation_in_every_form(kb: KnowledgeBase) -> None:
    laws = [unit for unit in kb.places.units.values() if kb.by_id[unit.agreement].is_law]
    assert len(laws) > 380
    for unit in laws:
        for form in FORMS:
            cited = citation(kb.by_id[unit.agreement], unit, form=form)
            assert placed(kb, cited, ENGLISH).unit == unit.address, cited


def test_what_is_cited_is_marked_in_the_whole_unit(run: Run) -> None:
    _, _, text = run("show", "KPOP 45/2-1")[1].partition("\n\n")
    lines = text.splitlines()
    assert [line for line in lines if line.startswith(">")] == ["> - lastne poroke 1 dan,"]
    assert [line[2:] for line in lines] == run("show", "kpop/45")[1].partition("\n\n")[2].splitlines()


OLD, NEW = "", "kpop/aneks-1/2"


@pytest.mark.parametrize(
    ("day", "in_force", "applied", "text", "status", "applied_status", "said"),
    [
        ("2020-01-01", None, None, OLD, "not yet in force", None, "In force on 1 January 2020: no text"),
        ("2023-04-30", None, None, OLD, "not known", None, "Applied to 30 April 2023: no text"),
        ("2023-05-15", OLD, NEW, OLD, "in force", "applied retroactively", "Applied to 15 May 2023: another text"),
        ("2023-06-20", NEW, NEW, NEW, "in force", None, "Applied to 20 June 2023: the text below"),
        ("2026-01-21", NEW, NEW, NEW, "in force", None, "In force on 21 January 2026: the text below"),
    ],
)
def test_a_day_has_its_text_and_standing_on_both_axes(
    run: Run,
    day: str,
    in_force: str | None,
    applied: str | None,
    text: str,
    status: str,
    applied_status: str | None,
    said: str,
) -> None:
    shown = json.loads(run("show", "kpop/64", "--as-of", day, "--json")[1])
    axes = [shown[axis] and shown[axis]["source"] for axis in ("in_force", "applied")]
    assert (axes, shown["status"], shown["applied_status"]) == ([in_force, applied], status, applied_status)
    assert ("s 1. marcem" in shown["text"], "v mesecu januarju" in shown["text"]) == (text == NEW, text == OLD)
    assert said in run("show", "kpop/64", "--as-of", day)[1]


LISTED = "KPOP 45/2-1; 245. člen KPOP\n\n• 89.b\n9. člen\n110. člen ZDR-1\n2. KPOP 64\n45. člen 46. člen KPOP\n"


def test_a_list_of_citations_is_checked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "brief.txt"
    file.write_text(LISTED, encoding="utf-8")
    code, out, _ = run("cite", str(file), "--json")
    checked = json.loads(out)
    states = ["exists", "missing", "exists", "unclear", "unclear", "exists", "unclear"]
    assert (code, [one["state"] for one in checked]) == (0, states)
    assert checked[0]["text"] == "- lastne poroke 1 dan," and checked[0]["addresses"] == ["kpop/45/2//1"]
    assert checked[2]["status"] == "text older than the law" and checked[2]["warnings"]
    assert [address.partition("/")[0] for address in checked[3]["addresses"]] == ["kpop", "zps-oa", "kpzsv", "pku-sz"]
    monkeypatch.setattr("sys.stdin", io.StringIO(LISTED))
    lines = run("cite", "-", "--lang", "sr-Cyrl")[1].splitlines()
    assert lines[:3] == [
        "постоји: KPOP 45/2-1",
        "  kpop/45/2//1  члан 45. став 2. алинеја 1. KPOP",
        "    - lastne poroke 1 dan,",
    ]
    assert "не постоји: 245. člen KPOP" in lines and "не може се рећи: 110. člen ZDR-1" in lines
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run("cite", "-")[:2] == (0, "no citations\n")


def test_diff_marks_the_words_that_changed(run: Run) -> None:
    said = run("diff", "drugi odstavek 64. člena KPOP")[1]
    assert "za [-½-]{+1/3+} letne pozitivne rasti BDP" in said and "(3)" not in said
    [change] = json.loads(run("diff", "kpop/64", "--json")[1])["changes"]
    for side, other in (("before", "added"), ("after", "removed")):
        assert "".join(p["text"] for p in change["pieces"] if p["kind"] != other) == change[side]["text"].strip()
    table = next(line for line in run("diff", "kpop/64")[1].splitlines() if line.startswith("VIII."))
    assert table == "VIII. │ 1.243 EUR"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kpop/45",), "There is one wording only: nothing has changed."),
        (
            ("kpop/64", "--from", "2023-05-01", "--to", "2023-06-14"),
            "The same wording is read on 1 May 2023 and on 14",
        ),
        (
            ("kpop/64", "--from", "2023-05-01", "--to", "2023-06-13"),
            "The same wording applies to 1 May 2023 and to 13",
        ),
        (("kpop/64", "--from", "2023-05-03"), "In force on 3 May 2023: no text\n  Applied to 3 May 2023: from 14 June"),
        (("kpop/64", "--from", "2023-06-13", "--to", "2023-06-14"), "\nIn force:\n[-the original text"),
        (("kpop/64", "--from", "2023-04-30", "--to", "2023-05-03"), "\nApplied:\n[-the original text"),
        (("kpop/64", "--from", "2023-04-30", "--to", "2023-06-14"), "\nIn force · Applied:\n[-the original text"),
        (("kpop/64", "--to", "2023-04-30"), "The oldest wording is read on 30 April 2023: nothing has changed."),
        (("kpop/64", "--from", "2023-06-13"), "[-the original text"),
        (("kpop/64/3", "--to", "2023-06-14"), "Word for word the same."),
    ],
)
def test_diff_between_days(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in run("diff", *arguments)[1]


DAYS = ("2020-01-01", "2023-04-30", "2023-05-01", "2023-05-07", "2023-05-08", "2023-06-13", "2023-06-14")


@pytest.mark.parametrize("first", DAYS)
def test_diff_and_show_know_the_same_texts_of_a_day(run: Run, first: str) -> None:
    shown = {day: json.loads(run("show", "kpop/64", "--as-of", day, "--json")[1]) for day in DAYS}
    for last in DAYS[DAYS.index(first) :]:
        told = json.loads(run("diff", "kpop/64", "--from", first, "--to", last, "--json")[1])
        assert told["days"] == [
            {key: shown[day][key] for key in ("day", "in_force", "applied")} for day in (first, last)
        ]
        changed = {axis for change in told["changes"] for axis in change["axes"]}
        for axis in ("in_force", "applied"):
            before, after = shown[first][axis], shown[last][axis]
            assert not (before and after) or (before != after) == (axis.replace("_", " ") in changed)


# --- the language of the command


@pytest.mark.parametrize(
    ("lang", "arguments", "said"),
    [
        (
            "en",
            ("show", "pku-sz/29"),
            ("Article 29, PKU SZ", "Expired: in force until 31 January 2019.", "refers to: "),
        ),
        ("sl", ("show", "pku-sz/29"), ("29. člen PKU SZ", "Ne velja več: v veljavi do 31. 1. 2019.", "opozorilo: ")),
        ("sr-Cyrl", ("show", "kpop/64"), ("члан 64. KPOP", "текст: првобитни текст", "Важи од 14. 6. 2023.")),
        ("sr-Latn", ("show", "kpop/64"), ("član 64. KPOP", "tekst: prvobitni tekst", "na njega se poziva: kpop/")),
        ("sl", ("search", "kvantna mehanika"), ("ne ureja: nobena določba ne odgovarja",)),
        ("sr-Latn", ("search", "lastna poroka"), ("ograničenje: ", "[više ne važi]", "upozorenje: Sledi: novi ugovor")),
        ("sl", ("compare", "dopust za poroko"), ("PKU SZ — najdeno", "ugodnejše za delavca (SI)", "opomba: Pravilnik")),
        ("sr-Cyrl", ("topics", "wedding"), ("ПКУ СЗ: члан 29.", "KPOP: не уређује", "(проверено)")),
        ("sl", ("diff", "kpop/45"), ("45. člen KPOP", "Besedilo je eno samo: nič se ni spremenilo.")),
    ],
)
def test_the_command_speaks_the_language_of_choice(
    run: Run, lang: str, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    out = run(*arguments, "--lang", lang)[1]
    assert not [words for words in said if words not in out], out


def test_the_environment_names_a_language_and_an_option_overrules_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "sl")
    assert "Besedilo je eno samo" in run("diff", "kpop/45")[1]
    monkeypatch.setenv(SETTING, "xx")
    assert "Текст је само један" in run("diff", "kpop/45", "--lang", "sr")[1]
    assert run("diff", "kpop/45")[2].startswith(f'kolektivka: {SETTING} is "xx"')


SENTENCES = {"citation", "standing", "applied_standing", "warnings", "sentence", "notes", "caveat"}
"""Keys whose words follow the language."""


def rest(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: rest(inner) for key, inner in value.items() if key not in SENTENCES}
    return [rest(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "kpop/64", "--as-of", "2023-05-15"),
        ("search", "lastna poroka"),
        ("topics", "wedding"),
    ],
)
def test_json_is_the_same_in_every_language_but_for_its_sentences(run: Run, arguments: tuple[str, ...]) -> None:
    english, serbian = (json.loads(run(*arguments, "--json", *lang)[1]) for lang in ((), ("--lang", "sr-Cyrl")))
    assert english != serbian and rest(english) == rest(serbian)


def what_is_said() -> Iterator[str]:
    """Every sentence, label and state that the command can say."""
    for path in [PROJECT / "index" / name for name in ("told.py", "shown.py")] + [
        *(PROJECT / "index" / "commands").glob("*.py")
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say":
                said = (leaf.value for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant))
                yield from (words for words in said if isinstance(words, str))
    yield from (UNREADABLE, *shown.SAID.values(), *shown.OUTSIDE.values(), *shown.AXES.values(), *get_args(Verdict))
    yield from (*favourable.SENTENCES.values(), favourable.CAVEAT, favourable.DAYS_NOTE)
    yield from (favourable.RULEBOOK_NOTE, favourable.OLDER_NOTE, *get_args(states.State), *states.CAUTIONS.values())
    yield from (sentence for sentences in states.SENTENCES.values() for sentence in sentences)


def test_everything_said_has_its_words_in_every_language(kb: KnowledgeBase) -> None:
    known = tomllib.loads((PROJECT / "corpus" / "export-words.toml").read_text(encoding="utf-8"))["words"]
    needed = set(what_is_said()) | {agreement.superseded_by for agreement in kb.agreements} - {""}
    assert len(needed) > 90 and not sorted(needed - set(known))


@pytest.mark.parametrize("lang", ["sl", "sr"])
def test_what_the_app_and_the_command_both_say_they_say_alike(lang: str) -> None:
    known = tomllib.loads((PROJECT / "corpus" / "export-words.toml").read_text(encoding="utf-8"))["words"]
    in_app = {message.id: message.string for message in catalogue(lang) if isinstance(message.id, str)}
    both = {english for english in known if english in in_app}
    assert len(both) > 60
    assert {english: known[english][lang] for english in both} == {english: in_app[english] for english in both}
