"""Reads a record from plain data (TOML, JSON) and checks every field where it enters."""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class FieldError(ValueError):
    """A field is missing, unknown or of the wrong kind."""


def read_record(kind: type[R], entry: object, where: str) -> R:
    """A record of the given dataclass from a table of its fields.

    Dates may be dates or ISO texts; lists become tuples. Raises FieldError: `where`, field, what is expected.

    >>> from ingest.records import End
    >>> read_record(End, {"date": "2019-01-31", "why": "the term ran out"}, "here").date.year
    2019
    >>> read_record(End, {"date": "soon", "why": ""}, "entry 1")
    Traceback (most recent call last):
    ingest.fields.FieldError: entry 1, date: 'soon' is not a date such as 2023-05-01
    """
    if not isinstance(entry, dict):
        raise FieldError(f"{where}: a table of fields is expected")
    given: dict[str, object] = dict(entry)
    values = {}
    for field, hint in _fields(cast(type, kind)):
        if field.name in given:
            values[field.name] = _value(hint, given.pop(field.name), f"{where}, {field.name}")
        elif field.default is MISSING:
            raise FieldError(f"{where}: the field {field.name} is missing")
    if given:
        raise FieldError(f"{where}: unknown field {', '.join(sorted(given))}")
    return kind(**values)


@cache
def _fields(kind: type) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in fields(kind))


def _value(hint: Any, value: object, where: str) -> object:
    if type(value) is hint:  # a bool is no int, a datetime no date
        return value
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _value(next(part for part in arguments if part is not type(None)), value, where)
    if origin is tuple:
        return _tuple(arguments, value, where)
    if origin is Literal:
        if value not in arguments:
            raise FieldError(f"{where}: {value!r} is not one of {', '.join(map(str, arguments))}")
        return value
    if is_dataclass(hint):
        return read_record(cast(type, hint), value, where)
    if hint is date:
        return _date(value, where)
    if hint is float and type(value) is int:
        return float(value)
    raise FieldError(f"{where}: {value!r} is not {_NAMES[hint]}")


def _tuple(arguments: tuple[Any, ...], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise FieldError(f"{where}: a list is expected")
    hints: Iterable[Any] = arguments if arguments[-1] is not Ellipsis else (arguments[0],) * len(value)
    if len(arguments) != len(value) and arguments[-1] is not Ellipsis:
        raise FieldError(f"{where}: a list of {len(arguments)} is expected")
    pairs = zip(hints, value, strict=True)
    return tuple(_value(hint, item, f"{where} {n}") for n, (hint, item) in enumerate(pairs, 1))


def _date(value: object, where: str) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FieldError(f"{where}: {value!r} is not a date such as 2023-05-01")
