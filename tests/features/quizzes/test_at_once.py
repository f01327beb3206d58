"""Two tabs or two workers at the same quiz in the same moment."""

from datetime import UTC, datetime
from random import Random

from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout
from tpmlearn.features.quizzes.services import Answered, answer, of_module, start
from tpmlearn.models import AttemptRow
from tpmlearn.records.answering import Sent
from tpmlearn.records.catalogue import current_catalogue

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


def test_two_starts_at_once_begin_one_attempt(learner: CheckingClient) -> None:
    app, who = learner.application, learner.person_id
    with app.app_context():
        module = current_catalogue().modules[SLUG]

    def begin_it() -> str:
        return start(who, of_module(module), AttemptLayout.ONE, now=NOW, rng=Random(7))

    first, second = at_once(app, begin_it, begin_it)

    assert isinstance(first, str)
    assert first == second
