"""Knowledge bands: a row a skill, a dot for the estimate, a line as long as its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tpmlearn.domain.assessment.bands import HIGHEST, Band
from tpmlearn.figures.labelled import LabelledRows
from tpmlearn.figures.marks import (
    MARGIN,
    NARROW,
    WIDE,
    Key,
    dot,
    interval,
    legend,
)
from tpmlearn.figures.svg import Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Drawing, Table
from tpmlearn.words import _


@dataclass(frozen=True)
class BandRow:
    """A skill or an area with its band, and how many answers stand behind it."""

    name: str
    band: Band
    answers: int


def band_chart(rows: Sequence[BandRow], *, width: float, prefix: str) -> str:
    """Return the chart as SVG markup; under 560 units wide, labels stand above their rows.

    Each of the bands K0 to K5 takes a sixth of the axis. The dot is the estimate, the line its
    90 % interval.
    """
    layout = LabelledRows(width, most=HIGHEST + 1)
    key, y = legend(
        [Key(dot, _("estimate")), Key(_key_line, _("where it lies nine times in ten"))],
        width=width,
        top=4,
    )
    heading, y = _heading(layout, y)
    marks = [key, heading]
    for row in rows:
        drawn, y = layout.row(row.name, y, partial(_row, layout, row.band))
        marks.append(drawn)
    return figure(
        *marks,
        width=width,
        height=y + MARGIN,
        title=_("Knowledge bands"),
        description=" ".join(f"{row.name}: {words_of(row.band)}." for row in rows),
        prefix=prefix,
    )


def band_drawing(rows: Sequence[BandRow]) -> Drawing | None:
    """Return the chart at both widths with its table; None without rows."""
    if not rows:
        return None
    return Drawing(
        wide=band_chart(rows, width=WIDE, prefix="bands"),
        narrow=band_chart(rows, width=NARROW, prefix="bands-narrow"),
        table=band_table(rows),
    )


def band_table(rows: Sequence[BandRow]) -> Table:
    """Return the same data as a table."""
    return Table(
        (_("Skill"), _("Band"), _("Nine times in ten"), _("Answers")),
        tuple(
            (row.name, f"K{row.band.band}", interval_of(row.band), str(row.answers)) for row in rows
        ),
    )


def interval_of(band: Band) -> str:
    """The interval in bands, as in 'K1 to K3'."""
    if band.low == band.high:
        return f"K{band.low}"
    return _("K%(low)s to K%(high)s", low=band.low, high=band.high)


def words_of(band: Band) -> str:
    """Band and interval in one phrase, as in 'K2, very likely K1 to K3'."""
    return _("K%(band)s, very likely %(range)s", band=band.band, range=interval_of(band))


def _key_line(at: tuple[float, float]) -> Svg:
    x, y = at
    return interval((x - 11, y), (x + 11, y))


def _heading(rows: LabelledRows, top: float) -> tuple[Svg, float]:
    """The names of the bands, and the height under them."""
    y = top + 18
    names = [
        text((rows.x(band + 0.5), y), f"K{band}", size=12, fill="muted", anchor="middle")
        for band in range(HIGHEST + 1)
    ]
    return group(*names), y + 4


def _row(rows: LabelledRows, band: Band, y: float) -> Svg:
    each = rows.x(1) - rows.x(0)
    shades = [
        rect((rows.x(n), y - 11), each, 22, fill="soft" if n % 2 else "paper")
        for n in range(HIGHEST + 1)
    ]
    borders = [
        line((rows.x(n), y - 11), (rows.x(n), y + 11), stroke="soft") for n in range(1, HIGHEST + 1)
    ]
    return group(
        *shades,
        *borders,
        interval((rows.x(band.low_at), y), (rows.x(band.high_at), y)),
        dot((rows.x(band.at), y)),
    )
