"""Shares over time: a plot a part, a dot for each sitting, a line as long as its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, NARROW, WIDE, Key, dot, is_narrow, legend, lines
from tpmlearn.figures.svg import Point, Svg, figure, group, line, segments, text
from tpmlearn.figures.timeline import Timeline
from tpmlearn.words import _

PLOT = 84.0
STEP = 25
APART = 10.0


@dataclass(frozen=True)
class SharePoint:
    """A share and its range on a day, in percent."""

    day: date
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class SharePart:
    """A part of an exam with its shares, oldest first."""

    name: str
    points: tuple[SharePoint, ...]


def share_history(
    parts: Sequence[SharePart], *, mark: float, meaning: str, title: str
) -> tuple[str, str]:
    """Return the chart for wide and for narrow pages; `mark` is a percentage that is asked."""
    wide, narrow = (
        _Plots(parts, mark, width).drawn(meaning, title, prefix)
        for width, prefix in ((WIDE, "history"), (NARROW, "history-narrow"))
    )
    return wide, narrow


class _Plots:
    """Where plots stand for one width: beside their names, or under them."""

    def __init__(self, parts: Sequence[SharePart], mark: float, width: float) -> None:
        self.parts, self.mark, self.width = parts, mark, width
        self.narrow = is_narrow(width)
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.28
        days = [point.day for part in parts for point in part.points]
        left = 44.0 if self.narrow else self.label_room + 60
        self.time = Timeline(min(days), max(days), left=left, right=width - 2 * MARGIN)

    def drawn(self, meaning: str, title: str, prefix: str) -> str:
        """Return the figure."""
        keys = [
            Key(lambda at: dot(at, radius=4.5), _("earned")),
            Key(lambda at: _doubt(at, at[1] - 9, at[1] + 9), _("nine times in ten")),
            Key(_asked, meaning),
        ]
        marks, y = legend(keys, width=self.width, top=4)
        found = [marks]
        for part in self.parts:
            drawn, y = self._plot(part, top=y)
            found.append(drawn)
        return figure(
            *found,
            *self.time.months(y + 8),
            width=self.width,
            height=y + 14 + MARGIN,
            title=title,
            description=" ".join(
                f"{part.name}: " + ", ".join(f"{one.share:.0f} %" for one in part.points) + "."
                for part in self.parts
            ),
            prefix=prefix,
        )

    def _plot(self, part: SharePart, *, top: float) -> tuple[Svg, float]:
        words = wrapped(part.name, size=14, room=self.label_room)
        block = len(words) * 14 * LEADING
        if self.narrow:
            first_line, plot = top + 16, top + block + 12
            bottom = plot + PLOT + 14
        else:
            bottom = top + PLOT + 24
            plot = top + 12
            first_line = (top + bottom - block) / 2 + 14
        name = lines((MARGIN, first_line), words, size=14)
        return group(name, *self._grid(plot), *self._points(part, plot)), bottom

    def _y(self, plot: float, percent: float) -> float:
        return plot + PLOT * (1 - percent / 100)

    def _grid(self, plot: float) -> list[Svg]:
        left, right = self.time.left, self.time.right
        across = [
            ((left, self._y(plot, n)), (right, self._y(plot, n))) for n in range(0, 101, STEP)
        ]
        y = self._y(plot, self.mark)
        return [
            segments(across, stroke="soft"),
            line((left, y), (right, y), stroke="ink", width=1.5, dash="4 3"),
            *(
                text(
                    (left - 6, self._y(plot, n) + 4), f"{n} %", size=12, fill="muted", anchor="end"
                )
                for n in (0, 100)
            ),
        ]

    def _points(self, part: SharePart, plot: float) -> list[Svg]:
        marks: list[Svg] = []
        for x, point in zip(self._across(part), part.points, strict=True):
            marks.append(_doubt((x, 0), self._y(plot, point.high), self._y(plot, point.low)))
            marks.append(dot((x, self._y(plot, point.share)), radius=4.5))
        return marks

    def _across(self, part: SharePart) -> list[float]:
        """Where each sitting stands: the middle of its day, never upon the one before."""
        found: list[float] = []
        for point in part.points:
            middle = (self.time.x(point.day) + self.time.x_after(point.day)) / 2
            found.append(max(middle, found[-1] + APART) if found else middle)
        over = max(0.0, found[-1] - self.time.right) if found else 0.0
        return [one - over for one in found]


def _doubt(at: Point, top: float, bottom: float) -> Svg:
    x = at[0]
    ends = [line((x - 4, y), (x + 4, y), stroke="accent", width=2) for y in (top, bottom)]
    return group(line((x, top), (x, bottom), stroke="accent", width=2), *ends)


def _asked(at: Point) -> Svg:
    return line((at[0] - 9, at[1]), (at[0] + 9, at[1]), stroke="ink", width=1.5, dash="4 3")
