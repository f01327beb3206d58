"""Several skills scored together."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.joint import Site, composite, correlations, joint_estimates


def test_one_skill_alone_stays_as_it_is() -> None:
    (found,) = joint_estimates([Site(0.8, 0.6)], correlations(1))

    assert [found.mean, found.se] == pytest.approx([0.8, 0.6])


def test_a_skill_without_answers_follows_the_others() -> None:
    first, second = joint_estimates([Site(1.0, 0.5), None], correlations(2, 0.5))

    # The second is N(0, 1) with correlation .5: mean .5 · 1, variance 1 - .25 (1 - .25) = .8125
    assert first.mean == pytest.approx(1.0)
    assert second.mean == pytest.approx(0.5)
    assert second.se**2 == pytest.approx(0.8125)


def test_skills_that_have_nothing_in_common_do_not_touch() -> None:
    found = joint_estimates([Site(1.0, 0.5), Site(-0.5, 0.7)], correlations(2, 0.0))

    assert [one.mean for one in found] == pytest.approx([1.0, -0.5])
    assert [one.se for one in found] == pytest.approx([0.5, 0.7])


def test_together_the_error_is_smaller() -> None:
    sites = [Site(0.4, 0.6)] * 4

    found = joint_estimates(sites, correlations(4, 0.5))

    assert all(one.se < 0.6 for one in found)


def test_a_site_that_says_nothing_is_left_out() -> None:
    (found,) = joint_estimates([Site(0.9, 0.9999)], correlations(1))

    assert [found.mean, found.se] == pytest.approx([0, 1])


def test_the_composite_is_the_weighted_mean_with_its_error() -> None:
    found = composite([Site(1.0, 0.5), Site(0.0, 0.5)], correlations(2, 0.0), np.array([0.5, 0.5]))

    # Variance (.25 + .25) / 4 = .125
    assert found.mean == pytest.approx(0.5)
    assert found.se**2 == pytest.approx(0.125)
