"""How dependable the results of a test are."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.reliability import (
    FormAlpha,
    alpha,
    form_alphas,
    marginal_reliability,
)


def test_reliability_is_one_less_the_mean_square_of_the_errors() -> None:
    # (.09 + .25)/2 = .17
    assert marginal_reliability([0.3, 0.5]) == pytest.approx(0.83)
    assert marginal_reliability([]) is None


def test_a_mean_of_skills_varies_less_so_that_the_same_error_is_worth_less() -> None:
    # three skills with the correlation .5 have the variance 2/3: 1 - .25/(2/3)
    assert marginal_reliability([0.5], 2 / 3) == pytest.approx(0.625)
    assert marginal_reliability([(2 / 3) ** 0.5], 2 / 3) == pytest.approx(0)


@pytest.mark.parametrize(
    ("scores", "value"),
    [
        # items that go together wholly, not at all, and by two thirds
        ([[1, 1], [0, 0], [1, 1], [0, 0]], 1.0),
        ([[1, 1], [0, 0], [1, 0], [0, 1]], 0.0),
        ([[1, 1], [1, 1], [0, 0], [0, 0], [1, 0], [0, 1]], 0.5),
    ],
)
def test_alpha_compares_the_parts_with_the_whole(scores: list[list[int]], value: float) -> None:
    # 2 (1 - parts/total): parts 2/3 of total 4/3; 2/3 of 2/3; 3/5 of 4/5
    assert alpha(np.array(scores, dtype=float)) == pytest.approx(value)


@pytest.mark.parametrize("scores", [[[1, 0]], [[1], [0]], [[1, 0], [0, 1]]])
def test_there_is_no_alpha_without_people_items_or_spread(scores: list[list[int]]) -> None:
    assert alpha(np.array(scores, dtype=float)) is None


def test_alpha_is_that_of_the_form_that_most_people_took_whole() -> None:
    # Three took items 0 and 1, two took 0 and 2 after an edit; one left after item 0.
    unit = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5])
    item = np.array([0, 1, 0, 1, 0, 1, 0, 2, 0, 2, 0])
    right = np.array([1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1], dtype=bool)

    found = form_alphas(unit, item, right, least=2)

    three = alpha(np.array([[1, 1], [0, 0], [1, 0]], dtype=float))
    assert three is not None
    assert found == {0: FormAlpha(three, 3), 1: FormAlpha(three, 3), 2: FormAlpha(1.0, 2)}
    assert form_alphas(unit, item, right, least=4) == {}
