"""Random requests for which time is short, the same for the same seed."""

import random
from dataclasses import replace
from datetime import timedelta

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.request import PlanRequest

VALUES = (0, 0, 0.25, 0.5, 1, 1.5, 2, 3)
LESSONS = (45, 50, 55, 60, 65, 70, 75, 80, 90)
"""Minutes of a lesson, as in the content."""
WORK = ((6, 3), (6, 4), (7, 4), (8, 2), (8, 3), (8, 4), (8, 5), (9, 3), (9, 6), (10, 4), (20, 5))
"""Hours and weeks of work on the job, as in the content."""


def short_of_time(seed: int, size: int = 0) -> PlanRequest:
    """Thirty to sixty activities, unless said, in 30 to 90 % of the time that they take."""
    rng = random.Random(seed)
    activities: list[Activity] = []
    for number in range(size or rng.randint(30, 60)):
        activities.append(_activity(rng, activities, number))
    hours = rng.choice([2, 3, 4, 5, 6, 8])
    weeks = max(2, round(sum(one.hours for one in activities) / hours * rng.uniform(0.3, 0.9)))
    free = {TODAY + timedelta(weeks=rng.randint(1, weeks))} if rng.random() < 0.3 else set()
    off = {TODAY + timedelta(days=rng.randint(0, 7 * weeks))} if rng.random() < 0.3 else set()
    return request(
        *activities,
        hours=hours,
        ready_by=TODAY + timedelta(weeks=weeks) - timedelta(days=rng.choice([1, 1, 1, 3, 5])),
        free=frozenset(free),
        off=frozenset(off),
    )


def _activity(rng: random.Random, earlier: list[Activity], number: int) -> Activity:
    """A lesson, or with three in ten work over weeks, that requires up to two earlier lessons."""
    lessons = [one.key.split(":")[1] for one in earlier if not one.weeks]
    requires = tuple(rng.sample(lessons, min(len(lessons), rng.choice([0, 0, 1, 1, 2]))))
    if rng.random() < 0.3:
        plain = work(f"w{number}", *rng.choice(WORK), requires=requires)
    else:
        plain = study(f"m{number}", rng.choice(LESSONS) / 60, requires=requires)
    started = rng.random() < 0.03 and not plain.weeks
    return replace(
        plain,
        value=float(rng.choice(VALUES)),
        order=number,
        state=State.STARTED if started else State.OPEN,
        since=TODAY if started else None,
    )
