"""Background work: asked for in a transaction, done once, tried again, given up, taken up."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.jobs.conftest import Doing
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.jobs import jobs_of, work_off
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs import rows
from tpmlearn.jobs.recovery import KEPT, LEASE, keep_order
from tpmlearn.jobs.running import GiveUp, Keep, Task, run
from tpmlearn.models import JobRow, NoteRow, PersonRow

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC)


def ask(app: Flask, name: str = "try", *, key: str | None = None, value: int = 1) -> int | None:
    with app.app_context(), writing():
        added = rows.enqueue(name, now=now(), key=key, value=value)
        db.session.commit()
        return added


def claimed(app: Flask, *, at: datetime | None = None) -> rows.Claimed:
    with app.app_context():
        found = rows.claim_next(now=at or now() + SECOND)
    assert found is not None
    return found


def broken(_task: Task) -> None:
    raise ConnectionError("ada@example.org was not reached")


def test_it_is_done_once_and_then_gone(app: Flask, job: Doing) -> None:
    ask(app, value=7)

    work_off(app)
    work_off(app)

    assert job.calls == [{"value": 7}]
    assert jobs_of(app) == []


def test_nothing_is_asked_for_where_the_transaction_is_taken_back(app: Flask, job: Doing) -> None:
    with app.app_context(), writing():
        rows.enqueue("try", now=now())
        db.session.rollback()

    work_off(app)

    assert (job.calls, jobs_of(app)) == ([], [])


def test_of_one_key_one_waits_or_runs(app: Flask, job: Doing) -> None:
    assert ask(app, key="only") is not None
    assert ask(app, key="only") is None
    assert ask(app, key="other") is not None
    running = claimed(app)
    assert ask(app, key="only") is None

    with app.app_context():
        run(running)

    assert ask(app, key="only") is not None


def test_two_who_ask_at_once_ask_for_one(app: Flask, job: Doing) -> None:
    def call() -> int | None:
        added = rows.enqueue("try", now=now(), key="only")
        db.session.commit()
        return added

    outcomes = at_once(app, call, call)

    assert len([one for one in outcomes if isinstance(one, int)]) == 1, outcomes
    assert None in outcomes


def test_two_who_take_at_once_take_it_once(app: Flask, job: Doing) -> None:
    ask(app)

    outcomes = at_once(app, *[lambda: rows.claim_next(now=now() + SECOND)] * 4)

    assert len([one for one in outcomes if isinstance(one, rows.Claimed)]) == 1, outcomes


def test_what_it_keeps_and_its_end_are_one_transaction(app: Flask, job: Doing) -> None:
    def write(_task: Task) -> Keep:
        def keep() -> None:
            person = PersonRow(created_at=now(), active_at=now(), roles=[])
            db.session.add(person)
            db.session.flush()
            db.session.add(NoteRow(person_id=person.id, module="m", text="t", changed_at=now()))

        return keep

    job.does = write
    ask(app)
    late = claimed(app)
    with app.app_context(), writing():
        db.session.execute(update(JobRow).values(claim="another"))
        db.session.commit()

    with app.app_context():
        run(late)
        assert db.session.scalars(select(NoteRow)).all() == [], "its claim was not held"
        db.session.rollback()
        with writing():
            db.session.execute(update(JobRow).values(claim=late.claim))
            db.session.commit()
        run(late)
        assert len(db.session.scalars(select(NoteRow)).all()) == 1
        db.session.remove()
    assert jobs_of(app) == []


def test_it_is_tried_again_later_each_time_and_then_given_up(
    app: Flask, job: Doing, caplog: pytest.LogCaptureFixture
) -> None:
    job.does = broken
    ask(app)
    at, waits = now() + SECOND, []
    for _ in range(3):
        with app.app_context():
            found = rows.claim_next(now=at)
            assert found is not None
            run(found, clock=lambda at=at: at)  # type: ignore[misc]
        (row,) = jobs_of(app)
        waits.append((row.due_at - at).total_seconds())
        at = max(row.due_at, at) + SECOND

    assert waits[:2] == [30, 60]
    assert (row.state, row.tries, row.problem) == (State.FAILED, 3, "ConnectionError")
    assert "given up after try 3" in caplog.text
    with app.app_context():
        assert rows.claim_next(now=at + DAY) is None


def test_what_no_try_can_help_is_given_up_at_once(app: Flask, job: Doing) -> None:
    def hopeless(_task: Task) -> None:
        raise GiveUp("the key is another")

    job.does = hopeless
    ask(app)

    work_off(app)

    (row,) = jobs_of(app)
    assert (row.state, row.tries, row.problem) == (State.FAILED, 1, "the key is another")


def test_what_came_of_it_can_be_seen_for_as_long_as_its_kind_stays(app: Flask, job: Doing) -> None:
    job.does = lambda task: task.say("Twelve items.")
    ask(app, "kept")

    work_off(app)

    (row,) = jobs_of(app)
    assert (row.state, row.progress, row.claim) == (State.DONE, "Twelve items.", None)
    order(app, now() + 2 * DAY)
    assert jobs_of(app) == []


def order(app: Flask, at: datetime) -> int:
    with app.app_context():
        return keep_order(now=at)


def test_what_a_dead_try_held_is_taken_up_again_and_its_late_end_is_dropped(
    app: Flask, job: Doing
) -> None:
    ask(app)
    dead = claimed(app)
    assert order(app, now() + LEASE - 5 * SECOND) == 0

    assert order(app, now() + LEASE + 5 * SECOND) >= 1

    again = claimed(app, at=now() + DAY)
    assert (again.id, again.tries) == (dead.id, 2)
    with app.app_context(), writing():
        assert not rows.finish(dead, now=now())
        assert rows.finish(again, now=now())
        db.session.commit()


def test_a_try_that_says_it_is_alive_is_left_alone(app: Flask, job: Doing) -> None:
    ask(app)
    alive = claimed(app)
    with app.app_context():
        alive.progress = "200 of 1,200"
        assert rows.beat(alive, now=now() + LEASE)

    assert order(app, now() + LEASE + 5 * SECOND) == 0
    assert jobs_of(app)[0].progress == "200 of 1,200"


def test_a_job_that_kills_its_process_each_time_is_given_up(app: Flask, job: Doing) -> None:
    ask(app)
    for number in range(3):
        claimed(app, at=now() + number * DAY / 10 + SECOND)
        order(app, now() + number * DAY / 10 + 2 * LEASE)

    (row,) = jobs_of(app)
    assert (row.state, row.problem) == (State.FAILED, "its process died")


def test_what_is_too_late_is_given_up_and_its_secret_erased(app: Flask, job: Doing) -> None:
    with app.app_context(), writing():
        rows.enqueue("try", now=now(), sealed=b"x", until=now() + SECOND)
        db.session.commit()

    order(app, now() + 2 * SECOND)

    (row,) = jobs_of(app)
    assert (row.state, row.sealed) == (State.FAILED, None)
    order(app, now() + KEPT + DAY)
    assert jobs_of(app) == []


def test_it_goes_with_its_person(app: Flask, job: Doing, learner: CheckingClient) -> None:
    with app.app_context(), writing():
        rows.enqueue("try", now=now(), person_id=learner.person_id)
        db.session.commit()
        db.session.execute(delete(PersonRow).where(PersonRow.id == learner.person_id))
        db.session.commit()

    work_off(app)

    assert (job.calls, jobs_of(app)) == ([], [])


def test_what_is_not_announced_is_announced_again(app: Flask, job: Doing) -> None:
    ask(app, value=3)
    with app.app_context(), writing():
        if db.engine.dialect.name == "postgresql":
            # As after a restore: the rows are there, what the library knows of them is not.
            db.session.execute(db.text("DELETE FROM procrastinate_jobs"))
        db.session.execute(update(JobRow).values(due_at=now() - 2 * LEASE))
        db.session.commit()

    work_off(app)

    assert job.calls == [{"value": 3}]
