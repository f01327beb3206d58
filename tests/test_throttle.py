"""Guessing slows down, however many guesses come at once, and nobody else is slowed for long."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.at_once import at_once
from tpmlearn.db import db, writing
from tpmlearn.throttle import (
    Limit,
    Throttled,
    count_try,
    delay_after,
    forgive,
    record_failure,
    refuse_if_blocked,
    take_back,
)

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
LIMIT = Limit("sign-in account", "ada@example.org", 5)


@pytest.fixture
def counting(app: Flask) -> Iterator[Flask]:
    """The app's context in a transaction that writes."""
    with app.app_context(), writing():
        yield app


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (5, 0), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (999, 900)],
)
def test_each_failure_beyond_the_free_ones_doubles_the_wait(failures: int, seconds: int) -> None:
    assert delay_after(failures, 5) == timedelta(seconds=seconds)


def test_the_sixth_failure_blocks_for_two_seconds(counting: Flask) -> None:
    for _ in range(6):
        count_try(LIMIT, now=NOON)

    with pytest.raises(Throttled) as refused:
        count_try(LIMIT, now=NOON + timedelta(seconds=1))
    assert refused.value.wait == timedelta(seconds=1)
    count_try(LIMIT, now=NOON + timedelta(seconds=2))


def test_a_refused_try_does_not_lengthen_the_wait(counting: Flask) -> None:
    for _ in range(6):
        count_try(LIMIT, now=NOON)
    for _ in range(3):
        with pytest.raises(Throttled):
            count_try(LIMIT, now=NOON)

    refuse_if_blocked(LIMIT, now=NOON + timedelta(seconds=2))


def test_of_guesses_at_once_one_is_tried(app: Flask) -> None:
    later = NOON + timedelta(minutes=20)
    with app.app_context(), writing():
        record_failure(*[LIMIT] * 9, now=NOON)
        db.session.commit()

    outcomes = at_once(app, *[lambda: count_try(LIMIT, now=later)] * 4)

    assert (
        sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType"] + ["Throttled"] * 3
    )


def test_success_gives_the_try_back_and_leaves_the_failures(counting: Flask) -> None:
    record_failure(*[LIMIT] * 5, now=NOON)

    count_try(LIMIT, now=NOON)
    take_back(LIMIT, now=NOON)

    count_try(LIMIT, now=NOON)
    with pytest.raises(Throttled):
        count_try(LIMIT, now=NOON)


def test_what_is_forgiven_starts_at_nought(counting: Flask) -> None:
    record_failure(*[LIMIT] * 9, now=NOON)

    forgive(LIMIT)

    refuse_if_blocked(LIMIT, now=NOON)


def test_failures_are_forgotten_after_a_day(counting: Flask) -> None:
    record_failure(*[LIMIT] * 9, now=NOON)

    record_failure(LIMIT, now=NOON + timedelta(hours=25))

    refuse_if_blocked(LIMIT, now=NOON + timedelta(hours=25))


def test_a_free_try_that_began_first_and_is_counted_last_is_not_held_up(app: Flask) -> None:
    limit, earlier = Limit("try", "ada", free=5), NOON - timedelta(milliseconds=3)
    with app.app_context(), writing():
        count_try(limit, now=NOON)
        refuse_if_blocked(limit, now=earlier)
        count_try(limit, now=earlier)


def test_a_clock_that_is_put_back_blocks_nobody_until_it_has_caught_up(counting: Flask) -> None:
    for _ in range(8):
        record_failure(LIMIT, now=NOON + timedelta(hours=1))
    db.session.commit()

    refuse_if_blocked(LIMIT, now=NOON)
    count_try(LIMIT, now=NOON)

    # From then on it is as slow as ever.
    with pytest.raises(Throttled) as refused:
        count_try(LIMIT, now=NOON + timedelta(seconds=1))
    assert refused.value.wait == timedelta(seconds=15)
