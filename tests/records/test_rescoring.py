"""What people are told of results that were re-scored: once, whole, and in one statement."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, WRONG, sat_exam
from tests.support.former import PILLARS, moved_key, was
from tpmlearn.db import db, writing
from tpmlearn.domain.exams.rescoring import CorrectionKind
from tpmlearn.models import ExamResultRow
from tpmlearn.records.belongings import move_belongings
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.correcting import correct
from tpmlearn.records.rescoring import Change, Figure, changes_for, mark_seen

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OTHERS = ("psm-values", "psm-empiricism", "psm-lean")


def sat(client: CheckingClient, *, days: int = 1) -> str:
    done = [RIGHT] * 4
    items = (PILLARS, *OTHERS)
    return sat_exam(client, "psm-i", done, at=NOW - days * DAY, items=items)


def make(app: Flask, kind: CorrectionKind, why: str, *, item: str = PILLARS, days: int = 0) -> None:
    with app.app_context(), writing():
        at = NOW + days * DAY
        correct(current_catalogue(), item, kind, why=why, author_id=None, now=at)
        db.session.commit()


def told(client: CheckingClient) -> tuple[Change, ...]:
    with client.application.app_context():
        return changes_for(client.person_id)


def see(client: CheckingClient, sitting: str, revision: int) -> None:
    with client.application.app_context(), writing():
        mark_seen(client.person_id, sitting, revision, now=NOW + 9 * DAY)
        db.session.commit()


def test_a_change_is_told_with_old_and_new_and_why(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    sitting = sat(learner)
    was(learner.application, PILLARS, moved_key(2))
    assert told(learner) == ()

    make(learner.application, CorrectionKind.KEY, "C was right too.")

    (change,) = told(learner)
    assert change.sitting_id == sitting
    assert "PSM I" in change.title
    assert (change.old, change.new) == (Figure(3, 4, False), Figure(4, 4, True))
    assert (change.why, change.at, change.revision) == ("C was right too.", NOW, 1)
    assert change.verdict_changed
    assert not change.seen
    assert told(stranger) == ()


def test_several_corrections_are_told_together_from_what_was_known(learner: CheckingClient) -> None:
    app, sitting = learner.application, sat(learner)
    was(app, PILLARS, moved_key(2))
    make(app, CorrectionKind.KEY, "The key was wrong.")
    make(app, CorrectionKind.WITHDRAWN, "Out of date.", item=OTHERS[0], days=1)

    (first,) = told(learner)
    see(learner, sitting, first.revision)
    make(app, CorrectionKind.WITHDRAWN, "Two answers.", item=OTHERS[1], days=2)
    (second,) = told(learner)

    assert (first.old, first.new) == (Figure(3, 4, False), Figure(3, 3, True))
    assert first.why == "The key was wrong. Out of date."
    assert (second.old, second.new) == (Figure(3, 3, True), Figure(2, 2, True))
    assert (second.why, second.seen) == ("Two answers.", False)


def test_what_was_taken_back_unseen_is_not_told(learner: CheckingClient) -> None:
    app, sitting = learner.application, sat(learner)
    make(app, CorrectionKind.WITHDRAWN, "A slip.")
    make(app, CorrectionKind.UNDONE, "Taken back.", days=1)

    assert told(learner) == ()

    make(app, CorrectionKind.WITHDRAWN, "Now in earnest.", days=2)
    see(learner, sitting, 3)
    make(app, CorrectionKind.UNDONE, "Taken back again.", days=3)
    (change,) = told(learner)
    assert (change.old.marks, change.new.marks) == (3, 4)
    assert change.why == "Taken back again."


def test_unseen_ones_come_first_then_the_latest(learner: CheckingClient) -> None:
    app = learner.application
    first, second = sat(learner, days=3), sat(learner, days=2)
    make(app, CorrectionKind.WITHDRAWN, "Wrong.")
    see(learner, first, 1)

    assert [(one.sitting_id, one.seen) for one in told(learner)] == [(second, False), (first, True)]


def test_a_page_marks_what_it_showed_and_nobody_elses(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    app, sitting = learner.application, sat(learner)
    make(app, CorrectionKind.WITHDRAWN, "Wrong.")
    make(app, CorrectionKind.WITHDRAWN, "Wrong too.", item=OTHERS[0], days=1)

    see(stranger, sitting, 9)
    assert not any(_seen(app))
    see(learner, sitting, 1)

    assert _seen(app) == [True, True, False]


def _seen(app: Flask) -> list[bool]:
    with app.app_context():
        rows = db.session.scalars(select(ExamResultRow).order_by(ExamResultRow.revision))
        return [one.seen_at is not None for one in rows]


def test_it_takes_one_statement(learner: CheckingClient) -> None:
    app = learner.application
    for n in range(4):
        sat(learner, days=n + 1)
    make(app, CorrectionKind.WITHDRAWN, "Wrong.")

    with app.app_context(), statements(app) as seen:
        found = changes_for(learner.person_id)

    assert len(found) == 4
    assert len(seen.sql) == 1


def test_a_guest_takes_their_changes_into_the_account(
    guest: CheckingClient, learner: CheckingClient
) -> None:
    app = guest.application
    sat_exam(guest, "psm-i", [WRONG, RIGHT], at=NOW - DAY, items=(PILLARS, OTHERS[0]))
    make(app, CorrectionKind.WITHDRAWN, "Wrong.")

    with app.app_context(), writing():
        move_belongings(guest.person_id, learner.person_id)
        db.session.commit()

    assert len(told(learner)) == 1
    assert told(guest) == ()
