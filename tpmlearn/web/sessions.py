"""The session cookie, signed; it holds although the clock is put back after it was given."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class _Signer(TimestampSigner):
    """Refuses what is too old, and not what seems to come from the future.

    A server whose clock was wrong for a while would else sign out all that came to it then, until
    the right time has caught up. Who could make a cookie of the future can make any.
    """

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        value, moment = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(moment.timestamp())
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"{age} s old", payload=value, date_signed=moment)
        return (value, moment) if return_timestamp else value


class _Sessions(SecureCookieSessionInterface):
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        made = super().get_signing_serializer(app)
        if made is not None:
            made.signer = _Signer
        return made


def init_sessions(app: Flask) -> None:
    """Let the app read and write its session by this."""
    app.session_interface = _Sessions()
