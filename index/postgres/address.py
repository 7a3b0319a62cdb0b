"""The address of a server, as people give it; what is printed of it has no user and no password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_SCHEMES = ("postgresql://", "postgres://")
_HOST = r"(?:[\w.-]+|\[[\da-fA-F:]+\])?(?::\d+)?"
# Strict on purpose: what is taken for the host is printed, and must not be half of a password.
_ADDRESS = re.compile(rf"postgres(?:ql)?://(?:[^@/?#\s]*@)?({_HOST}(?:,{_HOST})*)(/[\w.-]*)?(?:\?[^#\s]*)?")


class ServerError(ValueError):
    """The server cannot be used as asked; the message names no password."""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL database.

    >>> server = Server.of("postgresql://app:s3cret@db.example:5432/kolektivka?sslmode=require")
    >>> str(server), server
    ('postgresql://db.example:5432/kolektivka', Server(shown='postgresql://db.example:5432/kolektivka'))
    """

    address: str = field(repr=False)  # with everything that is needed to connect
    shown: str

    @classmethod
    def of(cls, address: str) -> Server:
        """Reads an address; raises ServerError, which does not repeat it.

        >>> Server.of("postgresql://app:s3/cret@db.example/kolektivka")
        Traceback (most recent call last):
        index.postgres.address.ServerError: this is no address such as postgresql://USER@HOST:5432/DATABASE; in a \
password write / as %2F, @ as %40, % as %25
        """
        match = _ADDRESS.fullmatch(address)
        if not match or re.search(r"%(?![\da-fA-F]{2})", address):
            raise ServerError(
                "this is no address such as postgresql://USER@HOST:5432/DATABASE; in a password write / as %2F, "
                "@ as %40, % as %25"
            )
        return cls(address, f"postgresql://{match[1]}{match[2] or ''}")

    def __str__(self) -> str:
        return self.shown


def is_server(text: str) -> bool:
    """Whether a text is meant as the address of a server.

    >>> is_server("postgresql://db.example/kolektivka"), is_server("artifacts/index")
    (True, False)
    """
    return text.startswith(_SCHEMES)


def home_of(text: str) -> Path | Server:
    """Where an index is: a folder, or a server; raises ServerError."""
    return Server.of(text) if is_server(text) else Path(text)
