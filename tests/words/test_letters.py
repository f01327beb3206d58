"""A mail to somebody else than who asks is in the language of whoever gets it."""

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.granting import granted
from tests.support.jobs import mailing, posted
from tpmlearn.db import db, writing
from tpmlearn.features.people import services as people
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow
from tpmlearn.web.access import now
from tpmlearn.words import current, speaking


@pytest.fixture
def german(app: Flask, learner: CheckingClient) -> CheckingClient:
    """Ada, who chose German; admins and visitors here speak English."""
    with app.app_context(), writing():
        db.session.get_one(PersonRow, learner.person_id).language = "de"
        db.session.commit()
    return learner


def sent(app: Flask, client: CheckingClient, path: str, **fields: str) -> Letter:
    """The one mail that sending this form posts."""
    with mailing(app):
        answer = client.send(path, **fields)
        (letter,) = posted(app)
    assert answer.status_code in {200, 302}
    assert letter.to == "ada@example.org"
    return letter


@pytest.mark.parametrize(
    ("act", "subject", "words"),
    [
        ("reset", "Setze ein neues Passwort für tpmlearn", "Öffne das innerhalb einer Stunde"),
        ("erase", "Dein tpmlearn-Konto wird gelöscht", "Ein Admin dieser Website hat begonnen"),
    ],
)
def test_what_an_admin_does_is_told_in_the_members_language(
    app: Flask, admin: CheckingClient, german: CheckingClient, act: str, subject: str, words: str
) -> None:
    letter = sent(app, admin, f"/admin/people/{german.person_id}/{act}")

    assert letter.subject == subject
    assert words in letter.text
    assert "http://127.0.0.1:8000/" in letter.text


def test_an_ended_grant_is_told_in_its_owners_language(
    app: Flask, admin: CheckingClient, german: CheckingClient, recruiter: CheckingClient
) -> None:
    grant = granted(app, german.person_id, recruiter.person_id)

    letter = sent(app, admin, f"/admin/grants/{grant}/end", why="misused")

    assert letter.subject == "Eine deiner Freigaben wurde beendet"
    assert "Von jetzt an zeigt sie nichts" in letter.text


def test_a_link_for_a_password_is_in_the_language_of_the_account(
    app: Flask, visitor: CheckingClient, german: CheckingClient
) -> None:
    letter = sent(app, visitor, "/password/forgot", email="ada@example.org")

    assert letter.subject == "Setze ein neues Passwort für tpmlearn"
    assert "Jemand, wahrscheinlich du" in letter.text


def test_who_chose_no_language_gets_english_whatever_the_admin_speaks(
    app: Flask, learner: CheckingClient
) -> None:
    with mailing(app), app.app_context(), writing(), speaking("de"):
        people.send_reset(learner.person_id, link="http://localhost/TOKEN", now=now())
        assert current().tag == "de"
    (letter,) = posted(app)

    assert letter.subject == "Set a new password for tpmlearn"
    assert letter.text.startswith("An admin of this site sends you a link")
