"""When a test ends, and which answers were too quick."""

import pytest

from tpmlearn.domain.assessment.stopping import End, Progress, counts, ended, rapid_limit


@pytest.mark.parametrize(
    ("answers", "se", "drop", "left", "end"),
    [
        ((6, 6), 0.60, 0.05, True, End.QUOTA),
        ((5, 5), 0.45, 0.05, True, End.PRECISE),
        ((5, 5), 0.46, 0.05, True, None),
        ((5, 4), 0.30, 0.05, True, None),
        ((5, 5), 0.60, 0.009, True, End.NO_GAIN),
        ((4, 5), 0.60, 0.009, True, None),
        ((2, 3), 0.60, 0.05, False, End.EMPTY),
    ],
)
def test_it_ends_for_a_reason(
    answers: tuple[int, int], se: float, drop: float, left: bool, end: End | None
) -> None:
    assert ended(Progress(answers, (6, 6), se, drop, left)) is end


@pytest.mark.parametrize(
    ("times", "limit"),
    [([], 3.0), ([40.0, 60.0, 50.0], 5.0), ([300.0], 10.0)],
)
def test_an_answer_is_rapid_under_a_tenth_of_the_usual_time(
    times: list[float], limit: float
) -> None:
    assert rapid_limit(times) == limit


def test_a_result_counts_with_a_tenth_of_rapid_answers_and_not_with_more() -> None:
    assert counts(2, 20)
    assert not counts(3, 20)
    assert counts(0, 0)
