"""What a person should hear of their exams: one that is open, a result that changed, an answer."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.records.exam_sittings import PastExam, past_exams
from tpmlearn.records.problem_reports import unseen_answers
from tpmlearn.records.rescoring import Change, changes_for


@dataclass(frozen=True)
class ExamNews:
    """Sittings that are open, results that were re-scored and not looked at, unseen answers."""

    open_: tuple[PastExam, ...] = ()
    changes: tuple[Change, ...] = ()
    answers: int = 0


def exam_news(person_id: int | None, *, now: datetime) -> ExamNews:
    """The news of a person; three statements, none for a visitor."""
    if person_id is None:
        return ExamNews()
    return ExamNews(
        tuple(one for one in past_exams(person_id) if one.is_open(now)),
        tuple(one for one in changes_for(person_id) if not one.seen),
        unseen_answers(person_id),
    )
