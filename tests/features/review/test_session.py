"""A session: begun with what is due, kept answer by answer, ended by its owner, nobody else's."""

import pytest
from sqlalchemy import func, select

from tests.features.review.cast import ago, answer, answer_rest, answers_of, attempt_of, told
from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of, wrong_of
from tests.support.review import OTHER, SLUG, begin_review, item_at, practise, practise_case
from tpmlearn.db import db
from tpmlearn.models import AttemptRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.progress import quiz_results


def _sessions(client: CheckingClient) -> int:
    with client.application.app_context():
        statement = select(func.count()).where(AttemptRow.kind == "review")
        return db.session.scalar(statement) or 0


def test_it_asks_what_is_due_and_nothing_else(learner: CheckingClient) -> None:
    attempt = practise(learner, ago(1), wrong=3)

    session = begin_review(learner)

    row = attempt_of(learner, session)
    assert (row.kind, row.module, row.module_title, row.size) == ("review", "review", "Review", 3)
    assert not row.first_sight
    asked = {item_at(learner, session, place) for place in (1, 2, 3)}
    assert asked == {item_at(learner, attempt, place) for place in (1, 2, 3)}


def test_it_is_as_long_as_a_quarter_of_an_hour(learner: CheckingClient) -> None:
    for slug in (SLUG, OTHER):
        practise(learner, ago(30), slug=slug, wrong=10, seconds=75)

    assert attempt_of(learner, begin_review(learner)).size == 12


def test_no_reason_and_no_key_is_in_the_page_before_the_answer(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=4)
    session = begin_review(learner)

    pages = [learner.read(f"/review/{session}/{place}") for place in range(1, 5)]

    with learner.application.app_context():
        quiz = current_catalogue().modules[SLUG].quiz
    hidden = [option.reason for item in quiz for option in item.options]
    assert len(hidden) > 20
    assert not [secret for page in pages for secret in hidden if secret in page]


def test_the_reasons_and_the_day_it_comes_back_follow_the_answer(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)

    answer(learner, session, 1, right=False, confidence="80")

    page = told(learner, f"/review/{session}/1")
    assert "Not right." in page
    assert "You were 80 % sure." in page
    assert "It comes back on" in page
    assert "Next question" in page


def test_the_story_of_a_case_stands_above_its_question(learner: CheckingClient) -> None:
    practise_case(learner, ago(1), wrong=1)

    page = learner.read(f"/review/{begin_review(learner)}/1")

    assert "Halden Freight moves its booking portal" in page


def test_it_is_gone_on_with_where_it_was_left(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=3)
    session = begin_review(learner)
    answer(learner, session, 1)

    assert begin_review(learner) == session
    assert learner.get(f"/review/{session}").headers["Location"] == f"/review/{session}/2"
    assert "1 of 3 answered" in told(learner, "/review")


def test_the_first_answer_stays(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)
    answer(learner, session, 1, right=False)

    learner.send(f"/review/{session}/1", answer=key_of(learner, session, 1))

    assert "The first stays" in learner.read(f"/review/{session}/1")
    assert [one.correct for one in answers_of(learner, session)] == [False]


def test_it_ends_when_its_owner_says_so_and_shows_how_it_went(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=3)
    session = begin_review(learner)
    answer(learner, session, 1, right=False)
    for place in (2, 3):
        answer(learner, session, place)
    last = learner.read(f"/review/{session}/3")
    assert f'action="/review/{session}/finish"' in last
    assert attempt_of(learner, session).finished_at is None

    learner.send(f"/review/{session}/finish")

    row = attempt_of(learner, session)
    assert (row.right, row.size) == (2, 3)
    page = told(learner, f"/review/{session}/result")
    assert "2 of 3 right" in page
    assert page.count("comes back on") == 3
    assert learner.get(f"/review/{session}").headers["Location"] == f"/review/{session}/result"


def test_it_does_not_end_before_every_question_is_answered(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)
    answer(learner, session, 1)

    response = learner.send(f"/review/{session}/finish")

    assert response.headers["Location"] == f"/review/{session}"
    assert attempt_of(learner, session).finished_at is None
    assert learner.get(f"/review/{session}/result").headers["Location"] == f"/review/{session}"


def test_a_session_answered_whole_is_ended_by_the_next(learner: CheckingClient) -> None:
    practise(learner, ago(40), wrong=10, seconds=180)
    first = begin_review(learner)
    for place in range(1, attempt_of(learner, first).size + 1):
        answer(learner, first, place)

    second = begin_review(learner)

    assert second != first
    assert attempt_of(learner, first).finished_at is not None


def test_with_nothing_due_none_begins(learner: CheckingClient) -> None:
    practise(learner, ago(0), wrong=2, seconds=1)

    response = learner.send("/review")

    assert response.headers["Location"] == "/review"
    assert "Nothing is due for review now." in learner.read("/review")
    assert _sessions(learner) == 0


def test_a_visitor_who_starts_stays_a_visitor(visitor: CheckingClient) -> None:
    assert visitor.send("/review").headers["Location"] == "/review"
    assert "Nothing is due for review now." in visitor.read("/review")


@pytest.mark.parametrize("values", [[], [""], ["x"], ["<b>", "9"], ["-x", "99"]])
def test_what_is_no_answer_is_refused_and_nothing_is_kept(
    learner: CheckingClient, values: list[str]
) -> None:
    practise(learner, ago(1), wrong=10)
    session = begin_review(learner)

    response = learner.send(f"/review/{session}/1", answer=values, confidence="70")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'class="error"' in page
    assert 'value="70" id="q1-sure-70" checked' in page
    assert answers_of(learner, session) == []


def test_a_confidence_that_is_no_step_is_refused_and_the_answer_not_lost(
    learner: CheckingClient,
) -> None:
    practise(learner, ago(1), wrong=1)
    session = begin_review(learner)
    key = key_of(learner, session, 1)

    response = learner.send(f"/review/{session}/1", answer=key, confidence="55")

    assert response.status_code == 422
    assert "Choose one of the six steps" in response.get_data(as_text=True)
    assert answers_of(learner, session) == []


def test_nobody_else_sees_or_touches_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)
    answer(learner, session, 1)

    for other in (stranger, visitor):
        for path in ("", "/1", "/2", "/result"):
            assert other.get(f"/review/{session}{path}").status_code == 404
        for path in ("/2", "/1/slip", "/finish"):
            assert other.send(f"/review/{session}{path}", answer="0").status_code == 404
    assert len(answers_of(learner, session)) == 1


@pytest.mark.parametrize("path", ["/0", "/4", "/9999999999", "/none/1", "/1/2"])
def test_what_is_not_there_is_not_found(learner: CheckingClient, path: str) -> None:
    practise(learner, ago(1), wrong=3)

    assert learner.get(f"/review/{begin_review(learner)}{path}").status_code == 404


def test_a_form_without_its_token_is_refused(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)
    answer(learner, session, 1)

    for path in ("", f"/{session}/2", f"/{session}/1/slip", f"/{session}/finish"):
        assert learner.post(f"/review{path}", data={"answer": "0"}).status_code == 400
    assert [one.slip for one in answers_of(learner, session)] == [False]


def test_the_pages_of_quizzes_do_not_know_it_and_those_of_review_no_quiz(
    learner: CheckingClient,
) -> None:
    practise(learner, ago(1), wrong=2)
    session, quiz = begin_review(learner), begin(learner, SLUG)

    assert learner.get(f"/quizzes/{session}").status_code == 404
    assert learner.send(f"/quizzes/{session}/1", answer="0").status_code == 404
    assert learner.send(f"/quizzes/{session}/repeat").status_code == 404
    assert learner.get(f"/review/{quiz}").status_code == 404
    assert learner.send(f"/review/{quiz}/1", answer="0").status_code == 404
    assert learner.send(f"/review/{quiz}/1/slip").status_code == 404


def test_it_passes_nothing_and_stands_in_no_list_of_quizzes(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=10)
    session = begin_review(learner)
    answer_rest(learner, session)

    with learner.application.app_context():
        results = quiz_results(learner.person_id)
    assert [one.right for one in results[SLUG]] == [0]
    assert set(results) == {SLUG}
    assert session not in learner.read("/quizzes")
    assert "Review" not in learner.read("/profile").split("<main")[1]
    assert f"/review/{session}/result" in learner.read("/review")


def test_what_was_wrong_is_wrong_after_the_answer(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)

    learner.send(f"/review/{session}/1", answer=wrong_of(learner, session, 1))

    assert "verdict-wrong" in learner.read(f"/review/{session}/1")
