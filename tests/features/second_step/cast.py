"""How tests set an app up and make its codes: with the key that the page shows, as a phone does."""

import re
import time

import pyotp
from sqlalchemy import update

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import CodeAppRow

ADA = "ada@example.org"
STEP_S = 30
PASSWORD = "copper ladder seventeen"


def set_up(client: CheckingClient) -> tuple[pyotp.TOTP, list[str]]:
    """Set an app up; the app, and the recovery codes that the page showed."""
    app = begin(client)
    response = client.send("/settings/second-step/app", code=app.now())
    assert response.status_code == 302, response.text
    codes = shown_codes(client)
    rewind(client)
    return app, codes


def begin(client: CheckingClient) -> pyotp.TOTP:
    """Let the page show a key, and read it."""
    client.send("/settings/second-step/start")
    page = client.read("/settings/second-step/app")
    found = re.search(r'class="letters">([A-Z2-7 ]+)<', page)
    assert found, page
    return pyotp.TOTP(found[1].replace(" ", ""))


def shown_codes(client: CheckingClient) -> list[str]:
    """The recovery codes on the page, which shows them once."""
    page = client.read("/settings/second-step/codes")
    return re.findall(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){5}\b", page)


def rewind(client: CheckingClient) -> None:
    """Let the app's code of this moment count as unused, so that a test need not wait for one."""
    with client.application.app_context(), writing():
        db.session.execute(update(CodeAppRow).values(last_step=0))
        db.session.commit()


def code_at(app: pyotp.TOTP, *, steps: int = 0) -> str:
    """The code of a step that is so many after this one."""
    rest = STEP_S - time.time() % STEP_S
    if rest < 2:
        time.sleep(rest)
    return app.generate_otp(int(time.time()) // STEP_S + steps)


def give_password(client: CheckingClient, **more: str) -> str:
    """Send the right password; where that leads."""
    answer = client.send("/sign-in", email=ADA, password=PASSWORD, **more)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]
