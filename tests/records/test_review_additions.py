"""What was sent to review from an exam: it is asked there as if it had been wrong that day."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tests.support.review import SLUG, practise
from tpmlearn.db import db, writing
from tpmlearn.features.exam_results.services import (
    NoSuchResult,
    send_to_review,
    take_from_review,
)
from tpmlearn.models import AnswerRow, ExamItemRow, ReviewAdditionRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.review import Review, review_of

DAY = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)


def _send(client: CheckingClient, sitting: str, *, days: float = 0) -> int:
    with client.application.app_context(), writing():
        return send_to_review(client.person_id, sitting, now=DAY + timedelta(days=days))


def _take_back(client: CheckingClient, sitting: str) -> int:
    with client.application.app_context(), writing():
        return take_from_review(client.person_id, sitting)


def _review(client: CheckingClient, days: float) -> Review:
    with client.application.app_context():
        now = DAY + timedelta(days=days)
        return review_of(client.person_id, current_catalogue(), now=now, zone=UTC)


def _items(client: CheckingClient, sitting: str) -> list[str]:
    with client.application.app_context():
        rows = db.session.query(ExamItemRow).filter_by(sitting_id=sitting)
        return [row.item for row in rows.order_by(ExamItemRow.position)]


def _added(client: CheckingClient) -> dict[str, datetime]:
    with client.application.app_context():
        rows = db.session.query(ReviewAdditionRow).filter_by(person_id=client.person_id)
        return {row.item: row.added_at for row in rows}


@pytest.mark.parametrize("exam", ["pmp-2026", "psm-i"])
def test_wrong_and_unanswered_items_of_any_pool_are_due_the_next_day(
    learner: CheckingClient, exam: str
) -> None:
    sitting = sat_exam(
        learner, exam, [RIGHT, WRONG, NOTHING, At(right=False, scored=False)], at=DAY
    )

    assert _send(learner, sitting) == 3

    items = _items(learner, sitting)
    assert _review(learner, 0).queue.due == ()
    review = _review(learner, 1)
    assert set(review.queue.due) == set(items[1:])
    assert {review.items[item].id for item in review.queue.due} == set(items[1:])
    source = review.sources[items[1]]
    assert (source.is_exam, source.slug) == (True, exam)
    assert source.title.startswith("Exam: ")


def test_without_sending_nothing_of_an_exam_is_in_review(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [WRONG, WRONG], at=DAY)

    assert _review(learner, 9).memories == {}


def test_sending_twice_is_sending_once(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [WRONG, RIGHT], at=DAY)
    _send(learner, sitting)
    first = _added(learner)

    assert _send(learner, sitting, days=3) == 1
    assert _added(learner) == first


def test_what_is_missed_again_in_a_later_exam_is_sent_again(learner: CheckingClient) -> None:
    first = sat_exam(learner, "psm-i", [WRONG], at=DAY)
    _send(learner, first)
    again = sat_exam(learner, "psm-i", [WRONG], at=DAY + timedelta(days=30))

    _send(learner, again, days=30)

    assert list(_added(learner).values()) == [DAY + timedelta(days=30)]


def test_it_can_be_taken_back(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [WRONG, NOTHING, RIGHT], at=DAY)
    _send(learner, sitting)

    assert _take_back(learner, sitting) == 2
    assert _take_back(learner, sitting) == 0
    assert _review(learner, 5).memories == {}


def test_a_later_answer_in_review_goes_on_from_there(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [WRONG], at=DAY)
    _send(learner, sitting)
    item = _items(learner, sitting)[0]

    assert (_review(learner, 1).memories[item].answers, _review(learner, 1).memories[item].due) == (
        1,
        (DAY + timedelta(days=1)).date(),
    )


def test_practised_items_keep_their_lesson_as_their_source(learner: CheckingClient) -> None:
    practise(learner, DAY, wrong=1)
    with learner.application.app_context():
        item = current_catalogue().modules[SLUG].quiz[0].id
    sitting = sat_exam(learner, "pmp-2026", [WRONG], at=DAY + timedelta(days=5), items=[item])
    _send(learner, sitting, days=5)

    review = _review(learner, 6)

    assert (review.sources[item].slug, review.memories[item].answers) == (SLUG, 2)
    assert item in review.queue.due


@pytest.mark.parametrize("ended", [True, False])
def test_only_keys_that_were_seen_can_be_sent(
    learner: CheckingClient, stranger: CheckingClient, ended: bool
) -> None:
    sitting = sat_exam(learner, "psm-i", [WRONG], at=DAY, ended=ended)
    who = stranger if ended else learner

    with pytest.raises(NoSuchResult):
        _send(who, sitting)
    with pytest.raises(NoSuchResult):
        _take_back(who, sitting)
    assert _added(learner) == {}


def test_nothing_is_written_as_an_answer(learner: CheckingClient) -> None:
    _send(learner, sat_exam(learner, "psm-i", [WRONG], at=DAY))

    with learner.application.app_context():
        assert db.session.query(AnswerRow).count() == 0
