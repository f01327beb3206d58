"""What is true in the simulated year: how items behave, what people know and how that drifts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from tpmlearn.domain.assessment.curves import Floats, guess_of, standardised
from tpmlearn.domain.assessment.joint import correlations
from tpmlearn.domain.content.catalogue import Item

RATINGS = 0.6
SHIFT_SD = 0.35
LOG_SLOPE_SD = 0.3
MONTH, MONTHS = 30, 13
FADING = 0.995


@dataclass(frozen=True)
class TrueItem:
    """P = c + (1 - c) / (1 + exp(-a (theta - b)))."""

    a: float
    b: float
    c: float

    def chance(self, theta: float) -> float:
        """How likely a right answer is at an ability."""
        return self.c + (1 - self.c) / (1 + float(np.exp(-self.a * (theta - self.b))))


def true_items(items: Iterable[Item], shift: float, rng: Generator) -> dict[str, TrueItem]:
    """Items by id: authors' difficulties correlate .6 with b, all are harder by `shift`."""
    found = {}
    for item in items:
        rest = float(rng.normal(0, (1 - RATINGS**2) ** 0.5))
        guess = guess_of(item) * float(rng.choice([0.72, 1.0, 1.28], p=[0.25, 0.5, 0.25]))
        slope = float(np.exp(rng.normal(0, LOG_SLOPE_SD)))
        b = RATINGS * standardised(item.difficulty) + rest + shift
        found[item.id] = TrueItem(slope, b, guess)
    return found


@dataclass(frozen=True)
class TruePerson:
    """The ability in each skill, month by month: shape (months, skills)."""

    skills: Mapping[str, int]
    theta: Floats

    def ability(self, skill: str, day: float) -> float:
        """The ability on a day of the year."""
        return float(self.theta[min(int(day / MONTH), MONTHS - 1), self.skills[skill]])


def true_person(skills: Sequence[str], rng: Generator) -> TruePerson:
    """Skills that correlate by half, and drift as the rule of fading has it: AR(1), .995 a month,
    so that the population stays what it is."""
    sigma = correlations(len(skills))
    steps = rng.multivariate_normal(np.zeros(len(skills)), sigma, MONTHS)
    theta = [steps[0]]
    for step in steps[1:]:
        theta.append(FADING * theta[-1] + (1 - FADING**2) ** 0.5 * step)
    return TruePerson({code: n for n, code in enumerate(skills)}, np.array(theta))
