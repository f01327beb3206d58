"""By which week each piece of work has to begin so that all of it can be finished by a date.

A backward pass over prerequisites and links, in working weeks. It knows of hours only that what
has to be finished by a week must fit into the weeks up to it; so what it proves cannot be finished
no schedule finishes, and what it lets pass the scheduler has to try.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.desk import Job, job_of
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.priority import Rank
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.schedule import minutes_to_date
from tpmlearn.domain.planning.weeks import DAY, WEEK, monday

_NO_RANK: Rank = (False, 0.0, 0, 0, "")


@dataclass(frozen=True)
class Deadline:
    """The date to be ready of a request, which must be set, as a bound for its unfinished work."""

    request: PlanRequest

    @cached_property
    def ready_by(self) -> date:
        """The date. Raises ValueError where there is none."""
        if self.request.settings.ready_by is None:
            raise ValueError("there is no date to be ready")
        return self.request.settings.ready_by

    @cached_property
    def minutes(self) -> int:
        """All minutes that can be worked up to the date."""
        return minutes_to_date(self.request)

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """The unfinished work by key: its minutes and the weeks that it takes."""
        return {
            one.key: job_of(one, rank=_NO_RANK, links=(), time=self.request.working_time)
            for one in self.request.selection.activities
            if one.state in (State.OPEN, State.STARTED)
        }

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """The weeks up to the date in which there is anything to work, by their Mondays."""
        time = self.request.working_time
        return tuple(week for week in self._all_weeks() if time.minutes_of_week(week))

    def begin_by(self, kept: Sequence[Activity]) -> dict[str, int] | None:
        """Return, by key, the last of `weeks` in which each may begin; None if some cannot.

        `kept` is unfinished, each after all that it waits for.
        """
        begins: dict[str, int] = {}
        ends = {one.key: self._last(one.key) for one in kept}
        starts: dict[str, int] = {}
        for one in reversed(kept):
            job = self.jobs[one.key]
            begin = ends[one.key] - (job.weeks - 1 if job.beside else 0)
            begins[one.key] = begin = min(begin, starts.get(one.key, begin))
            for key, latest, bound in self._bounds(one, begin, ends, starts):
                latest[key] = min(latest.get(key, bound), bound)
        return begins if self._have_room(ends) and min(begins.values(), default=0) >= 0 else None

    def _bounds(
        self, one: Activity, begin: int, ends: dict[str, int], starts: dict[str, int]
    ) -> Iterator[tuple[str, dict[str, int], int]]:
        """What the latest beginning of an activity says about those it waits for."""
        own = {link.before for link in one.links if link.kind is LinkKind.FS}
        for key in _plain(one, own) if one.state is State.OPEN else ():
            if key in ends:
                yield key, ends, begin - self.jobs[key].beside
        for link in one.links if one.state is State.OPEN else ():
            if link.before not in ends:
                continue
            if link.kind is LinkKind.FS:
                wait = link.lag_weeks + 1 if link.lag_weeks else self.jobs[link.before].beside
                yield link.before, ends, begin - wait
            elif self.jobs[link.before].activity.state is State.OPEN:
                yield link.before, starts, begin - max(1, link.lag_weeks)

    def _last(self, key: str) -> int:
        """The last week in which this can end: work beside study ends with a whole week."""
        time, last = self.request.working_time, len(self.weeks) - 1
        cut = bool(self.weeks) and time.minute_of(self.weeks[-1] + WEEK) > time.minute_of(
            self.ready_by + DAY
        )
        return last - 1 if cut and self.jobs[key].beside else last

    def _have_room(self, ends: Mapping[str, int]) -> bool:
        load: dict[int, int] = defaultdict(int)
        for key, end in ends.items():
            load[end] += self.jobs[key].total
        taken = 0
        for end in sorted(load):
            taken += load[end]
            if end < 0 or taken > self._room[end]:
                return False
        return True

    @cached_property
    def _room(self) -> tuple[int, ...]:
        """The minutes that can be worked up to the end of each of the weeks."""
        time = self.request.working_time
        spent = time.minute_of(self.ready_by + DAY) - self.minutes
        return tuple(min(self.minutes, time.minute_of(one + WEEK) - spent) for one in self.weeks)

    def _all_weeks(self) -> Iterable[date]:
        week = monday(self.request.first_day)
        while week <= self.ready_by:
            yield week
            week += WEEK


def _plain(one: Activity, own: set[str]) -> list[str]:
    return [key for key in (*one.requires, *one.follows) if key not in own]
