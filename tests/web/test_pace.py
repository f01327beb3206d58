"""How often a thing may be asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.web import pace
from tpmlearn.web.pace import Pace

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MINUTE, NONE = timedelta(minutes=1), timedelta()


def test_it_lets_so_many_through_at_once_and_says_how_long_to_wait() -> None:
    watched = Pace(3, 3 * MINUTE)

    waits = [watched.wait("a", now=NOW) for _ in range(4)]

    assert waits == [NONE, NONE, NONE, MINUTE]


def test_waiting_as_told_is_enough_and_asking_early_costs_nothing() -> None:
    watched = Pace(1, MINUTE)
    watched.wait("a", now=NOW)

    for _ in range(50):
        assert watched.wait("a", now=NOW + MINUTE / 2) == MINUTE / 2

    assert watched.wait("a", now=NOW + MINUTE) == NONE


def test_keys_do_not_wait_for_each_other() -> None:
    watched = Pace(1, MINUTE)

    assert [watched.wait(key, now=NOW) for key in "abc"] == [NONE] * 3


def test_who_paces_themselves_never_waits() -> None:
    watched = Pace(2, 2 * MINUTE)

    assert {watched.wait("a", now=NOW + n * MINUTE) for n in range(100)} == {NONE}


def test_it_forgets_the_keys_that_were_asked_for_longest_ago() -> None:
    watched = Pace(1, MINUTE)

    for number in range(pace.MOST_KEYS + 1):
        watched.wait(str(number), now=NOW)

    assert watched.wait("0", now=NOW) == NONE
    assert watched.wait(str(pace.MOST_KEYS), now=NOW) == MINUTE


def test_a_clock_that_is_put_back_makes_nobody_wait_for_it() -> None:
    watched = Pace(3, 3 * MINUTE)
    for _ in range(3):
        watched.wait("a", now=NOW + 60 * MINUTE)

    assert watched.held_off("a", now=NOW) == NONE
    assert [watched.wait("a", now=NOW) for _ in range(4)] == [NONE, NONE, NONE, MINUTE]


@pytest.mark.parametrize("most", [7, 300, 12_000])
@pytest.mark.parametrize("later", [timedelta(), timedelta(microseconds=123_457), timedelta(days=9)])
def test_so_many_at_one_moment_are_exactly_so_many(most: int, later: timedelta) -> None:
    watched = Pace(most, MINUTE)

    passed = sum(not watched.wait("a", now=NOW + later) for _ in range(most + 500))

    assert passed == most
    assert watched.held_off("a", now=NOW + later)
