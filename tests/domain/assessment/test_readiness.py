"""The expected share of a domain, with its range."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import density, log_prior
from tpmlearn.domain.assessment.curves import GRID
from tpmlearn.domain.assessment.readiness import Abilities, enough, expected_share

FLAT = np.full((4, GRID.size), 0.6)


def _person(mean: float, sd: float, skills: int = 1) -> Abilities:
    names = [f"S{n}" for n in range(skills)]
    return Abilities(names, np.full(skills, mean), sd**2 * np.eye(skills), dict.fromkeys(names, 20))


def test_where_ability_does_not_matter_only_the_draw_varies() -> None:
    # p = .6, n = 54: SD = sqrt(.24 / 54) = 1/15; times 1.645 is .10966
    found = expected_share({"S0": FLAT}, _person(0.0, 0.5), questions=54, bank_sd=0.35)

    assert found.expected == pytest.approx(0.6)
    assert found.high - found.expected == pytest.approx(0.10966, abs=1e-4)
    assert found.expected - found.low == pytest.approx(0.10966, abs=1e-4)


def _rising() -> np.ndarray:
    return np.tile(1 / (1 + np.exp(-GRID)), (3, 1))


def test_more_ability_gets_more_right_and_less_is_known_of_the_unsure() -> None:
    low, high, unsure = (
        expected_share({"S0": _rising()}, _person(mean, sd), questions=60, bank_sd=0.0)
        for mean, sd in ((-1.0, 0.3), (1.0, 0.3), (1.0, 0.9))
    )

    assert low.expected < 0.35 < 0.65 < high.expected
    assert high.high - high.low < unsure.high - unsure.low


def test_the_skills_weigh_by_their_items() -> None:
    person = Abilities(["A", "B"], np.array([2.0, -2.0]), 0.01 * np.eye(2), {})
    curves = {"A": _rising(), "B": _rising()[:1]}

    found = expected_share(curves, person, questions=1000, bank_sd=0.0)

    # three quarters of .881 and a quarter of .119
    assert found.expected == pytest.approx(0.75 * 0.8808 + 0.25 * 0.1192, abs=0.005)


def test_the_skills_weigh_by_the_marks_of_their_items() -> None:
    person = Abilities(["A", "B"], np.array([2.0, -2.0]), 0.01 * np.eye(2), {})
    curves = {"A": _rising()[:1], "B": _rising()[:1]}
    marks = {"A": np.array([6.0]), "B": np.array([2.0])}

    found = expected_share(curves, person, questions=1000, bank_sd=0.0, marks=marks)

    assert found.expected == pytest.approx(0.75 * 0.8808 + 0.25 * 0.1192, abs=0.005)


def test_items_of_one_mark_are_worth_what_they_were_bit_for_bit() -> None:
    curves = {"S0": _rising() * np.array([[0.9], [0.7], [0.3]])}
    person = _person(0.3, 0.6)

    plain, told = (
        expected_share(curves, person, questions=60, bank_sd=0.35, marks=marks)
        for marks in (None, {"S0": np.ones(3)})
    )

    mass = density(log_prior(0.3, 0.6))
    assert plain == told
    assert plain.expected == float(mass @ curves["S0"].mean(axis=0))


def test_a_range_stays_between_nothing_and_all() -> None:
    found = expected_share(
        {"S0": np.full((2, GRID.size), 0.98)}, _person(0, 1), questions=5, bank_sd=0
    )

    assert 0 <= found.low < found.expected < found.high == 1


@pytest.mark.parametrize(
    ("answers", "said"), [({"A": 14}, False), ({"A": 9, "B": 6}, True), ({"C": 40}, False)]
)
def test_below_fifteen_answers_nothing_is_said(answers: dict[str, int], said: bool) -> None:
    assert enough(answers, ["A", "B"]) is said
