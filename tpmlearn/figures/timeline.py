"""A scale of days with weeks and months on it, for the figures that show time."""

from collections.abc import Iterator
from datetime import date, timedelta

from tpmlearn.domain.planning.weeks import WEEK, monday, sunday, week_number
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.marks import MARGIN
from tpmlearn.figures.svg import Svg, text
from tpmlearn.words import dates

_EVERY = (1, 2, 4, 8, 13, 26, 52, 104)
_EVERY_MONTH = (1, 2, 3, 6, 12)


class Timeline:
    """Whole weeks from that of `first` to that of `last`, laid between two x."""

    def __init__(self, first: date, last: date, *, left: float, right: float) -> None:
        self.first = monday(first)
        self.last = max(sunday(last), sunday(first))
        self.left = left
        self.right = right

    def x(self, moment: date) -> float:
        """Return where the beginning of a day stands."""
        whole = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * (moment - self.first).days / whole

    def x_after(self, moment: date) -> float:
        """Return where the end of a day stands."""
        return self.x(moment + timedelta(days=1))

    def holds(self, moment: date) -> bool:
        """Say whether a day is on the scale."""
        return self.first <= moment <= self.last

    def mondays(self) -> Iterator[date]:
        """Yield the first day of each week."""
        week = self.first
        while week <= self.last:
            yield week
            week += WEEK

    def labelled_weeks(self, *, start: date) -> list[date]:
        """Return the Mondays whose week number has room to stand, week 1 being that of `start`."""
        width = self.x(self.first + WEEK) - self.x(self.first)
        room = width_of("000", 12) + 4
        every = next((one for one in _EVERY if one * width >= room), _EVERY[-1])
        return [
            week for week in self.mondays() if (week_number(week, start=start) - 1) % every == 0
        ]

    def week_numbers(self, y: float, *, start: date) -> list[Svg]:
        """Return the numbers of the plan's weeks on the baseline `y`, each over its Monday."""
        shown = [week for week in self.labelled_weeks(start=start) if week >= monday(start)]
        numbers = [(week, str(week_number(week, start=start))) for week in shown]
        return [
            text((self.x(week) + 2, y), number, size=12, fill="muted")
            for week, number in numbers
            if self.x(week) + 2 + width_of(number, 12) <= self.right + 2
        ]

    def months(self, y: float) -> list[Svg]:
        """Return the names of months over their first day, every one or every second, third …

        The first name has its year, even if that takes the room of the next. So has a January,
        which gives way to nothing, or is its year alone where there is no room for both.
        """
        shown = self._named_months()
        ends = [*(self.x(month) for month in shown[1:]), self.right + MARGIN]
        years = [self.x(month) for month in shown[1:] if month.month == 1]
        found, free = [], self.left
        for month, end in zip(shown, ends, strict=True):
            room = min([*years, self.right + MARGIN]) if month is shown[0] else end
            x = self.x(month) + 2
            name = next((one for one in _names(month, shown) if x + _width(one) <= room), "")
            if name and x >= free:
                found.append(text((x, y), name, size=12))
                free = x + _width(name)
        return found

    def _named_months(self) -> list[date]:
        month = self.x(self.first + timedelta(days=30)) - self.left
        room = _width(dates.month_short(date(2026, 5, 1))) + 2
        every = next((one for one in _EVERY_MONTH if one * month >= room), _EVERY_MONTH[-1])
        firsts = [self.first]
        one = _next_month(self.first)
        while one <= self.last:
            if (one.month - 1) % every == 0:
                firsts.append(one)
            one = _next_month(one)
        return firsts


def _names(month: date, shown: list[date]) -> list[str]:
    """Return what a month may be called, the best first."""
    name = dates.month_short(month)
    if month.month == 1:
        return [f"{name} {month.year}", str(month.year), name]
    return [f"{name} {month.year}", name] if month is shown[0] else [name]


def _width(name: str) -> float:
    return width_of(name, 12) + 4


def _next_month(moment: date) -> date:
    return (moment.replace(day=1) + timedelta(days=32)).replace(day=1)
