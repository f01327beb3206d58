"""One week's hours as they are given out, and one activity's work as it is taken up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tpmlearn.domain.planning.activities import Activity, Kind, State
from tpmlearn.domain.planning.priority import Rank
from tpmlearn.domain.planning.weeks import WEEK, monday, weeks_between

CHUNK = 30
"""Minutes under which nobody begins something: a shorter rest of a week is left alone."""


@dataclass(eq=False)
class Job:
    """An activity being scheduled, in minutes; `pin` and `slices` count weeks from the first.

    `beside` says whether it runs beside study, over weeks of its own.
    `waits` are the keys that it waits for, `pending` those of them that are not over yet; `least`
    is what a week must have room for before it can begin.
    """

    activity: Activity
    rank: Rank
    waits: frozenset[str]
    total: int
    weeks: int
    beside: bool = field(init=False)
    least: int = field(init=False)
    pin: int | None = None
    pending: set[str] = field(default_factory=set)
    given: int = 0
    slices: list[tuple[int, int]] = field(default_factory=list)
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        self.beside = self.weeks > 0
        self.least = min(self.due, CHUNK)

    @property
    def holds_half(self) -> bool:
        """Say whether half of the week is kept for it: modules are, a certificate comes last."""
        return not self.beside and self.activity.kind is not Kind.CERTIFICATE

    @property
    def left(self) -> int:
        """Minutes not given out yet."""
        return self.total - self.given

    @property
    def under_way(self) -> bool:
        """Say whether work on it has begun and is not over."""
        return self.left > 0 and (bool(self.slices) or self.activity.state is State.STARTED)

    @property
    def due(self) -> int:
        """Minutes that it wants this week: all that is left, or an even share over its weeks."""
        if not self.beside:
            return self.left
        share = min(len(self.slices) + 1, self.weeks)
        return self.total * share // self.weeks - self.given


def job_of(activity: Activity, *, rank: Rank, waits: Sequence[str], first_day: date) -> Job:
    """Return the job of an activity; of a started one with weeks of its own, the rest.

    Its hours are taken as spent evenly over the weeks since it was started; one is always left.
    """
    weeks, hours = activity.weeks, activity.hours
    if activity.state is State.STARTED and activity.since and weeks:
        rest = max(1, weeks - max(0, weeks_between(activity.since, first_day)))
        weeks, hours = rest, hours * rest / weeks
    total = max(1, weeks, round(hours * 60))
    return Job(
        activity=activity,
        rank=rank,
        waits=frozenset(waits),
        pending=set(waits),
        total=total,
        weeks=weeks,
    )


@dataclass
class Week:
    """The hours of one week, in minutes: `capacity` in all, `spent` on what is done already.

    Study is worked off one thing after the other (`queue`), assignments run beside it; `reserved`
    is held for what is pinned to this week.
    """

    index: int
    first: date
    capacity: int
    spent: int = 0
    beside: int = 0
    queue: list[tuple[Job, int]] = field(default_factory=list)
    begun_beside: list[Job] = field(default_factory=list)
    reserved: dict[str, int] = field(default_factory=dict)

    @property
    def room(self) -> int:
        """Minutes that nobody has taken."""
        return self.capacity - self.spent - self.beside - sum(taken for _, taken in self.queue)

    def room_for(self, job: Job) -> int:
        """Return the minutes that `job` may take: what is held for others stays theirs."""
        held = sum(taken for key, taken in self.reserved.items() if key != job.activity.key)
        return self.room - held

    def reserve(self, pinned: list[Job]) -> None:
        """Hold room for what is pinned here: a beginning for each, then the rest in turn."""
        for most in (CHUNK, self.capacity):
            for job in pinned:
                key = job.activity.key
                held = self.reserved.get(key, 0)
                more = min(job.due, most) - held
                self.reserved[key] = held + max(0, min(more, self.room_for(job) - held))

    def give(self, job: Job, minutes: int) -> None:
        """Give `job` minutes of this week."""
        self.reserved.pop(job.activity.key, None)
        if job.beside:
            self.beside += minutes
            if not job.slices:
                self.begun_beside.append(job)
        else:
            self.queue.append((job, minutes))
        job.given += minutes
        earlier = job.slices.pop()[1] if job.slices and job.slices[-1][0] == self.index else 0
        job.slices.append((self.index, earlier + minutes))

    def set_dates(self, ends: dict[str, date]) -> None:
        """Turn what was given into days and add the `ends` of what is finished.

        Study is laid over the week's days in its order; what runs beside starts with the week, or
        on the day on which the last thing that it waited for ended, and ends on a Sunday.
        """
        at = self.spent
        for job, minutes in self.queue:
            job.start = job.start or self._day(at)
            at += minutes
            if not job.left:
                job.end = ends[job.activity.key] = self._day(at - 1)
        for job in self.begun_beside:
            waited = (ends[key] for key in sorted(job.waits) if key in ends)
            job.start = max(waited, default=self.first)
            job.start = max(job.start, self.first)

    def _day(self, minute: int) -> date:
        days = 7 - self.first.weekday()
        return self.first + timedelta(days=minute * days // self.capacity)


def week_of(index: int, *, first_day: date, weekly: int, free: frozenset[date]) -> Week:
    """Return week `index` counted from the week of `first_day`, which has only its days' share."""
    first = first_day if index == 0 else monday(first_day) + index * WEEK
    days = 7 - first.weekday()
    capacity = 0 if monday(first) in free else weekly * days // 7
    return Week(index=index, first=first, capacity=capacity)
