"""How often an account and a network may ask, and what happens beyond it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.support.client import CheckingClient
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.people import hashed
from tpmlearn.web import rates
from tpmlearn.web.networks import network_of
from tpmlearn.web.pace import Pace
from tpmlearn.web.rates import KINDS, SAVES, SECRET, SIGNED, Kind, Rate, Rates, kind_of
from tpmlearn.web.requests import SAFE

FEW = {
    Kind.SAVE: Rate(account=3, address=40, seconds=60),
    Kind.WRITE: Rate(account=3, address=40, seconds=60),
    Kind.NEWCOMER: Rate(account=0, address=3, seconds=60),
    Kind.COSTLY: Rate(account=2, address=3, seconds=60),
    Kind.PAPER: Rate(account=1, address=1, seconds=60),
    Kind.OPEN: Rate(account=0, address=2, seconds=60),
    Kind.MISS: Rate(account=0, address=2, seconds=60),
}
NOTE = "/learn/16-estimate-in-ranges/note"


@pytest.fixture
def strict(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site on SQLite, with few requests free."""
    monkeypatch.setattr(rates, "RATES", FEW)
    return limited(settings)


def limited(settings: Settings, **more: object) -> Flask:
    url = f"sqlite:///{settings.folder / 'rates.db'}"
    app = create_app(replace(settings, limits=True, database_url=url, **more))  # type: ignore[arg-type]
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


def member(app: Flask, name: str) -> CheckingClient:
    """Somebody signed in."""
    now = datetime.now(UTC)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    with app.app_context(), writing():
        row = PersonRow(email=None, name=name, roles=[], created_at=now, active_at=now)
        row.time_zone, row.theme = "UTC", "system"
        db.session.add(row)
        db.session.flush()
        token = f"rates-{name}-{row.id}"
        sign_in = SignInRow(id=hashed(token), person_id=row.id, device="test", created_at=now)
        db.session.add(sign_in)
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


def test_every_name_in_the_table_is_a_route(app: Flask) -> None:
    assert set(KINDS) | SAVES | SIGNED | SECRET <= set(app.view_functions)


def test_every_route_that_changes_something_is_counted(app: Flask) -> None:
    uncounted = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - SAFE
        if kind_of(rule.endpoint, method) is None
    }

    assert uncounted == SIGNED


def test_every_route_with_a_secret_in_its_address_counts_what_is_not_there(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]

    assert {rule.endpoint for rule in rules} == SECRET


def test_a_class_of_forty_behind_one_address_is_never_refused() -> None:
    counted = Rates(None)
    start = datetime.now(UTC)
    paces = counted._by_account[Kind.SAVE], counted._by_address[Kind.SAVE]
    begins = counted._by_address[Kind.NEWCOMER]
    assert paces[0]
    assert paces[1]
    assert begins

    # All begin within ten seconds, with three tries; then each saves twice a second for an exam.
    at_the_door = [begins.wait("school", now=start) for _ in range(40 * 3)]
    waits = [
        pace.wait(key, now=start + timedelta(seconds=second / 2))
        for second in range(2 * 60 * 20)
        for who in range(40)
        for pace, key in ((paces[0], f"{who}"), (paces[1], "school"))
    ]

    assert not any(at_the_door)
    assert not any(waits)


def test_an_account_that_goes_too_fast_is_asked_to_pause(strict: Flask) -> None:
    ada, sven = member(strict, "Ada"), member(strict, "Sven")

    codes = [ada.send(NOTE, note=f"note {n}").status_code for n in range(4)]

    assert codes == [303, 303, 303, 429]
    assert sven.send(NOTE, note="mine").status_code == 303


def test_what_was_typed_waits_in_the_page_and_can_be_sent_again(
    strict: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = member(strict, "Ada")
    typed = 'Two "points" & <b>\nlines'
    for n in range(3):
        ada.send(NOTE, note=f"note {n}")

    refused = ada.send(NOTE, note=typed)
    fields = dict(
        re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)">',
            refused.get_data(as_text=True).partition("Send it again")[0].partition("<h1>")[2],
        )
    )

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert unescape(fields["note"]) == typed
    monkeypatch.setattr(rates, "now", lambda: datetime.now(UTC) + timedelta(minutes=2))
    again = ada.post(NOTE, data={name: unescape(value) for name, value in fields.items()})
    assert again.status_code == 303
    assert "&lt;b&gt;" in ada.read("/learn/16-estimate-in-ranges")


def test_a_password_is_not_written_into_the_page(strict: Flask) -> None:
    visitor = strict.test_client()
    fields = {"email": "ada@example.org", "password": "correct horse battery"}

    answers = [visitor.send("/sign-in", **fields) for _ in range(4)]  # type: ignore[attr-defined]

    assert answers[-1].status_code == 429
    assert "correct horse" not in answers[-1].get_data(as_text=True)
    assert "Send it again" not in answers[-1].get_data(as_text=True)


def test_a_script_hears_it_as_json_and_when_to_come_back(strict: Flask) -> None:
    ada = member(strict, "Ada")
    for n in range(3):
        ada.save(NOTE, note=f"note {n}")

    refused = ada.save(NOTE, note="one more")

    assert refused.status_code == 429
    assert refused.is_json
    assert int(refused.headers["Retry-After"]) > 0


def test_one_address_makes_only_so_many_guests(strict: Flask) -> None:
    codes = [_fresh(strict).send(NOTE, note="hello").status_code for _ in range(4)]

    assert codes == [303, 303, 303, 429]


def test_another_address_is_another_matter(strict: Flask) -> None:
    for _ in range(4):
        _fresh(strict).send(NOTE, note="hello")

    other = _fresh(strict)
    other.environ_base["REMOTE_ADDR"] = "198.51.100.7"

    assert other.send(NOTE, note="hello").status_code == 303


def test_reads_that_cost_much_are_counted_and_others_are_not(strict: Flask) -> None:
    visitor = strict.test_client()

    searches = [visitor.get("/learn/search?q=risk").status_code for _ in range(4)]
    lessons = {visitor.get("/learn").status_code for _ in range(20)}

    assert searches == [200, 200, 200, 429]
    assert lessons == {200}


def test_forged_tokens_are_refused_after_some_and_pages_are_not(strict: Flask) -> None:
    visitor = strict.test_client()

    codes = [visitor.get(f"/p/forged-{n}").status_code for n in range(4)]

    assert codes[2:] == [429, 429]
    assert visitor.get("/learn").status_code == 200


def test_programs_are_told_in_json(strict: Flask) -> None:
    client = strict.test_client()
    path, accepts = "/ims/case/v1p1/CFDocuments", {"Accept": "application/json"}

    answers = [client.get(path, headers=accepts) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].is_json


def test_it_can_be_turned_off(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "RATES", FEW)
    app = create_app(replace(settings, limits=False))

    codes = {app.test_client().get("/learn/search?q=risk").status_code for _ in range(6)}

    assert codes == {200}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_network_is_an_address_or_the_half_that_providers_give(
    address: str, network: str
) -> None:
    assert network_of(address) == network


def test_looking_whether_somebody_is_held_off_counts_nothing() -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    pace = Pace(1, timedelta(minutes=1))

    assert not pace.held_off("a", now=now)
    assert not pace.wait("a", now=now)
    assert pace.held_off("a", now=now) == timedelta(minutes=1)


def _fresh(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client
