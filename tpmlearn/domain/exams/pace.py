"""Time in an exam against its pace: the course of it, what was slow, and what was luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tpmlearn.domain.assessment.stopping import rapid_limit

SLOW = 2.0
"""Slow is over twice the pace."""

QUICK = 0.25
"""A right answer in under a quarter of the pace is as likely luck as knowledge."""

QUARTERS = 4


@dataclass(frozen=True)
class Quarter:
    """A quarter of the questions, `first` to `last`, and the seconds spent on them."""

    first: int
    last: int
    seconds: float

    @property
    def mean(self) -> float:
        """Seconds a question."""
        return self.seconds / (self.last - self.first + 1)


@dataclass(frozen=True)
class TimeSpent:
    """All time that questions were on the screen; seconds."""

    whole: float
    median: float
    quarters: tuple[Quarter, ...]


def pace_of(minutes: float, questions: int, extra_percent: int = 0) -> float:
    """Seconds that each question may take: the person's own minutes over all questions."""
    return minutes * 60 * (100 + extra_percent) / 100 / questions if questions else 0.0


def is_slow(seconds: float, pace: float) -> bool:
    """Whether a question took over twice the pace."""
    return seconds > SLOW * pace


def is_lucky(seconds: float, pace: float, *, right: bool, flagged: bool) -> bool:
    """Whether a right answer may be luck: it was flagged, or given too quickly to be read.

    Too quickly is under a quarter of the pace, or within the limit of a rapid guess. Where no time
    was measured (0 seconds), time says nothing.
    """
    quick = 0 < seconds < max(QUICK * pace, rapid_limit([]))
    return right and (flagged or quick)


def time_spent(seconds: Sequence[float]) -> TimeSpent | None:
    """How time went over the course of an exam, `seconds` in its order; None where none ran.

    The median is over the questions that were on the screen at all.
    """
    seen = [one for one in seconds if one > 0]
    if not seen:
        return None
    return TimeSpent(sum(seconds), median(seen), _quarters(seconds))


def _quarters(seconds: Sequence[float]) -> tuple[Quarter, ...]:
    count = len(seconds)
    ends = sorted({round(count * n / QUARTERS) for n in range(1, QUARTERS + 1)} - {0})
    starts = [0, *ends[:-1]]
    return tuple(
        Quarter(start + 1, end, sum(seconds[start:end]))
        for start, end in zip(starts, ends, strict=True)
    )
