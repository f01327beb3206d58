"""How sure somebody is goes with an answer: optional, kept, and refused where it is no step."""

import pytest
from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of, wrong_of
from tpmlearn.db import db
from tpmlearn.domain.review.confidence import STEPS
from tpmlearn.models import AnswerRow

SLUG = "16-estimate-in-ranges"
CASE = "practice-freight-portal"


def _kept(client: CheckingClient) -> list[int | None]:
    with client.application.app_context():
        return list(db.session.scalars(select(AnswerRow.confidence)))


def test_nothing_is_chosen_before_somebody_chooses(learner: CheckingClient) -> None:
    page = learner.read(f"/quizzes/{begin(learner, SLUG)}/1")

    assert page.count('name="confidence"') == len(STEPS)
    assert " checked" not in page
    assert "(optional)" in page


@pytest.mark.parametrize(("sent", "kept"), [("50", 50), ("99", 99), ("", None), (None, None)])
def test_it_is_kept_with_the_answer_where_it_is_said(
    learner: CheckingClient, sent: str | None, kept: int | None
) -> None:
    attempt = begin(learner, SLUG)
    said = {} if sent is None else {"confidence": sent}

    learner.send(f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1), **said)

    assert _kept(learner) == [kept]
    assert ("% sure." in learner.read(f"/quizzes/{attempt}/1")) == (kept is not None)


def test_a_practice_case_asks_for_it_too(learner: CheckingClient) -> None:
    response = learner.send(f"/quizzes/cases/{CASE}", layout="all")
    attempt = response.headers["Location"].split("/")[-1]

    learner.send(f"/quizzes/{attempt}/2", answer=wrong_of(learner, attempt, 2), confidence="80")

    assert _kept(learner) == [80]


@pytest.mark.parametrize("bad", ["0", "55", "100", "-50", "50.0", "٥٠", "x" * 500, "50 60", "1e2"])
@pytest.mark.parametrize("layout", ["one", "all"])
def test_what_is_no_step_is_refused_and_the_answer_is_not_lost(
    learner: CheckingClient, bad: str, layout: str
) -> None:
    attempt = begin(learner, SLUG, layout=layout)
    place = 1

    response = learner.send(
        f"/quizzes/{attempt}/{place}", answer=key_of(learner, attempt, place), confidence=bad
    )

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Choose one of the six steps" in page
    assert " checked" in page or 'name="answer" value="' in page or " selected" in page
    assert _kept(learner) == []


def test_a_refused_answer_keeps_how_sure_somebody_was_at_that_question_alone(
    learner: CheckingClient,
) -> None:
    attempt = begin(learner, SLUG, layout="all")

    page = learner.send(f"/quizzes/{attempt}/3", confidence="70").get_data(as_text=True)

    assert 'id="q3-sure-70" checked' in page
    assert page.count(" checked") == 1


def test_the_first_confidence_stays_with_the_first_answer(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    key = key_of(learner, attempt, 1)
    learner.send(f"/quizzes/{attempt}/1", answer=key, confidence="60")

    again = learner.send(f"/quizzes/{attempt}/1", answer=key, confidence="99")

    assert again.status_code == 302
    assert _kept(learner) == [60]


def test_nobody_else_can_answer(learner: CheckingClient, stranger: CheckingClient) -> None:
    attempt = begin(learner, SLUG)

    response = stranger.send(
        f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1), confidence="90"
    )

    assert response.status_code == 404
    assert _kept(learner) == []
