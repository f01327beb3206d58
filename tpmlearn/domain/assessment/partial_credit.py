"""Partial credit: items whose rows earn a mark each, on the same grid as right or wrong.

A mark counts like a right answer to one of as many equal questions: the generalised partial credit
model (Muraki 1992) with steps at b - log((m - k + 1)/k)/a, so that at ability b half of the marks
are expected. With steps all at b, a match of six rows would tell more than six questions.

The difficulty of an item is that of all of it: authors rate it so, and it is learnt from all right
or not. `of_rows` leads from there to the b of its rows.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import comb, exp, log

import numpy as np

from tpmlearn.domain.assessment.curves import (
    GRID,
    Floats,
    ItemParameters,
    kept_curve,
    parameter_nodes,
)


def category_curves(parameters: ItemParameters, marks: int) -> Floats:
    """P(score = 0 … marks | theta) on the grid, shape (marks + 1, 81); columns sum to 1.

    P(k) ∝ C(m, k) exp(k a (theta - b)), averaged over b and log a as the expected response
    function does; what is not known of b, all rows share, and that makes them tell less. Guessing
    is left out: few rows come right by chance. Raises ValueError for less than one mark.
    """
    if marks < 1:
        raise ValueError("an item has at least one mark")
    b, b_weight, log_a, a_weight = parameter_nodes(parameters)
    logits = np.exp(log_a)[:, None, None] * (GRID[:, None] - b[None, :])
    score = np.arange(marks + 1)
    ways = np.log([float(comb(marks, k)) for k in score])
    powers = score[:, None, None, None] * logits + ways[:, None, None, None]
    chances = np.exp(powers - powers.max(axis=0))
    chances /= chances.sum(axis=0)
    curves: Floats = np.einsum("kagb,a,b->kg", chances, a_weight, b_weight)
    return curves


def of_rows(parameters: ItemParameters, marks: int) -> ItemParameters:
    """What is believed of the rows of an item, from what is believed of it as all right or not.

    All rows come right with L(a' (theta - b'))^m, which has the height 1/2 and the slope of
    L(a (theta - b)) at b where a' = a / (2 m (1 - h)) and b' = b - log(h/(1 - h))/a', with
    h = 2^(-1/m), a row's chance there. With one mark nothing changes.
    """
    each = 2 ** (-1 / marks)
    log_a = parameters.log_a - log(2 * marks * (1 - each))
    b = parameters.b - log(each / (1 - each)) / exp(log_a)
    return replace(parameters, b=b, log_a=log_a)


@lru_cache(maxsize=4096)
def outcomes(parameters: ItemParameters, marks: int) -> tuple[Floats, ...]:
    """The likelihood of each score from 0 to `marks` at each ability, each (81,), kept in memory.

    `parameters` are those of the whole item. With one mark they are wrong and right: 1 - P and P of
    the expected response function, guessing included.
    """
    if marks == 1:
        curve = kept_curve(parameters)
        return _kept([1 - curve, curve])
    return _kept(category_curves(of_rows(parameters, marks), marks))


def _kept(curves: Floats | Sequence[Floats]) -> tuple[Floats, ...]:
    for curve in curves:
        curve.flags.writeable = False
    return tuple(curves)


def updated_by_score(log_density: Floats, curves: Floats, score: int) -> Floats:
    """The log-density after an item that earned `score` marks; `curves` (marks + 1, 81).

    Raises ValueError for a score that the item does not have.
    """
    if not 0 <= score < len(curves):
        raise ValueError(f"a score from 0 to {len(curves) - 1} was expected, not {score}")
    found: Floats = log_density + np.log(curves[score])
    return found


def score_information(curves: Floats) -> Floats:
    """Fisher information of a score on the grid, shape (81,): ∑ P_k'² / P_k (Samejima 1969)."""
    slopes = np.gradient(curves, GRID[1] - GRID[0], axis=-1)
    found: Floats = (slopes**2 / curves).sum(axis=0)
    return found


def expected_score(curves: Floats) -> Floats:
    """The marks to be expected at each ability, shape (81,)."""
    found: Floats = np.arange(len(curves)) @ curves
    return found
