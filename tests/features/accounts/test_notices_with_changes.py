"""A mail about an account is asked for in the one transaction of what it tells: both or neither."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from tests.conftest import Enter
from tests.features.second_step.cast import ADA, PASSWORD, begin, code_at, give_password, set_up
from tests.support.authenticator import Authenticator
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.jobs import jobs_of, mailing, posted
from tpmlearn.db import db, writing
from tpmlearn.features.accounts.services import remove_second_step
from tpmlearn.models import JobRow, PasskeyRow, PersonRow
from tpmlearn.records.hashing import hash_password

NEW_PASSWORD = "violet engine forty-two"


class Scene:
    """Ada, a browser of hers that the site does not know, and what a change needs beforehand."""

    def __init__(self, ada: CheckingClient, browser: CheckingClient) -> None:
        self.ada, self.browser = ada, browser
        self.app: Flask = ada.application

    def link(self, beginning: str) -> str:
        """The newest mailed link of this kind."""
        text = next(one.text for one in reversed(posted(self.app)) if beginning in one.text)
        return beginning + text.split(beginning)[1].split()[0]

    def add_passkey(self, device: Authenticator) -> Callable[[], object]:
        """What adds a passkey, once the browser has made it."""
        options = self.ada.save("/settings/passkeys/begin", name="My phone").get_json()
        made = device.make(options)
        return lambda: self.ada.save("/settings/passkeys/add", credential=made)


def sign_up(scene: Scene) -> Callable[[], object]:
    more = {"name": "Obi", "email": "obi@example.net", "password": NEW_PASSWORD}
    return lambda: scene.browser.send("/sign-up", time_zone="UTC", **more)


def change_password(scene: Scene) -> Callable[[], object]:
    return lambda: scene.ada.send("/settings/password", old=PASSWORD, new=NEW_PASSWORD)


def reset_password(scene: Scene) -> Callable[[], object]:
    scene.browser.send("/password/forgot", email=ADA)
    link = scene.link("/password/reset/")
    return lambda: scene.browser.send(link, password=NEW_PASSWORD)


def ask_for_a_mail(scene: Scene) -> Callable[[], object]:
    with scene.app.app_context(), writing():
        db.session.execute(update(PersonRow).values(verified_at=None))
        db.session.commit()
    return lambda: scene.ada.send("/settings/address")


def ask_for_another_address(scene: Scene) -> Callable[[], object]:
    return lambda: scene.ada.send("/settings/address/change", email="obi@example.net")


def confirm_another_address(scene: Scene) -> Callable[[], object]:
    ask_for_another_address(scene)()
    link = scene.link("/address/confirm/")
    return lambda: scene.ada.send(link)


def sign_in_from_a_new_browser(scene: Scene) -> Callable[[], object]:
    return lambda: give_password(scene.browser)


def set_up_an_app(scene: Scene) -> Callable[[], object]:
    code = begin(scene.ada).now()
    return lambda: scene.ada.send("/settings/second-step/app", code=code)


def turn_the_app_off(scene: Scene) -> Callable[[], object]:
    set_up(scene.ada)
    return lambda: scene.ada.send("/settings/second-step/off")


def use_a_recovery_code(scene: Scene) -> Callable[[], object]:
    _, codes = set_up(scene.ada)
    give_password(scene.browser)
    return lambda: scene.browser.send("/sign-in/second-step", code=codes[0])


def come_in_by_a_code(scene: Scene) -> Callable[[], object]:
    app, _ = set_up(scene.ada)
    give_password(scene.browser)
    code = code_at(app)
    return lambda: scene.browser.send("/sign-in/second-step", code=code)


def add_a_passkey(scene: Scene) -> Callable[[], object]:
    return scene.add_passkey(Authenticator())


def remove_a_passkey(scene: Scene) -> Callable[[], object]:
    scene.add_passkey(Authenticator())()
    with scene.app.app_context():
        found = db.session.scalar(select(PasskeyRow.id))
    return lambda: scene.ada.send(f"/settings/passkeys/{found}/remove")


def operator_lets_in(scene: Scene) -> Callable[[], object]:
    set_up(scene.ada)

    def remove() -> None:
        with scene.app.app_context(), writing():
            remove_second_step(scene.ada.person_id, now=datetime.now(UTC))

    return remove


CHANGES = [
    # what is done, what it writes, how many letters tell of it
    (sign_up, "INSERT INTO address_confirmations", 1),
    (change_password, "UPDATE people", 1),
    (reset_password, "DELETE FROM reset_tokens", 1),
    (ask_for_a_mail, "INSERT INTO address_confirmations", 1),
    (ask_for_another_address, "INSERT INTO address_confirmations", 2),
    (confirm_another_address, "DELETE FROM address_confirmations", 1),
    (sign_in_from_a_new_browser, "INSERT INTO sign_ins", 1),
    (set_up_an_app, "UPDATE code_apps", 1),
    (turn_the_app_off, "DELETE FROM code_apps", 1),
    (use_a_recovery_code, "UPDATE recovery_codes", 2),
    (come_in_by_a_code, "INSERT INTO sign_ins", 1),
    (add_a_passkey, "INSERT INTO passkeys", 1),
    (remove_a_passkey, "DELETE FROM passkeys", 1),
    (operator_lets_in, "DELETE FROM sign_ins", 1),
]


@pytest.fixture
def scene(app: Flask, enter: Enter, visitor: CheckingClient) -> Iterator[Scene]:
    """A site that sends mail, and Ada with a confirmed address."""
    verified = datetime(2026, 12, 1, tzinfo=UTC)
    ada = enter(ADA, name="Ada", verified_at=verified, password_hash=hash_password(PASSWORD))
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, public_url="http://localhost:8000")
    with mailing(app):
        yield Scene(ada, visitor)
    app.extensions["settings"] = before


@pytest.mark.parametrize(
    ("change", "writes", "letters"), CHANGES, ids=[one[0].__name__ for one in CHANGES]
)
def test_change_and_letter_are_one_transaction(
    scene: Scene, change: Callable[[Scene], Callable[[], object]], writes: str, letters: int
) -> None:
    act = change(scene)
    before = len(posted(scene.app))

    with statements(scene.app) as seen:
        act()

    assert len(posted(scene.app)) == before + letters
    telling = [said for said in seen.committed if any("INTO jobs" in one for one in said)]
    assert len(telling) == 1, seen.committed
    assert any(writes in one for one in telling[0]), telling[0]


def test_what_is_taken_back_tells_nobody(scene: Scene) -> None:
    before = password_of(scene)

    def refuse(_connection: object) -> None:
        if any("INTO jobs" in one for one in seen.sql):
            raise OSError("the disk is full")

    with scene.app.app_context():
        engine = db.engine
    with statements(scene.app) as seen:
        event.listen(engine, "commit", refuse)
        try:
            answer = scene.ada.send("/settings/password", old=PASSWORD, new=NEW_PASSWORD)
        finally:
            event.remove(engine, "commit", refuse)

    assert answer.status_code == 500
    assert (jobs_of(scene.app), password_of(scene)) == ([], before)


def password_of(scene: Scene) -> str | None:
    with scene.app.app_context():
        return db.session.scalar(select(PersonRow.password_hash))


def test_a_letter_goes_with_its_person(scene: Scene) -> None:
    change_password(scene)()
    with scene.app.app_context():
        whose = db.session.scalars(select(JobRow.person_id)).all()

    assert whose == [scene.ada.person_id]
