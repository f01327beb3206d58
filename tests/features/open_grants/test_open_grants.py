"""Grants for admins: kinds, ends and owners; ended in an emergency, and its owner told."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.records.test_audit import called, lines
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.granting import granted
from tpmlearn.db import db
from tpmlearn.features.open_grants.queries import open_grants
from tpmlearn.models import ConsentRow, GrantRow

NOW = datetime.now(UTC)


@pytest.fixture
def grant(app: Flask, learner: CheckingClient, recruiter: CheckingClient) -> str:
    """Ada's grant to Rita, for 30 days."""
    return granted(app, learner.person_id, recruiter.person_id)


def test_it_counts_kinds_and_lists_the_next_to_end_first(
    app: Flask,
    admin: CheckingClient,
    learner: CheckingClient,
    stranger: CheckingClient,
    recruiter: CheckingClient,
    grant: str,
) -> None:
    soon = granted(app, stranger.person_id, recruiter.person_id, ends=NOW + timedelta(days=2))
    granted(app, stranger.person_id, recruiter.person_id, ends=NOW - timedelta(days=2))

    page = admin.read("/admin/grants")

    assert "2 grants, the next to end first" in page
    assert page.index(soon) < page.index(grant)
    assert called(app, learner) in page
    assert f'href="/admin/people/{learner.person_id}">Ada Obi' in page
    assert grant not in admin.read("/admin/grants?ends=soon")
    assert soon in admin.read("/admin/grants?ends=soon&kind=account")
    assert "No grant is like that" in admin.read("/admin/grants?kind=link")


def test_it_is_empty_in_words(admin: CheckingClient) -> None:
    assert "No grant works now" in admin.read("/admin/grants")


@pytest.mark.parametrize("asked", ["kind=all", "ends=never"])
def test_what_cannot_be_asked_is_no_page(admin: CheckingClient, asked: str) -> None:
    assert admin.get(f"/admin/grants?{asked}").status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "x", "7", "99999999999999999999"])
def test_an_odd_page_is_the_nearest(admin: CheckingClient, grant: str, page: str) -> None:
    assert grant in admin.read(f"/admin/grants?page={page}")


def test_pages_hold_fifty(app: Flask, learner: CheckingClient, recruiter: CheckingClient) -> None:
    for _ in range(51):
        granted(app, learner.person_id, recruiter.person_id)

    with app.app_context():
        first = open_grants("", soon=False, page=1, now=NOW)
        second = open_grants("", soon=False, page=2, now=NOW)

    assert (len(first.lines), len(second.lines), first.pages) == (50, 1, 2)


def test_it_asks_four_statements(app: Flask, admin: CheckingClient, grant: str) -> None:
    with statements(app) as seen:
        assert grant in admin.read("/admin/grants")

    assert len(seen.sql) == 4


def test_ending_one_takes_it_from_everybody_and_tells_its_owner(
    app: Flask,
    admin: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
    grant: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert recruiter.get(f"/desk/candidates/{grant}").status_code == 200

    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        done = admin.send(f"/admin/grants/{grant}/end", why="misused")

    assert done.status_code == 302
    assert recruiter.get(f"/desk/candidates/{grant}").status_code == 410
    assert "Mail to ada@example.org" in caplog.text
    assert "because what it showed was misused" in caplog.text
    assert "Rita" not in caplog.text
    page = learner.read("/sharing")
    assert "ended by an admin" in page
    assert "because what it showed was misused" in page
    assert lines(app) == [
        (called(app, admin), "grant-ended", f"person:{called(app, learner)}", "misused")
    ]
    with app.app_context():
        assert None not in list(db.session.scalars(select(ConsentRow.withdrawn_at)))


@pytest.mark.parametrize("fields", [{}, {"why": ""}, {"why": "because"}])
def test_it_asks_why(app: Flask, admin: CheckingClient, grant: str, fields: dict[str, str]) -> None:
    answer = admin.send(f"/admin/grants/{grant}/end", **fields)

    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(GrantRow.revoked_at)) is None
    assert lines(app) == []


def test_one_that_has_ended_has_no_page(admin: CheckingClient, grant: str) -> None:
    admin.send(f"/admin/grants/{grant}/end", why="asked")

    assert admin.get(f"/admin/grants/{grant}").status_code == 404
    assert admin.send(f"/admin/grants/{grant}/end", why="asked").status_code == 404
    assert admin.get("/admin/grants/none").status_code == 404


def test_it_is_for_admins_alone_and_not_forged(
    app: Flask,
    admin: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
    visitor: CheckingClient,
    grant: str,
) -> None:
    for client, status in ((learner, 403), (recruiter, 403), (visitor, 302)):
        assert client.get("/admin/grants").status_code == status
        assert client.get(f"/admin/grants/{grant}").status_code == status
        assert client.send(f"/admin/grants/{grant}/end", why="asked").status_code == status
    assert admin.post(f"/admin/grants/{grant}/end", data={"why": "asked"}).status_code == 400
    assert lines(app) == []
