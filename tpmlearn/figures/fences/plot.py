"""A plot with a scale of values upwards and periods across, for figures of series."""

import itertools
import math
from collections.abc import Sequence

from tpmlearn.figures.fences.words import amount
from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, is_narrow, lines
from tpmlearn.figures.svg import Point, Svg, group, line, segments, text

SIZE = 12.0
_TICKS = 5


def ticks(highest: float) -> tuple[float, ...]:
    """Return round values from 0 up to the first that is not below `highest`."""
    if highest <= 0:
        return (0.0, 1.0)
    rough = highest / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough * 0.999)
    return tuple(n * step for n in range(math.ceil(highest / step - 1e-9) + 1))


class Plot:
    """Where values stand: `first` to `last` across, 0 to at least `highest` upwards.

    `above` is room for marks over the highest value.
    """

    def __init__(
        self,
        *,
        width: float,
        top: float,
        first: float,
        last: float,
        highest: float,
        unit: str,
        above: float = 0,
    ) -> None:
        self.ticks = ticks(highest)
        labels = max(width_of(amount(one), SIZE) for one in self.ticks)
        self.width = width
        self.unit = unit
        self.first, self.last = first, max(last, first + 1)
        self.left = MARGIN + labels + 8
        self.right = width - 2 * MARGIN
        self.head = top + 12
        self.top = top + 26 + above
        self.bottom = self.top + (170 if is_narrow(width) else 230)

    def x(self, period: float) -> float:
        """Return where a moment stands."""
        whole = self.last - self.first
        return self.left + (self.right - self.left) * (period - self.first) / whole

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.bottom - (self.bottom - self.top) * value / self.ticks[-1]

    def points(self, values: Sequence[float], *, start: float) -> list[Point]:
        """Return the points of a series whose first value stands at `start`."""
        return [(self.x(start + n), self.y(value)) for n, value in enumerate(values)]

    def scale(self) -> Svg:
        """Return the lines of the scale with their values, and its unit above them."""
        marks = [
            segments(
                [((self.left, self.y(one)), (self.right, self.y(one))) for one in self.ticks],
                stroke="soft",
            ),
            line((self.left, self.bottom), (self.right, self.bottom), stroke="ink"),
            text((MARGIN, self.head), self.unit, size=SIZE, fill="muted"),
        ]
        marks += [
            text(
                (self.left - 6, self.y(one) + 4), amount(one), size=SIZE, fill="muted", anchor="end"
            )
            for one in self.ticks
        ]
        return group(*marks)

    def periods(self, name: str) -> tuple[Svg, float]:
        """Return the numbers of the periods that have room, their name, the height under it."""
        count = int(self.last - self.first)
        room = (self.right - self.left) / count
        widest = width_of(str(int(self.last)), SIZE) + 6
        every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * room >= widest)
        shown = [n for n in range(int(self.first), int(self.last) + 1) if n % every == 0]
        numbers = [
            text((self.x(n), self.bottom + 18), str(n), size=SIZE, fill="muted", anchor="middle")
            for n in shown
        ]
        label = text((self.right, self.bottom + 36), name, size=SIZE, fill="muted", anchor="end")
        return group(*numbers, label), self.bottom + 44


def dashed(points: Sequence[Point], *, width: float = 1.5) -> Svg:
    """Return what is planned or forecast: a dashed line."""
    pairs = list(itertools.pairwise(points))
    return segments(pairs, stroke="ink", width=width, dash="5 4")


def notes(sentences: Sequence[str], *, width: float, top: float) -> tuple[Svg, float]:
    """Return sentences under a plot, and the height under them."""
    size, y, marks = 13.0, top + 13.0, []
    for sentence in sentences:
        words = wrapped(sentence, size=size, room=width - 2 * MARGIN)
        marks.append(lines((MARGIN, y), words, size=size))
        y += len(words) * size * LEADING + 3
    return group(*marks), y - size + 6
