"""PostgreSQL with pgvector, as the wheel `pgserver` brings it: an HNSW index, a GIN index, RRF in one query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from pgserver.postgres_server import get_server

from bench.exact import DEEP, RANK, Scores
from bench.material import Material
from bench.peers import Ways

WAYS = Ways(dense="HNSW (m 16, ef 100)", words="ts_rank over GIN: no BM25", hybrid="RRF of both lists, in one query")
_NEAR = "SELECT row FROM rows ORDER BY vector <#> %(vector)s::vector LIMIT %(deep)s"
_SAID = """
SELECT row FROM rows, to_tsquery('simple', %(words)s) asked WHERE words @@ asked
ORDER BY ts_rank(words, asked) DESC LIMIT %(deep)s
"""
_FUSED = f"""
WITH near AS (SELECT row, row_number() OVER () AS rank FROM ({_NEAR}) AS n),
     said AS (SELECT row, row_number() OVER () AS rank FROM ({_SAID}) AS s)
SELECT row FROM near FULL JOIN said USING (row)
ORDER BY coalesce(1.0 / ({RANK} + near.rank), 0) + coalesce(1.0 / ({RANK} + said.rank), 0) DESC LIMIT %(count)s
"""


class Postgres:
    """One connection to a server of its own."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._connection = psycopg.connect(server.get_uri(), autocommit=True)
        self._connection.execute(f"SET hnsw.ef_search = {DEEP}")

    def dense(self, query: Scores, count: int) -> list[int]:
        return self._rows(_NEAR, vector=_vector(query), deep=count)

    def words(self, terms: list[str], count: int) -> list[int]:
        return self._rows(_SAID, words=" | ".join(terms), deep=count) if terms else []

    def hybrid(self, query: Scores, terms: list[str], count: int) -> list[int]:
        return self._rows(_FUSED, vector=_vector(query), words=" | ".join(terms), deep=DEEP, count=count)

    def _rows(self, wanted: Any, **given: object) -> list[int]:
        return [row for (row,) in self._connection.execute(wanted, given)]

    def processes(self) -> list[int]:
        return [self._server.get_pid()]

    def close(self) -> None:
        self._connection.close()
        self._server.cleanup()


def build(material: Material, folder: Path) -> None:
    """One table, copied in, then its two indexes."""
    server = get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION vector")
        width = material.vectors.shape[1]
        table: Any = f"CREATE TABLE rows (row int, vector vector({width}), words tsvector)"
        connection.execute(table)
        with connection.cursor().copy("COPY rows FROM STDIN") as copy:
            for start, vectors, texts in material.batches():
                for number, (vector, text) in enumerate(zip(vectors, texts, strict=True), start):
                    copy.write_row((number, _vector(vector), _lexemes(text)))
        connection.execute("SET maintenance_work_mem = '2GB'")
        connection.execute("CREATE INDEX ON rows USING hnsw (vector vector_ip_ops)")
        connection.execute("CREATE INDEX ON rows USING gin (words)")
        connection.execute("ANALYZE rows")
    server.cleanup()


def open_engine(folder: Path, rows: int) -> Postgres:
    """The server started again over what was built."""
    return Postgres(get_server(folder / "data", cleanup_mode="stop"))


def _vector(vector: Scores) -> str:
    return "[" + ",".join(map(repr, vector.tolist())) + "]"


def _lexemes(text: str) -> str:
    """A tsvector as text: each word with its places."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(text.split(), 1):
        places.setdefault(word, []).append(str(min(at, 16_383)))
    return " ".join(f"{word}:{','.join(at)}" for word, at in places.items())
