"""Estimates on the grid, bands, fading, and the error of a claim."""

from math import sqrt

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import (
    PRIOR,
    band_probabilities,
    criterion_se,
    cuts,
    density,
    estimate,
    faded,
    log_posterior,
    log_prior,
    median_band,
    reached_band,
)
from tpmlearn.domain.assessment.curves import ItemParameters, expected_curve

CURVE = expected_curve(ItemParameters(0.0, 0.0, log_a_sd=0.0, guess=0.0))


def test_without_answers_the_estimate_is_the_population() -> None:
    found = estimate(PRIOR)

    assert found.mean == pytest.approx(0, abs=1e-9)
    assert found.se == pytest.approx(1, abs=2e-3)
    assert [found.low, found.high] == pytest.approx([-1.645, 1.645], abs=0.01)


def test_right_answers_raise_and_wrong_ones_lower_by_as_much() -> None:
    curves = np.stack([CURVE] * 3)

    up = estimate(log_posterior(curves, [True] * 3))
    down = estimate(log_posterior(curves, [False] * 3))

    assert up.mean == pytest.approx(-down.mean)
    assert up.mean > 0.5
    assert up.se < 1


@pytest.mark.parametrize("right", [True, False])
def test_all_right_or_all_wrong_stays_finite(right: bool) -> None:
    found = estimate(log_posterior(np.stack([CURVE] * 200), [right] * 200))

    assert np.isfinite([found.mean, found.se, found.low, found.high]).all()
    assert -4.05 <= found.low <= found.mean <= found.high <= 4.05


def test_the_order_of_the_answers_does_not_matter() -> None:
    easy = expected_curve(ItemParameters(-1.0, 0.5))
    one = estimate(log_posterior(np.stack([CURVE, easy]), [True, False]))
    other = estimate(log_posterior(np.stack([easy, CURVE]), [False, True]))

    assert one.mean == pytest.approx(other.mean)
    assert one.se == pytest.approx(other.se)


def test_probabilities_sum_to_one() -> None:
    assert density(log_prior(0.5, 0.95)).sum() == pytest.approx(1)


def test_the_cuts_lie_around_what_a_developer_brings() -> None:
    # 0.8 (L - 0.5 - 2) for L = 1 … 5
    assert cuts(2) == pytest.approx([-1.2, -0.4, 0.4, 1.2, 2.0])


def test_band_probabilities_are_the_mass_between_the_cuts() -> None:
    # N(0, 1) below -1.2: .115070; -1.2 to -.4: .229508; -.4 to .4: .310844; then alike
    found = band_probabilities(0.0, 1.0, cuts(2))

    assert found[:3] == pytest.approx([0.115070, 0.229508, 0.310844], abs=1e-6)
    assert found.sum() == pytest.approx(1)


def test_the_median_band_may_lie_above_what_is_reached() -> None:
    # mean .5, SE .4: above the cut .4 with P = .599, above -.4 with P = .988
    assert median_band(0.5, cuts(2)) == 3
    assert reached_band(0.5, 0.4, cuts(2)) == 2


@pytest.mark.parametrize(
    ("learners", "s0"), [(0, 0.35), (199, 0.35), (200, 0.15), (1000, 0.15), (1001, 0.05)]
)
def test_a_claim_allows_for_a_bank_that_is_off(learners: int, s0: float) -> None:
    assert criterion_se(0.4, learners) == pytest.approx(sqrt(0.16 + s0**2))


def test_old_evidence_fades_towards_the_population() -> None:
    # φ = .995 after 30 days: mean .995, SE² = .990025 · .16 + .009975 = .168379
    mean, se = faded(1.0, 0.4, 30)

    assert [mean, se**2] == pytest.approx([0.995, 0.168379], abs=1e-6)
    assert list(faded(1.0, 0.4, 0)) == pytest.approx([1.0, 0.4])
    assert list(faded(1.0, 0.4, 100_000)) == pytest.approx([0, 1], abs=1e-6)
