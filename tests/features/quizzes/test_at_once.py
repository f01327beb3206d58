"""Two tabs or two workers at the same quiz in the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from secrets import token_urlsafe
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of
from tpmlearn import work
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout
from tpmlearn.features.quizzes.services import Answered, answer, of_module, start
from tpmlearn.models import AttemptRow, SignInRow
from tpmlearn.records.answering import ASKED, NoSuchAttempt, Sent
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import hashed, person_signed_in

SLUG = "16-estimate-in-ranges"
NOW = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


def test_the_last_two_answers_at_once_finish_the_attempt(learner: CheckingClient) -> None:
    app, who, attempt = learner.application, learner.person_id, begin(learner, SLUG)
    keys = {place: key_of(learner, attempt, place) for place in range(1, 11)}
    with app.app_context(), writing():
        for place in range(1, 9):
            answer(who, attempt, place, Sent(keys[place]), now=NOW)

    outcomes = at_once(
        app,
        lambda: answer(who, attempt, 9, Sent(keys[9]), now=NOW),
        lambda: answer(who, attempt, 10, Sent(keys[10]), now=NOW),
    )

    one = AttemptLayout.ONE
    assert sorted(outcomes, key=str) == [Answered(True, False, one), Answered(True, True, one)]
    with app.app_context():
        row = db.session.get_one(AttemptRow, attempt)
        assert (row.finished_at, row.right) == (NOW, 10)


@contextmanager
def in_request(app: Flask, token: str, attempt: str, place: int) -> Iterator[int]:
    """A request that saves an answer, after it was looked who asks; their number."""
    with app.app_context(), writing():
        work.begin("a-request", "quizzes.answer")
        values = {"attempt": attempt, "position": place}
        found = person_signed_in(token, now=NOW, own=ASKED, values=values)
        assert found
        yield found.id
        db.session.remove()
        work.end()


@pytest.fixture
def token(learner: CheckingClient) -> str:
    """A sign-in of the learner, where no attempt is locked by looking for it."""
    made = token_urlsafe(32)
    with learner.application.app_context(), writing():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("the attempt is locked there")
        who = learner.person_id
        db.session.add(SignInRow(id=hashed(made), person_id=who, created_at=NOW, device=""))
        db.session.commit()
    return made


def test_the_last_two_are_counted_although_both_were_read_before_either_was_kept(
    learner: CheckingClient, token: str
) -> None:
    app, attempt = learner.application, begin(learner, SLUG)
    keys = {place: key_of(learner, attempt, place) for place in range(1, 11)}
    with app.app_context(), writing():
        for place in range(1, 9):
            answer(learner.person_id, attempt, place, Sent(keys[place]), now=NOW)
    both = Barrier(2)

    def send(place: int) -> bool:
        with in_request(app, token, attempt, place) as who:
            both.wait(timeout=20)
            return answer(who, attempt, place, Sent(keys[place]), now=NOW).finished

    with ThreadPoolExecutor(2) as threads:
        finished = list(threads.map(send, (9, 10)))

    assert sorted(finished) == [False, True]
    with app.app_context():
        row = db.session.get_one(AttemptRow, attempt)
        assert (row.finished_at, row.right) == (NOW, 10)


def test_an_attempt_that_is_erased_meanwhile_is_none(learner: CheckingClient, token: str) -> None:
    app, attempt = learner.application, begin(learner, SLUG)
    key = key_of(learner, attempt, 1)

    with in_request(app, token, attempt, 1) as who:
        with db.engine.begin() as other:
            other.execute(delete(AttemptRow).where(AttemptRow.id == attempt))
        with pytest.raises(NoSuchAttempt):
            answer(who, attempt, 1, Sent(key), now=NOW)


def test_two_starts_at_once_begin_one_attempt(learner: CheckingClient) -> None:
    app, who = learner.application, learner.person_id
    with app.app_context():
        module = current_catalogue().modules[SLUG]

    def begin_it() -> str:
        return start(who, of_module(module), AttemptLayout.ONE, now=NOW, rng=Random(7))

    first, second = at_once(app, begin_it, begin_it)

    assert isinstance(first, str)
    assert first == second
