"""All answers of a person together: sittings add up, and fade."""

import pytest

from tpmlearn.domain.assessment.ability import Estimate
from tpmlearn.domain.assessment.curves import ItemParameters, kept_curve
from tpmlearn.domain.assessment.measured import ScoredAnswer, measured

CURVE = kept_curve(ItemParameters(0.0, 0.3, 0.0, 0.1, 0.25))


def _answers(count: int, sitting: str = "s", skill: str = "A1") -> list[ScoredAnswer]:
    return [ScoredAnswer(skill, sitting, CURVE) for _ in range(count)]


def _of(answers: list[ScoredAnswer], **days: float) -> Estimate:
    return measured(answers, days, ["A1", "A2"])["A1"]


def test_two_sittings_together_say_about_what_one_of_both_says() -> None:
    apart = _of([*_answers(6), *_answers(6, "t")], s=0, t=0)
    together = _of(_answers(12), s=0)

    assert apart.mean == pytest.approx(together.mean, abs=0.12)
    assert apart.se == pytest.approx(together.se, abs=0.05)


def test_an_old_sitting_says_less() -> None:
    now, later = (_of(_answers(8), s=days) for days in (0, 3650))

    assert 0 < later.mean < now.mean
    assert now.se < later.se < 1


def test_fading_is_a_half_percent_a_month() -> None:
    # φ = .995 for 30 days, on the site alone: with one skill the joint estimate is the site.
    now = measured(_answers(8), {"s": 0}, ["A1"])["A1"]
    later = measured(_answers(8), {"s": 30}, ["A1"])["A1"]

    assert later.mean == pytest.approx(0.995 * now.mean, rel=1e-6)
    assert later.se**2 == pytest.approx(0.995**2 * now.se**2 + 1 - 0.995**2, rel=1e-6)


def test_a_sitting_from_the_future_counts_as_one_of_today() -> None:
    assert _of(_answers(8), s=-100) == _of(_answers(8), s=0)


def test_a_skill_without_answers_is_known_through_the_others_only() -> None:
    found = measured(_answers(8), {"s": 0}, ["A1", "A2"])

    assert 0 < found["A2"].mean < found["A1"].mean
    assert found["A1"].se < found["A2"].se < 1
