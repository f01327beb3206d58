"""Little's law on counts of a flow."""

import pytest

from tpmlearn.domain.planning.flow import measure


def test_twelve_items_at_three_a_week_take_four_weeks() -> None:
    found = measure([[9, 9, 9], [12, 12, 12], [0, 3, 6]])

    assert (found.in_progress, found.throughput, found.cycle_time) == (12, 3, 4)


def test_half_the_work_in_progress_takes_half_the_time() -> None:
    assert measure([[6, 6, 6], [0, 3, 6]]).cycle_time == pytest.approx(2)


def test_nothing_finished_has_no_cycle_time() -> None:
    assert measure([[6, 6], [2, 2]]).cycle_time is None
    assert measure([[6], [2]]).throughput == 0
