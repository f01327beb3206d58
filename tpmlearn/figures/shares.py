"""Shares from 0 to 100 %: a dot where one is, or is expected; a line as long as its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tpmlearn.figures.labelled import LabelledRows
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, dot, interval, legend, tick
from tpmlearn.figures.svg import Anchor, Point, Svg, figure, group, line, text
from tpmlearn.figures.table import Drawing, Table
from tpmlearn.words import _
from tpmlearn.words.cases import capitalised

STEP = 25


@dataclass(frozen=True)
class ShareRow:
    """A domain with its share and range, in percent, and the answers behind it.

    `note` is a last cell of the table, such as a band.
    """

    name: str
    expected: float
    low: float
    high: float
    answers: int
    note: str = ""


@dataclass(frozen=True)
class ShareWords:
    """What a figure of shares says; `prefix` makes its ids unique on the page."""

    title: str
    name: str
    dot: str
    answers: str
    note: str = ""
    prefix: str = "shares"


def share_drawing(
    rows: Sequence[ShareRow], *, mark: float, meaning: str, words: ShareWords | None = None
) -> Drawing | None:
    """Return the chart at both widths with its table; `mark` is a percentage that is asked."""
    if not rows:
        return None
    words = words or ShareWords(
        _("Share right, by domain"), _("Domain"), _("expected"), _("Answers")
    )
    wide, narrow = (
        _chart(rows, _Look(width, mark, meaning, words, prefix))
        for width, prefix in ((WIDE, words.prefix), (NARROW, f"{words.prefix}-narrow"))
    )
    return Drawing(wide, narrow, _table(rows, words))


def _table(rows: Sequence[ShareRow], words: ShareWords) -> Table:
    notes = (words.note,) if words.note else ()
    return Table(
        (words.name, capitalised(words.dot), _("Nine times in ten"), words.answers, *notes),
        tuple(
            (
                row.name,
                f"{row.expected:.0f} %",
                _("%(low)s to %(high)s %%", low=round(row.low), high=round(row.high)),
                str(row.answers),
                *((row.note,) if notes else ()),
            )
            for row in rows
        ),
    )


@dataclass(frozen=True)
class _Look:
    """How one chart is drawn."""

    width: float
    mark: float
    meaning: str
    words: ShareWords
    prefix: str


def _chart(rows: Sequence[ShareRow], look: _Look) -> str:
    width, mark = look.width, look.mark
    layout = LabelledRows(width, most=100)
    keys = [Key(dot, look.words.dot), Key(_key, _("nine times in ten")), Key(tick, look.meaning)]
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
        title=look.words.title,
        description=" ".join(
            _(
                "%(name)s: %(share)s %%, very likely %(low)s to %(high)s %%.",
                name=one.name,
                share=round(one.expected),
                low=round(one.low),
                high=round(one.high),
            )
            for one in rows
        ),
        prefix=look.prefix,
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
