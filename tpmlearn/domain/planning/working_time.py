"""The calendar of a plan: which minutes of which days are worked, as one axis of whole minutes.

Minute 0 is the first working minute on or after the first day. The weekly minutes are spread over
the seven days as evenly as whole minutes allow; free weeks and days off have none. So each weekday
has the same minutes in every week, which other planning programs can express too.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from tpmlearn.domain.planning.weeks import DAY, WEEK, monday

DAYS = 7


def weekly_minutes(hours_a_week: float, review_minutes: int) -> int:
    """Minutes of a week that are left for activities when review has had its part."""
    return round(hours_a_week * 60) - review_minutes


def review_minutes(hours_a_week: float) -> int:
    """Minutes of a week for review: a tenth of the hours, and a session a day at most."""
    return min(round(hours_a_week * 60 * REVIEW_SHARE), DAYS * SESSION_MINUTES)


REVIEW_SHARE, SESSION_MINUTES = 0.1, 15


@dataclass(frozen=True)
class WorkingTime:
    """`weekly` minutes a week from `first_day` on; `free_weeks` are Mondays, `days_off` days."""

    first_day: date
    weekly: int
    free_weeks: frozenset[date] = frozenset()
    days_off: frozenset[date] = frozenset()

    def minutes_on(self, day: date) -> int:
        """Working minutes of a day; none before the first day."""
        if day < self.first_day or day in self._lost_days:
            return 0
        return self.minutes_of_weekday(day.weekday())

    def minutes_of_weekday(self, weekday: int) -> int:
        """Minutes of an ordinary day, 0 for Monday to 6 for Sunday; the seven add up to a week."""
        return self._before(weekday + 1) - self._before(weekday)

    def minutes_of_week(self, week: date) -> int:
        """Working minutes of the week that begins on the Monday `week`."""
        return self.minute_of(week + WEEK) - self.minute_of(week)

    def minute_of(self, day: date) -> int:
        """The minute with which a day begins; 0 for the first day and those before it."""
        if day <= self.first_day:
            return 0
        weeks = (monday(day) - monday(self.first_day)) // WEEK
        whole = weeks * self.weekly + self._before(day.weekday())
        lost = self._lost[bisect_left(self._lost_list, day)]
        return whole - self._before(self.first_day.weekday()) - lost

    def start_day(self, minute: int) -> date:
        """The day in which a minute lies, which is never a day without working time."""
        low, high = 0, DAYS * (minute // self.weekly + 2)
        while self.minute_of(self.first_day + timedelta(days=high)) <= minute:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self.minute_of(self.first_day + timedelta(days=middle)) <= minute:
                low = middle
            else:
                high = middle
        return self.first_day + timedelta(days=low)

    def finish_day(self, minute: int) -> date:
        """The day on which work that ends at a minute is finished."""
        return self.start_day(max(0, minute - 1))

    def _before(self, weekday: int) -> int:
        """Minutes of an ordinary week before a weekday; all of them for 7."""
        return self.weekly * weekday // DAYS

    @cached_property
    def _lost_days(self) -> frozenset[date]:
        free = (week + n * DAY for week in self.free_weeks for n in range(DAYS))
        return frozenset(day for day in (*free, *self.days_off) if day >= self.first_day)

    @cached_property
    def _lost_list(self) -> list[date]:
        return sorted(self._lost_days)

    @cached_property
    def _lost(self) -> list[int]:
        """Minutes lost before each of the lost days, and in all."""
        lost: Iterator[int] = (self.minutes_of_weekday(day.weekday()) for day in self._lost_list)
        return list(accumulate(lost, initial=0))
