"""Amounts as bars, a row each: one amount, perhaps a second one under it, perhaps a tick asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tpmlearn.figures.labelled import LabelledRows
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, legend, tick
from tpmlearn.figures.svg import Fill, Point, Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Drawing, Table
from tpmlearn.words.cases import within

THICK, THIN = 12.0, 5.0
TEXT = 13.0


@dataclass(frozen=True)
class BarRow:
    """An amount with its name, and how it is told; `second` is one to compare it with."""

    name: str
    amount: float
    told: str
    second: float | None = None
    second_told: str = ""


@dataclass(frozen=True)
class BarWords:
    """What a figure of bars says: its title, the heads of its table, its marks."""

    title: str
    name: str
    amount: str
    second: str = ""
    asked: str = ""
    prefix: str = "bars"


def bar_drawing(
    rows: Sequence[BarRow], words: BarWords, *, asked: float | None = None
) -> Drawing | None:
    """Return the chart at both widths with its table; None where there is nothing to draw.

    `asked` is an amount that is marked in every row.
    """
    if not rows or max(one.amount for one in rows) <= 0:
        return None
    wide, narrow = (
        _Bars(rows, words, asked, width).drawn(prefix)
        for width, prefix in ((WIDE, words.prefix), (NARROW, f"{words.prefix}-narrow"))
    )
    return Drawing(wide, narrow, _table(rows, words))


def _table(rows: Sequence[BarRow], words: BarWords) -> Table:
    second = (words.second,) if words.second else ()
    return Table(
        (words.name, words.amount, *second),
        tuple((one.name, one.told, *((one.second_told,) if second else ())) for one in rows),
    )


class _Bars:
    """The chart at one width; the longest bar leaves room for the words behind it."""

    def __init__(
        self, rows: Sequence[BarRow], words: BarWords, asked: float | None, width: float
    ) -> None:
        self.rows, self.words, self.asked, self.width = rows, words, asked, width
        most = max(*(one.amount for one in rows), *(one.second or 0 for one in rows), asked or 0)
        span = LabelledRows(width, most=1)
        room = max(width_of(one.told, TEXT) for one in rows) + MARGIN
        whole = span.x(1) - span.x(0)
        self.layout = LabelledRows(width, most=most * whole / max(whole - room, 1))

    def drawn(self, prefix: str) -> str:
        """Return the figure."""
        keys = [Key(_sample("accent", THICK), self.words.amount.lower())]
        if self.words.second:
            keys.append(Key(_sample("muted", THIN), self.words.second.lower()))
        if self.asked is not None:
            keys.append(Key(tick, self.words.asked))
        marks, y = legend(keys, width=self.width, top=4)
        found = [marks]
        for row in self.rows:
            drawn, y = self.layout.row(row.name, y, partial(self._row, row))
            found.append(drawn)
        return figure(
            *found,
            width=self.width,
            height=y + MARGIN,
            title=self.words.title,
            description=" ".join(self._told(one) for one in self.rows),
            prefix=prefix,
        )

    def _told(self, row: BarRow) -> str:
        if not row.second_told:
            return f"{row.name}: {row.told}."
        return f"{row.name}: {row.told}, {within(self.words.second)} {row.second_told}."

    def _row(self, row: BarRow, y: float) -> Svg:
        x, top = self.layout.x, y - THICK / 2
        marks = [
            line((x(0), y - 11), (x(0), y + 11), stroke="soft"),
            rect((x(0), top), x(row.amount) - x(0), THICK, fill="accent"),
        ]
        if row.second:
            marks.append(rect((x(0), top + THICK + 1), x(row.second) - x(0), THIN, fill="muted"))
        if self.asked is not None:
            marks.append(tick((x(self.asked), y)))
        # The words stand behind the bar, and behind what is asked where it is longer.
        end = max(row.amount, self.asked or 0)
        marks.append(text((x(end) + MARGIN, y + TEXT * 0.36), row.told, size=TEXT))
        return group(*marks)


def _sample(fill: Fill, height: float) -> Callable[[Point], Svg]:
    """A piece of bar for the legend."""
    return lambda at: rect((at[0] - 11, at[1] - height / 2), 22, height, fill=fill)
