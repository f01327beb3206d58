"""Undoing a slip: the newest answer of an open session, asked again at its end, counted nowhere."""

from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import select

from tests.features.review.cast import ago, answer, answer_rest, answers_of, attempt_of, told
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of
from tests.support.review import SLUG, begin_review, item_at, practise
from tpmlearn.db import db
from tpmlearn.features.review import services
from tpmlearn.models import AttemptItemRow, AttemptRow
from tpmlearn.records.answering import Sent
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.review import first_answers, review_of

OFFER = "That was a slip"


def _session(client: CheckingClient, *, due: int = 3) -> str:
    practise(client, ago(1), wrong=due)
    return begin_review(client)


def test_the_question_comes_again_at_the_end(learner: CheckingClient) -> None:
    session = _session(learner)
    answer(learner, session, 1, right=False)
    assert OFFER in learner.read(f"/review/{session}/1")

    response = learner.send(f"/review/{session}/1/slip")

    assert response.headers["Location"] == f"/review/{session}"
    row = attempt_of(learner, session)
    assert (row.size, row.finished_at) == (4, None)
    assert item_at(learner, session, 4) == item_at(learner, session, 1)
    assert [one.slip for one in answers_of(learner, session)] == [True]
    page = told(learner, f"/review/{session}/1")
    assert "undone as a slip" in page
    assert OFFER not in page
    assert "the question comes again at the end" in page


def test_a_slip_at_the_last_question_can_be_undone_too(learner: CheckingClient) -> None:
    session = _session(learner, due=2)
    answer(learner, session, 1)
    answer(learner, session, 2, right=False)

    learner.send(f"/review/{session}/2/slip")
    answer(learner, session, 3)
    learner.send(f"/review/{session}/finish")

    row = attempt_of(learner, session)
    assert (row.size, row.right) == (3, 2)
    page = told(learner, f"/review/{session}/result")
    assert "2 of 2 right" in page
    assert "1 slip not counted" in page
    assert "2 of 2 1" in told(learner, "/review")


def test_a_slip_counts_for_nothing(learner: CheckingClient) -> None:
    session = _session(learner, due=2)
    item = item_at(learner, session, 1)
    answer(learner, session, 1, right=False, confidence="99")
    learner.send(f"/review/{session}/1/slip")

    with learner.application.app_context():
        review = review_of(learner.person_id, current_catalogue(), now=datetime.now(UTC), zone=UTC)
        assert first_answers(learner.person_id) == ()
    assert review.memories[item].answers == 1
    assert item in review.queue.due


def test_only_the_newest_answer_can_be_undone(learner: CheckingClient) -> None:
    session = _session(learner)
    answer(learner, session, 1, right=False)
    answer(learner, session, 2)

    learner.send(f"/review/{session}/1/slip")

    page = learner.read(f"/review/{session}/1")
    assert "This answer stays" in page
    assert OFFER not in page
    assert attempt_of(learner, session).size == 3
    assert not any(one.slip for one in answers_of(learner, session))


def test_what_is_not_answered_cannot_be_undone(learner: CheckingClient) -> None:
    session = _session(learner)

    for place in (1, 3, 9):
        assert learner.send(f"/review/{session}/{place}/slip").status_code == 302

    assert attempt_of(learner, session).size == 3


def test_an_ended_session_stays_as_it_is(learner: CheckingClient) -> None:
    session = _session(learner)
    answer_rest(learner, session)

    learner.send(f"/review/{session}/3/slip")

    row = attempt_of(learner, session)
    assert (row.size, row.right) == (3, 3)
    assert OFFER not in learner.read(f"/review/{session}/3")


def test_asked_twice_it_is_done_once(learner: CheckingClient) -> None:
    session = _session(learner)
    answer(learner, session, 1, right=False)

    for _ in range(2):
        learner.send(f"/review/{session}/1/slip")

    assert attempt_of(learner, session).size == 4


def test_an_answer_asked_again_may_be_a_slip_again(learner: CheckingClient) -> None:
    session = _session(learner, due=1)
    answer(learner, session, 1, right=False)
    learner.send(f"/review/{session}/1/slip")
    answer(learner, session, 2, right=False)

    learner.send(f"/review/{session}/2/slip")
    answer_rest(learner, session)

    row = attempt_of(learner, session)
    assert (row.size, row.right) == (3, 1)


def test_a_quiz_knows_no_slips(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    learner.send(f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1))

    assert OFFER not in learner.read(f"/quizzes/{attempt}/1")
    assert learner.send(f"/review/{attempt}/1/slip").status_code == 404
    assert not any(one.slip for one in answers_of(learner, attempt))


def test_two_tabs_that_undo_at_once_ask_again_once(learner: CheckingClient) -> None:
    session, app, who = _session(learner), learner.application, learner.person_id
    answer(learner, session, 1, right=False)

    def undo() -> None:
        services.undo_slip(who, session, 1, now=datetime.now(UTC), rng=Random(3))

    assert at_once(app, undo, undo) == [None, None]
    assert attempt_of(learner, session).size == 4
    with app.app_context():
        places = db.session.scalars(
            select(AttemptItemRow.position).where(AttemptItemRow.attempt_id == session)
        ).all()
    assert sorted(places) == [1, 2, 3, 4]


def test_an_answer_and_an_undo_at_once_leave_nothing_half_done(learner: CheckingClient) -> None:
    session, app, who = _session(learner), learner.application, learner.person_id
    answer(learner, session, 1, right=False)
    key, later = Sent(key_of(learner, session, 2)), datetime.now(UTC) + timedelta(seconds=5)

    outcomes = at_once(
        app,
        lambda: services.undo_slip(who, session, 1, now=later, rng=Random(3)),
        lambda: services.answer(who, session, 2, key, now=later),
    )

    assert outcomes[1] is True
    undone = outcomes[0] is None
    assert undone or isinstance(outcomes[0], services.TooLate)
    assert attempt_of(learner, session).size == (4 if undone else 3)
    assert [one.slip for one in answers_of(learner, session)] == [undone, False]


def test_two_starts_at_once_begin_one_session(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=3)
    app, who = learner.application, learner.person_id
    with app.app_context():
        catalogue = current_catalogue()

    def begin_it() -> str:
        at = services.Moment(datetime.now(UTC), UTC)
        return services.start(who, catalogue, at, rng=Random(7))

    first, second = at_once(app, begin_it, begin_it)

    assert isinstance(first, str)
    assert first == second
    with app.app_context():
        rows = db.session.scalars(select(AttemptRow).where(AttemptRow.kind == "review")).all()
        assert len(rows) == 1
