"""Signing in with a second step: nobody is in before it, and each code counts once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.second_step.cast import (
    ADA,
    PASSWORD,
    code_at,
    give_password,
    rewind,
    set_up,
)
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox, text_of
from tpmlearn.db import db, writing
from tpmlearn.models import AuditRow, SignInRow
from tpmlearn.records.hashing import hash_password

ASK = "/sign-in/second-step"
VERIFIED = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password and a confirmed address."""
    return enter(ADA, name="Ada", verified_at=VERIFIED, password_hash=hash_password(PASSWORD))


def test_the_password_alone_signs_nobody_in(ada: CheckingClient, visitor: CheckingClient) -> None:
    set_up(ada)

    assert give_password(visitor) == ASK

    assert visitor.get("/settings").headers["Location"].startswith("/sign-in")
    with visitor.session_transaction() as session:
        assert "_user_id" not in session


def test_a_code_of_the_app_lets_in_and_leads_on(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    data = {"email": ADA, "password": PASSWORD, "csrf_token": visitor.token()}
    visitor.post("/sign-in?next=/plan", data=data)

    answer = visitor.send(ASK, code=app.now())

    assert answer.headers["Location"] == "/plan"
    assert "by password and code of an app" in visitor.read("/settings/devices")


def test_a_code_works_once(ada: CheckingClient, visitor: CheckingClient, enter: Enter) -> None:
    app, _ = set_up(ada)
    code = app.now()
    give_password(visitor)
    assert visitor.send(ASK, code=code).status_code == 302
    visitor.send("/sign-out")
    give_password(visitor)

    again = visitor.send(ASK, code=code)

    assert again.status_code == 422
    assert "each works once" in again.text


@pytest.mark.parametrize(("steps", "status"), [(-1, 302), (0, 302), (1, 302), (-3, 422), (3, 422)])
def test_a_clock_may_be_half_a_minute_off(
    ada: CheckingClient, visitor: CheckingClient, steps: int, status: int
) -> None:
    app, _ = set_up(ada)
    give_password(visitor)

    assert visitor.send(ASK, code=code_at(app, steps=steps)).status_code == status


def test_an_older_code_than_one_used_is_refused(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    give_password(visitor)
    assert visitor.send(ASK, code=code_at(app, steps=1)).status_code == 302
    visitor.send("/sign-out")
    give_password(visitor)

    assert visitor.send(ASK, code=code_at(app)).status_code == 422


def test_guesses_are_slowed_down_even_for_the_right_code(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    give_password(visitor)

    tried = [visitor.send(ASK, code="000000").status_code for _ in range(7)]

    assert tried[:5] == [422] * 5
    assert tried[-1] == 429
    assert visitor.send(ASK, code=app.now()).status_code == 429
    with ada.application.app_context():
        assert "sign-in-blocked" in db.session.scalars(select(AuditRow.act)).all()


def test_a_recovery_code_lets_in_once_and_says_so(
    ada: CheckingClient, visitor: CheckingClient, postbox: Postbox
) -> None:
    _, codes = set_up(ada)
    assert len(set(codes)) == 10
    give_password(visitor)

    typed = codes[0].upper().replace("-", " ")
    assert visitor.send(ASK, code=typed).status_code == 302

    assert "9 are left" in text_of(postbox.to(ADA, about="recovery code"))
    assert "9 of 10 are left" in visitor.read("/settings/second-step")
    visitor.send("/sign-out")
    give_password(visitor)
    assert visitor.send(ASK, code=codes[0]).status_code == 422


def test_what_is_half_way_ends_after_ten_minutes(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    give_password(visitor)
    with visitor.session_transaction() as session:
        kept = list(session["halfway"])
        kept[3] = (datetime.now(UTC) - timedelta(minutes=11)).timestamp()
        session["halfway"] = kept

    assert visitor.send(ASK, code=app.now()).headers["Location"] == "/sign-in"


def test_a_new_password_ends_what_is_half_way(ada: CheckingClient, visitor: CheckingClient) -> None:
    app, _ = set_up(ada)
    give_password(visitor)

    ada.send("/settings/password", old=PASSWORD, new="violet engine forty-two")

    assert visitor.send(ASK, code=app.now()).headers["Location"] == "/sign-in"


def test_a_mailed_link_for_a_password_does_not_pass_by_it(
    ada: CheckingClient, visitor: CheckingClient, postbox: Postbox
) -> None:
    set_up(ada)
    visitor.send("/password/forgot", email=ADA)
    found = re.search(r"/password/reset/[\w-]+", text_of(postbox.to(ADA, about="new password")))
    assert found

    done = visitor.send(found.group(), password="seventeen copper ladders")

    assert done.headers["Location"] == "/sign-in"
    assert visitor.get("/settings").status_code == 302
    answer = visitor.send("/sign-in", email=ADA, password="seventeen copper ladders")
    assert answer.headers["Location"] == ASK
    assert visitor.get("/settings").status_code == 302


def test_another_browser_is_not_half_way(ada: CheckingClient, stranger: CheckingClient) -> None:
    set_up(ada)

    assert stranger.get(ASK).headers["Location"] == "/sign-in"


def test_the_guests_work_is_offered_after_the_second_step(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    visitor.save("/rate/skills/DEL4", level="1")
    give_password(visitor)

    assert visitor.send(ASK, code=app.now()).headers["Location"] == "/sign-in/merge"
    assert "<li>1 ratings</li>" in visitor.read("/sign-in/merge")


def test_a_forged_code_is_refused(ada: CheckingClient, visitor: CheckingClient) -> None:
    app, _ = set_up(ada)
    give_password(visitor)

    assert visitor.post(ASK, data={"code": app.now()}).status_code == 400


def test_another_secret_key_opens_no_app(ada: CheckingClient) -> None:
    from dataclasses import replace

    from tpmlearn.records.code_apps import use_code

    app, _ = set_up(ada)
    site = ada.application
    before = site.extensions["settings"]
    site.extensions["settings"] = replace(before, secret_key="another-" + "y" * 32)
    try:
        with site.app_context(), writing():
            assert not use_code(ada.person_id, app.now(), now=datetime.now(UTC))
    finally:
        site.extensions["settings"] = before


def test_the_session_begins_with_the_second_step(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    give_password(visitor)
    with ada.application.app_context():
        assert len(db.session.scalars(select(SignInRow.id)).all()) == 1

    visitor.send(ASK, code=app.now())
    rewind(ada)

    with ada.application.app_context():
        steps = db.session.execute(select(SignInRow.way, SignInRow.step)).all()
        assert ("password", "code") in [tuple(row) for row in steps]
        db.session.execute(update(SignInRow).values(seen_at=None))
        db.session.rollback()
