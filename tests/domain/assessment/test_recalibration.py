"""Difficulties learnt from answers."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.cavities import Answers
from tpmlearn.domain.assessment.curves import ItemParameters, author_parameters
from tpmlearn.domain.assessment.recalibration import moved_far, recalibrated

ITEMS, PEOPLE = 12, 600


def _answers() -> tuple[np.ndarray, Answers]:
    """Everybody answers all items; the true difficulties are known."""
    rng = np.random.default_rng(3)
    b = np.linspace(-1.5, 1.5, ITEMS)
    theta = rng.normal(0, 1, PEOPLE)
    chance = 0.25 + 0.75 / (1 + np.exp(-(theta[:, None] - b[None, :])))
    right = rng.random((PEOPLE, ITEMS)) < chance
    person, item = np.divmod(np.arange(PEOPLE * ITEMS), ITEMS)
    return b, Answers(person, item, right.ravel())


def test_it_finds_difficulties_that_no_author_told() -> None:
    b, answers = _answers()

    found = recalibrated([author_parameters(3, 0.25)] * ITEMS, answers)

    learnt = np.array([one.b for one in found])
    assert np.corrcoef(learnt, b)[0, 1] > 0.95
    assert all(one.b_sd < 0.40 for one in found)
    assert {one.status for one in found} == {"calibrated"}


def test_many_answers_at_once_leave_no_false_certainty() -> None:
    """The nodes lie around what an author said, a third of a belief apart: too far for 3,000."""
    inside = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        b, theta = rng.normal(0, 0.9, 15), rng.normal(0, 1, 3000)
        chance = 0.25 + 0.75 / (1 + np.exp(-(theta[:, None] - b[None, :])))
        person, item = np.divmod(np.arange(3000 * 15), 15)
        answers = Answers(person, item, (rng.random(chance.shape) < chance).ravel())

        found = recalibrated([author_parameters(3, 0.25)] * 15, answers)

        assert min(one.b_sd for one in found) > 0.04
        inside += [abs(one.b - t) <= 1.645 * one.b_sd for one, t in zip(found, b, strict=True)]
    assert np.mean(inside) >= 0.80


def test_without_answers_nothing_changes() -> None:
    bank = (author_parameters(2, 0.25), author_parameters(4, 0.25))
    none = Answers(
        np.array([], dtype=np.intp), np.array([], dtype=np.intp), np.array([], dtype=bool)
    )

    assert recalibrated(bank, none) == bank


def test_an_item_that_nobody_was_given_keeps_what_was_believed() -> None:
    _, answers = _answers()
    bank = [author_parameters(3, 0.25)] * ITEMS + [author_parameters(5, 0.02)]

    assert recalibrated(bank, answers)[-1] == bank[-1]


def test_the_same_answers_give_the_same_bank() -> None:
    _, answers = _answers()
    bank = [author_parameters(3, 0.25)] * ITEMS

    assert recalibrated(bank, answers) == recalibrated(bank, answers)


@pytest.mark.parametrize("right", [True, False])
def test_an_item_that_all_get_right_or_wrong_stays_finite(right: bool) -> None:
    person, item = np.arange(50), np.zeros(50, dtype=np.intp)

    (found,) = recalibrated([author_parameters(3, 0.25)], Answers(person, item, np.full(50, right)))

    assert np.isfinite([found.b, found.b_sd, found.log_a, found.log_a_sd]).all()
    assert (found.b < 0) == right


def test_it_tells_which_item_moved_beyond_belief() -> None:
    before = [ItemParameters(0.0, 0.2), ItemParameters(0.0, 0.2)]
    after = [ItemParameters(0.7, 0.1), ItemParameters(0.5, 0.1)]

    assert [one.item for one in moved_far(before, after)] == [0]
