"""An added document is searchable at once, survives what happens to the base, and can be taken out again."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from index.add import added, examine, keep, obstacle, remove
from index.added import SETTING, added_home
from index.build import build
from index.cli import main
from index.knowledge_base import KnowledgeBase
from ingest.corpus import CORPUS
from tests.conftest import write_corpus
from tests.rendering import as_docx

CORPUS_TEXT = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"
INVENTED = """KOLEKTIVNA POGODBA
za čebelarske zadruge Slovenije
(Uradni list RS, št. 12/26)
1. člen
(veljavnost)
Ta kolektivna pogodba začne veljati dne 1. 3. 2026 in velja za vse delavce čebelarskih zadrug.
2. člen
(lastna poroka)
Delavec ima ob lastni poroki pravico do šestih dni plačane odsotnosti z dela.
3. člen
(delo od doma)
Delavcu, ki opravlja delo na svojem domu, pripada nadomestilo za uporabo lastnih sredstev v višini 83 evrov na mesec.
4. člen
(zaščitna obleka)
Zadruga zagotovi delavcu zaščitno obleko in rokavice za delo pri panjih najmanj enkrat v dveh letih."""
EXACT = "zaščitno obleko in rokavice za delo pri panjih"


@pytest.fixture(autouse=True)
def beside_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)


def docx(folder: Path, text: str = INVENTED, name: str = "agreement.docx") -> Path:
    file = folder / name
    file.write_bytes(as_docx(text.splitlines()))
    return file


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", a=CORPUS_TEXT)


@pytest.fixture
def small(tmp_path: Path, corpus: Path) -> Path:
    build(corpus, tmp_path / "base" / "index")
    return tmp_path / "base" / "index"


@pytest.fixture(scope="module")
def whole(
    home: Path, kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory
) -> tuple[KnowledgeBase, KnowledgeBase, int]:
    """The real base before and after an invented agreement was added, and how many texts were embedded for it."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(home, folder / "index")
    file = docx(folder)
    embedded = keep(file, examine(file, home=folder / "index"), home=folder / "index").embedded
    return kb, KnowledgeBase.open(folder / "index"), embedded


def test_only_the_new_document_is_embedded(whole: tuple[KnowledgeBase, KnowledgeBase, int]) -> None:
    before, after, embedded = whole
    new = [unit for unit in after.units if unit.agreement == "kpczs"]
    assert [unit.label for unit in new if unit.is_provision] == ["1", "2", "3", "4"]
    assert 4 <= embedded <= 12
    assert len(after.units) == len(before.units) + len(new)
    assert "kpczs" not in before.by_id  # who reads the old snapshot goes on with it


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("koliko dni dopusta mi pripada ob poroki", "2"),
        ("how many days off for a wedding", "2"),
        ("nadomestilo za delo od doma", "3"),
        ("allowance for working from home", "3"),
        ("nadoknada za rad od kuće", "3"),
        ("накнада за рад од куће", "3"),
    ],
)
def test_a_question_finds_its_article_though_nobody_wrote_about_it(
    whole: tuple[KnowledgeBase, KnowledgeBase, int], question: str, label: str
) -> None:
    kb = whole[1]
    hits = [(hit.agreement.id, hit.unit.label) for hit in kb.search(question).hits]
    assert ("kpczs", label) in hits
    rows = {row.agreement.id: row for row in kb.compare(question).rows}
    answer = rows["kpczs"].hit
    assert rows["kpczs"].state != "silent" and answer and answer.unit.label == label
    assert rows.keys() == {"kpop", "zps-oa", "kpzsv", "pku-sz", "kpczs"}


def test_exact_words_find_it_first(whole: tuple[KnowledgeBase, KnowledgeBase, int]) -> None:
    hit = whole[1].search(EXACT).hits[0]
    assert (hit.unit.address, hit.verdict) == ("kpczs/4", "found")
    assert hit.citation == "4. člen KPČZS (Uradni list RS, št. 12/26)"


def test_what_was_found_before_is_found_as_before(whole: tuple[KnowledgeBase, KnowledgeBase, int]) -> None:
    before, after, _ = whole
    for question in ("odpovedni rok", "night work", "отпремнина"):
        asked = [
            [row.hit.unit.address if row.hit else "" for row in kb.compare(question).rows] for kb in (before, after)
        ]
        assert asked[1][: len(asked[0])] == asked[0]


def test_it_survives_a_rebuild_and_a_changed_corpus(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    file.unlink()
    write_corpus(corpus, a=CORPUS_TEXT.replace("40", "36"))
    assert build(corpus, small).embedded == 1
    kb = KnowledgeBase.open(small)
    assert "panjih" in kb.unit("kpczs/4").text and "36 ur" in kb.unit("a/2").text
    assert [agreement.id for agreement in added(small)] == ["kpczs"]
    assert str(kb.by_id["kpczs"].in_force_from) == "2026-03-01"


def test_removed_it_is_gone_from_base_and_disk(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    reader = KnowledgeBase.open(small)
    assert remove("kpczs", corpus, small).embedded == 0
    assert not added(small) and not [path for path in added_home(small).iterdir() if path.name != ".lock"]
    assert "kpczs" not in KnowledgeBase.open(small).by_id
    assert reader.search(EXACT).hits[0].unit.address == "kpczs/4"
    assert file.exists()


def test_the_uploaded_name_is_shown_and_never_used(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path, name="upload")
    reading = examine(file, name="../../../čebele.docx", corpus=corpus, home=small)
    keep(file, reading, corpus, small)
    agreement = added(small)[0]
    assert agreement.origin == 'added from "čebele.docx"'
    names = {path.name for path in added_home(small).iterdir()} - {".lock"}
    assert names == {f"{agreement.sha256}.docx", f"{agreement.sha256}.json"}


@pytest.mark.parametrize(
    ("text", "given", "message"),
    [
        (INVENTED, {}, 'the same file is in the base already, as "kpczs"'),
        (INVENTED + "!", {"id": "kpczs"}, 'id: "kpczs" is taken'),
        (INVENTED + "!", {"id": "a"}, 'id: "a" is taken'),
        (INVENTED + "?", {"country": ""}, "country could not be told from the text"),
        ("SKLEP\nSestanek bo v sredo na sedežu zadruge ob deseti uri.", {}, "no article or numbered part was found"),
        (INVENTED + "\n2. člen\nDelavec ima pravico do odmora.", {}, "the number 2 stands twice"),
    ],
)
def test_what_cannot_be_kept_is_one_sentence_and_changes_nothing(
    tmp_path: Path, corpus: Path, small: Path, text: str, given: dict[str, str], message: str
) -> None:
    first, second = docx(tmp_path), tmp_path / "second.txt"
    keep(first, examine(first, corpus=corpus, home=small), corpus, small)
    second = first if text == INVENTED else docx(tmp_path, text, "second.docx")
    with pytest.raises(ValueError, match=message) as error:
        keep(second, examine(second, given, corpus=corpus, home=small), corpus, small)
    assert str(error.value).count("\n") == 0
    assert [agreement.id for agreement in added(small)] == ["kpczs"]


def test_a_build_that_fails_keeps_nothing_and_removes_nothing(tmp_path: Path, corpus: Path, small: Path) -> None:
    file, other = docx(tmp_path), docx(tmp_path, INVENTED.replace("čebelarske", "ribiške"), "other.docx")
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    reading = examine(other, corpus=corpus, home=small)
    (corpus / "sources" / "a.txt").unlink()
    with pytest.raises(ValueError, match=r"a\.txt"):
        keep(other, reading, corpus, small)
    with pytest.raises(ValueError, match=r"a\.txt"):
        remove("kpczs", corpus, small)
    assert [agreement.id for agreement in added(small)] == ["kpczs"]
    assert KnowledgeBase.open(small).search(EXACT).hits[0].unit.address == "kpczs/4"


def test_a_file_that_changed_after_it_was_read_is_not_kept(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    reading = examine(file, corpus=corpus, home=small)
    file.write_bytes(docx(tmp_path, INVENTED + " Drugače.", "other.docx").read_bytes())
    with pytest.raises(ValueError, match="changed after it was read"):
        keep(file, reading, corpus, small)
    assert not added(small)


def test_a_damaged_kept_file_is_named_and_can_be_removed(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    (added_home(small) / added(small)[0].file).write_text(CORPUS_TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match=r'sha256 of "kpczs".*"kolektivka added" lists them'):
        build(corpus, small)
    assert "kpczs" in KnowledgeBase.open(small).by_id
    remove("kpczs", corpus, small)
    assert not added(small)


def test_an_id_that_the_register_takes_up_later_is_named(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    write_corpus(corpus, kpczs=CORPUS_TEXT)
    with pytest.raises(ValueError, match="kolektivka remove kpczs"):
        build(corpus, small)


def test_two_who_add_at_once_both_succeed(tmp_path: Path, corpus: Path, small: Path) -> None:
    files = [docx(tmp_path, INVENTED.replace("čebelarske", word), f"{word}.docx") for word in ("ribiške", "lovske")]
    readings = [examine(file, corpus=corpus, home=small) for file in files]
    threads = [threading.Thread(target=keep, args=(*pair, corpus, small)) for pair in zip(files, readings, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {agreement.id for agreement in added(small)}
    assert kept == {"kprzs", "kplzs"} and kept <= KnowledgeBase.open(small).by_id.keys()


def test_another_folder_can_be_named(
    tmp_path: Path, corpus: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "elsewhere"))
    file = docx(tmp_path)
    keep(file, examine(file, corpus=corpus, home=small), corpus, small)
    assert len(list((tmp_path / "elsewhere").glob("*.docx"))) == 1
    monkeypatch.delenv(SETTING)
    assert not added(small)


def test_the_command_shows_the_report_and_keeps_nothing(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = docx(tmp_path)
    assert main(["add", str(file), "--short", "KPČ", "--json", "--index", str(small)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {"id", "units", "articles", "gaps", "duplicates", "coverage", "repairs", "warnings"} <= shown.keys()
    assert (shown["id"], shown["articles"], shown["kept"]) == ("kpc", ["1", "2", "3", "4"], False)
    assert (shown["format"], shown["language"], shown["script"]) == ("docx", "sl", "Latn")
    basis = {p["field"]: (p["value"], p["basis"]) for p in shown["proposed"]}
    assert basis["short"] == ("KPČ", "given") and basis["issue"] == ("12/26", "words")
    assert main(["add", str(file), "--index", str(small)]) == 0
    readable = capsys.readouterr().out
    assert "title = Kolektivna pogodba za čebelarske zadruge Slovenije" in readable and "add --keep" in readable
    assert main(["added", "--index", str(small)]) == 0
    assert capsys.readouterr().out == "no document was added\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "nowhere.docx"), "nowhere.docx: there is no such file"),
        (("add", str(CORPUS / "sources" / "kpop-2023.txt"), "--keep"), 'in the base already, as "kpop"'),
        (("add", str(CORPUS / "sources" / "sops-prozdrav-2.txt"), "--kind", "poem"), "is not one of agreement"),
        (("remove", "kpop"), '"kpop" is part of the corpus'),
        (("remove", "nothing"), 'no document "nothing" was added'),
    ],
)
def test_an_expected_error_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert main([*arguments, "--index", str(tmp_path / "index")]) == 1
    out, err = capsys.readouterr()
    assert out == "" and message in err and err.count("\n") == 1


def test_an_examined_file_says_beforehand_whether_it_can_be_kept(tmp_path: Path, corpus: Path, small: Path) -> None:
    file = docx(tmp_path)
    reading = examine(file, corpus=corpus, home=small)
    assert obstacle(reading, corpus, small) == ""
    keep(file, reading, corpus, small)
    assert "in the base already" in obstacle(reading, corpus, small)


@pytest.mark.parametrize("command", ["add", "remove", "added"])
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"example: kolektivka {command}" in capsys.readouterr().out
