"""Keeping the plan as it is today, once what moved has been seen."""

from tests.features.learning.cast import finish_quiz
from tests.features.planning.cast import ESTIMATE, decide, planned, version, words
from tests.support.client import CheckingClient


def test_it_keeps_the_plan_and_remembers_what_moved(learner: CheckingClient) -> None:
    planned(learner)
    finish_quiz(learner, right=7)

    learner.send("/plan/renew", version="1")

    page = words(learner.read("/plan"))
    assert version(learner) == 2
    assert "What moved since" not in page
    assert "quiz passed" in page


def test_a_stale_page_keeps_nothing(learner: CheckingClient) -> None:
    planned(learner)
    decide(learner, ESTIMATE, "skip")

    late = learner.send("/plan/renew", version="1")

    assert late.status_code == 409
    assert "The plan was changed elsewhere" in words(late)
    assert version(learner) == 2


def test_there_is_nothing_to_keep_without_a_plan(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    assert learner.send("/plan/renew", version="0").status_code == 404
    assert visitor.send("/plan/renew", version="0").status_code == 404
