"""Puts a snapshot from a folder on a server: in one transaction, so that readers see the old one or the new one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from importlib import resources
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from index.postgres.address import Server, ServerError
from index.postgres.connect import Connection, MissingError, check_schema, connect, trouble
from index.postgres.tables import COLUMNS, TABLES, Publication, Record
from index.snapshot import Manifest

GRAPH_FROM = 50_000
"""From so many chunks of one country on its vectors are found by a graph; fewer are compared one by one."""
LINKS, CARE = 16, 100
"""Of the graph: links of a vector, and how many candidates the building of it keeps."""

_LOCK = 0x6B6F6C65  # any number that nobody else takes
_UNIQUE = {"agreement": "number", "wording": "number", "chunk": "number", "term": "kind, key"}


def publish(server: Server, folder: Path, manifest: Manifest, graph_from: int = GRAPH_FROM) -> None:
    """Publishes the snapshot in a folder, which the caller has verified, and drops those before the last one.

    A second builder waits until the first is done. On any error the server keeps what it has. Raises ServerError.
    """
    publication = Publication(folder, manifest)
    with connect(server) as connection:
        try:
            _prepare(server, connection)
            with connection.transaction():
                connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
                snapshot = _listed(connection, folder.name, manifest, publication)
                _fill(connection, snapshot, publication, graph_from)
            with suppress(psycopg.errors.LockNotAvailable):  # somebody is reading in it: the next build drops it
                _drop_old(connection)
        except psycopg.DataError as error:
            raise ServerError(f"{server} refuses a text: {str(error).splitlines()[0]}") from error
        except psycopg.Error as error:
            raise trouble(server, error) from None


def _prepare(server: Server, connection: Connection) -> None:
    """Makes the schema where there is none, and takes the role of a builder."""
    with connection.transaction():
        try:
            check_schema(server, connection)
        except MissingError:
            script = resources.files("index.postgres").joinpath("schema.sql").read_text(encoding="utf-8")
            connection.execute(script.encode())
    connection.execute("set role kolektivka_builder")
    connection.commit()


def _listed(connection: Connection, name: str, manifest: Manifest, publication: Publication) -> int:
    """The number of the new snapshot, which is the current one when the transaction ends."""
    connection.execute("update snapshot set state = 'old' where state = 'previous'")
    connection.execute("update snapshot set state = 'previous' where state = 'current'")
    found = connection.execute(
        "insert into snapshot (name, state, manifest, facts) values (%s, 'current', %s, %s) returning id",
        [name, json.dumps(asdict(manifest)), json.dumps(publication.facts())],
    ).fetchall()
    return int(found[0][0])


def _fill(connection: Connection, snapshot: int, publication: Publication, graph_from: int) -> None:
    """Writes the files and the tables of a snapshot, and makes them partitions."""
    _copy(connection, "file", "snapshot int4, name text, content bytea", ((snapshot, *f) for f in publication.files()))
    for table in TABLES:
        whole, given = Identifier(f"{table}_{snapshot}"), {"parent": Identifier(table), "snapshot": Literal(snapshot)}
        # Made beside its parent, and attached at the end: until then readers of the parent are not kept out.
        connection.execute(
            SQL(
                "create table {whole} (like {parent}, check (snapshot = {snapshot})) partition by list (country)"
            ).format(whole=whole, **given)
        )
        for country in publication.countries:
            name = f"{table}_{snapshot}_{country.lower()}"
            connection.execute(
                SQL(
                    "create table {name} partition of {whole} (snapshot default {snapshot}, country default {country}) "
                    "for values in ({country})"
                ).format(name=Identifier(name), whole=whole, snapshot=Literal(snapshot), country=Literal(country))
            )
            _fill_country(connection, table, name, country, publication)
            connection.execute(SQL("create unique index on {} ({})").format(Identifier(name), SQL(_UNIQUE[table])))
            if table == "chunk" and publication.half and publication.count(table, country) >= graph_from:
                _link(connection, name, publication.dimension)
            connection.execute(SQL("analyze {}").format(Identifier(name)))
            connection.execute(SQL("grant select on {} to kolektivka_reader").format(Identifier(name)))
        connection.execute(SQL("grant select on {} to kolektivka_reader").format(whole))
        connection.execute(
            SQL("alter table {parent} attach partition {whole} for values in ({snapshot})").format(whole=whole, **given)
        )


def _fill_country(connection: Connection, table: str, name: str, country: str, publication: Publication) -> None:
    if table == "chunk":
        column = "half" if publication.half else "single"
        into = SQL("copy {} (number, wording, {}) from stdin (format binary)").format(
            Identifier(name), Identifier(column)
        )
        with connection.cursor().copy(into) as copy:
            for block in publication.chunks(country):
                copy.write(block)
        return
    rows = {"agreement": publication.agreements, "wording": publication.wordings, "term": publication.terms}
    _copy(connection, name, COLUMNS[table], rows[table](country))


def _copy(connection: Connection, name: str, columns: str, rows: Iterable[Record]) -> None:
    """Writes rows with these columns, each a name and a type."""
    pairs = [column.split() for column in columns.split(", ")]
    names = SQL(", ").join(Identifier(column) for column, _ in pairs)
    into = SQL("copy {} ({}) from stdin (format binary)").format(Identifier(name), names)
    with connection.cursor().copy(into) as copy:
        copy.set_types([kind for _, kind in pairs])
        for row in rows:
            copy.write_row(row)


def _link(connection: Connection, name: str, dimension: int) -> None:
    connection.execute(
        SQL(
            "create index on {} using hnsw ((half::halfvec({})) halfvec_ip_ops) with (m = {}, ef_construction = {})"
        ).format(Identifier(name), *map(Literal, (dimension, LINKS, CARE)))
    )


def _drop_old(connection: Connection) -> None:
    """Drops what is older than the previous snapshot; raises LockNotAvailable while somebody reads in it."""
    with connection.transaction():
        connection.execute("set local lock_timeout = '10s'")
        for (snapshot,) in connection.execute("select id from snapshot where state = 'old'").fetchall():
            for table in TABLES:
                connection.execute(SQL("drop table if exists {}").format(Identifier(f"{table}_{snapshot}")))
            connection.execute("delete from snapshot where id = %s", [snapshot])
