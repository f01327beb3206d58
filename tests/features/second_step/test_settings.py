"""Setting an app up, new recovery codes, turning it off."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.second_step.cast import ADA, PASSWORD, begin, give_password, set_up, shown_codes
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox
from tpmlearn.db import db, writing
from tpmlearn.models import AuditRow, CodeAppRow, PersonRow, RecoveryCodeRow, SignInRow
from tpmlearn.records.everything import rows_of
from tpmlearn.records.hashing import hash_password

VERIFIED = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password and a confirmed address."""
    return enter(ADA, name="Ada", verified_at=VERIFIED, password_hash=hash_password(PASSWORD))


def acts(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)))


def test_it_counts_only_after_a_code(ada: CheckingClient, visitor: CheckingClient) -> None:
    begin(ada)

    assert ada.send("/settings/second-step/app", code="000000").status_code == 422
    assert give_password(visitor) == "/today"


def test_setting_it_up_is_noted_and_told(ada: CheckingClient, postbox: Postbox) -> None:
    set_up(ada)

    assert postbox.to(ADA, about="takes a second step now")
    assert acts(ada) == ["second-step-on", "recovery-codes-made"]
    assert "Signing in asks for more than the password" in ada.read("/settings")


def test_the_codes_are_shown_once_and_kept_as_hashes(ada: CheckingClient) -> None:
    _, codes = set_up(ada)

    assert shown_codes(ada) == []
    with ada.application.app_context():
        kept = db.session.scalars(select(RecoveryCodeRow.id)).all()
    assert len(kept) == 10
    assert not {code.replace("-", "") for code in codes} & set(kept)


def test_new_codes_end_the_old_ones(ada: CheckingClient, visitor: CheckingClient) -> None:
    _, old = set_up(ada)
    ada.send("/settings/second-step/codes")
    new = shown_codes(ada)
    give_password(visitor)

    assert not set(new) & set(old)
    assert visitor.send("/sign-in/second-step", code=old[0]).status_code == 422
    assert visitor.send("/sign-in/second-step", code=new[0]).status_code == 302


def test_turning_it_off_takes_app_and_codes(
    ada: CheckingClient, visitor: CheckingClient, postbox: Postbox
) -> None:
    set_up(ada)

    ada.send("/settings/second-step/off")

    assert give_password(visitor) == "/today"
    assert postbox.to(ADA, about="takes a password alone now")
    assert acts(ada)[-1] == "second-step-off"
    with ada.application.app_context():
        assert db.session.scalars(select(RecoveryCodeRow.id)).all() == []
        assert db.session.scalars(select(CodeAppRow.person_id)).all() == []


def test_the_secret_is_sealed_and_never_shown_again(ada: CheckingClient) -> None:
    app, _ = set_up(ada)

    assert ada.get("/settings/second-step/app").headers["Location"] == "/settings/second-step"
    with ada.application.app_context():
        sealed = db.session.scalars(select(CodeAppRow.secret)).one()
        assert app.secret.encode() not in sealed


def test_no_secret_is_exported(ada: CheckingClient) -> None:
    set_up(ada)

    with ada.application.app_context():
        (row,) = rows_of("code_apps", ada.person_id)
        codes = list(rows_of("recovery_codes", ada.person_id))
    assert set(row) == {"person_id", "last_step", "created_at", "confirmed_at"}
    assert set(codes[0]) == {"person_id", "created_at", "used_at"}


def test_an_address_that_is_not_confirmed_comes_first(
    learner: CheckingClient, postbox: Postbox
) -> None:
    answer = learner.send("/settings/second-step/start")

    assert answer.headers["Location"] == "/settings/address"
    assert learner.get("/settings/second-step/app").headers["Location"] == "/settings/second-step"
    assert "First your address" in learner.read("/settings/second-step")


@pytest.mark.parametrize("path", ["start", "codes", "off"])
def test_a_session_left_open_must_prove_itself(ada: CheckingClient, path: str) -> None:
    set_up(ada)
    with ada.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(minutes=11)
        db.session.execute(update(SignInRow).values(created_at=ago))
        db.session.commit()

    answer = ada.send(f"/settings/second-step/{path}")

    assert answer.headers["Location"].startswith("/settings/prove?next=/settings/second-step")
    with ada.application.app_context():
        assert db.session.get_one(PersonRow, ada.person_id).second_step_at is not None


def test_a_second_app_needs_the_first_to_go(ada: CheckingClient) -> None:
    set_up(ada)

    ada.send("/settings/second-step/start")

    assert "turn it off first" in ada.read("/settings/second-step")


def test_visitors_and_guests_have_none(visitor: CheckingClient, guest: CheckingClient) -> None:
    for client in (visitor, guest):
        for path in ("", "/app", "/codes", "/off"):
            answer = client.get(f"/settings/second-step{path}")
            assert answer.headers["Location"].startswith("/sign-in")


def test_erasing_the_account_takes_all_of_it(ada: CheckingClient) -> None:
    set_up(ada)

    ada.send("/settings/erase", erase_password=PASSWORD, sure="y", when="now")

    with ada.application.app_context():
        for table in (CodeAppRow, RecoveryCodeRow):
            assert db.session.scalars(select(table.person_id)).all() == []
