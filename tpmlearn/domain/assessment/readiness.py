"""What share of an exam's domain somebody would get right, as a range, from what tests say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.ability import Z90, density, log_prior
from tpmlearn.domain.assessment.curves import GRID, Floats
from tpmlearn.domain.assessment.joint import Site, correlations, joint_moments

LEAST_ANSWERS = 15


@dataclass(frozen=True)
class Abilities:
    """All skills of a person, as they stand against the bank: means (skills,), covariance (skills,
    skills), answers by skill."""

    skills: Sequence[str]
    mean: Floats
    covariance: Floats
    answers: Mapping[str, int]


@dataclass(frozen=True)
class Share:
    """The share of a domain's questions that would be right: expected, and nine times in ten."""

    expected: float
    low: float
    high: float


def against_the_bank(sites: Sequence[Site | None], *, bank_sd: float) -> tuple[Floats, Floats]:
    """Means and covariance of what a mock asks for: theta_s - d, d the error of the whole bank.

    A bank that is harder than believed by d makes answers in tests and in a mock from the same bank
    worse alike, so that d is no error of the expected share. The prior of theta_s - d is
    N(0, Sigma + bank_sd² 11').
    """
    return joint_moments(sites, correlations(len(sites)) + bank_sd**2)


def expected_share(curves: Mapping[str, Floats], person: Abilities, *, questions: int) -> Share:
    """The share right of `questions` items drawn from those whose curves are given.

    `curves` are, by skill, shape (items, 81). With P̄_s(theta) the mean curve of a skill and m_s its
    share of the items, the expectation is Σ m_s E[P̄_s(theta_s)], with theta against the bank.
    Its variance is that of a linear function of the abilities, g' C g with
    g_s = m_s E[P̄_s'(theta_s)]; and that of the draw, p (1 - p) / questions.
    """
    total = sum(len(one) for one in curves.values())
    place = {skill: n for n, skill in enumerate(person.skills)}
    slope = np.zeros(len(person.skills))
    expected = 0.0
    for skill, one in curves.items():
        at = place[skill]
        mass = density(log_prior(float(person.mean[at]), sqrt(float(person.covariance[at, at]))))
        weight = len(one) / total
        mean_curve = one.mean(axis=0)
        expected += weight * float(mass @ mean_curve)
        slope[at] = weight * float(mass @ np.gradient(mean_curve, GRID[1] - GRID[0]))
    variance = float(slope @ person.covariance @ slope) + expected * (1 - expected) / questions
    half = Z90 * sqrt(variance)
    return Share(expected, max(expected - half, 0.0), min(expected + half, 1.0))


def enough(answers: Mapping[str, int], skills: Sequence[str]) -> bool:
    """Whether there are enough own answers in the skills of a domain to say anything."""
    return sum(answers.get(skill, 0) for skill in skills) >= LEAST_ANSWERS
