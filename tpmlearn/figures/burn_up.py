"""Planned and earned hours of a plan week by week: the burn-up chart of its tracking."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.tracking import WeekValue
from tpmlearn.domain.planning.weeks import DAY, WEEK
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.figures.fences.plot import Plot, dashed
from tpmlearn.figures.fences.words import amount
from tpmlearn.figures.marks import MARGIN, WIDE, Key, legend
from tpmlearn.figures.svg import Point, Svg, circle, figure, group, line, polyline
from tpmlearn.figures.table import Table, said
from tpmlearn.words import N_, _

TABLE_HEADER = (N_("Week"), N_("Ends on"), N_("Planned hours"), N_("Earned hours"))


@dataclass(frozen=True)
class BurnUp:
    """Hours by the end of each week since the baseline.

    `begin` is the Monday of the first week, `total` are all hours, `forecast` is the day on which
    they are earned at the pace so far.
    """

    weeks: Sequence[WeekValue]
    begin: date
    today: date
    total: float
    forecast: date | None = None

    @property
    def earned(self) -> list[float]:
        """Hours earned by the end of each week that has begun, the last one so far."""
        return [week.earned for week in self.weeks if week.earned is not None]

    @property
    def now(self) -> float:
        """Today, in weeks from the beginning."""
        return max(0.0, (self.today - self.begin) / WEEK)

    @property
    def then(self) -> float | None:
        """The week in which all is earned at the pace so far."""
        return (self.forecast + DAY - self.begin) / WEEK if self.forecast else None


def burn_up(found: BurnUp, *, width: float = WIDE, prefix: str = "burn-up") -> str:
    """Return the chart as SVG markup."""
    key, top = legend(_keys(found), width=width, top=4)
    plot = Plot(
        width=width,
        top=top,
        first=0,
        last=max(len(found.weeks), min(math.ceil(found.then or 0), 2 * len(found.weeks))),
        highest=found.total,
        unit=_("hours"),
    )
    axis, under = plot.periods(_("week of the baseline"))
    earned = found.earned or [0.0]
    here = (plot.x(found.now), plot.y(earned[-1]))
    planned = [week.planned for week in found.weeks]
    marks = [
        dashed(plot.points((0, *planned), start=0), width=2),
        _today(plot, found.now),
        _earned([*plot.points((0, *earned[:-1]), start=0), here]),
    ]
    if found.then and found.then > found.now:
        marks.insert(1, _pace(here, (plot.x(found.then), plot.y(found.total)), plot))
    return figure(
        key,
        plot.scale(),
        axis,
        *marks,
        width=width,
        height=under + MARGIN,
        title=_("Planned and earned hours, week by week"),
        description=_description(found),
        prefix=prefix,
    )


def burn_up_table(found: BurnUp) -> Table:
    """Return the same data as a table; the week of today has what is earned so far."""
    rows = []
    for number, week in enumerate(found.weeks, 1):
        earned = "" if week.earned is None else amount(week.earned)
        if week.earned is not None and found.today < week.on:
            earned = _("%(hours)s so far", hours=earned)
        rows.append((str(number), full_day(week.on), amount(week.planned), earned))
    return Table(said(TABLE_HEADER), tuple(rows))


def _description(found: BurnUp) -> str:
    weeks, gone = found.weeks, found.earned
    if not gone:
        return _(
            "%(hours)s hours, planned from %(day)s on.",
            hours=amount(found.total),
            day=full_day(found.begin),
        )
    so_far = _(
        "By %(day)s, in week %(week)s of %(weeks)s: %(earned)s of %(all)s hours earned; %(planned)s"
        " are planned by the end of that week.",
        day=full_day(found.today),
        week=len(gone),
        weeks=len(weeks),
        earned=amount(gone[-1]),
        all=amount(found.total),
        planned=amount(weeks[len(gone) - 1].planned),
    )
    if found.then is None:
        return so_far
    ahead = _("At the pace so far all are earned in week %(week)s.", week=math.ceil(found.then))
    return f"{so_far} {ahead}"


def _keys(found: BurnUp) -> list[Key]:
    keys = [
        Key(_planned_sample, _("planned")),
        Key(lambda at: _earned([(at[0] - 11, at[1]), at, (at[0] + 11, at[1])]), _("earned")),
        Key(_today_sample, _("today")),
    ]
    if found.then and found.then > found.now:
        keys.insert(2, Key(_pace_sample, _("at the pace so far")))
    return keys


def _earned(points: Sequence[Point]) -> Svg:
    marks = [circle(at, 3.5, fill="good") for at in points[1:]]
    return group(polyline(points, stroke="good", width=2.5), *marks)


def _pace(start: Point, end: Point, plot: Plot) -> Svg:
    """The line on at the same pace, cut off where the chart ends."""
    if end[0] > plot.right:
        part = (plot.right - start[0]) / (end[0] - start[0])
        end = (plot.right, start[1] + (end[1] - start[1]) * part)
    return line(start, end, stroke="good", width=1.5, dash="2 4")


def _today(plot: Plot, now: float) -> Svg:
    x = plot.x(now)
    return line((x, plot.top), (x, plot.bottom), stroke="stop", width=2)


def _planned_sample(at: Point) -> Svg:
    return line((at[0] - 11, at[1]), (at[0] + 11, at[1]), stroke="ink", width=2, dash="5 4")


def _pace_sample(at: Point) -> Svg:
    return line((at[0] - 11, at[1]), (at[0] + 11, at[1]), stroke="good", width=1.5, dash="2 4")


def _today_sample(at: Point) -> Svg:
    return line((at[0], at[1] - 9), (at[0], at[1] + 9), stroke="stop", width=2)
