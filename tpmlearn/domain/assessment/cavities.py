"""What is known of people without one of their answers: what an item can be learnt from."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.ability import PRIOR
from tpmlearn.domain.assessment.curves import GRID, Floats

FLOOR = 1e-12
# Taking the own answer out leaves an error of rounding that tells right from wrong.
_DECIMALS = 9
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Answers:
    """First, effortful, unaided answers; all arrays have shape (answers,).

    `person` and `item` are indexes from 0 without gaps in `person`, `right` is true for a right
    answer.
    """

    person: NDArray[np.intp]
    item: NDArray[np.intp]
    right: NDArray[np.bool_]


@dataclass(frozen=True)
class LeftOut:
    """For each answer what the person's other answers say; both arrays have shape (answers,).

    `predicted` is the chance of a right answer, `theta` the mean ability; people of whom the same
    is known have the same values.
    """

    predicted: Floats
    theta: Floats


def cavities(curves: Floats, answers: Answers) -> Iterator[tuple[int, NDArray[np.intp], Floats]]:
    """For each item with answers: its index, its places in `answers`, and their cavities.

    cavity_i(theta) ∝ posterior_i / likelihood of the own answer, shape (places, 81), each summing
    to 1. `curves` (items, 81) are those of the whole bank; it is a float matrix per person and one
    per item that are held, so memory grows with people and not with answers.
    """
    curves = np.clip(curves, FLOOR, 1 - FLOOR)
    log_right, log_wrong = np.log(curves), np.log(1 - curves)
    posteriors = _log_posteriors(log_right, log_wrong, answers)
    order = np.argsort(answers.item, kind="stable")
    starts = np.searchsorted(answers.item[order], np.arange(len(curves) + 1))
    for j in range(len(curves)):
        mine = order[starts[j] : starts[j + 1]]
        if mine.size:
            own = np.where(answers.right[mine][:, None], log_right[j], log_wrong[j])
            log_cavity = posteriors[answers.person[mine]] - own
            cavity: Floats = np.exp(log_cavity - log_cavity.max(axis=1, keepdims=True))
            cavity /= cavity.sum(axis=1, keepdims=True)
            yield j, mine, cavity


def left_out(curves: Floats, answers: Answers) -> LeftOut:
    """Prediction and ability of each answer from the person's others; `curves` (items, 81)."""
    predicted, theta = np.empty(answers.item.size), np.empty(answers.item.size)
    for j, mine, cavity in cavities(curves, answers):
        predicted[mine] = cavity @ curves[j]
        theta[mine] = cavity @ GRID
    return LeftOut(predicted.round(_DECIMALS), theta.round(_DECIMALS))


def log_posteriors(curves: Floats, answers: Answers) -> Floats:
    """The log-posterior of every person given all answers, shape (people, 81), but for constants.

    `curves` (items, 81) are those of the whole bank.
    """
    curves = np.clip(curves, FLOOR, 1 - FLOOR)
    return _log_posteriors(np.log(curves), np.log(1 - curves), answers)


def _log_posteriors(log_right: Floats, log_wrong: Floats, answers: Answers) -> Floats:
    people = int(answers.person.max()) + 1 if answers.person.size else 0
    found = np.tile(PRIOR, (people, 1))
    for start in range(0, answers.item.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        item, right = answers.item[part], answers.right[part]
        parts = np.where(right[:, None], log_right[item], log_wrong[item])
        np.add.at(found, answers.person[part], parts)
    return found
