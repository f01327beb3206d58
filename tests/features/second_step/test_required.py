"""Where the operator asks for a second step: days to set it up, then the pages of a role wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.second_step.cast import ADA, PASSWORD, give_password, set_up
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.ways_in import GRACE, Policy, must_have_second_step
from tpmlearn.models import AuditRow, PersonRow
from tpmlearn.records.hashing import hash_password

VERIFIED = datetime(2026, 12, 1, tzinfo=UTC)
WAITS = "/settings/second-step"


@contextmanager
def asking(app: Flask, policy: Policy) -> Iterator[None]:
    """Let the operator ask for a second step."""
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, second_step=policy)
    try:
        yield
    finally:
        app.extensions["settings"] = before


@pytest.fixture
def by_role(app: Flask) -> Iterator[None]:
    with asking(app, Policy.ROLES):
        yield


@pytest.fixture
def of_all(app: Flask) -> Iterator[None]:
    with asking(app, Policy.ALL):
        yield


@pytest.fixture
def ines(enter: Enter) -> CheckingClient:
    """Ines, an admin with a password."""
    password = hash_password(PASSWORD)
    return enter(ADA, ("admin",), name="Ines", verified_at=VERIFIED, password_hash=password)


def due_of(client: CheckingClient) -> datetime | None:
    with client.application.app_context():
        wanted = select(PersonRow.second_step_due).where(PersonRow.id == client.person_id)
        return db.session.scalar(wanted)


def let_days_pass(client: CheckingClient) -> None:
    with client.application.app_context(), writing():
        db.session.execute(update(PersonRow).values(second_step_due=datetime.now(UTC)))
        db.session.commit()


@pytest.mark.parametrize(
    ("policy", "roles", "must"),
    [
        (Policy.OPTIONAL, frozenset({"admin"}), False),
        (Policy.ROLES, frozenset(), False),
        (Policy.ROLES, frozenset({"recruiter"}), True),
        (Policy.ALL, frozenset(), True),
    ],
)
def test_of_whom_it_is_asked(policy: Policy, roles: frozenset[str], must: bool) -> None:
    assert must_have_second_step(policy, roles) is must


@pytest.mark.usefixtures("by_role")
def test_the_days_begin_with_the_next_sign_in_and_today_says_so(
    ines: CheckingClient, visitor: CheckingClient
) -> None:
    assert due_of(ines) is None

    give_password(visitor)

    due = due_of(ines)
    assert due is not None
    assert GRACE - timedelta(minutes=1) < due - datetime.now(UTC) <= GRACE
    assert "Signing in needs a second step" in visitor.read("/today")
    assert visitor.get("/invitations").status_code == 200


@pytest.mark.usefixtures("by_role")
def test_the_days_begin_with_what_is_saved_too_and_only_once(ines: CheckingClient) -> None:
    ines.send("/theme", theme="dark")
    first = due_of(ines)

    ines.send("/theme", theme="light")

    assert first is not None
    assert due_of(ines) == first


@pytest.mark.usefixtures("by_role")
def test_then_the_pages_of_the_role_wait_and_no_others(ines: CheckingClient) -> None:
    let_days_pass(ines)

    assert ines.get("/invitations").headers["Location"] == WAITS
    assert ines.send("/invitations", role="author").headers["Location"] == WAITS
    assert ines.get("/today").status_code == 200
    assert "open again as soon as you have one" in ines.read(WAITS)
    set_up(ines)
    assert ines.get("/invitations").status_code == 200


@pytest.mark.usefixtures("by_role")
def test_who_has_no_role_is_asked_nothing(learner: CheckingClient) -> None:
    learner.send("/theme", theme="dark")
    let_days_pass(learner)

    assert "needs a second step" not in learner.read("/today")
    assert learner.get("/plan").status_code == 200


@pytest.mark.usefixtures("of_all")
def test_where_all_must_have_one_everything_waits_but_the_way_to_it(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    let_days_pass(learner)

    assert learner.get("/plan").headers["Location"] == WAITS
    for path in ("/settings", "/settings/devices", "/my-data", "/privacy", WAITS):
        assert learner.get(path).status_code == 200, path
    assert visitor.get("/plan").status_code == 200


def test_where_it_is_optional_nobody_is_asked(ines: CheckingClient) -> None:
    let_days_pass(ines)

    assert ines.get("/invitations").status_code == 200
    assert "needs a second step" not in ines.read("/today")


@pytest.mark.usefixtures("by_role")
def test_an_operator_lets_the_last_admin_in_again(
    ines: CheckingClient, visitor: CheckingClient
) -> None:
    set_up(ines)
    let_days_pass(ines)

    done = ines.application.test_cli_runner().invoke(args=["people", "no-second-step", ADA])

    assert "signs in with the password alone now" in done.output
    assert ines.get("/settings").status_code == 302, "signed out everywhere"
    assert give_password(visitor) == "/today"
    assert visitor.get("/invitations").status_code == 200, "with days to set it up anew"
    with ines.application.app_context():
        trail = db.session.execute(select(AuditRow.act, AuditRow.actor)).all()
    assert ("second-step-off", "operator") in [tuple(row) for row in trail]


def test_an_operator_is_told_where_there_is_nothing_to_do(ines: CheckingClient) -> None:
    runner = ines.application.test_cli_runner()

    assert "has no second step" in runner.invoke(args=["people", "no-second-step", ADA]).output
    nobody = runner.invoke(args=["people", "no-second-step", "nobody@example.org"])
    assert nobody.exit_code == 1


def test_an_operator_takes_an_address_as_confirmed(enter: Enter) -> None:
    runner = enter("ada@example.org").application.test_cli_runner()

    first = runner.invoke(args=["people", "verify", "ada@example.org"])
    again = runner.invoke(args=["people", "verify", "ada@example.org"])

    assert "counts as confirmed now" in first.output
    assert "was confirmed already" in again.output
