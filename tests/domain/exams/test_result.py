"""Shares with their intervals, our bands, another mock and changes: by hand, and by their laws."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.exams.result import (
    LEAST_UNSEEN,
    AgainstMark,
    Earned,
    against_mark,
    change,
    earned_in,
    next_mock,
)
from tpmlearn.domain.exams.scoring import Marked


def _of(right: int, questions: int) -> Earned:
    return Earned(questions, right, questions, float(questions))


def _marked(earned: int, marks: int, *, scored: bool = True) -> Marked:
    return Marked(1, "PE", scored, True, earned == marks, earned, marks)


@st.composite
def _shares(draw: st.DrawFn) -> Earned:
    questions = draw(st.integers(1, 400))
    return _of(draw(st.integers(0, questions)), questions)


def test_what_was_earned_counts_scored_questions_only() -> None:
    found = earned_in([_marked(1, 1), _marked(0, 1), _marked(1, 1, scored=False)])

    assert (found.questions, found.earned, found.marks, found.weight) == (2, 1, 2, 2.0)


def test_a_question_of_several_marks_weighs_less_than_as_many_questions() -> None:
    # Seven of one mark and one of three: 10² / (7 + 9) = 6.25 questions, not 10, not 8.
    found = earned_in([*[_marked(1, 1)] * 7, _marked(2, 3)])

    assert (found.questions, found.earned, found.marks) == (8, 9, 10)
    assert found.weight == pytest.approx(6.25)


def test_the_interval_is_wilsons() -> None:
    # z² = 2.7055, z²/n = .27055: (.8 + .13528 ± 1.64485 sqrt(.016 + .0067638)) / 1.27055.
    assert _of(8, 10).interval == pytest.approx((0.5408, 0.9314), abs=1e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert (Earned().share, Earned().interval) == (0.0, (0.0, 1.0))


@pytest.mark.parametrize(
    ("interval", "band"),
    [
        ((0.76, 0.90), AgainstMark.ABOVE),
        ((0.75, 0.90), AgainstMark.ABOVE),
        ((0.70, 0.90), AgainstMark.ABOUT),
        ((0.60, 0.75), AgainstMark.ABOUT),
        ((0.60, 0.74), AgainstMark.BELOW),
    ],
)
def test_our_bands_go_by_the_whole_interval(
    interval: tuple[float, float], band: AgainstMark
) -> None:
    assert against_mark(interval, 0.75) is band


def test_eighty_per_cent_of_ten_is_about_at_a_mark_of_three_quarters_and_of_300_above() -> None:
    assert against_mark(_of(8, 10).interval, 0.75) is AgainstMark.ABOUT
    assert against_mark(_of(240, 300).interval, 0.75) is AgainstMark.ABOVE


def test_another_mock_differs_by_the_luck_of_both() -> None:
    # p = 71/102 = .69608; 1.64485 sqrt(p (1 - p) * (1/100 + 1/170)) = 1.64485 * .057967 = .095347
    found = next_mock(_of(70, 100), _of(120, 170))

    assert found is not None
    assert found.expected == pytest.approx(71 / 102)
    assert found.low == pytest.approx(0.6007, abs=1e-4)
    assert found.high == pytest.approx(0.7914, abs=1e-4)
    assert found.answers == 100


@pytest.mark.parametrize(("right", "expected"), [(10, 11 / 12), (0, 1 / 12)])
def test_all_or_nothing_right_is_not_certain(right: int, expected: float) -> None:
    # 1.64485 sqrt(11/144 * (1/10 + 1/10)) = .20331, so from .7134 to 1, or from 0 to .2866.
    found = next_mock(_of(right, 10), _of(right, 10))

    assert found is not None
    assert found.expected == pytest.approx(expected)
    assert min(found.low, 1 - found.high) == 0
    assert found.high - found.low == pytest.approx(0.2866, abs=1e-4)


def test_few_unseen_questions_say_nothing_of_another_mock() -> None:
    assert next_mock(_of(3, LEAST_UNSEEN - 1), _of(100, 170)) is None
    assert next_mock(_of(3, LEAST_UNSEEN), _of(100, 170)) is not None
    assert next_mock(_of(3, LEAST_UNSEEN), Earned()) is None


@pytest.mark.parametrize("truth", [0.5, 0.65, 0.8, 0.9])
@pytest.mark.parametrize(("n", "m"), [(170, 170), (56, 56), (40, 120), (20, 60)])
def test_another_mock_falls_into_the_range_about_nine_times_in_ten(
    truth: float, n: int, m: int
) -> None:
    first, second = _chances(n, truth), _chances(m, truth)
    held = 0.0
    for right, chance in enumerate(first):
        found = next_mock(_of(right, n), _of(right, m))
        assert found
        held += chance * sum(
            other for k, other in enumerate(second) if found.low <= k / m <= found.high
        )

    assert 0.88 <= held <= 0.96


def _chances(n: int, p: float) -> list[float]:
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def test_a_change_has_newcombes_interval() -> None:
    # Newcombe's own example, 56 of 70 against 48 of 80, here at 90 %. Wilson: .8 lies within
    # .7109 and .8668, .6 within .5081 and .6854:
    # .2 - sqrt(.0891² + .0854²) = .0766, .2 + sqrt(.0668² + .0919²) = .3136.
    found = change(_of(48, 80), _of(56, 70))

    assert found is not None
    assert found.difference == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0766, abs=1e-4)
    assert found.high == pytest.approx(0.3136, abs=1e-4)
    assert not found.is_within_chance


def test_a_small_change_is_within_chance() -> None:
    found = change(_of(68, 100), _of(72, 100))

    assert found is not None
    assert found.is_within_chance


def test_nothing_is_said_of_a_change_from_nothing() -> None:
    assert change(Earned(), _of(3, 4)) is None
    assert change(_of(3, 4), Earned()) is None


@given(_shares())
def test_an_interval_lies_within_0_and_1_and_around_its_share(found: Earned) -> None:
    low, high = found.interval

    assert 0 <= low <= found.share + 1e-12
    assert found.share - 1e-12 <= high <= 1


@given(_shares(), st.integers(2, 20))
def test_more_questions_with_the_same_share_are_never_less_sure(found: Earned, times: int) -> None:
    more = _of(found.earned * times, found.questions * times)

    assert more.interval[1] - more.interval[0] < found.interval[1] - found.interval[0]


@given(_shares(), st.integers(1, 400))
def test_a_range_lies_within_0_and_1_and_is_wider_than_chance_in_one(
    unseen: Earned, questions: int
) -> None:
    found = next_mock(unseen, _of(0, questions))

    if found:
        assert 0 <= found.low <= found.expected <= found.high <= 1


@given(_shares(), st.integers(1, 100), st.integers(2, 9))
def test_a_range_narrows_with_more_answers_or_a_longer_mock(
    unseen: Earned, questions: int, times: int
) -> None:
    first = next_mock(unseen, _of(0, questions))
    more = _of(unseen.earned * times, unseen.questions * times)
    if first is None or not 0 < first.low < first.high < 1:
        return

    for found in (
        next_mock(more, _of(0, questions)),
        next_mock(unseen, _of(0, questions * times)),
    ):
        assert found
        assert found.high - found.low < first.high - first.low


@given(_shares(), _shares())
def test_a_change_and_its_reverse_mirror_each_other(before: Earned, after: Earned) -> None:
    there, back = change(before, after), change(after, before)

    assert there
    assert back
    assert -1 <= there.low <= there.difference + 1e-12
    assert there.difference - 1e-12 <= there.high <= 1
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
