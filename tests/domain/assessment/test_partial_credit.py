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
    of_rows,
    outcomes,
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


@pytest.mark.parametrize(("marks", "log_a", "b"), [(2, -0.1583, -1.0326), (6, -0.2692, -2.7490)])
def test_the_rows_are_easier_than_the_whole(marks: int, log_a: float, b: float) -> None:
    # two marks: h = .7071, a' = 1/(4 · .2929) = .8536, b' = -log(2.4142)/.8536
    # six: h = .8909, a' = 1/(12 · .1091) = .7639, b' = -log(8.1652)/.7639
    found = of_rows(KNOWN, marks)

    assert (found.log_a, found.b) == pytest.approx((log_a, b), abs=2e-3)


@pytest.mark.parametrize("marks", [2, 3, 6])
def test_all_rows_come_right_as_often_as_the_whole_item_is_learnt_to(marks: int) -> None:
    parameters = ItemParameters(0.4, 0.0, 0.2, 0.0, 0.0)

    all_right = outcomes(parameters, marks)[-1]

    assert all_right[_at(0.4)] == pytest.approx(0.5)
    assert np.abs(all_right - expected_curve(parameters)).max() < 0.08


def test_a_whole_item_of_one_mark_stays_as_it_is() -> None:
    assert of_rows(UNKNOWN, 1) == UNKNOWN


def test_one_mark_gives_right_and_wrong_with_guessing_bit_for_bit() -> None:
    parameters = author_parameters(2, 0.25)

    wrong, right = outcomes(parameters, 1)

    assert np.array_equal(right, expected_curve(parameters))
    assert np.array_equal(wrong, 1 - expected_curve(parameters))


def test_the_means_of_scores_are_true_on_simulated_people() -> None:
    # Rows that behave as they are believed to: 12 matches of four rows, by their marks.
    rng = np.random.default_rng(11)
    items = [ItemParameters(b, 0.3, 0.0, 0.1, 0.0) for b in np.linspace(-1.5, 1.5, 12)]
    errors, inside = [], []
    for theta in rng.normal(0, 1, 400):
        log_density = PRIOR
        for one in items:
            true = of_rows(ItemParameters(one.b + 0.3 * rng.normal(), 0.0), 4)
            chance = 1 / (1 + np.exp(-np.exp(true.log_a + 0.1 * rng.normal()) * (theta - true.b)))
            score = int((rng.random(4) < chance).sum())
            log_density = updated_by_score(log_density, np.stack(outcomes(one, 4)), score)
        found = estimate(log_density)
        errors.append(found.mean - theta)
        inside.append(found.low <= theta <= found.high)

    assert abs(np.mean(errors)) < 0.06
    assert 0.86 <= np.mean(inside) <= 0.94
