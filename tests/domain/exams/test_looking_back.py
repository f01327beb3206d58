"""The kinds of a question, by which the list of an exam is filtered."""

import pytest

from tpmlearn.domain.exams.looking_back import Show, kinds_of


@pytest.mark.parametrize(
    ("answered", "right", "flagged", "seconds", "kinds"),
    [
        (True, True, False, 60, set()),
        (True, False, False, 60, {Show.WRONG}),
        (True, False, True, 170, {Show.WRONG, Show.FLAGGED, Show.SLOW}),
        (True, True, True, 60, {Show.FLAGGED, Show.LUCKY}),
        (True, True, False, 10, {Show.LUCKY}),
        (False, False, False, 10, {Show.UNANSWERED}),
        (False, False, True, 0, {Show.UNANSWERED, Show.FLAGGED}),
    ],
)
def test_a_question_is_of_every_kind_that_fits(
    answered: bool, right: bool, flagged: bool, seconds: float, kinds: set[Show]
) -> None:
    found = kinds_of(answered=answered, right=right, flagged=flagged, seconds=seconds, pace=80)

    assert found == kinds | {Show.ALL}
