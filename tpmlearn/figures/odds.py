"""When the plan may end: a histogram of the runs of a forecast, with its dates on it."""

from datetime import date
from typing import NamedTuple

from tpmlearn.domain.planning.forecast import Bar, Forecast
from tpmlearn.domain.planning.weeks import DAY
from tpmlearn.domain.planning.wording import day, full_day, joined
from tpmlearn.figures.fences.plot import notes, ticks
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.marks import MARGIN, WIDE, is_narrow
from tpmlearn.figures.svg import Stroke, Svg, figure, group, line, rect, segments, text
from tpmlearn.figures.table import Table, said
from tpmlearn.figures.timeline import Timeline
from tpmlearn.words import N_, _, numbers

TABLE_HEADER = (
    N_("From"),
    N_("To"),
    N_("Runs"),
    N_("Share of runs"),
    N_("Ended by then"),
)
SIZE = 13.0
ROW = 18.0


def in_100(share: float) -> str:
    """Return a share of runs as a number of 100, "under 1" and "over 99" for what is not sure."""
    if 0 < share < 0.005:
        return _("under 1")
    return _("over 99") if 0.995 < share < 1 else f"{100 * share:.0f}"


class _Mark(NamedTuple):
    """A date with its name over the bars."""

    day: date
    name: str
    stroke: Stroke
    dash: str | None


def odds_chart(
    found: Forecast, *, ready_by: date | None, width: float = WIDE, prefix: str = "odds"
) -> str:
    """Return the histogram as SVG markup: days across, share of the runs upwards.

    The even, 85 and 95 % dates, the plan's own end and the date to be ready stand over the bars.
    A date to be ready that is further off than the bars reach is told under them alone.
    """
    chart = _Chart(found, ready_by, width=width)
    sentences = _sentences(found, ready_by)
    below, bottom = notes(sentences, width=width, top=chart.bottom + 28)
    return figure(
        chart.scale(),
        *chart.bars(),
        chart.marks(),
        group(*chart.time.months(chart.bottom + 18)),
        below,
        width=width,
        height=bottom + MARGIN,
        title=_("When the plan may end"),
        description=" ".join(sentences),
        prefix=prefix,
    )


def odds_table(found: Forecast) -> Table:
    """Return the same data as a table; the last row has what ends later."""
    rows, total = [], 0
    for bar in found.bars:
        total += bar.runs
        rows.append(
            (
                full_day(bar.first),
                full_day(bar.last),
                numbers.grouped(bar.runs),
                _percent(bar.runs, found.runs),
                _percent(total, found.runs),
            )
        )
    if found.later:
        rows.append(
            (
                full_day(found.bars[-1].last + DAY),
                _("or later"),
                numbers.grouped(found.later),
                _percent(found.later, found.runs),
                _percent(1, 1),
            )
        )
    return Table(said(TABLE_HEADER), tuple(rows))


def _percent(part: int, whole: int) -> str:
    return f"{numbers.decimal(100 * part / whole, 1)} %"


def _sentences(found: Forecast, ready_by: date | None) -> list[str]:
    end = found.end
    odds = ((50, end.p50), (85, end.p85), (95, end.p95))
    parts = [_("%(num)s by %(day)s", num=share, day=full_day(by)) for share, by in odds]
    told = [
        _(
            "Of 100 runs end %(parts)s; there are %(runs)s runs.",
            parts=joined(parts),
            runs=numbers.grouped(found.runs),
        ),
        _(
            "By the plan's own date, %(day)s, end %(share)s of 100.",
            day=full_day(end.planned),
            share=in_100(found.as_planned),
        ),
    ]
    if ready_by is not None and found.in_time is not None:
        share = in_100(found.in_time)
        told.append(
            _(
                "By the date to be ready, %(day)s, end %(share)s of 100.",
                day=full_day(ready_by),
                share=share,
            )
        )
    return told


class _Chart:
    """Where things stand for one width."""

    def __init__(self, found: Forecast, ready_by: date | None, *, width: float) -> None:
        self.found, self.width = found, width
        first, last = found.bars[0].first, found.bars[-1].last
        near = ready_by is not None and first - (last - first) / 2 <= ready_by
        near = near and ready_by is not None and ready_by <= last + (last - first) / 2
        days = [first, last, found.end.planned, *([ready_by] if near and ready_by else [])]
        self.ticks = ticks(max(100 * bar.runs / found.runs for bar in found.bars))
        self.lines = _marks(found, ready_by if near else None, in_full=not is_narrow(width))
        left = MARGIN + max(width_of(f"{numbers.shortest(one)} %", SIZE) for one in self.ticks) + 8
        self.time = self._timeline(min(days), max(days), left=left)
        self.rows = self._rows()
        self.top = 8 + ROW * (1 + max(self.rows)) + 4
        self.bottom = self.top + (170 if is_narrow(width) else 230)

    def _timeline(self, first: date, last: date, *, left: float) -> Timeline:
        """As wide as the names at its right end allow."""
        whole = Timeline(first, last, left=0, right=1)
        room = self.width - 2 * MARGIN - left
        for mark in self.lines:
            end = width_of(mark.name, SIZE) + 5
            room = min(
                room, (self.width - MARGIN - left - end) / max(0.01, whole.x_after(mark.day))
            )
        return Timeline(first, last, left=left, right=left + room)

    def y(self, percent: float) -> float:
        """Where a share of the runs stands."""
        return self.bottom - (self.bottom - self.top) * percent / self.ticks[-1]

    def scale(self) -> Svg:
        """Lines across with their percents, and the ground."""
        left, right = self.time.left, self.time.right
        percents = [
            text(
                (left - 6, self.y(one) + 4),
                f"{numbers.shortest(one)} %",
                size=SIZE,
                fill="muted",
                anchor="end",
            )
            for one in self.ticks
        ]
        return group(
            segments(
                [((left, self.y(one)), (right, self.y(one))) for one in self.ticks], stroke="soft"
            ),
            line((left, self.bottom), (right, self.bottom), stroke="ink"),
            *percents,
        )

    def bars(self) -> list[Svg]:
        """A bar for each stretch of days."""
        return [self._bar(one) for one in self.found.bars if one.runs]

    def _bar(self, one: Bar) -> Svg:
        left, right = self.time.x(one.first), self.time.x_after(one.last)
        top = self.y(100 * one.runs / self.found.runs)
        return rect(
            (left, top), right - left, self.bottom - top, fill="soft", stroke="ink", stroke_width=1
        )

    def marks(self) -> Svg:
        """The dates over the bars, each with its name beside the top of its line."""
        drawn: list[Svg] = []
        for mark, row in zip(self.lines, self.rows, strict=True):
            x, y = self.time.x_after(mark.day), self.top - ROW * (row + 1)
            drawn += [
                line((x, y), (x, self.bottom), stroke=mark.stroke, width=2, dash=mark.dash),
                text((x + 5, y + SIZE), mark.name, size=SIZE, fill=mark.stroke),
            ]
        return group(*drawn)

    def _rows(self) -> list[int]:
        """The row of each name, counted from the bars up: over all lines that it would cross."""
        found: list[int] = []
        for n in reversed(range(len(self.lines))):
            end = self.time.x_after(self.lines[n].day) + 9 + width_of(self.lines[n].name, SIZE)
            crossed = [
                row
                for mark, row in zip(self.lines[n + 1 :], found, strict=True)
                if self.time.x_after(mark.day) < end
            ]
            found.insert(0, max(crossed, default=-1) + 1)
        return found


def _marks(found: Forecast, ready_by: date | None, *, in_full: bool) -> list[_Mark]:
    """The dates by their day, with their names and, where there is room, in words."""
    end = found.end
    marks = [
        _Mark(end.p50, "50 %", "accent", "4 3"),
        _Mark(end.p85, "85 %", "accent", "4 3"),
        _Mark(end.p95, "95 %", "accent", "4 3"),
        _Mark(end.planned, _("plan"), "ink", None),
    ]
    if ready_by:
        marks.append(_Mark(ready_by, _("to be ready"), "stop", None))
    marks.sort(key=lambda mark: mark.day)
    if not in_full:
        return marks
    return [one._replace(name=f"{one.name}: {day(one.day)}") for one in marks]
