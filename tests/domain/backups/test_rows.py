"""Rows as lines: equal on both databases, and back without loss."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.backups.rows import BadRow, Kind, decode_row, encode_row


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        (Kind.TEXT, 'a "b"\n\u2028é', b'["a \\"b\\"\\n\\u2028\\u00e9"]\n'),
        (Kind.INTEGER, 2**62, b"[4611686018427387904]\n"),
        (Kind.REAL, 2, b"[2.0]\n"),
        (Kind.REAL, 0.1, b"[0.1]\n"),
        (Kind.BOOLEAN, 1, b"[true]\n"),
        (Kind.DATE, date(2026, 11, 29), b'["2026-11-29"]\n'),
        (Kind.JSON, '{"b": 1.0, "a": [2]}', b'["{\\"b\\": 1.0, \\"a\\": [2]}"]\n'),
        (Kind.BYTES, b"\0\xff", b'["AP8="]\n'),
        (Kind.TEXT, None, b"[null]\n"),
    ],
)
def test_a_value_has_one_form(kind: Kind, value: Any, line: bytes) -> None:
    assert encode_row([kind], [value]) == line
    assert decode_row([kind], line) == [value]


def test_a_moment_is_told_in_utc_whatever_its_zone() -> None:
    noon = datetime(2026, 11, 29, 12, 0, 0, 5, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=5)))

    line = encode_row([Kind.MOMENT], [there])

    assert line == b'["2026-11-29T12:00:00.000005+00:00"]\n'
    assert decode_row([Kind.MOMENT], line) == [noon]


@pytest.mark.parametrize(
    ("text", "same"),
    [("2.0", "2"), ("2", "2"), ("-0.5", "-0.5"), ("1e2", "100"), ('"2.0"', '"2.0"')],
)
def test_a_bare_number_in_json_is_told_as_sqlite_keeps_it(text: str, same: str) -> None:
    assert encode_row([Kind.JSON], [text]) == encode_row([Kind.JSON], [same])


@given(st.text(st.characters()), st.integers(), st.floats(allow_nan=False), st.binary())
def test_whatever_a_row_holds_comes_back(text: str, whole: int, real: float, data: bytes) -> None:
    kinds = [Kind.TEXT, Kind.INTEGER, Kind.REAL, Kind.BYTES]
    line = encode_row(kinds, [text, whole, real, data])

    assert line.count(b"\n") == 1
    assert decode_row(kinds, line) == [text, whole, real, data]


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[]", b"[1,2]", b'["x"]', b"[[]]", b'[{"a":1}]', b"[\xff]"]
)
def test_a_line_that_does_not_fit_is_refused(line: bytes) -> None:
    with pytest.raises(BadRow):
        decode_row([Kind.INTEGER], line)


@pytest.mark.parametrize("kind", [Kind.MOMENT, Kind.DATE, Kind.BYTES])
def test_a_text_that_is_not_of_its_kind_is_refused(kind: Kind) -> None:
    with pytest.raises(BadRow):
        decode_row([kind], b'["no!"]')
