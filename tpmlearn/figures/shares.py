"""Shares from 0 to 100 %: a dot where one is expected, a line as long as its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tpmlearn.figures.labelled import LabelledRows
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, dot, interval, legend, tick
from tpmlearn.figures.svg import Anchor, Point, Svg, figure, group, line, text
from tpmlearn.figures.table import Drawing, Table

STEP = 25


@dataclass(frozen=True)
class ShareRow:
    """A domain with its expected share and range, in percent, and the answers behind it."""

    name: str
    expected: float
    low: float
    high: float
    answers: int


def share_drawing(rows: Sequence[ShareRow], *, mark: float, meaning: str) -> Drawing | None:
    """Return the chart at both widths with its table; `mark` is a percentage that is asked."""
    if not rows:
        return None
    table = Table(
        ("Domain", "Expected", "Nine times in ten", "Answers"),
        tuple(
            (
                row.name,
                f"{row.expected:.0f} %",
                f"{row.low:.0f} to {row.high:.0f} %",
                str(row.answers),
            )
            for row in rows
        ),
    )
    wide, narrow = (
        _chart(rows, width, mark, meaning, prefix)
        for width, prefix in ((WIDE, "shares"), (NARROW, "shares-narrow"))
    )
    return Drawing(wide, narrow, table)


def _chart(rows: Sequence[ShareRow], width: float, mark: float, meaning: str, prefix: str) -> str:
    layout = LabelledRows(width, most=100)
    keys = [Key(dot, "expected"), Key(_key, "nine times in ten"), Key(tick, meaning)]
    marks, y = legend(keys, width=width, top=4)
    names = [
        text((layout.x(n), y + 18), f"{n} %", size=12, fill="muted", anchor=_anchor(n))
        for n in range(0, 101, STEP)
    ]
    found, y = [marks, *names], y + 22
    for row in rows:
        drawn, y = layout.row(row.name, y, partial(_row, layout, row, mark))
        found.append(drawn)
    return figure(
        *found,
        width=width,
        height=y + MARGIN,
        title="Share right, by domain",
        description=" ".join(
            f"{one.name}: {one.expected:.0f} %, very likely {one.low:.0f} to {one.high:.0f} %."
            for one in rows
        ),
        prefix=prefix,
    )


def _anchor(percent: int) -> Anchor:
    return "start" if percent == 0 else "end" if percent == 100 else "middle"


def _key(at: Point) -> Svg:
    return interval((at[0] - 11, at[1]), (at[0] + 11, at[1]))


def _row(layout: LabelledRows, row: ShareRow, mark: float, y: float) -> Svg:
    x = layout.x
    return group(
        line((x(0), y), (x(100), y), stroke="soft"),
        *(line((x(n), y - 4), (x(n), y + 4), stroke="soft") for n in range(0, 101, STEP)),
        interval((x(row.low), y), (x(row.high), y)),
        dot((x(row.expected), y)),
        tick((x(mark), y)),
    )
