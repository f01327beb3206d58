"""Two authors answer at once: one answer goes to all, and neither waits for ever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError

from flask import Flask
from sqlalchemy import event

from tests.features.problem_reports.cast import add_report, steps
from tests.support.at_once import HELD_UP_SECONDS, at_once
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, sat_exam
from tpmlearn.db import db
from tpmlearn.domain.learning.reports import ReportState
from tpmlearn.features.report_inbox.services import Answer, ChangedMeanwhile
from tpmlearn.features.report_inbox.services import answer as give

NOW = datetime.now(UTC)
ANSWERS = ("The key is right as it is.", "The key is mended now.")


@contextmanager
def _meeting_after_the_first_lock(app: Flask) -> Iterator[None]:
    """Let each of two hold what it locks first before it goes on, unless it has to wait for it."""
    barrier = Barrier(2)

    def wait(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if "FOR UPDATE" in sql:
            with suppress(BrokenBarrierError):
                barrier.wait(HELD_UP_SECONDS)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", wait)


def test_two_answers_to_everyone_at_once_leave_one(
    author: CheckingClient, learner: CheckingClient, stranger: CheckingClient
) -> None:
    both = [
        add_report(one, sat_exam(one, "psm-i", [RIGHT], at=NOW - timedelta(days=1)))
        for one in (learner, stranger)
    ]

    def act(report: str, text: str) -> Callable[[], int]:
        return lambda: give(
            *(author.person_id, report, Answer(ReportState.ANSWERED, text)),
            before="",
            everyone=True,
            now=NOW,
        )

    with _meeting_after_the_first_lock(author.application):
        outcomes = at_once(author.application, *map(act, both, ANSWERS))

    assert sorted(type(one) is int for one in outcomes) == [False, True]
    assert 2 in outcomes
    assert any(isinstance(one, ChangedMeanwhile) for one in outcomes)
    assert len({steps(author, report)[0].text for report in both}) == 1
