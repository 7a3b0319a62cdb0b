"""Reads the register of agreements, `corpus/agreements.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ingest.fields import FieldError, read_record
from ingest.records import Agreement

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RegisterError(ValueError):
    """An entry of the register is wrong."""


def read_register(path: Path) -> tuple[Agreement, ...]:
    """All agreements of the register, in its order.

    Raises RegisterError that names the file, the entry and the field.

    >>> [a.id for a in read_register(Path("corpus/agreements.toml"))]
    ['kpop', 'zps-oa', 'kpzsv', 'pku-sz', 'sops']
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("agreement", [])
    except OSError as error:
        raise RegisterError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path.name}: not valid TOML: {error}") from error
    agreements = tuple(read_entry(entry, f"{path.name}, entry {n}") for n, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for agreement in agreements:
        if agreement.id in seen:
            raise RegisterError(f'{path.name}: the id "{agreement.id}" stands twice; give each entry its own')
        seen.add(agreement.id)
    return agreements


def read_entry(entry: dict[str, Any], where: str) -> Agreement:
    """One agreement from the fields of its entry; raises RegisterError."""
    where = f'{where} ("{entry["id"]}")' if isinstance(entry.get("id"), str) else where
    try:
        agreement = read_record(Agreement, entry, where)
    except FieldError as error:
        raise RegisterError(str(error)) from error
    if not _ID.fullmatch(agreement.id):
        raise RegisterError(f"{where}, id: use small letters, digits and hyphens")
    if "/" in agreement.file or "\\" in agreement.file:
        raise RegisterError(f"{where}, file: name a file in corpus/sources, without folders")
    return agreement
