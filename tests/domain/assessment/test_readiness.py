"""The expected share of a domain, with its range."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import PRIOR, density, log_prior, moments, updated
from tpmlearn.domain.assessment.curves import GRID, author_parameters, expected_curve
from tpmlearn.domain.assessment.joint import Site, correlations
from tpmlearn.domain.assessment.readiness import (
    Abilities,
    Share,
    against_the_bank,
    enough,
    expected_share,
)

FLAT = np.full((4, GRID.size), 0.6)


def _person(mean: float, sd: float, skills: int = 1) -> Abilities:
    names = [f"S{n}" for n in range(skills)]
    return Abilities(names, np.full(skills, mean), sd**2 * np.eye(skills), dict.fromkeys(names, 20))


def test_where_ability_does_not_matter_only_the_draw_varies() -> None:
    # p = .6, n = 54: SD = sqrt(.24 / 54) = 1/15; times 1.645 is .10966
    found = expected_share({"S0": FLAT}, _person(0.0, 0.5), questions=54)

    assert found.expected == pytest.approx(0.6)
    assert found.high - found.expected == pytest.approx(0.10966, abs=1e-4)
    assert found.expected - found.low == pytest.approx(0.10966, abs=1e-4)


def _rising() -> np.ndarray:
    return np.tile(1 / (1 + np.exp(-GRID)), (3, 1))


def test_more_ability_gets_more_right_and_less_is_known_of_the_unsure() -> None:
    low, high, unsure = (
        expected_share({"S0": _rising()}, _person(mean, sd), questions=60)
        for mean, sd in ((-1.0, 0.3), (1.0, 0.3), (1.0, 0.9))
    )

    assert low.expected < 0.35 < 0.65 < high.expected
    assert high.high - high.low < unsure.high - unsure.low


def test_the_skills_weigh_by_their_items() -> None:
    person = Abilities(["A", "B"], np.array([2.0, -2.0]), 0.01 * np.eye(2), {})
    curves = {"A": _rising(), "B": _rising()[:1]}

    found = expected_share(curves, person, questions=1000)

    # three quarters of .881 and a quarter of .119
    assert found.expected == pytest.approx(0.75 * 0.8808 + 0.25 * 0.1192, abs=0.005)


def test_the_skills_weigh_by_the_marks_of_their_items() -> None:
    person = Abilities(["A", "B"], np.array([2.0, -2.0]), 0.01 * np.eye(2), {})
    curves = {"A": _rising()[:1], "B": _rising()[:1]}
    marks = {"A": np.array([6.0]), "B": np.array([2.0])}

    found = expected_share(curves, person, questions=1000, marks=marks)

    assert found.expected == pytest.approx(0.75 * 0.8808 + 0.25 * 0.1192, abs=0.005)


def test_items_of_one_mark_are_worth_what_they_were_bit_for_bit() -> None:
    curves = {"S0": _rising() * np.array([[0.9], [0.7], [0.3]])}
    person = _person(0.3, 0.6)

    plain, told = (
        expected_share(curves, person, questions=60, marks=marks)
        for marks in (None, {"S0": np.ones(3)})
    )

    mass = density(log_prior(0.3, 0.6))
    assert plain == told
    assert plain.expected == float(mass @ curves["S0"].mean(axis=0))


def test_a_range_stays_between_nothing_and_all() -> None:
    found = expected_share({"S0": np.full((2, GRID.size), 0.98)}, _person(0, 1), questions=5)

    assert 0 <= found.low < found.expected < found.high == 1


@pytest.mark.parametrize(
    ("answers", "said"), [({"A": 14}, False), ({"A": 9, "B": 6}, True), ({"C": 40}, False)]
)
def test_below_fifteen_answers_nothing_is_said(answers: dict[str, int], said: bool) -> None:
    assert enough(answers, ["A", "B"]) is said


def test_what_a_bank_is_off_by_is_shared_by_all_skills() -> None:
    # One skill: prior 1 + .35² = 1.1225; site SE .6: p = 1/.36 - 1 = 1.7778, p m = .5/.36 = 1.3889
    # variance 1/(1/1.1225 + 1.7778) = .37475, mean .37475 · 1.3889 = .52049
    mean, covariance = against_the_bank([Site(0.5, 0.6)], bank_sd=0.35)

    assert mean[0] == pytest.approx(0.52049, abs=1e-4)
    assert covariance[0, 0] == pytest.approx(0.37475, abs=1e-4)


SKILLS, TESTED, ITEMS, ASKED = 12, 8, 25, 60


def _mocks(rng: np.random.Generator, people: int) -> list[tuple[Share, float]]:
    """People of a bank that nobody has calibrated, and that is off as a whole: range and mock."""
    curve_of = {d: expected_curve(author_parameters(d, 0.25)) for d in range(1, 6)}
    z = rng.normal(0, 1, (SKILLS, ITEMS))
    difficulty = np.clip(np.round(3 + 1.1 * z), 1, 5).astype(int)
    b = 0.6 * z + 0.8 * rng.normal(0, 1, z.shape) + rng.normal(0, 0.35)
    a = np.exp(rng.normal(0, 0.3, z.shape))
    names = [f"S{n}" for n in range(SKILLS)]
    curves = {
        name: np.stack([curve_of[int(one)] for one in difficulty[n]])
        for n, name in enumerate(names)
    }
    found = []
    for theta in rng.multivariate_normal(np.zeros(SKILLS), correlations(SKILLS), people):
        chance = 0.25 + 0.75 / (1 + np.exp(-a * (theta[:, None] - b)))
        sites: list[Site | None] = [None] * SKILLS
        for n in range(TESTED):
            log_density = PRIOR
            for item in rng.choice(ITEMS, 6, replace=False):
                right = bool(rng.random() < chance[n, item])
                log_density = updated(log_density, curves[names[n]][item], right=right)
            sites[n] = Site(*moments(log_density))
        person = Abilities(names, *against_the_bank(sites, bank_sd=0.35), {})
        asked = rng.choice(chance.ravel(), ASKED, replace=False)
        mock = float((rng.random(ASKED) < asked).mean())
        found.append((expected_share(curves, person, questions=ASKED), mock))
    return found


def test_nine_ranges_in_ten_hold_what_a_mock_comes_to_whatever_the_bank_is_off_by() -> None:
    rng = np.random.default_rng(12)
    found = [one for _ in range(150) for one in _mocks(rng, 6)]

    holds = np.mean([share.low <= mock <= share.high for share, mock in found])

    assert 0.88 <= holds <= 0.92
