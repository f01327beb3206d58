"""Knowledge bands: a row a skill, a dot for the estimate, a line as long as its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.assessment.bands import HIGHEST, Band
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, Key, dot, is_narrow, legend, lines
from tpmlearn.figures.svg import Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Table

ROW, CAP = 30.0, 5.0


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
    chart = _Chart(width)
    key, y = legend(
        [Key(dot, "estimate"), Key(_key_line, "where it lies nine times in ten")],
        width=width,
        top=4,
    )
    heading, y = chart.heading(y)
    marks = [key, heading]
    for row in rows:
        drawn, y = chart.row(row, y)
        marks.append(drawn)
    return figure(
        *marks,
        width=width,
        height=y + MARGIN,
        title="Knowledge bands",
        description=" ".join(f"{row.name}: {words_of(row.band)}." for row in rows),
        prefix=prefix,
    )


def band_table(rows: Sequence[BandRow]) -> Table:
    """Return the same data as a table."""
    return Table(
        ("Skill", "Band", "Nine times in ten", "Answers"),
        tuple(
            (row.name, f"K{row.band.band}", interval_of(row.band), str(row.answers)) for row in rows
        ),
    )


def interval_of(band: Band) -> str:
    """The interval in bands, as in 'K1 to K3'."""
    return f"K{band.low}" if band.low == band.high else f"K{band.low} to K{band.high}"


def words_of(band: Band) -> str:
    """Band and interval in one phrase, as in 'K2, very likely K1 to K3'."""
    return f"K{band.band}, very likely {interval_of(band)}"


def _key_line(at: tuple[float, float]) -> Svg:
    x, y = at
    return _interval((x - 11, y), (x + 11, y))


def _interval(start: tuple[float, float], end: tuple[float, float]) -> Svg:
    ends = [line((x, y - CAP), (x, y + CAP), stroke="accent", width=2) for x, y in (start, end)]
    return group(line(start, end, stroke="accent", width=2), *ends)


class _Chart:
    """Where things stand for one width: beside their labels, or under them."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.narrow = is_narrow(width)
        self.size = 13.0 if self.narrow else 14.0
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.36
        self.first = MARGIN if self.narrow else self.label_room + 3 * MARGIN
        self.last = width - MARGIN

    def x(self, place: float) -> float:
        """Return where a place on the axis of bands stands."""
        return self.first + (self.last - self.first) * place / (HIGHEST + 1)

    def heading(self, top: float) -> tuple[Svg, float]:
        """Return the names of the bands, and the height under them."""
        y = top + 18
        names = [
            text((self.x(band + 0.5), y), f"K{band}", size=12, fill="muted", anchor="middle")
            for band in range(HIGHEST + 1)
        ]
        return group(*names), y + 4

    def row(self, row: BandRow, top: float) -> tuple[Svg, float]:
        """Return one row, and the height under it."""
        words = wrapped(row.name, size=self.size, room=self.label_room)
        block = len(words) * self.size * LEADING
        height = ROW if self.narrow else max(ROW, block + 10)
        offset = block + 6 if self.narrow else 0.0
        axis = top + offset + height / 2
        first_line = top + self.size if self.narrow else axis - block / 2 + self.size
        band = row.band
        return (
            group(
                lines((MARGIN, first_line), words, size=self.size),
                *self._scale(axis),
                _interval((self.x(band.low_at), axis), (self.x(band.high_at), axis)),
                dot((self.x(band.at), axis)),
            ),
            top + offset + height + 4,
        )

    def _scale(self, y: float) -> list[Svg]:
        room = self.last - self.first
        each = room / (HIGHEST + 1)
        shades = [
            rect((self.x(band), y - 11), each, 22, fill="soft" if band % 2 else "paper")
            for band in range(HIGHEST + 1)
        ]
        borders = [
            line((self.x(band), y - 11), (self.x(band), y + 11), stroke="soft")
            for band in range(1, HIGHEST + 1)
        ]
        return [*shades, *borders]
