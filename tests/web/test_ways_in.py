"""No other ways into an account than those of docs/security.md; each try leaves a line."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.features.second_step.cast import set_up
from tests.support.client import CheckingClient
from tests.web.test_logs import Log, log, logged
from tpmlearn.config import ROOT
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow
from tpmlearn.records.audit import pseudonym
from tpmlearn.records.members import member_called

__all__ = ["log", "logged"]
PROGRAM = ROOT / "tpmlearn"
EMAIL, PASSWORD = "ada@example.org", "copper ladder seventeen"
# What may open a session, by who asks for it: an account that is new, and the one door.
OPENS = {
    "access.sign_in": {"accounts.sign_up", "external_sign_in.join", "admission.complete"},
    "complete": {"admission.admit", "passkeys._let_in", "second_step.ask"},
    "admit": {"accounts.sign_in", "external_sign_in._signed_in"},
    "login_user": {"access._open_session"},
    "_open_session": {"access.claim", "access.sign_in"},
}

# Other rooms have functions of these names; this one's are imported.
OF_ADMISSION = ("admit", "complete")


def callers(name: str) -> set[str]:
    """The functions that call this one, by module or feature."""
    return {
        f"{path.parent.name if path.name == 'views.py' else path.stem}.{function}"
        for path in PROGRAM.rglob("*.py")
        if name not in OF_ADMISSION or "admission" in path.stem + read(path)
        for function in calling(path, name)
    }


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def calling(path: Path, name: str) -> Iterator[str]:
    """The functions of a file that call this one."""
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef):
            calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
            if name in map(ast.unparse, calls):
                yield node.name


@pytest.mark.parametrize("name", OPENS)
def test_a_session_is_opened_by_the_ways_that_are_known(name: str) -> None:
    assert callers(name) == OPENS[name]


def tries(log: Log) -> list[tuple[str, ...]]:
    """What the log says of who tried to come in; the last part is whose pseudonym it has."""
    parts = ("way", "step", "outcome", "who")
    found = [one for one in log.lines() if one["message"] == "sign-in"]
    return [tuple(str(one.get(name, "")) for name in parts) for one in found]


def test_each_try_has_its_line_and_no_name(logged: Flask, log: Log) -> None:
    ada, again = logged.test_client(), logged.test_client()
    assert isinstance(ada, CheckingClient)
    assert isinstance(again, CheckingClient)
    fields = {"name": "Ada", "email": EMAIL, "password": PASSWORD, "time_zone": "UTC"}
    ada.send("/sign-up", **fields)
    with logged.app_context(), writing():
        number = member_called(EMAIL)
        who = pseudonym(number)
        db.session.get_one(PersonRow, number).verified_at = datetime.now(UTC)
        db.session.commit()
    ada.send("/settings/prove", password="wrong " + PASSWORD)
    ada.send("/settings/prove", password=PASSWORD)
    app, _ = set_up(ada)
    again.send("/sign-in", email=EMAIL, password="wrong " + PASSWORD)
    again.send("/sign-in", email=EMAIL, password=PASSWORD)
    again.send("/sign-in/second-step", code="not-a-code")
    again.send("/sign-in/second-step", code=app.now())

    assert tries(log) == [
        ("password", "", "in", who),
        ("password", "", "refused", who),
        ("password", "", "proven", who),
        ("password", "", "refused", ""),
        ("password", "", "halfway", who),
        ("password", "code", "refused", who),
        ("password", "code", "in", who),
    ]
    assert EMAIL not in log.getvalue()
