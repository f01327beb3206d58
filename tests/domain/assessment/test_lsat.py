"""Grid, curves and posterior give the published estimates of LSAT section 6."""

import pytest

from tests.support.lsat import PATTERNS, PEOPLE, fitted


def test_the_data_are_those_that_were_published() -> None:
    right = PEOPLE @ PATTERNS / PEOPLE.sum()

    assert PATTERNS.shape == (30, 5)
    assert PEOPLE.sum() == 1000
    assert right == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])


def test_a_slope_for_each_item_gives_the_published_fit() -> None:
    found = fitted()

    assert found.log_likelihood == pytest.approx(-2466.653, abs=0.01)
    assert found.slopes == pytest.approx([0.825, 0.723, 0.890, 0.689, 0.657], abs=0.005)


def test_one_slope_for_all_gives_the_published_fit() -> None:
    found = fitted(one_slope="yes")

    assert found.log_likelihood == pytest.approx(-2466.938, abs=0.01)
    assert found.slopes == pytest.approx([0.755] * 5, abs=0.005)
