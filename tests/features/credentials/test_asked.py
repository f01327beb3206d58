"""On PostgreSQL a badge is signed in the background; until then its page says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.badges import EXAM, issue, numbers, pass_exam, rows, share
from tests.support.client import CheckingClient
from tests.support.jobs import jobs_of, work_off
from tests.support.working import wait_until, working
from tpmlearn.db import db, writing
from tpmlearn.jobs.overview import retry
from tpmlearn.models import ExamSittingRow, JobRow, PersonRow
from tpmlearn.records.leaving import begin_leaving
from tpmlearn.signing.keyring import Keyring

PATH = f"/badges/new/exam/{EXAM}"


@pytest.fixture
def ready(app: Flask, keys: Keyring, learner: CheckingClient) -> CheckingClient:
    """A learner who passed an exam, where there is a queue."""
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("a badge is signed in its request there")
    pass_exam(learner)
    return learner


def ask(client: CheckingClient, **fields: str) -> str:
    """Press the button; the address that it leads to."""
    response = client.send(PATH, **fields)
    assert response.status_code == 302
    return response.headers["Location"]


def test_its_page_waits_until_it_is_signed(ready: CheckingClient) -> None:
    address = ask(ready)

    waiting = ready.get(address)
    assert "The badge is being signed" in waiting.get_data(as_text=True)
    assert waiting.headers["Refresh"] == "2"
    assert f'href="{address}"' in ready.read("/badges")
    assert rows(ready) == []
    for file in ("json", "jwt", "png", "svg"):
        assert ready.get(f"{address}/badge.{file}").status_code == 404

    work_off(ready.application)

    signed = ready.get(address)
    assert "Take it along" in signed.get_data(as_text=True)
    assert "Refresh" not in signed.headers
    assert [address] == [f"/badges/{one.id}" for one in rows(ready)]
    assert "is being signed" not in ready.read("/badges")
    assert jobs_of(ready.application) == []


def test_a_process_that_does_background_work_signs_it(ready: CheckingClient) -> None:
    address = ask(ready)

    with working(ready.application):
        wait_until("it is not signed", lambda: rows(ready))

    assert "Take it along" in ready.read(address)


def test_whoever_presses_twice_waits_for_the_same(ready: CheckingClient) -> None:
    first, second = ask(ready), ask(ready)
    work_off(ready.application)

    (row,) = rows(ready)
    assert first == second == f"/badges/{row.id}"


def test_nobody_else_sees_that_it_is_asked_for(
    ready: CheckingClient, stranger: CheckingClient
) -> None:
    address = ask(ready)

    assert stranger.get(address).status_code == 404


def test_what_waits_tells_nothing_of_the_link_in_it(ready: CheckingClient) -> None:
    link = share(ready)

    ask(ready, link=link)

    (job,) = jobs_of(ready.application)
    token = link.rsplit("/", maxsplit=1)[-1]
    assert token not in str(vars(job))
    assert token.encode() not in (job.sealed or b"")
    work_off(ready.application)
    (row,) = rows(ready)
    assert [one["id"] for one in row.document["evidence"]] == [link]


def test_what_changed_before_it_was_signed_issues_nothing_and_says_so(
    ready: CheckingClient,
) -> None:
    first = issue(ready)
    address = ask(ready, replaces=first)
    with ready.application.app_context(), writing():
        db.session.execute(update(ExamSittingRow).values(finished_at=None))
        db.session.commit()

    work_off(ready.application)

    refused = ready.get(address)
    assert "The badge was not issued" in refused.get_data(as_text=True)
    assert "Refresh" not in refused.headers
    assert "is being signed" not in ready.read("/badges")
    assert [one.id for one in rows(ready)] == [first]
    assert [one.revoked_at for one in numbers(ready)] == [None]
    (job,) = jobs_of(ready.application)
    assert (job.state, job.problem) == ("failed", "CannotIssue")


def test_what_would_say_something_else_by_now_is_not_signed(ready: CheckingClient) -> None:
    address = ask(ready, named="y")
    with ready.application.app_context(), writing():
        db.session.get_one(PersonRow, ready.person_id).name = "Ada Other"
        db.session.commit()

    work_off(ready.application)

    assert "The badge was not issued" in ready.read(address)
    assert [one.problem for one in jobs_of(ready.application)] == ["Changed"]
    # Whoever was told so does not get it after all.
    with ready.application.app_context(), writing():
        assert retry([one.id for one in jobs_of(ready.application)], now=datetime.now(UTC)) == []


def test_of_two_presses_the_last_counts_while_it_waits(ready: CheckingClient) -> None:
    first, second = ask(ready, named="y"), ask(ready)
    work_off(ready.application)

    (row,) = rows(ready)
    assert first == second == f"/badges/{row.id}"
    assert "identifier" not in row.document["credentialSubject"]


def test_a_machine_without_the_key_leaves_it_to_another(
    app: Flask, keys: Keyring, ready: CheckingClient
) -> None:
    address = ask(ready)
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, folder=before.folder / "another")
    work_off(app)
    (job,) = jobs_of(app)
    assert (job.state, job.problem) == ("waiting", "NotReady")

    app.extensions["settings"] = before
    with app.app_context(), writing():
        assert retry([job.id], now=datetime.now(UTC)) == [job.id]
    work_off(app)

    assert "Take it along" in ready.read(address)


def test_whoever_leaves_meanwhile_gets_none(ready: CheckingClient) -> None:
    ask(ready)
    with ready.application.app_context(), writing():
        begin_leaving(ready.person_id, now=datetime.now(UTC))
        db.session.commit()
    assert jobs_of(ready.application) == []


def test_whoever_left_as_it_was_taken_up_gets_none(ready: CheckingClient) -> None:
    ask(ready)
    with ready.application.app_context(), writing():
        row = db.session.get_one(PersonRow, ready.person_id)
        row.erase_after = datetime.now(UTC) + timedelta(days=7)
        db.session.commit()

    work_off(ready.application)

    assert rows(ready) == []
    assert [one.problem for one in jobs_of(ready.application)] == ["nobody is there"]


def test_a_page_that_waits_for_long_stands_still(ready: CheckingClient) -> None:
    address = ask(ready)
    with ready.application.app_context(), writing():
        db.session.execute(update(JobRow).values(made_at=datetime.now(UTC) - timedelta(minutes=1)))
        db.session.commit()

    late = ready.get(address)

    assert "It takes longer than usual." in late.get_data(as_text=True)
    assert "Refresh" not in late.headers
    with ready.application.app_context(), writing():
        db.session.execute(update(JobRow).values(until=datetime.now(UTC) - timedelta(minutes=1)))
        db.session.commit()
    assert "The badge was not issued" in ready.read(address)

    # Asked for anew it is another one, and the one that is too late stays what was said of it.
    again = ask(ready)
    work_off(ready.application)

    assert again != address
    assert "Take it along" in ready.read(again)
    assert "The badge was not issued" in ready.read(address)
    assert [one.state for one in jobs_of(ready.application)] == ["failed"]
