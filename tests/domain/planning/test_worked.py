"""Planned minutes and worked minutes, there and back, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.planning.worked import Worked

EDGES = np.array([0.0, 100.0, 200.0, 300.0])
# One run works as planned, one half, one misses the second week.
TIME = Worked(EDGES, np.array([[1.0, 1.0, 1.0], [0.5, 0.5, 0.5], [1.0, 0.0, 1.0]]))


@pytest.mark.parametrize(
    ("minute", "worked"),
    [
        (0, (0, 0, 0)),
        (50, (50, 25, 50)),
        (150, (150, 75, 100)),
        (200, (200, 100, 100)),
        (300, (300, 150, 200)),
        # After the last week each goes on with its mean.
        (600, (600, 300, 400)),
    ],
)
def test_it_counts_what_is_worked(minute: float, worked: tuple[float, ...]) -> None:
    assert TIME.at(minute) == pytest.approx(worked)
    assert TIME.at(np.full(3, float(minute))) == pytest.approx(worked)


@pytest.mark.parametrize(
    ("worked", "minute"),
    [
        (0, (0, 0, 0)),
        (75, (75, 150, 75)),
        # What is worked before the week that falls out ends before it.
        (100, (100, 200, 100)),
        (101, (101, 202, 201)),
        (300, (300, 600, 450)),
    ],
)
def test_it_says_when_so_much_is_worked(worked: float, minute: tuple[float, ...]) -> None:
    assert TIME.when(np.full(3, float(worked))) == pytest.approx(minute)


def test_nobody_who_works_nothing_waits_for_ever() -> None:
    found = Worked(EDGES, np.zeros((1, 3))).when(np.array([60.0]))

    assert np.isfinite(found).all()


@given(
    shares=st.lists(st.floats(0.0, 2.0), min_size=4, max_size=4),
    minutes=st.lists(st.floats(0.0, 3000.0), min_size=2, max_size=2),
)
def test_more_work_never_ends_earlier(shares: list[float], minutes: list[float]) -> None:
    time = Worked(np.array([0.0, 60.0, 160.0, 170.0, 400.0]), np.array([shares]))
    first, second = sorted(minutes)

    assert time.when(np.array([first])) <= time.when(np.array([second])) + 1e-9
    again = time.at(time.when(np.array([second])))
    assert again == pytest.approx(second, abs=1e-6)
