"""Reads the register of agreements and checks every field where it enters."""

from __future__ import annotations

import re
import tomllib
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from ingest.records import Agreement

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The register speaks of one annex at a time, the record of all of them.
_PLURAL = {"annex": "annexes", "appendix": "appendices"}


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
        raise RegisterError(f"{path}: not valid TOML: {error}") from error
    agreements = tuple(read_entry(entry, f"{path.name}, entry {n}") for n, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for agreement in agreements:
        if agreement.id in seen:
            raise RegisterError(f'{path.name}: the id "{agreement.id}" stands twice; give each entry its own')
        seen.add(agreement.id)
    return agreements


def read_entry(entry: dict[str, Any], where: str) -> Agreement:
    """One agreement from the fields of its entry."""
    where = f'{where} ("{entry["id"]}")' if isinstance(entry.get("id"), str) else where
    agreement = _record(Agreement, entry, where)
    assert isinstance(agreement, Agreement)
    if not _ID.fullmatch(agreement.id):
        raise RegisterError(f"{where}, id: use small letters, digits and hyphens")
    if "/" in agreement.file or "\\" in agreement.file:
        raise RegisterError(f"{where}, file: name a file in corpus/sources, without folders")
    return agreement


def _record(kind: type, entry: object, where: str) -> object:
    if not isinstance(entry, dict):
        raise RegisterError(f"{where}: a table of fields is expected")
    given: dict[str, object] = {_PLURAL.get(name, name): value for name, value in entry.items()}
    hints = get_type_hints(kind)
    values = {}
    for field in fields(kind):
        if field.name in given:
            values[field.name] = _value(hints[field.name], given.pop(field.name), f"{where}, {field.name}")
        elif field.default is MISSING:
            raise RegisterError(f"{where}: the field {field.name} is missing")
    if given:
        raise RegisterError(f"{where}: unknown field {', '.join(sorted(given))}")
    return kind(**values)


def _value(hint: Any, value: object, where: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
        origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise RegisterError(f"{where}: a list is expected")
        return tuple(_value(get_args(hint)[0], item, f"{where} {n}") for n, item in enumerate(value, 1))
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _record(hint, value, where)
    if get_args(hint):  # Literal
        if value not in get_args(hint):
            raise RegisterError(f"{where}: {value!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if type(value) is not hint:  # a bool is no int, a datetime no date
        raise RegisterError(f"{where}: {value!r} is not {_NAMES[hint]}")
    return value


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", date: "a date such as 2023-05-01"}
