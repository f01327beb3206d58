"""The reliability diagram: dots where they belong, intervals around them, labels that fit."""

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.review.confidence import STEPS, Calibration, Given, calibration
from tpmlearn.figures.calibration import calibration_chart, calibration_table


def _found(*steps: int, right: int = 7) -> Calibration:
    found = calibration([Given(step, n < right) for step in steps for n in range(30)])
    assert found
    return found


EVERY = _found(*STEPS)


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("found", [EVERY, _found(99, right=30), _found(50, right=0)])
def test_it_fits_its_labels_and_draws_within_its_box(found: Calibration, width: float) -> None:
    assert_sound(calibration_chart(found, width=width))


def test_a_dot_stands_where_share_and_confidence_meet() -> None:
    seen = Seen(calibration_chart(_found(50, 99, right=15)))

    dots = [
        (float(one.attrib["cx"]), float(one.attrib["cy"]))
        for one in seen.with_class("circle", "f-accent")
    ][1:]
    assert len(dots) == 2
    assert dots[0][0] < dots[1][0]
    assert dots[0][1] == dots[1][1]


def test_every_step_has_its_number_of_answers() -> None:
    assert "180 first answers" in calibration_chart(EVERY)
    assert calibration_table(EVERY).rows[0] == ("50 %", "30", "7", "23 %", "13 to 38 %")
    assert len(calibration_table(EVERY).rows) == len(STEPS)
