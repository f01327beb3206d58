"""Items whose rows earn a mark each, against values worked out by hand."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import PRIOR, density, estimate, updated
from tpmlearn.domain.assessment.curves import (
    GRID,
    ItemParameters,
    author_parameters,
    expected_curve,
    informations,
)
from tpmlearn.domain.assessment.partial_credit import (
    category_curves,
    expected_score,
    score_information,
    updated_by_score,
)

KNOWN = ItemParameters(b=0.0, b_sd=0.0, log_a=0.0, log_a_sd=0.0, guess=0.0)
UNKNOWN = author_parameters(4, 0.0)


def _at(theta: float) -> int:
    return int(np.argmin(np.abs(GRID - theta)))


@pytest.mark.parametrize(
    ("theta", "chances"),
    [
        # a quarter, a half, a quarter
        (0.0, [0.25, 0.5, 0.25]),
        # 1, 2e and e² over their sum, 13.825620
        (1.0, [0.072329, 0.393224, 0.534447]),
    ],
)
def test_it_gives_the_chances_of_each_score(theta: float, chances: list[float]) -> None:
    found = category_curves(KNOWN, 2)[:, _at(theta)]

    assert found == pytest.approx(chances, abs=1e-6)


@pytest.mark.parametrize("marks", [1, 2, 6])
def test_the_chances_of_all_scores_sum_to_one(marks: int) -> None:
    found = category_curves(UNKNOWN, marks)

    assert found.shape == (marks + 1, 81)
    assert found.sum(axis=0) == pytest.approx(np.ones(81))
    assert (found > 0).all()


@pytest.mark.parametrize("parameters", [KNOWN, UNKNOWN])
def test_one_mark_is_the_binary_curve(parameters: ItemParameters) -> None:
    curves, binary = category_curves(parameters, 1), expected_curve(parameters)

    assert curves[1] == pytest.approx(binary, abs=1e-12)
    assert score_information(curves) == pytest.approx(informations(binary[None, :])[0])
    for score, right in ((0, False), (1, True)):
        mine = density(updated_by_score(PRIOR, curves, score))
        assert mine == pytest.approx(density(updated(PRIOR, binary, right=right)))


def test_marks_inform_like_as_many_questions_and_less_while_the_item_is_unknown() -> None:
    # a known item of m rows has m a² P Q: .25 a row in the middle
    known = score_information(category_curves(KNOWN, 4))[_at(0)]
    unknown = score_information(category_curves(UNKNOWN, 4)).max()
    four = 4 * informations(expected_curve(UNKNOWN)[None, :]).max()

    assert known == pytest.approx(1.0, abs=5e-3)
    assert unknown < four


def test_half_of_the_marks_are_expected_at_the_difficulty() -> None:
    assert expected_score(category_curves(KNOWN, 4))[_at(0)] == pytest.approx(2)


def test_more_marks_raise_the_estimate_step_by_step() -> None:
    curves = category_curves(UNKNOWN, 3)

    means = [estimate(updated_by_score(PRIOR, curves, score)).mean for score in range(4)]

    assert means == sorted(means)
    assert means[0] < 0 < means[3]


@pytest.mark.parametrize("score", [-1, 3])
def test_it_refuses_a_score_that_the_item_does_not_have(score: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 2"):
        updated_by_score(PRIOR, category_curves(KNOWN, 2), score)


def test_it_refuses_an_item_without_marks() -> None:
    with pytest.raises(ValueError, match="one mark"):
        category_curves(KNOWN, 0)
