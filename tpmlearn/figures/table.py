"""The data of a figure as a table, for "Show as table"."""

from collections.abc import Iterable
from typing import NamedTuple

from tpmlearn.words import _

Row = tuple[str, ...]


def said(names: Iterable[str]) -> Row:
    """Return a header whose names are marked, in the language that is spoken."""
    return tuple(_(name) for name in names)


class Table(NamedTuple):
    """A header and rows of the same length; every cell is text, ready to be escaped."""

    header: Row
    rows: tuple[Row, ...]


class Drawing(NamedTuple):
    """A figure as SVG for a wide and for a narrow page, and its data."""

    wide: str
    narrow: str
    table: Table
