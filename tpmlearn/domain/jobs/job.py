"""A kind of background work: how long it may take, and how often and how long it is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a job is; one that is done is gone, unless somebody wants to see what came of it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Place(StrEnum):
    """Where a job runs: in a thread beside the pages, or in a process of its own.

    What needs much memory or processor gets a process: its memory goes with it, and it can be ended
    when it takes too long.
    """

    THREAD = "thread"
    PROCESS = "process"


@dataclass(frozen=True)
class Job:
    """One kind of job.

    `function` is `module:name`, imported when it runs, so that whoever only asks for the work loads
    nothing of it. `limit` is the longest that one try may take, `tries` how many there are,
    `patience` how long after it was asked for it is still worth doing. Waits double from `first`
    to `longest`. `stays` is how long what came of it can be seen. Where whoever asked `is_told`
    that it could not be done, nobody has it tried again by hand.
    """

    name: str
    function: str
    limit: timedelta
    tries: int
    patience: timedelta
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=1)
    place: Place = Place.THREAD
    stays: timedelta = timedelta(0)
    is_told: bool = False

    def wait(self, tries: int) -> timedelta:
        """How long to wait after so many tries, one at least."""
        # The exponent is bounded: 2 ** 10,000 is no number of seconds.
        return min(self.first * (1 << min(tries - 1, 20)), self.longest)

    def next_try(self, tries: int, *, until: datetime, now: datetime) -> datetime | None:
        """When to try again after so many tries; None to give up."""
        at = now + self.wait(tries)
        return at if tries < self.tries and at <= until else None
