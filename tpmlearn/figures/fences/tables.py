"""A figure's data as a table with a caption."""

from typing import NamedTuple

from tpmlearn.figures.table import Table


class Titled(NamedTuple):
    """A table, its caption, and which of its columns, from 0, are numbers."""

    caption: str
    table: Table
    numeric: tuple[int, ...] = ()
