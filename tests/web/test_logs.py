"""Lines for programs: what each request was and cost, and nothing about a person."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.support.client import CheckingClient
from tests.support.jobs import mailing
from tpmlearn import create_app
from tpmlearn.config import ROOT, LogForm, Settings
from tpmlearn.db import db, mark_writing, writing
from tpmlearn.jobs.letters import post_letter
from tpmlearn.jobs.working import work_off
from tpmlearn.mail import Letter
from tpmlearn.web.access import audience
from tpmlearn.web.logs import JsonLines

EMAIL, NAME, PASSWORD = "ada.private@example.org", "Ada Privately", "copper ladder seventeen"
ADDRESS = "203.0.113.77"
PERSONAL = (EMAIL, NAME, PASSWORD, ADDRESS, "my-secret-query", "ada.private", "Privately")


class Log(io.StringIO):
    """What the site wrote."""

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Standard error while a site with JSON lines runs; the loggers are put back."""
    root, access = logging.getLogger(), logging.getLogger("tpmlearn.access")
    before = (list(root.handlers), root.level, access.level)
    found = Log()
    monkeypatch.setattr("sys.stderr", found)
    yield found
    root.handlers[:], root.level = before[0], before[1]
    access.setLevel(before[2])
    mark_writing(False)


@pytest.fixture
def logged(settings: Settings, log: Log, tmp_path: Path) -> Flask:
    """A site that writes JSON lines, and every statement as slow that takes a millisecond."""
    url = f"sqlite:///{tmp_path / 'logged.db'}"
    app = create_app(
        replace(settings, database_url=url, log=LogForm.JSON, slow_ms=1, trusted_proxies=1)
    )
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    # Migrations bring loggers of their own, as no worker does.
    logging.getLogger("tpmlearn.access").disabled = False
    log.truncate(0)
    log.seek(0)
    return app


def enter(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.environ_base["HTTP_X_FORWARDED_FOR"] = ADDRESS
    return client


def test_a_request_is_one_line(logged: Flask, log: Log) -> None:
    answer = enter(logged).get("/learn/16-estimate-in-ranges?my-secret-query=1")

    (line,) = [one for one in log.lines() if one["logger"] == "tpmlearn.access"]
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["endpoint"] == "learning.lesson"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["ms"] > 0
    assert line["statements"] == 0
    assert line["time"].endswith("+00:00")


def test_nothing_about_a_person_is_in_it(logged: Flask, log: Log) -> None:
    client = enter(logged)
    fields = {"name": NAME, "email": EMAIL, "password": PASSWORD, "time_zone": "UTC"}
    assert client.send("/sign-up", **fields).status_code == 302
    client.send("/settings", name=NAME, email=EMAIL, time_zone="UTC")
    client.get(f"/learn/search?q={NAME}", headers={"X-Request-Id": EMAIL})
    client.get(f"/{EMAIL}?my-secret-query")
    client.open("/", method="ADA-PRIVATE")
    visitor = enter(logged)
    visitor.send("/sign-in", email=EMAIL, password="wrong " + PASSWORD)
    visitor.send("/password/forgot", email=EMAIL)
    letter = Letter(EMAIL, f"{NAME} asks you", f"Dear {NAME}")
    with logged.app_context(), writing():
        post_letter(letter, now=datetime.now(UTC))
        with mailing(logged):
            post_letter(letter, now=datetime.now(UTC))
            db.session.commit()
            work_off(logged)

    lines = log.lines()
    written = log.getvalue()
    assert {"accounts.sign_up", "accounts.sign_in", "none"} <= {
        one.get("endpoint") for one in lines
    }
    assert "a job failed: ConnectionRefusedError" in written
    assert "No mail server is set: a mail was not sent." in written
    for secret in PERSONAL:
        assert secret not in written, secret


def test_a_fault_tells_its_kind_and_place_and_no_value(logged: Flask, log: Log) -> None:
    @audience("anyone")
    def broken() -> str:
        try:
            db.session.execute(text("SELECT :who FROM nowhere"), {"who": EMAIL})
        except Exception as error:
            raise IntegrityError(f"for {EMAIL}", {"who": NAME}, error) from error
        return ""

    logged.view_functions["home.accessibility"] = broken
    answer = enter(logged).get("/accessibility?my-secret-query")

    (line,) = [one for one in log.lines() if "fault" in one]
    assert answer.status_code == 500
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["request"] in answer.text
    assert line["fault"]["kinds"][:2] == ["IntegrityError", "OperationalError"]
    assert any("test_logs.py" in place for place in line["fault"]["at"])
    assert not [secret for secret in PERSONAL if secret in log.getvalue()]


def test_a_slow_statement_is_logged_without_its_values(logged: Flask, log: Log) -> None:
    slow = (
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000)"
        " SELECT count(*) FROM c WHERE :who <> ''"
    )
    with logged.app_context():
        db.session.execute(text(slow), {"who": EMAIL})
        db.session.remove()

    found = [one for one in log.lines() if one["logger"] == "tpmlearn.slow"]
    assert found[-1]["sql"].startswith("WITH RECURSIVE")
    assert found[-1]["ms"] >= 1
    assert found[-1]["level"] == "warning"
    assert EMAIL not in log.getvalue()


def test_probes_and_static_files_make_no_noise(logged: Flask, log: Log) -> None:
    client = enter(logged)
    for path in ("/healthz", "/readyz", "/metrics", "/static/x/css/site.css"):
        client.get(path)

    assert not [one for one in log.lines() if one["logger"] == "tpmlearn.access"]


def test_values_of_other_packages_are_left_out() -> None:
    def line(name: str, words: str, *values: object) -> str:
        made = logging.LogRecord(name, logging.WARNING, "x.py", 1, words, values, None)
        return str(json.loads(JsonLines().format(made))["message"])

    assert line("some.package", "no mail to %s", EMAIL) == "no mail to %s"
    assert line("tpmlearn.library", "cannot list %s", "content") == "cannot list content"
    assert line("tpmlearn.x", "broke: %s", ValueError(EMAIL)) == "broke: ValueError"


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [
        ("4bf92f3577b34da6a3ce929d0e0e4736", True),
        ("8f14e45f-ceea-467f-a0e6-2f3c1b9d7a10", True),
        ("", False),
        ("short", False),
        (EMAIL, False),
        ("a" * 65, False),
        ("with blanks in it", False),
        ("<script>alert(1)</script>", False),
    ],
)
def test_an_id_is_taken_if_it_is_plain(
    app: Flask, visitor: CheckingClient, sent: str, is_taken: bool
) -> None:
    answer = visitor.get("/accessibility", headers={"X-Request-Id": sent})

    assert (answer.headers["X-Request-Id"] == sent) is is_taken
    assert len(answer.headers["X-Request-Id"]) >= 8


def test_for_people_the_log_stays_as_it_is(app: Flask) -> None:
    handlers = logging.getLogger().handlers

    assert not any(isinstance(one.formatter, JsonLines) for one in handlers)
    assert not logging.getLogger("tpmlearn.access").isEnabledFor(logging.INFO)
