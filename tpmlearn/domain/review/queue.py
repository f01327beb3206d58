"""What to review on which day: a session a day, and never a wall of what has piled up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tpmlearn.domain.review.memory import Memory

SESSION_MINUTES = 15
FEWEST, MOST = 5, 20
USUAL_SECONDS = 72.0
ENOUGH_TIMES = 10
# Longer than this was not spent on one question.
LONGEST_SECONDS = 600.0
AHEAD = 14


@dataclass(frozen=True)
class Pace:
    """Seconds that an item takes this person, reasons read; `times` of them were measured.

    Under ENOUGH_TIMES it is the usual 72 seconds.
    """

    seconds: float
    times: int

    @property
    def session(self) -> int:
        """How many items fit into a session of 15 minutes, between 5 and 20."""
        return min(max(int(SESSION_MINUTES * 60 / self.seconds), FEWEST), MOST)

    def minutes(self, items: int) -> int:
        """About how many minutes so many items take; at least 1, but 0 for none."""
        return max(1, round(items * self.seconds / 60)) if items else 0


@dataclass(frozen=True)
class Day:
    """A day to come: how many items become due on it, and which ones a session of it would ask."""

    day: date
    becoming_due: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """What is due on a day, least remembered first, and how it is spread over the days ahead.

    `days[0]` is the day itself; `after` counts what does not fit into these days. `next_due` is
    the first day after it on which something becomes due.
    """

    day: date
    due: tuple[str, ...]
    days: tuple[Day, ...]
    after: int
    next_due: date | None

    @property
    def now(self) -> tuple[str, ...]:
        """What the session of the day asks."""
        return self.days[0].items

    @property
    def spread(self) -> int:
        """How many of the due ones wait for the days after."""
        return len(self.due) - len(self.now)


def pace_of(seconds: Iterable[float]) -> Pace:
    """The median of the times that answers took; long ones were breaks and do not count."""
    times = [one for one in seconds if 0 < one <= LONGEST_SECONDS]
    if len(times) < ENOUGH_TIMES:
        return Pace(USUAL_SECONDS, len(times))
    return Pace(max(1.0, median(times)), len(times))


def queue_of(
    memories: Collection[Memory], *, today: date, session: int, has_reviewed: bool
) -> Queue:
    """The queue of a day; `session` is the number of items that a day may suggest.

    Who `has_reviewed` today is asked nothing more today: what is left goes to the next days. On
    each day the items that are least likely to be remembered come first.
    """
    waiting: list[Memory] = [one for one in memories if one.due <= today]
    coming = [one for one in memories if one.due > today]
    due = tuple(one.item for one in _by_recall(waiting, today))
    days = []
    for offset in range(AHEAD):
        day = today + timedelta(days=offset)
        new = [one for one in coming if one.due == day]
        ordered = _by_recall([*waiting, *new], day)
        room = 0 if offset == 0 and has_reviewed else session
        days.append(Day(day, len(new), tuple(one.item for one in ordered[:room])))
        waiting = list(ordered[room:])
    return Queue(
        day=today,
        due=due,
        days=tuple(days),
        after=len(waiting),
        next_due=min((one.due for one in coming), default=None),
    )


def _by_recall(memories: Iterable[Memory], day: date) -> Sequence[Memory]:
    return sorted(memories, key=lambda one: (one.recall(day), one.due, one.item))
