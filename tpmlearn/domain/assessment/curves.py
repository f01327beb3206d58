"""Response curves: how likely a right answer is at each ability, averaged over what is unknown.

The scale is theta ~ N(0, 1) among mid-level developers, in the logistic metric.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.words import N_

Floats = NDArray[np.float64]

GRID: Floats = np.linspace(-4.0, 4.0, 81)
"""The abilities at which everything is computed; shape (81,)."""

DIFFICULTY_MEAN, DIFFICULTY_SD = 3.0, 1.1
LOG_SLOPE_SD = 0.3
_B_NODES, _B_REACH = 25, 3.0
_A_NODES, _A_REACH = 5, 2.0
_GUESS_WEIGHTS = (0.25, 0.5, 0.25)
_GUESS_SPREAD = 0.28
CONSTRUCTED_GUESS = 0.02
_CHOSEN = frozenset({ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.HOTSPOT})


@dataclass(frozen=True)
class ItemParameters:
    """What is believed of an item: b ~ N(b, b_sd²), log a ~ N(log_a, log_a_sd²), and guessing.

    `guess` is the chance of a right answer without knowledge. The status follows from `b_sd`.
    """

    b: float
    b_sd: float
    log_a: float = 0.0
    log_a_sd: float = LOG_SLOPE_SD
    guess: float = CONSTRUCTED_GUESS

    @property
    def status(self) -> str:
        """`author-only` (b_sd over .70), `provisional` (from .40) or `calibrated`."""
        if self.b_sd > 0.70:
            return N_("author-only")
        return N_("provisional") if self.b_sd >= 0.40 else N_("calibrated")


@dataclass(frozen=True)
class Authors:
    """How authors' difficulties relate to b: b ~ N(mean + slope z, sd²), z = (D - 3) / 1.1.

    Before there are answers the slope is .35 and sd² = 1 - .35²: assuming little of authors costs
    hardly any precision, assuming too much makes intervals untrue. `authors.py` learns better ones.
    """

    mean: float = 0.0
    slope: float = 0.35
    sd: float = (1 - 0.35**2) ** 0.5


AUTHORS = Authors()


def standardised(difficulty: float) -> float:
    """z = (D - 3) / 1.1 of an author's difficulty D, 1 to 5."""
    return (difficulty - DIFFICULTY_MEAN) / DIFFICULTY_SD


def author_parameters(
    difficulty: float, guess: float, authors: Authors = AUTHORS
) -> ItemParameters:
    """What an author's difficulty, 1 to 5, says of an item without any answer data."""
    b = authors.mean + authors.slope * standardised(difficulty)
    return ItemParameters(b, authors.sd, guess=guess)


def guess_of(item: Item) -> float:
    """The chance of a right answer by guessing: 1/k where one of k is chosen, else .02."""
    return 1 / len(item.options) if item.type in _CHOSEN else CONSTRUCTED_GUESS


def expected_curve(parameters: ItemParameters) -> Floats:
    """P(right | theta) on the grid, shape (81,), averaged over b, log a and guessing.

    The expected response function (Lewis, 2001; Mislevy, Sheehan and Wingersky 1993) of
    P = c + (1 - c) / (1 + exp(-a (theta - b))), over 25 nodes of b within 3 SD, 5 of log a within
    2 SD and 3 of c. With what is known exactly it is the plain curve.
    """
    b, b_weight, log_a, a_weight = parameter_nodes(parameters)
    distance = GRID[:, None] - b[None, :]
    logits = np.exp(log_a)[:, None, None] * distance[None, :, :]
    above = np.einsum("agb,a,b->g", _logistic(logits), a_weight, b_weight)
    # P is linear in c, so that its mean is all that is needed, and the nodes are symmetric.
    guesses, weights = guess_nodes(parameters.guess)
    guess = float(guesses @ weights)
    curve: Floats = guess + (1 - guess) * above
    return curve


def parameter_nodes(parameters: ItemParameters) -> tuple[Floats, Floats, Floats, Floats]:
    """25 nodes of b and their weights, 5 of log a and theirs; one each where SD is 0."""
    b, b_weight = _normal_nodes(parameters.b, parameters.b_sd, _B_NODES, _B_REACH)
    log_a, a_weight = _normal_nodes(parameters.log_a, parameters.log_a_sd, _A_NODES, _A_REACH)
    return b, b_weight, log_a, a_weight


def guess_nodes(guess: float) -> tuple[Floats, Floats]:
    """The nodes of guessing around 1/k and their weights, both shape (3,).

    28 % below and above (.18, .25, .32 of four options), weighted .25, .5, .25.
    """
    spread = np.array([1 - _GUESS_SPREAD, 1.0, 1 + _GUESS_SPREAD])
    return guess * spread, np.array(_GUESS_WEIGHTS)


@lru_cache(maxsize=4096)
def kept_curve(parameters: ItemParameters) -> Floats:
    """`expected_curve`, kept in memory and not to be written to: answers share few items."""
    curve = expected_curve(parameters)
    curve.flags.writeable = False
    return curve


def expected_curves(bank: Sequence[ItemParameters]) -> Floats:
    """The curves of a bank, shape (items, 81)."""
    if not bank:
        return np.empty((0, GRID.size))
    return np.stack([expected_curve(one) for one in bank])


def informations(curves: Floats) -> Floats:
    """Fisher information of each curve on the grid: P'² / (P (1 - P)), shape as `curves`."""
    step = GRID[1] - GRID[0]
    slope = np.gradient(curves, step, axis=-1)
    found: Floats = slope**2 / (curves * (1 - curves))
    return found


def _normal_nodes(mean: float, sd: float, count: int, reach: float) -> tuple[Floats, Floats]:
    """Equally spaced nodes within `reach` SD and their normal weights, which sum to 1."""
    if sd == 0:
        return np.array([mean]), np.ones(1)
    units = np.linspace(-reach, reach, count)
    weights = np.exp(-(units**2) / 2)
    return mean + sd * units, weights / weights.sum()


def _logistic(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))
