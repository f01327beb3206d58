"""The queue from answers: what counts, whose days they are, what the content has of it today."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.review import CASE, OTHER, SLUG, item_at, practise, practise_case
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Catalogue, Pool
from tpmlearn.domain.review.confidence import Given
from tpmlearn.models import AnswerRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.review import Review, first_answers, review_of

DAY = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)


def _review(
    client: CheckingClient,
    days: float,
    *,
    catalogue: Catalogue | None = None,
    zone: tzinfo = UTC,
) -> Review:
    with client.application.app_context():
        return review_of(
            client.person_id,
            catalogue or current_catalogue(),
            now=DAY + timedelta(days=days),
            zone=zone,
        )


def _catalogue(client: CheckingClient) -> Catalogue:
    with client.application.app_context():
        return current_catalogue()


def test_wrong_ones_are_due_the_next_day_and_right_ones_two_days_later(
    learner: CheckingClient,
) -> None:
    practise(learner, DAY, wrong=3)

    assert [len(_review(learner, days).queue.due) for days in (0, 1, 2)] == [0, 3, 10]


def test_right_without_being_sure_comes_a_day_earlier(learner: CheckingClient) -> None:
    practise(learner, DAY, sure=[50, 60, 50])

    assert len(_review(learner, 1).queue.due) == 2


def test_a_later_answer_moves_its_item_on(learner: CheckingClient) -> None:
    practise(learner, DAY, wrong=10)
    practise(learner, DAY + timedelta(days=1))

    review = _review(learner, 2)

    assert review.queue.due == ()
    assert {one.answers for one in review.memories.values()} == {2}


def test_cases_and_lessons_are_reviewed_and_nothing_of_the_test_pool(
    learner: CheckingClient,
) -> None:
    practise(learner, DAY, wrong=1)
    practise_case(learner, DAY, wrong=1)
    catalogue = _catalogue(learner)

    review = _review(learner, 1, catalogue=catalogue)

    assert {review.sources[item].slug for item in review.queue.due} == {SLUG, CASE}
    assert not review.items.keys() & {item.id for item in catalogue.test_pool}
    assert not review.items.keys() & {
        item.id for exam in catalogue.exams.values() for item in exam.items
    }


def test_a_case_that_moved_to_the_test_pool_is_asked_no_more(learner: CheckingClient) -> None:
    practise_case(learner, DAY, wrong=2)
    catalogue = _catalogue(learner)
    moved = replace(catalogue.cases[CASE], pool=Pool.TEST)
    catalogue = replace(catalogue, cases={**catalogue.cases, CASE: moved})

    assert _review(learner, 9, catalogue=catalogue).queue.due == ()


def test_an_item_that_is_gone_is_dropped(learner: CheckingClient) -> None:
    attempt = practise(learner, DAY, wrong=2)
    gone = item_at(learner, attempt, 1)
    catalogue = _catalogue(learner)
    module = catalogue.modules[SLUG]
    left = replace(module, quiz=tuple(one for one in module.quiz if one.id != gone))

    review = _review(
        learner, 1, catalogue=replace(catalogue, modules={**catalogue.modules, SLUG: left})
    )

    assert review.queue.due == (item_at(learner, attempt, 2),)


def test_an_item_that_changed_is_asked_as_it_is_now(learner: CheckingClient) -> None:
    attempt = practise(learner, DAY, wrong=1)
    changed = item_at(learner, attempt, 1)
    catalogue = _catalogue(learner)
    module = catalogue.modules[SLUG]
    quiz = tuple(
        replace(one, stem="<p>Asked anew</p>", version="f" * 64) if one.id == changed else one
        for one in module.quiz
    )
    modules = {**catalogue.modules, SLUG: replace(module, quiz=quiz)}

    review = _review(learner, 1, catalogue=replace(catalogue, modules=modules))

    assert [item.version for item in review.session] == ["f" * 64]


def test_a_slip_counts_for_nothing(learner: CheckingClient) -> None:
    practise(learner, DAY, wrong=2, sure=[90, 90, 90])
    with learner.application.app_context(), writing():
        db.session.execute(update(AnswerRow).where(AnswerRow.position == 1).values(slip=True))
        db.session.commit()

    review = _review(learner, 1)

    assert len(review.queue.due) == 1
    assert len(review.memories) == 9
    with learner.application.app_context():
        assert first_answers(learner.person_id) == (
            Given(90, correct=False),
            Given(90, correct=True),
        )


@pytest.mark.parametrize(
    ("zone", "due"),
    # From 9:00 to 12:00 UTC: midnight falls between in zones 14 hours ahead and 10 hours behind.
    [("UTC", 0), ("Pacific/Kiritimati", 10), ("Pacific/Honolulu", 10), ("Europe/Berlin", 0)],
)
def test_days_are_the_learners_own(learner: CheckingClient, zone: str, due: int) -> None:
    practise(learner, DAY, wrong=10)

    assert len(_review(learner, 3 / 24, zone=ZoneInfo(zone)).queue.due) == due


def test_the_pace_is_measured_from_answer_to_answer(learner: CheckingClient) -> None:
    practise(learner, DAY, seconds=100)

    assert (_review(learner, 1).pace.seconds, _review(learner, 1).pace.session) == (100, 9)


def test_only_first_answers_tell_of_confidence(learner: CheckingClient) -> None:
    practise(learner, DAY, wrong=1, sure=[80, 99, None, 60])
    practise(learner, DAY + timedelta(days=1), sure=[90] * 10)

    with learner.application.app_context():
        found = first_answers(learner.person_id)

    assert found == (Given(80, correct=False), Given(99, correct=True), Given(60, correct=True))


def test_it_reads_in_two_statements_whatever_was_answered(learner: CheckingClient) -> None:
    practise(learner, DAY, wrong=4)
    practise(learner, DAY, slug=OTHER, wrong=4)
    catalogue = _catalogue(learner)

    with statements(learner.application) as seen:
        _review(learner, 1, catalogue=catalogue)

    assert len(seen.sql) == 2


def test_a_visitor_has_an_empty_queue_without_any_statement(visitor: CheckingClient) -> None:
    with statements(visitor.application) as seen, visitor.application.app_context():
        review = review_of(None, current_catalogue(), now=DAY, zone=UTC)

    assert (review.queue.due, review.memories, seen.sql) == ((), {}, [])


def test_another_persons_answers_are_not_read(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    practise(learner, DAY, wrong=4)

    assert _review(stranger, 5).memories == {}
    with learner.application.app_context():
        assert len(db.session.scalars(select(AnswerRow)).all()) == 10
