"""Letters wait encrypted, go once, again if the server is busy, and are gone afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import text

from tests.support.client import CheckingClient
from tests.support.cluster import free_port
from tests.support.jobs import jobs_of, mailing, posted, work_off
from tests.test_mail import Moody, Postbox, serving
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs import rows
from tpmlearn.jobs.letters import post_letter
from tpmlearn.jobs.recovery import keep_order
from tpmlearn.jobs.running import run
from tpmlearn.mail import Letter

LETTER = Letter(
    "ada@example.org", "Set a new password", "https://x.example/secret\n", (("X", "y"),)
)


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The site has a mail server at this port, which does not run yet."""
    number = free_port()
    with mailing(app, f"smtp://127.0.0.1:{number}"):
        yield number


def post(app: Flask, letter: Letter = LETTER, **more: datetime) -> None:
    with app.app_context(), writing():
        post_letter(letter, now=datetime.now(UTC), **more)  # type: ignore[arg-type]
        db.session.commit()


def test_a_letter_is_sent_and_gone(app: Flask, port: int) -> None:
    box = Postbox()
    post(app)

    with serving(Controller(box, hostname="127.0.0.1", port=port)):
        work_off(app)
        work_off(app)

    (mail,) = box.mail
    assert (mail["To"], mail["Subject"], mail["X"]) == (LETTER.to, LETTER.subject, "y")
    assert mail["Message-ID"].endswith("@example.org>")
    assert jobs_of(app) == []


def test_nothing_of_it_can_be_read_in_the_database(app: Flask, port: int) -> None:
    post(app)

    with app.app_context():
        rows_text = str(db.session.execute(text("SELECT * FROM jobs")).all()).encode()
        db.session.rollback()
    assert b"secret" not in rows_text
    assert b"ada" not in rows_text
    assert b"password" not in rows_text
    assert posted(app) == [LETTER]


def test_a_letter_waits_for_a_server_that_is_busy_and_comes_under_the_same_id(
    app: Flask, port: int
) -> None:
    post(app)
    with serving(Controller(Moody("DATA", "451 later"), hostname="127.0.0.1", port=port)):
        work_off(app)
    (row,) = jobs_of(app)
    assert (row.state, row.tries, row.problem) == (State.WAITING, 1, "SMTPDataError")

    ids = []
    for number in range(2):
        box = Postbox()
        with serving(Controller(box, hostname="127.0.0.1", port=port)), app.app_context():
            later = datetime.now(UTC) + timedelta(minutes=2 * number + 1)
            found = rows.claim_next(now=later)
            assert found is not None
            with pytest.MonkeyPatch.context() as patch:
                # Killed between the server's yes and the note of it: it is sent again, once.
                patch.setattr(rows, "finish", lambda *_, **__: False)
                run(found)
            keep_order(now=later + timedelta(minutes=1))
        ids.append(box.mail[0]["Message-ID"])

    assert ids[0] == ids[1]


def test_a_letter_that_is_refused_for_good_is_not_tried_again(app: Flask, port: int) -> None:
    post(app)
    with serving(Controller(Moody("RCPT", "550 nobody"), hostname="127.0.0.1", port=port)):
        work_off(app)

    (row,) = jobs_of(app)
    assert (row.state, row.tries, row.problem) == (State.FAILED, 1, "refused with 550")


def test_a_letter_whose_link_has_ended_is_not_sent(app: Flask, port: int) -> None:
    box = Postbox()
    post(app, until=datetime.now(UTC) - timedelta(seconds=1))

    with serving(Controller(box, hostname="127.0.0.1", port=port)):
        work_off(app)

    (row,) = jobs_of(app)
    assert (box.mail, row.state, row.sealed) == ([], State.FAILED, None)


def test_after_another_secret_key_it_is_given_up(app: Flask, port: int) -> None:
    from dataclasses import replace

    post(app)
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, secret_key="another" * 8)
    try:
        work_off(app)
    finally:
        app.extensions["settings"] = before

    (row,) = jobs_of(app)
    assert (row.state, row.problem) == (
        State.FAILED,
        "the secret key is another than when it was written",
    )


def test_the_link_for_a_password_waits_no_longer_than_it_works(
    app: Flask, port: int, learner: CheckingClient, visitor: CheckingClient
) -> None:
    visitor.send("/password/forgot", email="ada@example.org")
    visitor.send("/password/forgot", email="nobody@example.org")

    (row,) = jobs_of(app)
    (letter,) = posted(app)
    assert row.until - row.made_at == timedelta(hours=1)
    assert row.person_id == learner.person_id
    assert "/password/reset/" in letter.text
