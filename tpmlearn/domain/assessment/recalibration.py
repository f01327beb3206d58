"""Learns from answers how hard the items are: a new, immutable version of the bank."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.cavities import FLOOR, Answers, cavities
from tpmlearn.domain.assessment.curves import (
    GRID,
    Floats,
    ItemParameters,
    expected_curves,
    guess_nodes,
)

SWEEPS = 4
_B_NODES, _A_NODES, _REACH = 13, 7, 3.3
_ZOOMS, _FINE = 3, 0.4
_ALARM_SD = 3.0
_LEAST_SD = 0.02


@dataclass(frozen=True)
class Moved:
    """An item whose difficulty moved by over 3 of its former SD: somebody should look."""

    item: int
    before: ItemParameters
    after: ItemParameters


def recalibrated(
    bank: Sequence[ItemParameters], answers: Answers, *, sweeps: int = SWEEPS
) -> tuple[ItemParameters, ...]:
    """The bank after some answers; `bank` and the result have the same order.

    For each item and person the cavity, the posterior without the own answer, is averaged over the
    nodes of (b, log a, c): weight_g ∝ prior_g ∏_i [∑_q cavity_iq P_gq]^x [1 - ·]^(1-x). The prior
    of an item is what was believed before any answer, so that nothing is counted twice; each sweep
    uses the curves of the one before, and puts its nodes where that one found the item to be.
    """
    current = list(bank)
    for _ in range(sweeps):
        for j, mine, cavity in cavities(expected_curves(current), answers):
            current[j] = _item(bank[j], current[j], cavity, answers.right[mine])
    return tuple(current)


def moved_far(
    before: Sequence[ItemParameters], after: Sequence[ItemParameters]
) -> tuple[Moved, ...]:
    """The items whose b moved by more than 3 of the SD that it had before."""
    return tuple(
        Moved(n, old, new)
        for n, (old, new) in enumerate(zip(before, after, strict=True))
        if abs(new.b - old.b) > _ALARM_SD * old.b_sd
    )


def _item(
    prior: ItemParameters, now: ItemParameters, cavity: Floats, right: NDArray[np.bool_]
) -> ItemParameters:
    """What the cavities of those who answered say of an item, believed `now` to be somewhere.

    Nodes that lie too far apart for what they find are put closer around it, up to twice: many
    answers at once would else leave a single node, and with it a false certainty.
    """
    for _ in range(_ZOOMS):
        found = _moments(prior, *_weighted(prior, now, cavity, right))
        if found.b_sd > _FINE * now.b_sd and found.log_a_sd > _FINE * now.log_a_sd:
            break
        now = replace(
            found,
            b_sd=max(found.b_sd, now.b_sd * _FINE),
            log_a_sd=max(found.log_a_sd, now.log_a_sd * _FINE),
        )
    return found


def _weighted(
    prior: ItemParameters, now: ItemParameters, cavity: Floats, right: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Nodes of b and log a, and their weights given the answers; all of shape (nodes,)."""
    b, log_a, log_weight = _nodes(prior, now)
    above = cavity @ _logistics(b, log_a).T
    guesses, chances = guess_nodes(prior.guess)
    weights = []
    for guess, chance in zip(guesses, chances, strict=True):
        expected = np.clip(guess + (1 - guess) * above, FLOOR, 1 - FLOOR)
        weight = log_weight + np.log(chance) + np.log(expected[right]).sum(axis=0)
        weights.append(weight + np.log(1 - expected[~right]).sum(axis=0))
    weight = np.exp(np.array(weights) - np.max(weights)).sum(axis=0)
    return b, log_a, weight / weight.sum()


def _nodes(prior: ItemParameters, now: ItemParameters) -> tuple[Floats, Floats, Floats]:
    """Nodes of (b, log a) around what is believed `now`, each shape (85,), and the log of the
    weights that the prior gives them."""
    units_b = np.linspace(-_REACH, _REACH, _B_NODES)
    units_a = np.linspace(-_REACH, _REACH, _A_NODES)
    b, log_a = np.meshgrid(
        now.b + now.b_sd * units_b, now.log_a + now.log_a_sd * units_a, indexing="ij"
    )
    from_b, from_a = (b - prior.b) / prior.b_sd, (log_a - prior.log_a) / prior.log_a_sd
    return b.ravel(), log_a.ravel(), -(from_b**2 + from_a**2).ravel() / 2


def _logistics(b: Floats, log_a: Floats) -> Floats:
    """Plain curves without guessing at nodes, shape (nodes, 81)."""
    found: Floats = 1 / (1 + np.exp(-np.exp(log_a)[:, None] * (GRID[None, :] - b[:, None])))
    return found


def _moments(prior: ItemParameters, b: Floats, log_a: Floats, weight: Floats) -> ItemParameters:
    mean_b, mean_a = float(weight @ b), float(weight @ log_a)
    sd_b = float(np.sqrt(max(float(weight @ (b - mean_b) ** 2), 0.0)))
    sd_a = float(np.sqrt(max(float(weight @ (log_a - mean_a) ** 2), 0.0)))
    return replace(
        prior, b=mean_b, b_sd=max(sd_b, _LEAST_SD), log_a=mean_a, log_a_sd=max(sd_a, _LEAST_SD)
    )
