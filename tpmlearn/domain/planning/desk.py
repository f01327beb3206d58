"""One week's hours as they are given out, and one activity's work as it is taken up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tpmlearn.domain.planning.activities import Activity, Kind, State
from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.domain.planning.priority import Rank
from tpmlearn.domain.planning.weeks import WEEK, monday, weeks_between
from tpmlearn.domain.planning.working_time import WorkingTime

CHUNK = 30
"""Minutes under which nobody begins something: a shorter rest of a week is left alone."""


@dataclass(eq=False)
class Job:
    """An activity being scheduled, in minutes; `pin` and `slices` count weeks from the first.

    `beside` says whether it runs beside study, over weeks of its own. `links` are what it waits
    for, `pending` those of them that hold it back yet; `least` is what a week must have room for
    before it can begin. `begin_by` orders it where a date does, sooner first. `start`, `finish` and
    `not_from`, a bound for both kinds of lag, are minutes of working time.
    """

    activity: Activity
    rank: Rank
    links: tuple[Link, ...]
    total: int
    weeks: int
    chunk: int = CHUNK
    beside: bool = field(init=False)
    least: int = field(init=False)
    pin: int | None = None
    begin_by: int = 0
    pending: set[Link] = field(default_factory=set)
    given: int = 0
    slices: list[tuple[int, int]] = field(default_factory=list)
    not_from: int = 0
    start: int = -1
    finish: int = -1

    def __post_init__(self) -> None:
        self.beside = self.weeks > 0
        self.least = min(self.due, self.chunk)
        self.pending = set(self.links)

    @property
    def waits(self) -> tuple[str, ...]:
        """The keys of what has to be finished before it starts."""
        return tuple(link.before for link in self.links if link.kind is LinkKind.FS)

    def let_go(self, link: Link, at: int) -> None:
        """What `link` waits for happened at a minute; a lag runs from there."""
        self.pending.discard(link)
        if link.lag or link.kind is LinkKind.SS:
            self.not_from = max(self.not_from, at + round(link.lag))

    @property
    def holds_half(self) -> bool:
        """Say whether half of the week is kept for it.

        So it is for modules, and for a certificate once its study has begun: an exam that is
        studied for in the rest of other weeks would be a year away.
        """
        return not self.beside and (self.under_way or not self.gives_way)

    @property
    def gives_way(self) -> bool:
        """Say whether other work may begin before it goes on: long study for a certificate."""
        return self.activity.kind is Kind.CERTIFICATE

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


def job_of(activity: Activity, *, rank: Rank, links: Iterable[Link], time: WorkingTime) -> Job:
    """Return the job of an activity; of a started one with weeks of its own, the rest.

    Its hours are taken as spent evenly over the weeks since it was started; one is always left.
    """
    weeks, hours = activity.weeks, activity.hours
    if activity.state is State.STARTED and activity.since and weeks:
        rest = max(1, weeks - max(0, weeks_between(activity.since, time.first_day)))
        weeks, hours = rest, hours * rest / weeks
    total = max(1, weeks, round(hours * 60))
    return Job(
        activity=activity,
        rank=rank,
        links=tuple(links),
        total=total,
        weeks=weeks,
        chunk=min(CHUNK, time.weekly),
    )


@dataclass
class Week:
    """The hours of one week, in minutes: `capacity` in all, `spent` on what is done already.

    It begins with the minute `begins`. Study is worked off one thing after the other (`queue`),
    assignments run beside it; `reserved` is held for what is pinned to this week.
    """

    index: int
    first: date
    begins: int
    capacity: int
    spent: int = 0
    beside: int = 0
    queue: list[tuple[Job, int]] = field(default_factory=list)
    begun: list[Job] = field(default_factory=list)
    reserved: dict[str, int] = field(default_factory=dict)

    @property
    def study_ends(self) -> int:
        """The minute at which the study that was given out so far ends."""
        return self.begins + self.spent + sum(taken for _, taken in self.queue)

    @property
    def room(self) -> int:
        """Minutes that nobody has taken."""
        return self.begins + self.capacity - self.study_ends - self.beside

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

    def give(self, job: Job, minutes: int, *, earliest: int) -> None:
        """Give `job` minutes of this week; what runs beside study starts at `earliest` in it."""
        self.reserved.pop(job.activity.key, None)
        if not job.slices:
            job.start = max(self.begins, earliest) if job.beside else self.study_ends
            self.begun.append(job)
        if job.beside:
            self.beside += minutes
        else:
            self.queue.append((job, minutes))
        job.given += minutes
        earlier = job.slices.pop()[1] if job.slices and job.slices[-1][0] == self.index else 0
        job.slices.append((self.index, earlier + minutes))


def week_of(index: int, time: WorkingTime) -> Week:
    """Return week `index` counted from the week of the first day, which has only its days."""
    first = time.first_day if index == 0 else monday(time.first_day) + index * WEEK
    begins = time.minute_of(first)
    return Week(index, first, begins, time.minute_of(monday(first) + WEEK) - begins)
