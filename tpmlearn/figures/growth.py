"""How ratings grew: a step line for each skill, on one scale of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.wording import full_day
from tpmlearn.domain.profiles.rating import HIGHEST
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, WIDE, Key, dot, is_narrow, legend, lines
from tpmlearn.figures.svg import Point, Svg, figure, group, line, polyline, segments, text
from tpmlearn.figures.table import Table, said
from tpmlearn.figures.timeline import Timeline
from tpmlearn.words import N_, _, ngettext
from tpmlearn.words.numbers import spelled

TABLE_HEADER = (N_("Skill"), N_("Date"), N_("Rated"), N_("Asked"))
PLOT = 60.0


@dataclass(frozen=True)
class History:
    """A skill's ratings as (day, level 0-5), rising by day, and what the role asks, if any."""

    name: str
    ratings: tuple[tuple[date, int], ...]
    required: int | None = None


def growth(
    histories: Sequence[History], *, until: date, width: float = WIDE, prefix: str = "growth"
) -> str:
    """Return one small plot a skill as SVG markup, all with the same days across, up to `until`.

    A rating holds until the next one; skills that were never rated are left out.
    """
    rated = [one for one in histories if one.ratings]
    panels = _Panels(rated, until=until, width=width)
    key, y = legend(_keys(), width=width, top=4)
    marks = [key]
    for history in rated:
        drawn, y = panels.panel(history, top=y)
        marks.append(drawn)
    axis, y = panels.axis(top=y)
    return figure(
        *marks,
        axis,
        width=width,
        height=y + MARGIN,
        title=_("Your ratings over time"),
        description=_description(rated, until),
        prefix=prefix,
    )


def growth_table(histories: Sequence[History]) -> Table:
    """Return the same data as a table, a row for each rating."""
    return Table(
        said(TABLE_HEADER),
        tuple(
            (
                one.name,
                full_day(day),
                str(level),
                "" if one.required is None else str(one.required),
            )
            for one in histories
            for day, level in one.ratings
        ),
    )


def _description(rated: Sequence[History], until: date) -> str:
    grown = [one for one in rated if one.ratings[-1][1] > one.ratings[0][1]]
    return ngettext(
        "Levels 0 to %(highest)s as rated, up to %(day)s, for %(count)s skill; %(grown)s of them"
        " rose.",
        "Levels 0 to %(highest)s as rated, up to %(day)s, for %(count)s skills; %(grown)s of them"
        " rose.",
        len(rated),
        highest=HIGHEST,
        day=full_day(until),
        count=spelled(len(rated)),
        grown=len(grown),
    )


def _sample(at: Point) -> Svg:
    return line((at[0] - 9, at[1]), (at[0] + 9, at[1]), stroke="ink", width=1.5, dash="4 3")


def _keys() -> tuple[Key, ...]:
    return (
        Key(lambda at: dot(at, radius=4), _("rated, not tested")),
        Key(_sample, _("asked")),
    )


class _Panels:
    """Where plots stand for one width: beside their names, or under them."""

    def __init__(self, histories: Sequence[History], *, until: date, width: float) -> None:
        self.until = until
        self.width = width
        self.narrow = is_narrow(width)
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.36
        left = 28.0 if self.narrow else self.label_room + 36
        days = [day for one in histories for day, level in one.ratings]
        self.time = Timeline(min([*days, until]), max([*days, until]), left=left, right=width - 28)

    def panel(self, history: History, *, top: float) -> tuple[Svg, float]:
        """Return one skill's name and plot, and the height under it."""
        words = wrapped(history.name, size=14, room=self.label_room)
        block = len(words) * 14 * LEADING
        if self.narrow:
            first_line, plot = top + 16, top + block + 12
            bottom = plot + PLOT + 14
        else:
            bottom = top + max(PLOT, block) + 20
            plot = (top + bottom - PLOT) / 2
            first_line = (top + bottom - block) / 2 + 14
        name = lines((MARGIN, first_line), words, size=14)
        return group(name, *self._grid(plot), *self._steps(history, plot)), bottom

    def axis(self, *, top: float) -> tuple[Svg, float]:
        """Return the months under the plots."""
        return group(*self.time.months(top + 8)), top + 14

    def _y(self, plot: float, level: int) -> float:
        return plot + PLOT * (1 - level / HIGHEST)

    def _grid(self, plot: float) -> list[Svg]:
        across = [
            ((self.time.left, self._y(plot, level)), (self.time.right, self._y(plot, level)))
            for level in range(HIGHEST + 1)
        ]
        numbers = [
            text(
                (self.time.left - 8, self._y(plot, level) + 4),
                str(level),
                size=12,
                fill="muted",
                anchor="end",
            )
            for level in (0, HIGHEST)
        ]
        return [segments(across, stroke="soft"), *numbers]

    def _steps(self, history: History, plot: float) -> list[Svg]:
        corners = [(self.time.x(day), self._y(plot, level)) for day, level in history.ratings]
        path: list[Point] = []
        for corner in corners:
            if path:
                path.append((corner[0], path[-1][1]))
            path.append(corner)
        end = (max(self.time.x_after(self.until), path[-1][0]), path[-1][1])
        marks = [polyline([*path, end], stroke="accent", width=2)]
        if history.required is not None:
            y = self._y(plot, history.required)
            asked = line(
                (self.time.left, y), (self.time.right, y), stroke="ink", width=1.5, dash="4 3"
            )
            marks.insert(0, asked)
        marks += [dot(corner, radius=4) for corner in corners]
        now = text((self.time.right + 10, end[1] + 5), str(history.ratings[-1][1]), bold="600")
        return [*marks, now]
