"""People without one of their answers."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import PRIOR, density, log_posterior
from tpmlearn.domain.assessment.cavities import Answers, cavities, left_out
from tpmlearn.domain.assessment.curves import GRID, author_parameters, expected_curves

CURVES = expected_curves([author_parameters(d, 0.25) for d in (2, 3, 4)])
ANSWERS = Answers(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([True, False, True]))


def test_an_answer_is_predicted_from_the_others_alone() -> None:
    found = left_out(CURVES, ANSWERS)

    without = density(log_posterior(CURVES[[1]], [False]))
    assert found.predicted[0] == pytest.approx(without @ CURVES[0])
    assert found.theta[0] == pytest.approx(without @ GRID)


def test_who_gave_one_answer_is_like_everybody() -> None:
    found = left_out(CURVES, ANSWERS)

    assert found.theta[2] == pytest.approx(0, abs=1e-12)
    assert found.predicted[2] == pytest.approx(density(PRIOR) @ CURVES[1])


def test_it_goes_through_the_items_that_have_answers() -> None:
    found = {j: (list(mine), cavity.shape) for j, mine, cavity in cavities(CURVES, ANSWERS)}

    assert found == {0: ([0], (1, 81)), 1: ([1, 2], (2, 81))}


def test_many_answers_are_added_in_parts() -> None:
    people, items = 9_000, 3
    person, item = np.divmod(np.arange(people * items), items)
    right = (person + item) % 2 == 0

    found = left_out(CURVES, Answers(person, item, right))

    # everybody of one kind has the same answers, wherever the parts begin
    assert np.ptp(found.theta[item == 0][::2]) < 1e-9


def test_the_own_answer_leaves_no_trace_where_nothing_else_is_known() -> None:
    people = 60
    right = np.arange(people) % 2 == 0
    only = np.full(people, 1)

    found = left_out(CURVES, Answers(np.arange(people), only, right))

    # exactly: a trace would sort those who are right from those who are not
    assert np.ptp(found.theta) == 0
    assert np.ptp(found.predicted) == 0
