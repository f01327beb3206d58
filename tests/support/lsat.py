"""Section 6 of the Law School Admission Test: 1,000 people, 5 items (Bock and Lieberman 1970).

Beside the data the estimation that it is known for: marginal maximum likelihood by EM (Bock and
Aitkin 1981). Its E-step is the product's own grid, curves and posterior, with flat priors of items.
"""

from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.ability import PRIOR, density, log_posterior
from tpmlearn.domain.assessment.curves import GRID, Floats, ItemParameters, expected_curves

COUNTS = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3,
    "00111": 4, "01000": 1, "01001": 8, "01011": 16, "01101": 3, "01110": 2, "01111": 15,
    "10000": 10, "10001": 29, "10010": 14, "10011": 81, "10100": 3, "10101": 28, "10110": 15,
    "10111": 80, "11000": 16, "11001": 56, "11010": 21, "11011": 173, "11100": 11, "11101": 61,
    "11110": 28, "11111": 298,
}  # fmt: skip
PATTERNS = np.array([[mark == "1" for mark in pattern] for pattern in COUNTS])
PEOPLE = np.array(list(COUNTS.values()))
SWEEPS, NEWTON = 1500, 3


@dataclass(frozen=True)
class Fitted:
    """Slopes and difficulties, each shape (5,), and the log-likelihood of the data."""

    slopes: Floats
    difficulties: Floats
    log_likelihood: float


def fitted(*, one_slope: str = "") -> Fitted:
    """The model with a slope for each item, or with one for all where `one_slope` is not empty."""
    slope, intercept = np.ones(5), np.zeros(5)
    for _ in range(SWEEPS):
        log_posteriors = _log_posteriors(slope, intercept)
        people = density(log_posteriors) * PEOPLE[:, None]
        right, all_ = PATTERNS.T @ people, people.sum(axis=0)
        for _ in range(NEWTON):
            step = _newton(slope, intercept, right, all_, together=bool(one_slope))
            slope, intercept = slope + step[0], intercept + step[1]
    found = _log_sum(_log_posteriors(slope, intercept)) - _log_sum(PRIOR)
    return Fitted(slope, -intercept / slope, float(PEOPLE @ found))


def _log_posteriors(slope: Floats, intercept: Floats) -> Floats:
    """The product's log-posterior of each pattern, shape (30, 81)."""
    known = [
        ItemParameters(-float(d / a), 0.0, float(np.log(a)), 0.0, guess=0.0)
        for a, d in zip(slope, intercept, strict=True)
    ]
    curves = expected_curves(known)
    return np.array([log_posterior(curves, list(pattern)) for pattern in PATTERNS])


def _newton(
    slope: Floats, intercept: Floats, right: Floats, all_: Floats, *, together: bool
) -> tuple[Floats, Floats]:
    """One step of the M-step: logistic regression of the expected answers on the grid."""
    chance = 1 / (1 + np.exp(-(slope[:, None] * GRID + intercept[:, None])))
    residual, weight = right - all_ * chance, all_ * chance * (1 - chance)
    by_slope, by_intercept = residual @ GRID, residual.sum(axis=1)
    ss, si, ii = weight @ GRID**2, weight @ GRID, weight.sum(axis=1)
    if together:
        # The intercepts are eliminated, then the one slope follows.
        common = (by_slope - si / ii * by_intercept).sum() / (ss - si**2 / ii).sum()
        return np.full(5, common), (by_intercept - si * common) / ii
    determinant = ss * ii - si**2
    return (
        (ii * by_slope - si * by_intercept) / determinant,
        (ss * by_intercept - si * by_slope) / determinant,
    )


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=-1, keepdims=True)
    found: Floats = np.log(np.exp(values - top).sum(axis=-1)) + top[..., 0]
    return found
