"""The response curve of an item with its uncertainty, for those who look at it."""

from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.curves import (
    GRID,
    Floats,
    ItemParameters,
    expected_curve,
    guess_nodes,
    parameter_nodes,
)

TAIL = 0.05


@dataclass(frozen=True)
class CurveBand:
    """P(right) on the grid: expected, and where it lies nine times in ten; each shape (81,)."""

    expected: Floats
    low: Floats
    high: Floats


def curve_band(parameters: ItemParameters) -> CurveBand:
    """The expected curve, and at each ability the 5 % and 95 % quantiles over what is unknown.

    Over the nodes of b, log a and guessing that `expected_curve` averages over.
    """
    b, b_weight, log_a, a_weight = parameter_nodes(parameters)
    guess, guess_weight = guess_nodes(parameters.guess)
    logits = np.exp(log_a)[:, None, None] * (GRID[None, None, :] - b[None, :, None])
    above = 1 / (1 + np.exp(-logits))
    curves = guess[:, None, None, None] + (1 - guess[:, None, None, None]) * above[None]
    weights = np.einsum("c,a,b->cab", guess_weight, a_weight, b_weight).ravel()
    flat = curves.reshape(-1, GRID.size)
    order = np.argsort(flat, axis=0)
    reached = np.cumsum(weights[order], axis=0)
    low, high = (_at(np.take_along_axis(flat, order, 0), reached, q) for q in (TAIL, 1 - TAIL))
    return CurveBand(expected_curve(parameters), low, high)


def _at(values: Floats, reached: Floats, share: float) -> Floats:
    """The first of the ordered values (nodes, 81) at which `share` of the weight is reached."""
    places = np.argmax(reached >= share - 1e-12, axis=0)
    found: Floats = np.take_along_axis(values, places[None, :], 0)[0]
    return found
