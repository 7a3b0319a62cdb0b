"""Opens a connection to a server, and says in one sentence what is wrong with it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from index.postgres.address import Server, ServerError

Row = tuple[Any, ...]
Connection = psycopg.Connection[Row]

SCHEMA, VERSION = "kolektivka", "Kolektivka 1"
WAIT = 5
"""Seconds until a server counts as away."""

_HAS = "select obj_description(to_regnamespace(%s)::oid, 'pg_namespace')"
_PATH = "select set_config('search_path', %s || ', ' || current_setting('search_path'), false)"


class MissingError(ServerError):
    """The database has no schema of Kolektivka."""


def connect(server: Server) -> Connection:
    """A connection that finds the tables by their names; raises ServerError when the server is away or refuses."""
    try:
        connection = psycopg.connect(server.address, connect_timeout=WAIT)
        connection.execute(_PATH, [SCHEMA])
        connection.commit()
    except psycopg.Error as error:
        raise trouble(server, error) from None  # its message may hold the address
    return connection


def check_schema(server: Server, connection: Connection) -> None:
    """Raises MissingError when there is none, ServerError when it is that of another version."""
    found = connection.execute(_HAS, [SCHEMA]).fetchone()
    if not found or found[0] is None:
        raise MissingError(f'{server} has no index: run "kolektivka build --to" with this address')
    if found[0] != VERSION:
        raise ServerError(
            f'{server} has the schema of "{found[0]}", this version uses "{VERSION}": drop the schema {SCHEMA} and '
            'run "kolektivka build --to" again'
        )


def trouble(server: Server, error: psycopg.Error) -> ServerError:
    """What to tell of an error of the server."""
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return ServerError(f"{server} does not permit it ({_reason(server, error)}): see docs/postgresql.md, Roles")
    if isinstance(error, psycopg.OperationalError):
        return ServerError(f"{server} does not answer ({_reason(server, error)}): start it, or correct the address")
    return ServerError(f"{server} cannot do it ({_reason(server, error)}): see docs/postgresql.md, Set up")


def _reason(server: Server, error: psycopg.Error) -> str:
    """The server's own words, one line without the password."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = lines[0] if lines else type(error).__name__
    try:
        secret = str(conninfo_to_dict(server.address).get("password") or "")
    except psycopg.Error:
        return "the address cannot be read"
    return reason.replace(secret, "…") if secret else reason
