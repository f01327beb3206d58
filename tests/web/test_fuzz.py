"""Every route, asked for in every odd way by everybody: a refusal at most, never a fault."""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import HealthCheck, given, settings
from werkzeug.routing import Rule
from werkzeug.test import Client

from tests.conftest import DATABASES
from tests.support.client import CheckingClient
from tests.support.hostile import NASTY, Sent, field_names, requests_to, send
from tests.web.test_access_table import Things, things
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings

__all__ = ["things"]

PEOPLE = ("visitor", "guest", "learner", "recruiter", "author", "admin")
# They would end the session that goes on asking.
ENDS = frozenset({"accounts.sign_out", "accounts.erase", "rights.erase"})
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
EXAMPLES, MANY = 80, int(os.environ.get("FUZZ", "6000"))


@pytest.fixture(scope="module", params=DATABASES)
def site(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """A site whose content may be spoiled, and whose forms need no token."""
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(ROOT / "content", folder / "content")
    url = f"sqlite:///{folder / 'fuzz.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    app = create_app(replace(settings, database_url=url, content=(folder / "content",)))
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


@pytest.fixture
def cast(
    app: Flask, things: Things, learner: CheckingClient, request: pytest.FixtureRequest
) -> Iterator[dict[str, Client]]:
    """Everybody, as plain clients: pages are looked at for faults only."""
    found = {name: _plain(request.getfixturevalue(name)) for name in PEOPLE}
    app.config["WTF_CSRF_ENABLED"] = False
    yield found
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("who", PEOPLE)
def test_no_request_makes_a_fault(
    app: Flask, cast: dict[str, Client], things: Things, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    _ask(app, cast[who], things, caplog, examples=EXAMPLES, same=True)


@pytest.mark.long
@pytest.mark.parametrize("who", PEOPLE)
def test_no_request_of_thousands_makes_a_fault(
    app: Flask, cast: dict[str, Client], things: Things, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    _ask(app, cast[who], things, caplog, examples=MANY, same=False)


def test_nobody_is_told_more_than_a_refusal_at_an_address_that_is_none(
    app: Flask, cast: dict[str, Client], caplog: pytest.LogCaptureFixture
) -> None:
    codes = set()
    for text in NASTY:
        for prefix in ("/", "/learn/", "/none/"):
            path = prefix.encode() + text.encode("utf-8", "surrogatepass")
            response = send(cast["visitor"], Sent("GET", path))
            codes.add(response.status_code)
            assert b"<script>alert" not in response.data, text

    assert codes <= {200, 301, 303, 308, 400, 404, 405}
    assert not _faults(caplog)


def _ask(
    app: Flask,
    client: Client,
    things: Things,
    caplog: pytest.LogCaptureFixture,
    *,
    examples: int,
    same: bool,
) -> None:
    """Send `examples` requests; the `same` ones each time, or others."""
    rules: list[Rule] = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in ENDS]
    names = {rule.endpoint: field_names(app, rule.endpoint) for rule in rules}
    arguments = {name for rule in rules for name in rule.arguments}
    known = {name: value for name, value in things.at_hand().items() if name in arguments}

    @settings(
        max_examples=examples,
        derandomize=same,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests_to(rules, names, known))
    def ask(sent: Sent) -> None:
        caplog.clear()
        response = send(client, sent)
        assert response.status_code < 500, response.get_data(as_text=True)[:500]
        assert not _faults(caplog), caplog.text
        for name, value in response.headers:
            assert "\n" not in name + value
            assert "\r" not in name + value
        if response.mimetype == "text/html" and "Content-Encoding" not in response.headers:
            assert not CONTROL.search(response.data)
            assert b"Traceback" not in response.data

    ask()


def _plain(client: CheckingClient) -> Client:
    """The same browser, that does not look at pages."""
    plain = Client(client.application, client.response_wrapper)
    plain._cookies = client._cookies
    return plain


def _faults(caplog: pytest.LogCaptureFixture) -> list[Any]:
    return [record for record in caplog.records if record.levelno >= logging.ERROR]
