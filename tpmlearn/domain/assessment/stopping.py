"""When an adaptive test ends, and which answers were given too quickly to count."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

TARGET_SE = 0.45
LEAST_DROP = 0.01
LEAST_ANSWERS = 5
RAPID_SHARE, RAPID_MOST, RAPID_UNKNOWN = 0.10, 10.0, 3.0
MOST_RAPID = 0.10


class End(StrEnum):
    """Why a test ended."""

    PRECISE = "precise"
    NO_GAIN = "no-gain"
    QUOTA = "quota"
    EMPTY = "empty"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Progress:
    """Where a test stands. `answers` counts the scored items of each skill of the area.

    `se` is the error of the area's composite, `drop` by how much the next item is expected to
    lower it; `left` says whether any skill has a place in its quota and an item for it.
    """

    answers: Sequence[int]
    quotas: Sequence[int]
    se: float
    drop: float
    left: bool


def ended(progress: Progress, *, target: float = TARGET_SE) -> End | None:
    """Why the test ends now, or None to go on; never for precision before 5 items a skill."""
    if all(given >= quota for given, quota in zip(progress.answers, progress.quotas, strict=True)):
        return End.QUOTA
    if not progress.left:
        return End.EMPTY
    enough = all(
        given >= min(LEAST_ANSWERS, quota)
        for given, quota in zip(progress.answers, progress.quotas, strict=True)
    )
    if enough and progress.se <= target:
        return End.PRECISE
    return End.NO_GAIN if enough and progress.drop < LEAST_DROP else None


def rapid_limit(times: Sequence[float]) -> float:
    """Seconds under which an answer to an item counts as a rapid guess.

    10 % of the item's median time, at most 10 s; 3 s before there are times (Wise and Ma 2012).
    """
    return min(RAPID_SHARE * median(times), RAPID_MOST) if times else RAPID_UNKNOWN


def counts(rapid: int, given: int) -> bool:
    """Whether a result counts: at most a tenth of its answers were rapid guesses."""
    return rapid <= MOST_RAPID * given
