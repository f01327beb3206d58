"""Time against the pace: quarters that leave out nothing, what is slow, what may be luck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.exams.pace import Quarter, is_lucky, is_slow, pace_of, time_spent


@pytest.mark.parametrize(
    ("minutes", "questions", "extra", "seconds"),
    [(240, 180, 0, 80), (240, 180, 50, 120), (60, 80, 0, 45), (60, 0, 0, 0)],
)
def test_the_pace_is_the_persons_own_minutes_over_all_questions(
    minutes: int, questions: int, extra: int, seconds: float
) -> None:
    assert pace_of(minutes, questions, extra) == seconds


@pytest.mark.parametrize(("seconds", "slow"), [(160, False), (160.5, True), (0, False)])
def test_slow_is_over_twice_the_pace(seconds: float, slow: bool) -> None:
    assert is_slow(seconds, 80) is slow


@pytest.mark.parametrize(
    ("seconds", "pace", "right", "flagged", "lucky"),
    [
        (60, 80, True, False, False),
        (60, 80, True, True, True),
        (60, 80, False, True, False),
        (19.9, 80, True, False, True),
        (20, 80, True, False, False),
        (19.9, 80, False, False, False),
        # The limit of a rapid guess is 3 s, however short the pace.
        (2.9, 8, True, False, True),
        # No time was measured.
        (0, 80, True, False, False),
    ],
)
def test_luck_is_right_though_flagged_or_too_quick_to_be_read(
    seconds: float, pace: float, right: bool, flagged: bool, lucky: bool
) -> None:
    assert is_lucky(seconds, pace, right=right, flagged=flagged) is lucky


def test_time_is_told_as_a_whole_by_the_median_and_by_quarters() -> None:
    found = time_spent([10, 20, 30, 40, 50, 60, 0, 80])

    assert found is not None
    assert (found.whole, found.median) == (290, 40)
    assert found.quarters == (
        Quarter(1, 2, 30),
        Quarter(3, 4, 70),
        Quarter(5, 6, 110),
        Quarter(7, 8, 80),
    )
    assert [one.mean for one in found.quarters] == [15, 35, 55, 40]


def test_without_any_time_nothing_is_told() -> None:
    assert time_spent([]) is None
    assert time_spent([0, 0]) is None


@given(st.lists(st.integers(1, 500), min_size=1, max_size=200))
def test_quarters_share_out_every_question_once(seconds: list[int]) -> None:
    found = time_spent(seconds)

    assert found is not None
    assert sum(one.seconds for one in found.quarters) == found.whole
    places = [n for one in found.quarters for n in range(one.first, one.last + 1)]
    assert places == list(range(1, len(seconds) + 1))
    sizes = [one.last - one.first + 1 for one in found.quarters]
    assert len(seconds) < 4 or max(sizes) - min(sizes) <= 1
