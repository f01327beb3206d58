"""Where the pace so far leads."""

import pytest

from tpmlearn.domain.planning.burn import Pace


@pytest.mark.parametrize(
    ("done", "periods", "scope", "rate", "left", "end"),
    [
        (20, 4, 50, 5, 30, 10),
        (50, 4, 50, 12.5, 0, 4),
        (60, 4, 50, 15, 0, 4),
        (0, 3, 50, 0, 50, None),
        (0, 0, 50, 0, 50, None),
    ],
)
def test_it_says_when_the_work_ends_at_the_pace_so_far(
    done: float, periods: int, scope: float, rate: float, left: float, end: float | None
) -> None:
    pace = Pace(done, periods, scope)

    assert (pace.rate, pace.left, pace.end) == (rate, left, end)
