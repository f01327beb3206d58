"""Past sittings that tests put into the tables are what the exam's own code would have made."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tpmlearn.db import db
from tpmlearn.models import ExamResultRow
from tpmlearn.records.exam_asked import asked_in
from tpmlearn.records.exam_sittings import find_exam_sitting

DAY = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("exam", "questions"),
    [("pmp-2026", 180), ("prince2-foundation", 60), ("prince2-practitioner", 50), ("psm-i", 80)],
)
def test_whole_exams_can_be_put_there(learner: CheckingClient, exam: str, questions: int) -> None:
    sitting = sat_exam(learner, exam, [RIGHT] * questions, at=DAY)

    with learner.application.app_context():
        row = db.session.scalars(select(ExamResultRow)).one()
    assert (row.sitting_id, row.passed, row.earned == row.marks) == (sitting, True, True)


def test_each_question_is_as_it_was_said(learner: CheckingClient) -> None:
    done = [RIGHT, WRONG, NOTHING, At(late=True), At(scored=False)]
    sitting = sat_exam(learner, "psm-i", done, at=DAY)

    with learner.application.app_context():
        found = find_exam_sitting(learner.person_id, sitting)
        assert found
        marked = [one.marked for one in asked_in([found])[sitting]]
    assert [(one.answered, one.right, one.scored) for one in marked] == [
        (True, True, True),
        (True, False, True),
        (False, False, True),
        (False, False, True),
        (True, True, False),
    ]
