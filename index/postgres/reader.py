"""Asks a server: a pool of connections that cannot write, which mends itself after the server was away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import psycopg
from psycopg_pool import ConnectionPool

from index.postgres.address import Server, ServerError
from index.postgres.connect import SCHEMA, WAIT, Connection, Row, check_schema, connect, trouble

CONNECTIONS = 8
"""How many questions of one process are on the server at once; the others wait."""
BREADTH = 500
"""How many candidates a search of the graph keeps."""

_SETTINGS = (
    "set default_transaction_read_only = on",
    "set statement_timeout = '60s'",
    f"select set_config('search_path', '{SCHEMA}, ' || current_setting('search_path'), false)",
    f"set hnsw.ef_search = {BREADTH}",
    "set hnsw.iterative_scan = strict_order",
)


class GoneError(ServerError):
    """The snapshot is no longer on the server: newer ones were published."""


class Reader:
    """Asks one server, from any number of threads; nothing that is asked can change anything there."""

    def __init__(self, server: Server) -> None:
        self.server = server
        with connect(server) as connection:  # says at once what is wrong
            check_schema(server, connection)
        given = {"connect_timeout": WAIT, "autocommit": True}
        self._pool = ConnectionPool(
            server.address,
            kwargs=given,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=WAIT,
            configure=_configure,
            open=True,
        )

    def rows(self, query: str, given: Sequence[object] = ()) -> list[Row]:
        """The rows that a query finds, in binary form.

        Raises GoneError when a table of it is not there any more, ServerError when the server is away.
        """
        try:
            try:
                return self._rows(query, given)
            except psycopg.OperationalError:
                connect(self.server).close()  # says at once what is wrong; else it was started again, and
                self._pool.check()  # its old connections are of no use
                return self._rows(query, given)
        except psycopg.errors.UndefinedTable as error:
            raise GoneError(
                f"{self.server}: a newer snapshot has taken the place of the open one: ask again"
            ) from error
        except psycopg.Error as error:
            raise trouble(self.server, error) from None

    def _rows(self, query: str, given: Sequence[object]) -> list[Row]:
        with self._pool.connection() as connection:
            return connection.execute(query.encode(), given, binary=True).fetchall()

    def close(self) -> None:
        """Gives the connections back."""
        self._pool.close()


@lru_cache(maxsize=4)
def reader_of(server: Server) -> Reader:
    """The one reader that this process has of a server; raises ServerError."""
    return Reader(server)


def _configure(connection: Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting.encode())
