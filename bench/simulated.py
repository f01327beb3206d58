"""Simulated people and banks: the truth is known, so that estimates can be held against it."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tpmlearn.domain.assessment.ability import (
    PRIOR,
    Estimate,
    density,
    estimate,
    updated,
)
from tpmlearn.domain.assessment.curves import (
    GRID,
    Floats,
    ItemParameters,
    author_parameters,
    informations,
    kept_curve,
)
from tpmlearn.domain.assessment.selection import Pool, choose, eligible, progress_weight

GUESS = 0.25
SKILL = "X"


@dataclass(frozen=True)
class TrueBank:
    """How items really behave: three-parameter logistic, all arrays of shape (items,)."""

    a: Floats
    b: Floats
    c: Floats

    def chance(self, item: int, theta: float) -> float:
        """P(right) of an item at an ability."""
        logit = self.a[item] * (theta - self.b[item])
        return float(self.c[item] + (1 - self.c[item]) / (1 + np.exp(-logit)))


@dataclass(frozen=True)
class Bank:
    """The truth beside what the engine believes, with the curves and information it works with."""

    true: TrueBank
    believed: tuple[ItemParameters, ...]
    curves: Floats
    information: Floats
    rating: Floats


def calibrated(items: int, rng: Generator, *, b_sd: float = 0.30) -> Bank:
    """A bank of which much is known: b to `b_sd`, log a to .1; beliefs and truth agree in law."""
    b_hat = rng.normal(0, np.sqrt(1 - b_sd**2), items)
    b = b_hat + rng.normal(0, b_sd, items)
    a_hat = rng.normal(0, np.sqrt(0.3**2 - 0.1**2), items)
    a = np.exp(a_hat + rng.normal(0, 0.1, items))
    believed = tuple(
        ItemParameters(float(one), b_sd, float(slope), 0.1, GUESS)
        for one, slope in zip(b_hat, a_hat, strict=True)
    )
    return _bank(TrueBank(a, b, _guesses(items, rng)), believed, b_hat)


def cold(items: int, rng: Generator, *, ratings: float = 0.6, shift: float = 0.0) -> Bank:
    """A bank without any answer: author ratings, 1 to 5, that correlate `ratings` with the truth.

    `shift` makes the whole bank harder than authors think.
    """
    z = rng.normal(0, 1, items)
    difficulty = np.clip(np.round(3 + 1.1 * z), 1, 5)
    b = ratings * z + np.sqrt(1 - ratings**2) * rng.normal(0, 1, items) + shift
    a = np.exp(rng.normal(0, 0.3, items))
    believed = tuple(author_parameters(float(one), GUESS) for one in difficulty)
    return _bank(TrueBank(a, b, _guesses(items, rng)), believed, (difficulty - 3) / 1.1)


def _guesses(items: int, rng: Generator) -> Floats:
    found: Floats = rng.choice([0.18, 0.25, 0.32], items, p=[0.25, 0.5, 0.25])
    return found


def _bank(true: TrueBank, believed: tuple[ItemParameters, ...], rating: Floats) -> Bank:
    # Authors' difficulties have five values, so that a cold bank has five curves.
    curves = np.stack([kept_curve(one) for one in believed])
    return Bank(true, believed, curves, informations(curves), rating)


@dataclass(frozen=True)
class Sitting:
    """One simulated test: the true ability, the estimate after each answer, the items given."""

    theta: float
    estimates: tuple[Estimate, ...]
    items: tuple[int, ...]
    rapid: int = 0


def sit(
    bank: Bank,
    theta: float,
    rng: Generator,
    *,
    length: int,
    exposure: NDArray[np.float64] | None = None,
    random_choice: bool = False,
    rapid_share: float = 0.0,
    plan: int = 0,
) -> Sitting:
    """One person takes a test of `length` items; `plan` is K of the selection where it differs.

    `exposure` holds past shares and applies the cap; `rapid_share` of the answers are guessed in
    no time, which the filter knows by their time and takes out.
    """
    size = len(bank.believed)
    pool = Pool(
        bank.information,
        (SKILL,) * size,
        ("",) * size,
        np.zeros(size) if exposure is None else exposure,
    )
    used: list[int] = []
    estimates: list[Estimate] = []
    log_density, rapid = PRIOR, 0
    seen = np.zeros(size, dtype=bool)
    for k in range(length):
        candidates = eligible(pool, used=used, skill=SKILL, seen=seen)
        if random_choice:
            item = int(rng.choice(candidates))
        else:
            item = choose(
                bank.information,
                density(log_density),
                candidates,
                w=progress_weight(k, plan or length),
                draws=rng.random(candidates.size),
            )
        used.append(item)
        if rapid_share and rng.random() < rapid_share:
            rapid += 1
        else:
            right = bool(rng.random() < bank.true.chance(item, theta))
            log_density = updated(log_density, bank.curves[item], right=right)
        estimates.append(estimate(log_density))
    return Sitting(theta, tuple(estimates), tuple(used), rapid)


@dataclass(frozen=True)
class Naive:
    """An engine that takes the author's rating for the truth and knows no guessing (Rasch)."""

    bank: Bank

    def sit(self, theta: float, rng: Generator, *, length: int) -> Sitting:
        """One person takes a test; each step takes the item nearest to the estimate."""
        used: list[int] = []
        estimates: list[Estimate] = []
        b, log_density = self.bank.rating, PRIOR
        for _ in range(length):
            now = estimate(log_density)
            distance = np.abs(b - now.mean)
            distance[used] = np.inf
            item = int(np.argmin(distance))
            used.append(item)
            right = bool(rng.random() < self.bank.true.chance(item, theta))
            curve = 1 / (1 + np.exp(-(GRID - b[item])))
            log_density = updated(log_density, curve, right=right)
            estimates.append(estimate(log_density))
        return Sitting(theta, tuple(estimates), tuple(used))


@dataclass(frozen=True)
class Figures:
    """How estimates compare with the truth over many people."""

    bias: float
    rmse: float
    se: float
    coverage: float

    @property
    def ratio(self) -> float:
        """Mean SE over RMSE: 1 when the engine knows how wrong it is."""
        return self.se / self.rmse


def figures(theta: Floats, estimates: list[Estimate]) -> Figures:
    """Bias, RMSE, mean SE and the share of 90 % intervals that hold the truth."""
    mean = np.array([one.mean for one in estimates])
    inside = [one.low <= t <= one.high for one, t in zip(estimates, theta, strict=True)]
    return Figures(
        bias=float((mean - theta).mean()),
        rmse=float(np.sqrt(((mean - theta) ** 2).mean())),
        se=float(np.mean([one.se for one in estimates])),
        coverage=float(np.mean(inside)),
    )
