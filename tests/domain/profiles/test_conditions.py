"""The words of conditions: who watched, which bank, how often, and never more than is known."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tpmlearn.domain.profiles.conditions import Conditions, Watch

ADA = Watch("Lagos Test House", "Ada Obi")
BEN = Watch("Lagos Test House", "Ben Ito")
ALONE = Conditions(datetime(2026, 12, 7, tzinfo=UTC), 24)


def test_nothing_known_is_said_as_the_least() -> None:
    assert ALONE.invigilated is None
    assert ALONE.line == "unsupervised, open bank, 24 answers, first time, provisional"


def test_a_watch_at_every_answer_is_an_invigilated_result() -> None:
    watched = replace(ALONE, watches=(ADA,), watched_answers=24)

    assert watched.invigilated == ADA
    assert watched.supervision == "invigilated by Ada Obi, Lagos Test House"
    assert dict(watched.details)["Who watched"] == (
        "Ada Obi, Lagos Test House watched who was there. "
        "That they did, and who they are, is the word of this site's operator."
    )


def test_a_watch_at_some_answers_is_told_with_their_number() -> None:
    partly = replace(ALONE, watches=(BEN, ADA), watched_answers=9)

    assert partly.invigilated is None
    assert partly.partly_invigilated
    assert partly.supervision == "9 of 24 answers invigilated"
    assert (
        "Ben Ito, Lagos Test House; Ada Obi, Lagos Test House watched at 9 of 24"
        in (dict(partly.details)["Who watched"])
    )


def test_of_several_who_watched_the_last_is_named_first() -> None:
    both = replace(ALONE, watches=(BEN, ADA), watched_answers=24)

    assert both.invigilated == BEN
    assert "Ada Obi" in both.supervision


@pytest.mark.parametrize(
    ("retakes", "words"),
    [
        (0, "first time"),
        (1, "taken once before"),
        (2, "taken twice before"),
        (3, "taken 3 times before"),
    ],
)
def test_it_says_how_often_it_was_taken_before(retakes: int, words: str) -> None:
    assert words in replace(ALONE, retakes=retakes).facts


def test_what_does_not_apply_is_left_out() -> None:
    exam = replace(ALONE, seen_before=0.25, provisional=False, private_bank=True, answers=1)

    assert exam.line == "unsupervised, private bank, 1 answer, first time, 25 % seen before"
    assert [term for term, _ in exam.details] == [
        "Who watched",
        "Questions",
        "Answers",
        "Taken before",
        "Seen before",
        "Calibration",
    ]
    assert dict(exam.details)["Calibration"].startswith("At least 200 people")
    assert "Seen before" not in dict(ALONE.details)


def test_no_answer_is_never_invigilated() -> None:
    assert replace(ALONE, answers=0).invigilated is None
    assert replace(ALONE, answers=0).supervision == "unsupervised"


def test_it_says_how_much_was_learnt_from_people() -> None:
    found = dict(replace(ALONE, calibrated_share=0.5).details)["Calibration"]

    assert found.endswith("The difficulty of 50 % of what was answered is learnt from people.")
