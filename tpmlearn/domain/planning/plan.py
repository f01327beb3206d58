"""A finished plan: what stands when, what gives, and what could not be had."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.weeks import week_number
from tpmlearn.domain.planning.working_time import WorkingTime, weekly_minutes
from tpmlearn.words import SOURCE


@dataclass(frozen=True)
class Row:
    """One activity in the plan, from `start` to `end`, both days included.

    `minutes` are (Monday, minutes) of planned work, rising; none for what is done. `span` is where
    the work left stands in minutes of working time, from and to; None for what is done.
    """

    activity: Activity
    start: date
    end: date
    minutes: tuple[tuple[date, int], ...] = ()
    pinned: bool = False
    span: tuple[int, int] | None = None

    @property
    def key(self) -> str:
        """The activity's key."""
        return self.activity.key

    @property
    def done(self) -> bool:
        """Say whether it is behind the person."""
        return self.activity.state is State.DONE

    @property
    def hours_by_week(self) -> dict[date, float]:
        """Planned hours by the Monday of each week."""
        return {monday: minutes / 60 for monday, minutes in self.minutes}


@dataclass(frozen=True)
class BrokenPin:
    """A pin that could not be kept: the week asked for, by its Monday, and why not."""

    key: str
    week: date
    sentence: str


@dataclass(frozen=True)
class Remedy:
    """What would have to give to meet the date: either is enough by itself, None or () if not.

    `hours_a_week` is the least that meets it, in half hours; `leave_out` are activity keys.
    """

    hours_a_week: float | None
    leave_out: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """An activity that was left out to meet the date, its minutes, and a sentence that says why.

    `week` is the Monday of the last week in which it could begin and still meet the date; where it
    cannot (`fits_alone`), even with nothing but what it requires, the plan's first.
    """

    activity: Activity
    minutes: int
    why: str
    week: date
    fits_alone: bool


@dataclass(frozen=True)
class MoreHours:
    """What more hours a week would bring `back`, by title, and what would go in its place.

    `left` is how many things would still be left out, `value` the weighted gap closed then.
    """

    hours_a_week: float
    back: tuple[str, ...]
    gone: tuple[str, ...]
    left: int
    value: float


@dataclass(frozen=True)
class Shortened:
    """What a plan leaves out to meet its date.

    `value` is the weighted gap that the unfinished rest closes, `whole` what all would close, and
    `most` a proven bound: no choice that meets the date closes more. `all_back` is the least hours
    a week, in half hours, with which nothing would be left out; None if none would do.
    """

    left_out: tuple[LeftOut, ...]
    value: float
    whole: float
    most: float
    more_hours: tuple[MoreHours, ...]
    all_back: float | None

    @property
    def minutes(self) -> int:
        """All minutes that were left out."""
        return sum(one.minutes for one in self.left_out)


@dataclass(frozen=True)
class Plan:
    """An ordered, dated plan. `inputs` is the hash of all that it was made from.

    `rows` by start, end and learning order; `start` is day one of week 1 even when work has been
    planned anew since; `first_day` is the first day that open work could stand on;
    `review_minutes` of each week go to review; `language` is the tag of its words.
    """

    inputs: str
    hours_a_week: float
    start: date
    first_day: date
    ready_by: date | None
    free_weeks: tuple[date, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Activity, ...] = ()
    uncovered: tuple[str, ...] = ()
    worked_through: tuple[str, ...] = ()
    broken_pins: tuple[BrokenPin, ...] = ()
    remedy: Remedy | None = None
    days_off: tuple[date, ...] = ()
    shortened: Shortened | None = None
    review_minutes: int = 0
    language: str = SOURCE

    @property
    def working_time(self) -> WorkingTime:
        """The minutes that can be worked from the first day on."""
        weekly = weekly_minutes(self.hours_a_week, self.review_minutes)
        free, off = frozenset(self.free_weeks), frozenset(self.days_off)
        return WorkingTime(self.first_day, weekly, free, off)

    @property
    def ready_on(self) -> date | None:
        """The day on which the last thing ends; None where nothing is left to do."""
        return max((row.end for row in self.rows if not row.done), default=None)

    @property
    def late_by_days(self) -> int:
        """How many days after the date to be ready the plan ends; 0 where it is met or not set."""
        if self.ready_on is None or self.ready_by is None:
            return 0
        return max(0, (self.ready_on - self.ready_by).days)

    def row(self, key: str) -> Row | None:
        """Return the row of an activity, None where the plan does not hold it."""
        return next((row for row in self.rows if row.key == key), None)

    def weeks_of(self, row: Row) -> range:
        """Return the plan's weeks that `row` stands in, counted from 1; before the start is 1."""
        first, last = (week_number(day, start=self.start) for day in (row.start, row.end))
        return range(max(1, first), max(1, last) + 1)
