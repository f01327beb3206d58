"""Working days counted from one day on: all but those of free weeks and the days off."""

from collections.abc import Collection
from datetime import date, timedelta

from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.weeks import DAY, monday

LONGEST = 7300
"""Days after which nothing is counted any more: twenty years."""


class WorkingDays:
    """The days of a calendar on which something is done."""

    def __init__(self, free_weeks: Collection[date], days_off: Collection[date]) -> None:
        """`free_weeks` are Mondays, `days_off` single days."""
        self._free = frozenset(free_weeks)
        self._off = frozenset(days_off)

    def has(self, day: date) -> bool:
        """Say whether something is done on that day."""
        return monday(day) not in self._free and day not in self._off

    def between(self, first: date, last: date) -> list[date]:
        """Return the working days from `first` to `last`, both included."""
        span = min(LONGEST, (last - first).days + 1)
        days = (first + timedelta(days=number) for number in range(span))
        return [day for day in days if self.has(day)]

    def after(self, day: date, count: int) -> date | None:
        """Return the working day that is `count` after `day`; None where that is too far ahead."""
        for _ in range(LONGEST):
            if count <= 0:
                return day
            day += DAY
            count -= self.has(day)
        return None


def working_days_of(plan: Plan) -> WorkingDays:
    """Return the working days of a plan."""
    return WorkingDays(plan.free_weeks, plan.days_off)
