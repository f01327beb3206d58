"""Rows in a form that both databases read and write alike: a line of JSON each."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    DATE = "date"
    JSON = "json"
    BYTES = "bytes"


class BadRow(ValueError):
    """A line that is no row of its table."""


def encode_row(kinds: Sequence[Kind], values: Sequence[Any]) -> bytes:
    """Return a row as one line of ASCII, line end included: equal rows give equal bytes.

    A value of JSON comes as the text that the database keeps, all others as Python has them.
    """
    told = [
        None if value is None else _ENCODE[kind](value)
        for kind, value in zip(kinds, values, strict=True)
    ]
    return json.dumps(told, separators=(",", ":")).encode("ascii") + b"\n"


def decode_row(kinds: Sequence[Kind], line: bytes) -> list[Any]:
    """Return the values of a line. Raises BadRow."""
    try:
        told = json.loads(line)
        if not isinstance(told, list):
            raise BadRow("A row is no list.")
        return [
            None if value is None else _DECODE[kind](value)
            for kind, value in zip(kinds, told, strict=True)
        ]
    except (TypeError, ValueError, AttributeError, RecursionError, OverflowError) as fault:
        raise BadRow("A row does not fit its table.") from fault


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _json_text(text: str) -> str:
    """The text as it is, but for a bare number: SQLite keeps 2.0 as 2, so both are said as 2."""
    if text.lstrip()[:1] in {"{", "[", '"', "t", "f", "n", "N"}:
        return text
    number = json.loads(text)
    whole = isinstance(number, float) and number.is_integer()
    return json.dumps(int(number) if whole else number)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


_ENCODE: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.REAL: float,
    Kind.BOOLEAN: bool,
    Kind.MOMENT: _moment,
    Kind.DATE: date.isoformat,
    Kind.JSON: _json_text,
    Kind.BYTES: _base64,
}
_DECODE: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.REAL: float,
    Kind.BOOLEAN: bool,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DATE: date.fromisoformat,
    Kind.JSON: str,
    Kind.BYTES: lambda value: base64.b64decode(value, validate=True),
}
