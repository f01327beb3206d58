"""The data of a figure as a table, for "Show as table"."""

from typing import NamedTuple

Row = tuple[str, ...]


class Table(NamedTuple):
    """A header and rows of the same length; every cell is text, ready to be escaped."""

    header: Row
    rows: tuple[Row, ...]


class Drawing(NamedTuple):
    """A figure as SVG for a wide and for a narrow page, and its data."""

    wide: str
    narrow: str
    table: Table
