"""One's own badge: its page and files, revoking, and what stays when somebody leaves."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.features.testing import cast as testing
from tests.support.badges import EXAM, HOST, issue, numbers, pass_exam, rows
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.credentials.report import Revocation
from tpmlearn.models import ExamAnswerRow, PersonRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.idle import erase_idle_guests
from tpmlearn.records.leaving import begin_leaving, erase_leavers
from tpmlearn.signing.checking import check
from tpmlearn.signing.images import badge_in
from tpmlearn.signing.keyring import Keyring


@pytest.fixture
def badge(keys: Keyring, learner: CheckingClient) -> str:
    """Ada's badge."""
    pass_exam(learner)
    return issue(learner, named="y")


@pytest.mark.parametrize("form", ["json", "png", "svg"])
def test_each_file_carries_the_badge(learner: CheckingClient, badge: str, form: str) -> None:
    response = learner.get(f"/badges/{badge}/badge.{form}")

    (row,) = rows(learner)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert json.loads(badge_in(response.data)) == row.document


def test_the_token_is_the_same_badge(learner: CheckingClient, badge: str) -> None:
    (row,) = rows(learner)

    assert learner.get(f"/badges/{badge}/badge.jwt").get_data(as_text=True) == row.jwt


def test_the_picture_says_figure_and_interval_and_escapes(
    learner: CheckingClient, badge: str
) -> None:
    svg = learner.get(f"/badges/{badge}/badge.svg").get_data(as_text=True)

    assert "100 % earned, 90 % interval 82 % to 100 %" in svg
    assert "tpm.example.org" in svg
    assert "<script" not in svg


def test_knowledge_is_issued_at_a_band_and_never_as_a_level(
    keys: Keyring, learner: CheckingClient
) -> None:
    testing.finish(learner, testing.begin(learner))
    page = learner.read("/badges")
    about = page.split("/badges/new/knowledge/")[1].split('"')[0]
    credit = "This service uses the ESCO classification of the European Commission."
    assert credit in learner.read(f"/badges/new/knowledge/{about}")

    found = issue(learner, "knowledge", about)

    (row,) = rows(learner)
    with learner.application.app_context():
        concepts = current_catalogue().skills[about].esco
    aligned = row.document["credentialSubject"]["achievement"]["alignment"]
    assert concepts
    assert [
        (one["targetName"], one["targetCode"])
        for one in aligned
        if one["targetFramework"] == "ESCO"
    ] == [(one.label, one.uri) for one in concepts]
    words = json.dumps(row.document)
    assert "at band K" in row.document["name"]
    assert "is no level of performance" in words
    assert "Provisional: fewer than 200 people" in words
    assert "90 % interval" in words
    assert "Probability of being above its cut" in learner.read(f"/badges/{found}")
    assert "The signature is good" in learner.read(f"/verify/{found}")


def test_revoking_cannot_be_undone_and_says_so(learner: CheckingClient, badge: str) -> None:
    assert "This cannot be undone" in learner.read(f"/badges/{badge}")

    refused = learner.send(f"/badges/{badge}/revoke", why="WITHDRAWN")
    forged = learner.send(f"/badges/{badge}/revoke", why="nonsense", sure="y")
    done = learner.send(f"/badges/{badge}/revoke", why="WRONG", sure="y")
    again = learner.send(f"/badges/{badge}/revoke", why="WITHDRAWN", sure="y")

    (number,) = numbers(learner)
    assert [one.status_code for one in (refused, forged, done, again)] == [422, 422, 302, 302]
    assert number.revoked_why == "its holder says that something in it is wrong"
    page = learner.read("/badges")
    assert "Revoked" in page
    assert f"/badges/new/exam/{EXAM}" in page


def test_a_badge_that_could_not_be_issued_today_is_marked(
    app: Flask, learner: CheckingClient, badge: str
) -> None:
    assert "could not be issued today" not in learner.read("/badges")
    with app.app_context(), writing():
        db.session.execute(update(ExamAnswerRow).values(given=[], answered=False))
        db.session.commit()

    assert "could not be issued today" in learner.read("/badges")


@pytest.mark.parametrize("path", ["", "/badge.json", "/badge.png", "/badge.svg", "/badge.jwt"])
def test_it_is_the_owners_alone(
    learner: CheckingClient, badge: str, stranger: CheckingClient, path: str
) -> None:
    assert learner.get(f"/badges/{badge}{path}").status_code == 200
    assert stranger.get(f"/badges/{badge}{path}").status_code == 404
    assert learner.get(f"/badges/forged{path}").status_code == 404


def test_nobody_else_revokes_it(
    learner: CheckingClient, badge: str, stranger: CheckingClient
) -> None:
    assert stranger.send(f"/badges/{badge}/revoke", why="WRONG", sure="y").status_code == 404
    assert stranger.send(f"/badges/{badge}/revoke", why="", sure="").status_code == 404
    assert numbers(learner)[0].revoked_at is None


def test_other_forms_are_not_there(learner: CheckingClient, badge: str) -> None:
    assert learner.get(f"/badges/{badge}/badge.exe").status_code == 404


def test_who_leaves_has_no_badge_from_that_moment(
    app: Flask, learner: CheckingClient, visitor: CheckingClient, badge: str
) -> None:
    with app.app_context(), writing():
        begin_leaving(learner.person_id, now=datetime.now(UTC))
        db.session.commit()

    (number,) = numbers(learner)
    assert number.revoked_at is not None
    assert number.revoked_why == "withdrawn by its holder"
    assert visitor.get(f"/credentials/{badge}").status_code == 410
    assert visitor.get(f"/verify/{badge}").status_code == 410


def _leave(app: Flask, person_id: int) -> None:
    with app.app_context(), writing():
        begin_leaving(person_id, now=datetime.now(UTC) - timedelta(days=8))
        db.session.commit()
    with app.app_context():
        erase_leavers(now=datetime.now(UTC))


def _leave_at_once(app: Flask, person_id: int) -> None:
    with app.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, person_id))
        db.session.commit()


def _idle(app: Flask, person_id: int) -> None:
    with app.app_context(), writing():
        db.session.execute(
            update(PersonRow)
            .where(PersonRow.id == person_id)
            .values(email=None, active_at=datetime.now(UTC) - timedelta(days=400))
        )
        db.session.commit()
        erase_idle_guests(now=datetime.now(UTC))


@pytest.mark.parametrize("way", [_leave, _leave_at_once, _idle])
def test_of_who_is_erased_a_revoked_number_stays(
    app: Flask, learner: CheckingClient, visitor: CheckingClient, badge: str, way: object
) -> None:
    assert callable(way)
    (before,) = numbers(learner)
    did = visitor.get("/.well-known/did.json").get_json()
    data = learner.get(f"/badges/{badge}/badge.json").data

    way(app, learner.person_id)

    (after,) = numbers(visitor)
    assert rows(visitor) == []
    assert after.bit == before.bit
    status = visitor.get("/credentials/status/1").get_json()
    found = check(data, did, status, now=datetime.now(UTC))
    assert found.revocation is Revocation.YES
    page = visitor.send("/verify", text=data.decode()).get_data(as_text=True)
    assert "withdrawn by its holder" in page
    for path in (f"/credentials/{badge}", f"/credentials/{badge}.jwt", f"/verify/{badge}"):
        response = visitor.get(path)
        assert response.status_code == 410
        assert "Ada" not in response.get_data(as_text=True)
        assert EXAM not in response.get_data(as_text=True)


def test_the_address_in_it_is_that_of_the_badge(learner: CheckingClient, badge: str) -> None:
    found = json.loads(learner.get(f"/badges/{badge}/badge.json").data)

    assert found["id"] == f"{HOST}/credentials/{badge}"
