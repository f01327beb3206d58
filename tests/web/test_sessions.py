"""The session cookie holds for its time, whatever the clock does meanwhile."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from itsdangerous import SignatureExpired, URLSafeTimedSerializer

from tpmlearn.web.sessions import _Signer

DAY = int(timedelta(days=1).total_seconds())


class Early(_Signer):
    """Signs by a clock that is an hour ahead."""

    def get_timestamp(self) -> int:
        return int(time.time()) + 3_600


class Old(_Signer):
    """Signs by a clock that is two days behind."""

    def get_timestamp(self) -> int:
        return int(time.time()) - 2 * DAY


def made_by(signer: type[_Signer]) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer("a secret", signer=signer)


def test_a_cookie_of_the_future_holds() -> None:
    text = made_by(Early).dumps({"who": "Ada"})

    value, moment = made_by(_Signer).loads(text, max_age=DAY, return_timestamp=True)

    assert value == {"who": "Ada"}
    assert moment > datetime.now(UTC)


def test_a_cookie_that_is_too_old_does_not() -> None:
    text = made_by(Old).dumps({"who": "Ada"})

    with pytest.raises(SignatureExpired):
        made_by(_Signer).loads(text, max_age=DAY)

    assert made_by(_Signer).loads(text) == {"who": "Ada"}


def test_the_site_uses_it(app: Flask) -> None:
    made = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    assert made.signer is _Signer
