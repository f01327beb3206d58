"""Rows of a figure, each with its label: beside the axis, or above it on a telephone."""

from collections.abc import Callable

from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, is_narrow, lines
from tpmlearn.figures.svg import Svg, group

ROW = 30.0


class LabelledRows:
    """Where labels and the axis stand for one width; the axis runs from `first` to `last`."""

    def __init__(self, width: float, *, most: float) -> None:
        """`most` is the value at the end of the axis, 0 stands at its beginning."""
        self.width, self.most = width, most
        self.narrow = is_narrow(width)
        self.size = 13.0 if self.narrow else 14.0
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.36
        # Room for half a dot at both ends.
        self.first = 2 * MARGIN if self.narrow else self.label_room + 3 * MARGIN
        self.last = width - 2 * MARGIN

    def x(self, value: float) -> float:
        """Return where a value stands."""
        return self.first + (self.last - self.first) * value / self.most

    def row(self, name: str, top: float, draw: Callable[[float], Svg]) -> tuple[Svg, float]:
        """Return a row and the height under it; `draw` gets the height of its axis."""
        words = wrapped(name, size=self.size, room=self.label_room)
        block = len(words) * self.size * LEADING
        height = ROW if self.narrow else max(ROW, block + 10)
        offset = block + 10 if self.narrow else 0.0
        axis = top + offset + height / 2
        first_line = top + self.size + 4 if self.narrow else axis - block / 2 + self.size
        label = lines((MARGIN, first_line), words, size=self.size)
        return group(label, draw(axis)), top + offset + height + 4
