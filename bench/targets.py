"""What can be asked, by its address: a server process opens one of these and asks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.knowledge_base import KnowledgeBase

Ask = Callable[[str], object]


def embedded(place: str) -> Ask:
    """The index in a folder, opened in this process."""
    from index.knowledge_base import KnowledgeBase

    return _warmed(KnowledgeBase.open(Path(place)))


def on_server(address: str) -> Ask:
    """The index on a PostgreSQL server, asked by this process."""
    from index.knowledge_base import KnowledgeBase
    from index.postgres.address import Server

    return _warmed(KnowledgeBase.open(Server.of(address)))


def _warmed(kb: KnowledgeBase) -> Ask:
    kb.warm()  # as the app does
    return kb.search


OPENERS: dict[str, Callable[[str], Ask]] = {"": embedded, "postgresql": on_server}
"""By the scheme of an address; "": it is a folder."""


def asking(target: str) -> Ask:
    """Opens a target; raises ValueError for a scheme that nothing opens.

    >>> asking("gopher://here")
    Traceback (most recent call last):
    ValueError: nothing opens "gopher://" addresses; give the folder of an index or a postgresql:// address
    """
    scheme = target.partition("://")[0] if "://" in target else ""
    if scheme not in OPENERS:
        others = "".join(f" or a {name}:// address" for name in OPENERS if name)
        raise ValueError(f'nothing opens "{scheme}://" addresses; give the folder of an index{others}')
    return OPENERS[scheme](target)
