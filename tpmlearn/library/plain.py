"""Turns what was read from a file into plain JSON values and back, and makes nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

ROOM = "tpmlearn.domain.content."
_TUPLE, _DATE = "tuple", "date"
_Make = Callable[..., Any]


class NotPlain(ValueError):
    """A value that has no plain form, or a plain form that stands for no value."""


def to_plain(value: object) -> dict[str, Any]:
    """`value`, made of dataclasses of `ROOM`, tuples, words, numbers and dates, for `json`."""
    names: dict[str, int] = {}
    plain = _to_plain(value, names)
    return {"types": list(names), "value": plain}


def from_plain(plain: object) -> Any:
    """The value that `to_plain` was given; raises NotPlain for anything that it cannot have made.

    What is kept on disk says by name of which class a value is, and only values are made of it:
    dataclasses and words of `ROOM`. So a forged file can hold wrong content and can run nothing.
    """
    try:
        makers = [_maker(name) for name in plain["types"]]  # type: ignore[index]
        return _from_plain(plain["value"], makers)  # type: ignore[index]
    except (TypeError, KeyError, IndexError, ValueError, AttributeError, ImportError) as error:
        raise NotPlain(str(error)) from error


def _to_plain(value: Any, names: dict[str, int]) -> Any:
    kind = type(value)
    if value is None or kind in {str, int, float, bool}:
        return value
    if kind is tuple:
        return [_number(_TUPLE, names), *(_to_plain(one, names) for one in value)]
    if is_dataclass(value):
        name = f"{kind.__module__}:{kind.__qualname__}"
        values = (getattr(value, field.name) for field in fields(value))
        return [_number(name, names), *(_to_plain(one, names) for one in values)]
    if isinstance(value, StrEnum):
        return [_number(f"{kind.__module__}:{kind.__qualname__}", names), value.value]
    if kind is date:
        return [_number(_DATE, names), value.isoformat()]
    if isinstance(value, Mapping):
        return {key: _to_plain(one, names) for key, one in value.items()}
    raise NotPlain(f"a {kind.__name__} has no plain form")


def _number(name: str, names: dict[str, int]) -> int:
    return names.setdefault(name, len(names))


def _from_plain(plain: Any, makers: list[_Make]) -> Any:
    # Words and numbers are most of it, and are looked at here: a call for each takes twice as long.
    if type(plain) is list:
        values = [
            _from_plain(one, makers) if type(one) is list or type(one) is dict else one
            for one in plain
        ]
        return makers[values.pop(0)](*values)
    if type(plain) is dict:
        return {
            key: _from_plain(one, makers) if type(one) is list or type(one) is dict else one
            for key, one in plain.items()
        }
    return plain


def _maker(name: str) -> _Make:
    if name == _TUPLE:
        return lambda *values: values
    if name == _DATE:
        return date.fromisoformat
    module, _, attribute = name.partition(":")
    if not module.startswith(ROOM):
        raise NotPlain(f"{name} is no value of the content")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, StrEnum)):
        raise NotPlain(f"{name} is no value of the content")
    made: _Make = found
    return made
