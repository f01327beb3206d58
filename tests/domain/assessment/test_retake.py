"""When a test may be taken again."""

from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.domain.assessment.retake import Retake, retake

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
POOL = {"A1": 20, "A2": 20}


def _days(count: float) -> datetime:
    return NOW - timedelta(days=count)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ([], Retake(True)),
        ([14.0], Retake(True)),
        ([13.9], Retake(False, "rest", _days(13.9 - 14))),
        ([20.0, 80.0], Retake(False, "window", _days(80.0 - 90))),
        ([3.0, 89.0], Retake(False, "rest", _days(3.0 - 14))),
        ([20.0, 91.0], Retake(True)),
        ([14.0, 30.0, 200.0], Retake(False, "window", _days(30.0 - 90))),
    ],
)
def test_a_fortnight_and_twice_in_ninety_days(ended: list[float], expected: Retake) -> None:
    assert retake([_days(one) for one in ended], {}, POOL, now=NOW) == expected


def test_six_unseen_items_a_skill_are_kept_for_it() -> None:
    seen = {"A1": [_days(30 + n) for n in range(16)]}

    # 4 of 20 are unseen: two must grow old, and the second oldest does so in 46 days.
    assert retake([], seen, POOL, now=NOW) == Retake(False, "items", _days(44 - 90))
    assert retake([], {"A1": seen["A1"][:14]}, POOL, now=NOW) == Retake(True)


def test_a_small_pool_may_be_used_whole_once() -> None:
    assert retake([], {}, {"A1": 3}, now=NOW) == Retake(True)
    assert not retake([], {"A1": [_days(1)]}, {"A1": 3}, now=NOW).allowed


def test_without_items_there_is_no_date() -> None:
    assert retake([], {}, {"A1": 0}, now=NOW) == Retake(False, "none", None)


def test_an_end_in_the_future_holds_no_longer_than_one_of_today() -> None:
    assert retake([_days(-500)], {}, POOL, now=NOW) == Retake(False, "rest", _days(-14))
