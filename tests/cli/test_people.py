"""flask people: the first admin, roles, a way back in."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import InvitationRow

PASSWORD = "copper ladder seventeen"


def _add(app: Flask, *more: str) -> str:
    runner = app.test_cli_runner()
    done = runner.invoke(
        args=["people", "add", "ines@example.org", "--name", "Ines", "--password", PASSWORD, *more]
    )
    return str(done.output)


def test_it_makes_the_first_admin_who_can_sign_in(app: Flask, visitor: CheckingClient) -> None:
    assert "as admin" in _add(app, "--role", "admin")

    answer = visitor.send("/sign-in", email="ines@example.org", password=PASSWORD)
    assert answer.status_code == 302


def test_it_gives_and_takes_roles(app: Flask) -> None:
    _add(app)
    runner = app.test_cli_runner()

    given = runner.invoke(args=["people", "role", "INES@example.org", "author"])
    taken = runner.invoke(args=["people", "role", "ines@example.org", "author", "--remove"])

    assert "ines@example.org: author." in given.output.lower()
    assert "no roles" in taken.output


def test_it_helps_who_is_locked_out(app: Flask, visitor: CheckingClient) -> None:
    _add(app)

    link = app.test_cli_runner().invoke(args=["people", "reset", "ines@example.org"]).output
    path = "/password/reset/" + link.strip().split("/password/reset/")[1]

    assert visitor.send(path, password="violet engine forty-two").status_code == 302


def test_it_says_what_is_wrong(app: Flask) -> None:
    runner = app.test_cli_runner()
    _add(app)

    assert "has an account already" in _add(app)
    assert "No account" in runner.invoke(args=["people", "reset", "eve@example.org"]).output
    weak = runner.invoke(
        args=["people", "add", "x@example.org", "--name", "X", "--password", "password1234"]
    )
    assert "easy to guess" in weak.output


def test_it_forgets_invitations_that_ended_ninety_days_ago(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context(), writing():
        for number, days in enumerate((-91, -89)):
            ended = now + timedelta(days=days)
            db.session.add(
                InvitationRow(
                    id=str(number), role="author", label="Ari", created_at=ended, expires_at=ended
                )
            )
        db.session.commit()

    output = app.test_cli_runner().invoke(args=["people", "tidy"]).output

    assert "Erased 1 invitations that ended 90 days ago." in output
    with app.app_context():
        assert list(db.session.scalars(select(InvitationRow.id))) == ["1"]
