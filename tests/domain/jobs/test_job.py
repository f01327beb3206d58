"""When a job is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.domain.jobs.job import Job

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
JOB = Job(
    "x",
    "a:b",
    limit=SECOND,
    tries=4,
    patience=timedelta(days=1),
    first=30 * SECOND,
    longest=100 * SECOND,
)


@pytest.mark.parametrize(("tries", "seconds"), [(1, 30), (2, 60), (3, 100), (5000, 100)])
def test_it_waits_twice_as_long_after_each_try(tries: int, seconds: int) -> None:
    assert JOB.wait(tries) == seconds * SECOND


def test_it_is_tried_until_its_tries_are_used_up() -> None:
    later = NOON + timedelta(days=1)

    assert JOB.next_try(3, until=later, now=NOON) == NOON + 100 * SECOND
    assert JOB.next_try(4, until=later, now=NOON) is None


def test_it_is_not_tried_when_it_is_too_late() -> None:
    assert JOB.next_try(1, until=NOON + 30 * SECOND, now=NOON) == NOON + 30 * SECOND
    assert JOB.next_try(1, until=NOON + 29 * SECOND, now=NOON) is None
