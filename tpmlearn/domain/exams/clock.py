"""The clock of a sitting: when it ends, what a break does to it, what arrives too late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Blueprint

GRACE = timedelta(seconds=10)
"""Answers that arrive so long after the end count: they were under way."""

EXTRA_PERCENT = (0, 25, 50, 100)


class ExamEnd(StrEnum):
    """Why a sitting ended."""

    SUBMITTED = "submitted"
    TIME = "time"


@dataclass(frozen=True)
class Clock:
    """How a sitting stands in time.

    `ends_at` is None where no clock runs. A break that has begun has put it off by its whole
    length already, so that nobody has to be there when it is over: `break_until` alone says so.
    """

    ends_at: datetime | None
    section: int = 1
    break_until: datetime | None = None
    finished_at: datetime | None = None

    def in_break(self, now: datetime) -> bool:
        """Whether the clock stands still."""
        return self.finished_at is None and self.break_until is not None and now < self.break_until

    def remaining(self, now: datetime) -> timedelta | None:
        """The time left, never below 0; in a break what will be left after it. None: no clock."""
        if self.ends_at is None:
            return None
        after_break = self.break_until if self.in_break(now) else None
        return max(self.ends_at - (after_break or now), timedelta())

    def is_over(self, now: datetime) -> bool:
        """Whether no question can be opened any more."""
        return self.finished_at is not None or (self.ends_at is not None and now >= self.ends_at)

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be ended for the person: time is up, and so is the grace."""
        return self.finished_at is None and self.ends_at is not None and now > self.ends_at + GRACE

    @property
    def is_told(self) -> bool:
        """Whether result and keys may be shown: nothing that arrives from now on can count.

        That time is up is not enough: a clock that is put back, or another machine's, would open
        the questions again to somebody who has seen their keys.
        """
        return self.finished_at is not None

    def takes(self, now: datetime) -> bool:
        """Whether an answer in an open section still counts when it arrives at `now`."""
        in_time = self.ends_at is None or now <= self.ends_at + GRACE
        return self.finished_at is None and in_time


def begin(blueprint: Blueprint, *, timed: bool, extra_percent: int, now: datetime) -> Clock:
    """The clock at the start; `extra_percent` lengthens the blueprint's minutes."""
    minutes = blueprint.minutes * (100 + extra_percent) / 100
    return Clock(now + timedelta(minutes=minutes) if timed else None)


def close_section(clock: Clock, blueprint: Blueprint, *, now: datetime, rest: bool) -> Clock:
    """The next section; with `rest` its break begins, if the blueprint has one there."""
    minutes = blueprint.sections[clock.section - 1].break_minutes if rest else 0
    pause = timedelta(minutes=minutes)
    return replace(
        clock,
        section=clock.section + 1,
        break_until=now + pause if minutes else None,
        ends_at=clock.ends_at + pause if clock.ends_at else None,
    )


def resume(clock: Clock, *, now: datetime) -> Clock:
    """End a break before its time: what is left of it is taken back. Else nothing changes."""
    if clock.break_until is None or not clock.in_break(now):
        return clock
    left = clock.break_until - now
    return replace(clock, break_until=None, ends_at=clock.ends_at - left if clock.ends_at else None)


def grant(clock: Clock, blueprint: Blueprint, *, before: int, percent: int) -> Clock:
    """Extra time granted while the clock runs: from `before` to `percent` of the minutes."""
    if clock.ends_at is None:
        return clock
    more = timedelta(minutes=blueprint.minutes * (percent - before) / 100)
    return replace(clock, ends_at=clock.ends_at + more)
