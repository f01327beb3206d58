"""A learner's own pace: planned hours that went by for each hour that the authors wrote down.

It cannot tell somebody who takes longer from somebody who finds fewer hours than they planned: both
need as many more planned hours. The last twelve weeks count, as older ones describe another life.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tpmlearn.domain.planning.activities import Activity, Progress, State
from tpmlearn.domain.planning.draws import HoursSpread
from tpmlearn.domain.planning.estimates import three_point
from tpmlearn.domain.planning.runs import Odds
from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.domain.planning.working_time import WorkingTime, weekly_minutes

FEWEST_THINGS, FEWEST_WEEKS = 5, 3
"""From here on a person's own figures weigh more than half against the assumption of 1."""
WINDOW = 12
AMONG_PEOPLE = 0.3
"""SD of the logarithm of pace among people: our judgement, 90 % from 0.61 to 1.64."""
OF_A_THING, OF_A_WEEK = 0.4, 0.3
"""SDs of the logarithm by which one thing, and one week, differ from a person's pace: judgement."""
_FURTHEST = math.log(2.5)
_STEP = 20
_Z90 = 1.645


@dataclass(frozen=True)
class OwnPace:
    """What was done in whole weeks of the plan: `things` of `hours` by their authors, in `weeks`
    that are not free and had `given` hours of the plan."""

    things: int = 0
    hours: float = 0.0
    given: float = 0.0
    weeks: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is enough to plan with."""
        return self.things >= FEWEST_THINGS and self.weeks >= FEWEST_WEEKS and self.hours > 0

    @property
    def factor(self) -> float:
        """What planned hours are multiplied by, to a twentieth; 1 while it is not known."""
        return round(math.exp(self._mean) * _STEP) / _STEP

    @property
    def interval(self) -> tuple[float, float]:
        """Where the pace lies nine times in ten, if the assumptions above are right."""
        reach = _Z90 * self.log_sd
        return math.exp(self._mean - reach), math.exp(self._mean + reach)

    @property
    def log_sd(self) -> float:
        """SD of the logarithm of the pace."""
        return AMONG_PEOPLE * math.sqrt(1 - self._weight)

    @property
    def odds(self) -> Odds:
        """What a forecast draws around a plan that is at this pace.

        A known pace has the hours that were not found in it, so that they are not taken off twice.
        """
        hours = HoursSpread()
        return Odds(self.log_sd, hours.around_own if self.is_known else hours)

    @property
    def _weight(self) -> float:
        """How much the person's own figures count; the rest counts for a pace of 1.

        The mean of a normal prior and a normal observation (James and Stein 1961 shrink likewise).
        """
        if not self.is_known:
            return 0.0
        noise = OF_A_THING**2 / self.things + OF_A_WEEK**2 / self.weeks
        return AMONG_PEOPLE**2 / (AMONG_PEOPLE**2 + noise)

    @property
    def _mean(self) -> float:
        if not self.is_known:
            return 0.0
        seen = math.log(self.given / self.hours) if self.given else -_FURTHEST
        return self._weight * max(-_FURTHEST, min(_FURTHEST, seen))


def own_pace(
    offered: Mapping[str, Activity],
    progress: Mapping[str, Progress],
    *,
    settings: PlanSettings,
    today: date,
    review_minutes: int = 0,
) -> OwnPace:
    """Return what `progress` says of the pace, by the hours of `offered`, both by activity key.

    Weeks count up to the last Sunday, and as if the hours a week had always been those of today,
    less the `review_minutes` of each.
    What was tested out took no study; what was done before the plan began is not counted.
    """
    last = monday(today)
    first = max(settings.start, last - WINDOW * WEEK)
    if first >= last:
        return OwnPace()
    weekly = weekly_minutes(settings.hours_a_week, review_minutes)
    time = WorkingTime(first, weekly, settings.free_mondays, settings.days_off)
    inside = {
        key: one
        for key, one in progress.items()
        if key in offered and first <= one.on < last and not one.tested_out
    }
    return OwnPace(
        things=sum(one.state is State.DONE for one in inside.values()),
        hours=sum(_spent(offered[key], one, last) for key, one in inside.items()),
        given=time.minute_of(last) / 60,
        weeks=sum(time.minutes_of_week(week) > 0 for week in _whole_weeks(first, last)),
    )


def at_pace(selection: Selection, pace: OwnPace) -> Selection:
    """Return the selection with the effort that is left scaled, where an estimate has a range."""
    if pace.factor == 1.0:
        return selection
    return replace(
        selection, activities=tuple(_scaled(one, pace.factor) for one in selection.activities)
    )


def _whole_weeks(first: date, last: date) -> Iterable[date]:
    week = monday(first + timedelta(days=6))
    while week < last:
        yield week
        week += WEEK


def _spent(activity: Activity, entry: Progress, last: date) -> float:
    """The author's hours of what is behind the person."""
    if entry.state is State.DONE:
        return activity.hours
    if entry.state is not State.STARTED:
        return 0.0
    if activity.weeks:
        return activity.hours * min(1.0, (last - entry.on) / (activity.weeks * WEEK))
    return 0.0 if entry.hours_left is None else max(0.0, activity.hours - entry.hours_left)


def _scaled(activity: Activity, factor: float) -> Activity:
    estimate = three_point(activity)
    if activity.state not in (State.OPEN, State.STARTED) or estimate.low >= estimate.high:
        return activity
    return replace(activity, hours=activity.hours * factor)
