"""How far skills go together, learnt from simulated people whose truth is known."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import density
from tpmlearn.domain.assessment.cavities import Answers, log_posteriors
from tpmlearn.domain.assessment.correlation import (
    LEAST_PEOPLE,
    PRIOR_SD,
    Correlation,
    Sites,
    common_correlation,
    sites_of,
)
from tpmlearn.domain.assessment.curves import GRID, Floats, ItemParameters, expected_curves
from tpmlearn.domain.assessment.joint import correlations


def _abilities(people: int, skills: int, rho: float, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    found: Floats = rng.multivariate_normal(np.zeros(skills), correlations(skills, rho), people)
    return found


def _seen(theta: Floats, noise: float = 0.7, seed: int = 9) -> Sites:
    """Sites as they would be if every skill were measured with the same error."""
    people, skills = theta.shape
    mean = theta + np.random.default_rng(seed).normal(0, noise, theta.shape)
    person, skill = np.indices((people, skills))
    precision = np.full(theta.size, noise**-2)
    return Sites(person.ravel(), skill.ravel(), mean.ravel(), precision)


def _answered(theta: Floats, items: int, seed: int = 7) -> Sites:
    """Sites from answers to items of four options, as the site takes them."""
    rng = np.random.default_rng(seed)
    people, skills = theta.shape
    believed = [ItemParameters(b, 0.1, 0.0, 0.1, 0.25) for b in np.linspace(-1.5, 1.5, items)]
    b = np.array([one.b + 0.1 * rng.normal() for one in believed])
    chance = 0.25 + 0.75 / (1 + np.exp(-(theta.reshape(-1, 1) - b)))
    right = rng.random(chance.shape) < chance
    unit, item = np.indices(right.shape)
    mass = density(
        log_posteriors(
            expected_curves(believed), Answers(unit.ravel(), item.ravel(), right.ravel())
        )
    )
    mean = mass @ GRID
    se = np.sqrt((mass * (GRID - mean[:, None]) ** 2).sum(axis=1))
    person, skill = np.indices((people, skills))
    return sites_of(mean, se, person=person.ravel(), skill=skill.ravel())


@pytest.mark.parametrize("rho", [0.2, 0.5, 0.8])
def test_it_finds_the_truth(rho: float) -> None:
    found = common_correlation(_seen(_abilities(2000, 4, rho, seed=1)))

    assert found.people == 2000
    assert found.sd < 0.03
    # The prior still draws by half of an SD where the truth is far from .5.
    assert abs(found.rho - rho) <= 3 * found.sd


@pytest.mark.parametrize("rho", [0.2, 0.5, 0.8])
def test_it_finds_the_truth_from_six_answers_a_skill(rho: float) -> None:
    found = common_correlation(_answered(_abilities(2000, 5, rho, seed=2), items=6))

    assert found.rho == pytest.approx(rho, abs=0.08)


def test_its_range_holds_the_truth_nine_times_in_ten() -> None:
    # Truths drawn from the prior, as the range takes them to be.
    rng, inside = np.random.default_rng(3), 0
    for n, rho in enumerate(np.clip(rng.normal(0.5, PRIOR_SD, 100), 0.0, 0.95)):
        found = common_correlation(_seen(_abilities(300, 4, float(rho), seed=100 + n), seed=n))
        inside += abs(found.rho - rho) <= 1.645 * found.sd

    assert 84 <= inside <= 96


def test_too_few_people_leave_it_as_assumed() -> None:
    few = _abilities(LEAST_PEOPLE - 1, 4, 0.8, seed=4)

    assert common_correlation(_seen(few)) == Correlation(0.5, PRIOR_SD, LEAST_PEOPLE - 1)


def test_people_with_two_skills_say_nothing() -> None:
    found = common_correlation(_seen(_abilities(500, 2, 0.8, seed=5)))

    assert found == Correlation(0.5, PRIOR_SD, 0)


def test_nobody_leaves_it_as_assumed() -> None:
    none = np.empty(0)

    found = common_correlation(Sites(none.astype(int), none.astype(int), none, none))

    assert found == Correlation(0.5, PRIOR_SD, 0)


def test_few_people_draw_it_only_part_of_the_way() -> None:
    few, many = (
        common_correlation(_seen(_abilities(count, 3, 0.85, seed=6))) for count in (200, 5000)
    )

    assert 0.55 < few.rho < many.rho
    assert few.sd > many.sd


@pytest.mark.parametrize(("shift", "scale"), [(0.8, 1.0), (0.0, 0.7), (-0.5, 1.3)])
def test_learners_unlike_the_population_make_no_correlation(shift: float, scale: float) -> None:
    found = common_correlation(_seen(shift + scale * _abilities(3000, 4, 0.3, seed=8)))

    assert found.rho == pytest.approx(0.3, abs=0.05)


def test_sites_are_the_answers_without_the_prior() -> None:
    # SE² = .25 has a precision of 3 beside the prior's 1; the mean .75 is 1 with a weight of 3/4.
    found = sites_of(
        np.array([0.75, 0.0]),
        np.array([0.5, 0.9999]),
        person=np.array([0, 1]),
        skill=np.array([3, 3]),
    )

    assert list(found.person) == [0]
    assert found.mean == pytest.approx([1.0])
    assert found.precision == pytest.approx([3.0])
