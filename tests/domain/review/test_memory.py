"""From answers to what is remembered: the mapping, whole days, nothing within minutes."""

from datetime import date, timedelta

import pytest
from fsrs import Rating

from tpmlearn.domain.review.memory import Answer, rating_of, replay

DAY = date(2026, 12, 7)


def _due(*answers: tuple[int, bool] | tuple[int, bool, int]) -> int:
    """Days from DAY on which the item is due, after answers of (days from DAY, right, sure)."""
    given = [Answer("a", DAY + timedelta(days=one[0]), one[1], *one[2:]) for one in answers]
    return (replay(given)["a"].due - DAY).days


@pytest.mark.parametrize(
    ("correct", "confidence", "rating"),
    [
        (True, None, Rating.Good),
        (True, 99, Rating.Good),
        (True, 60, Rating.Good),
        (True, 50, Rating.Hard),
        (False, None, Rating.Again),
        (False, 50, Rating.Again),
        (False, 99, Rating.Again),
    ],
)
def test_an_answer_is_good_hard_or_again(
    correct: bool, confidence: int | None, rating: Rating
) -> None:
    assert rating_of(Answer("a", DAY, correct, confidence)) is rating


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        # Stability of a first answer: Good 2.3065, Hard 1.2931, Again .212 days.
        ([(0, True)], 2),
        ([(0, True, 50)], 1),
        ([(0, False)], 1),
        # Reviewed when due, Good: 2.3065 grows to 10.96 days.
        ([(0, True), (2, True)], 13),
        # Wrong, then right on the next day: .212 grows to 1.89 days.
        ([(0, False), (1, True)], 3),
        # A lapse takes 10.96 days back to 1.6.
        ([(0, True), (2, True), (13, False)], 15),
    ],
)
def test_it_comes_back_when_fsrs_says(answers: list[tuple[int, bool]], due: int) -> None:
    assert _due(*answers) == due


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_nothing_comes_back_on_the_same_day(first: bool, second: bool) -> None:
    assert _due((0, first), (0, second)) >= 1


def test_recall_falls_from_one_and_is_ninety_per_cent_at_the_stability() -> None:
    memory = replay([Answer("a", DAY, True), Answer("a", DAY + timedelta(days=2), True)])["a"]

    days = [memory.recall(DAY + timedelta(days=2 + n)) for n in (0, 5, 11, 60)]

    assert days[0] == 1
    assert days == sorted(days, reverse=True)
    assert days[2] == pytest.approx(0.90, abs=0.001)


def test_the_same_answers_give_the_same_days() -> None:
    given = [
        Answer(f"i{n % 40}", DAY + timedelta(days=n // 8), n % 3 > 0, (None, 50, 90)[n % 3])
        for n in range(400)
    ]

    first, second = replay(given), replay(given)

    assert first == second
    assert {one.answers for one in first.values()} == {10}
