"""Response curves averaged over what is unknown."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.curves import (
    GRID,
    ItemParameters,
    author_parameters,
    expected_curve,
    expected_curves,
    guess_nodes,
    informations,
)


def test_what_is_known_exactly_gives_the_plain_curve() -> None:
    curve = expected_curve(ItemParameters(b=0.0, b_sd=0.0, log_a=0.0, log_a_sd=0.0, guess=0.25))

    # .25 + .75 / (1 + exp(-theta)) at -1, 0 and 1
    at = [int(np.argmin(np.abs(GRID - theta))) for theta in (-1, 0, 1)]
    assert curve[at] == pytest.approx([0.451706, 0.625, 0.798294], abs=1e-6)


def test_a_curve_rises_between_guessing_and_certainty() -> None:
    curve = expected_curve(author_parameters(3, 0.25))

    assert np.all(np.diff(curve) > 0)
    assert curve[0] > 0.25
    assert curve[-1] < 1


def test_doubt_about_the_difficulty_flattens_the_curve() -> None:
    sure = expected_curve(ItemParameters(0.0, 0.1, log_a_sd=0.0, guess=0.0))
    unsure = expected_curve(ItemParameters(0.0, 1.0, log_a_sd=0.0, guess=0.0))

    assert np.ptp(unsure) < np.ptp(sure)
    assert unsure[40] == pytest.approx(0.5, abs=1e-9) == sure[40]


@pytest.mark.parametrize(
    ("difficulty", "b"), [(1, -0.636364), (2, -0.318182), (3, 0), (4, 0.318182), (5, 0.636364)]
)
def test_an_author_moves_the_belief_a_little(difficulty: int, b: float) -> None:
    # .35 (D - 3) / 1.1, with an SD of sqrt(1 - .35²) = .936750
    found = author_parameters(difficulty, 0.25)

    assert found.b == pytest.approx(b, abs=1e-6)
    assert found.b_sd == pytest.approx(0.936750, abs=1e-6)
    assert found.status == "author-only"


@pytest.mark.parametrize(
    ("sd", "status"),
    [(0.71, "author-only"), (0.70, "provisional"), (0.40, "provisional"), (0.39, "calibrated")],
)
def test_the_status_follows_from_the_doubt(sd: float, status: str) -> None:
    assert ItemParameters(0.0, sd).status == status


def test_the_mean_of_the_guessing_nodes_is_the_chance_itself() -> None:
    nodes, weights = guess_nodes(0.25)

    assert nodes == pytest.approx([0.18, 0.25, 0.32])
    assert weights.sum() == 1
    assert nodes @ weights == pytest.approx(0.25)


def test_information_of_a_plain_curve_is_p_times_q() -> None:
    curve = expected_curve(ItemParameters(0.0, 0.0, log_a_sd=0.0, guess=0.0))

    # P' = PQ for a slope of 1 and no guessing, so that P'²/(PQ) = PQ: .25 in the middle
    assert informations(curve[None, :])[0, 40] == pytest.approx(0.25, abs=1e-3)


def test_an_empty_bank_has_no_curves() -> None:
    assert expected_curves([]).shape == (0, 81)
