"""Confidence beside results: Brier score, excess, intervals, by hand and by simulation."""

import math

import numpy as np
import pytest

from tpmlearn.domain.review.confidence import (
    FEWEST,
    STEPS,
    BadConfidence,
    Fit,
    Given,
    brier_score,
    calibration,
    read_confidence,
    wilson,
)


@pytest.mark.parametrize("step", STEPS)
def test_it_reads_every_step(step: int) -> None:
    assert read_confidence(str(step)) == step


@pytest.mark.parametrize("nothing", ["", None])
def test_it_need_not_be_said(nothing: str | None) -> None:
    assert read_confidence(nothing) is None


@pytest.mark.parametrize("bad", ["0", "51", "100", "-50", "50.0", " 50", "²", "٥٠", "9" * 5000])
def test_it_refuses_what_is_no_step(bad: str) -> None:
    with pytest.raises(BadConfidence, match="six steps"):
        read_confidence(bad)


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        # (0.9 - 1)² = .01 and (0.9 - 0)² = .81
        ([Given(90, True), Given(90, False)], 0.41),
        # A coin toss costs .25 whatever comes.
        ([Given(50, True), Given(50, False), Given(50, False)], 0.25),
        # A quarter of .01 and .04 and .16 and .25.
        ([Given(90, True), Given(80, True), Given(60, True), Given(50, False)], 0.115),
        ([Given(99, True)], 0.0001),
    ],
)
def test_the_brier_score_is_the_mean_square_of_what_was_missed(
    answers: list[Given], score: float
) -> None:
    assert brier_score(answers) == pytest.approx(score)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [
        # With z² = 2.7055 the middle is .83528 / 1.27055 and the half 1.6449 · .16663 / 1.27055.
        (7, 10, 0.4417, 0.8731),
        # All right: 10 / (10 + z²)
        (10, 10, 0.7871, 1.0),
        (0, 10, 0.0, 0.2129),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilsons_interval(right: int, count: int, low: float, high: float) -> None:
    assert wilson(right, count) == pytest.approx((low, high), abs=1e-4)


def test_under_thirty_answers_it_says_nothing() -> None:
    assert calibration([Given(90, True)] * (FEWEST - 1)) is None
    assert calibration([Given(90, True)] * FEWEST) is not None


def test_one_step_alone_has_wilsons_interval() -> None:
    found = calibration([Given(90, n < 20) for n in range(30)])

    assert found
    low, high = wilson(20, 30)
    assert (found.count, found.right) == (30, 20)
    assert found.said == pytest.approx(0.9)
    assert found.excess == pytest.approx(0.9 - 20 / 30)
    assert found.excess_interval == pytest.approx((0.9 - high, 0.9 - low))
    # 20 of .01 and 10 of .81; linear in the share: .81 - .8 s
    assert found.brier == pytest.approx((20 * 0.01 + 10 * 0.81) / 30)
    assert found.brier_interval == pytest.approx((0.81 - 0.8 * high, 0.81 - 0.8 * low))
    assert found.fit is Fit.OVER


def test_the_steps_of_a_brier_score_add_their_intervals_in_squares() -> None:
    answers = [Given(60, n < 12) for n in range(20)] + [Given(90, n < 18) for n in range(20)]

    found = calibration(answers)

    assert found
    assert [(one.confidence, one.count, one.right) for one in found.bins] == [
        (60, 20, 12),
        (90, 20, 18),
    ]
    assert found.excess == pytest.approx(0.75 - 30 / 40)
    low, high = wilson(30, 40)
    assert found.excess_interval == pytest.approx((0.75 - high, 0.75 - low))
    # Weights of the shares: (1 - 1.2) / 2 = -.1 and (1 - 1.8) / 2 = -.4.
    (low6, high6), (low9, high9) = wilson(12, 20), wilson(18, 20)
    assert found.brier_interval == pytest.approx(
        (
            found.brier - math.hypot(0.1 * (high6 - 0.6), 0.4 * (high9 - 0.9)),
            found.brier + math.hypot(0.1 * (0.6 - low6), 0.4 * (0.9 - low9)),
        )
    )
    assert found.fit is Fit.OPEN


def test_who_is_right_more_often_than_said_is_told_so() -> None:
    found = calibration([Given(60, n < 29) for n in range(30)])

    assert found
    assert found.fit is Fit.UNDER
    assert found.excess_interval[1] < 0


def test_the_interval_never_shrinks_to_nothing() -> None:
    found = calibration([Given(99, True)] * 40)

    assert found
    assert found.brier == pytest.approx(0.0001)
    assert found.excess_interval[1] - found.excess_interval[0] > 0.05
    assert found.brier_interval[1] > 0.05
    assert found.fit is Fit.OPEN


@pytest.mark.parametrize("count", [30, 60, 200])
@pytest.mark.parametrize("excess", [-0.05, 0.0, 0.12])
def test_on_simulated_people_the_intervals_hold_the_truth(count: int, excess: float) -> None:
    rng = np.random.default_rng(7)
    steps = np.array(list(STEPS)) / 100
    held = np.zeros(2)
    people = 500
    for _ in range(people):
        said = rng.choice(steps, count, p=[0.1, 0.1, 0.2, 0.25, 0.2, 0.15])
        chance = np.clip(said - excess + rng.normal(0, 0.05, count), 0.01, 0.99)
        right = rng.random(count) < chance
        found = calibration(
            [Given(round(p * 100), bool(y)) for p, y in zip(said, right, strict=True)]
        )
        assert found
        truths = (
            float(said.mean() - chance.mean()),
            float((said**2 + (1 - 2 * said) * chance).mean()),
        )
        for place, interval in enumerate((found.excess_interval, found.brier_interval)):
            held[place] += interval[0] <= truths[place] <= interval[1]

    assert (held / people >= 0.86).all(), held / people
    assert (held / people <= 0.95).all(), held / people
