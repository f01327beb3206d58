"""flask jobs and flask work, as an operator uses them; what the doctor and Prometheus are told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.jobs import jobs_of, mailing
from tpmlearn.cli.doctor.finding import State as Found
from tpmlearn.cli.doctor.services import check_jobs
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.features.watching.queries import _of_jobs
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import JobRow


@pytest.fixture
def failed(app: Flask) -> Flask:
    """A letter could not be sent, another waits."""
    with mailing(app), app.app_context(), writing():
        for _ in range(2):
            post_letter(Letter("ada@example.org", "Secret", "words"), now=datetime.now(UTC))
        first = update(JobRow).where(JobRow.id == select(func.min(JobRow.id)).scalar_subquery())
        db.session.execute(first.values(state="failed", problem="refused with 550", tries=1))
        db.session.commit()
    return app


def run(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_list_tells_what_could_not_be_done_and_nothing_of_what_is_in_it(failed: Flask) -> None:
    found = run(failed, "jobs", "list")

    assert "  mail         failed   try 1" in found
    assert "refused with 550" in found
    assert "  mail         waiting  try 0" in found
    assert "ada" not in found
    assert "Secret" not in found


def test_a_job_that_failed_is_tried_again(failed: Flask) -> None:
    number = jobs_of(failed)[0].id
    assert f"To be tried again: {number}." in run(failed, "jobs", "retry", "--failed")

    first, _ = jobs_of(failed)
    assert (first.state, first.tries) == (State.WAITING, 0)
    assert "none of them" in run(failed, "jobs", "retry", "9999")


def test_a_mail_whose_words_are_erased_cannot_be_tried_again(failed: Flask) -> None:
    with failed.app_context(), writing():
        db.session.execute(update(JobRow).values(sealed=None))
        db.session.commit()

    assert "none of them" in run(failed, "jobs", "retry", str(jobs_of(failed)[0].id))


def test_jobs_are_dropped_unless_they_run(failed: Flask) -> None:
    one, two = (row.id for row in jobs_of(failed))
    with failed.app_context(), writing():
        runs = update(JobRow).where(JobRow.id == two)
        db.session.execute(runs.values(state="running", claim="x"))
        db.session.commit()

    assert f"Dropped: {one}." in run(failed, "jobs", "drop", str(one), str(two))
    assert [row.id for row in jobs_of(failed)] == [two]


def test_it_does_what_is_due_and_ends(failed: Flask) -> None:
    # No mail server: the letter that waits is written to the log.
    run(failed, "work", "--once")

    assert [row.state for row in jobs_of(failed)] == ["failed"]
    run(failed, "jobs", "drop", "--failed")
    assert "Nothing waits." in run(failed, "jobs", "list")


def test_prometheus_is_told_how_the_queue_stands(failed: Flask) -> None:
    with failed.app_context():
        told = [one for one in _of_jobs() if one[2].get("kind") in {None, "mail"}]
        found = {(name, labels.get("state")): value for name, _, labels, value in told}

    assert found["tpmlearn_jobs", "failed"] == 1
    assert found["tpmlearn_jobs", "waiting"] == 1
    assert found["tpmlearn_jobs_oldest_seconds", None] > 0


@pytest.mark.parametrize(
    ("failed_jobs", "minutes", "state"),
    [(0, 0, Found.RIGHT), (2, 0, Found.NOTE), (0, 6, Found.WRONG)],
)
def test_the_doctor_tells_of_work_that_nobody_does(
    failed_jobs: int, minutes: int, state: Found
) -> None:
    found = check_jobs(3, failed_jobs, timedelta(minutes=minutes))

    assert found.state is state
    assert f"3 waiting, {failed_jobs} failed" in found.says
