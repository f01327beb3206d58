"""The form token: signed once for each browser, and not for each page."""

import hmac

from flask import g, session
from flask_wtf.csrf import CSRFError, CSRFProtect, _FlaskFormCSRF, generate_csrf

from tpmlearn.web.generations import Generations
from tpmlearn.web.requests import SAFE, SiteRequest, asked_for

FIELD = "csrf_token"
REMEMBERED = 4_000
_signed: Generations[str, str] = Generations(REMEMBERED)


def form_token() -> str:
    """The token of this browser; it is good as long as its session carries the same word.

    A signature says when it was made, and nobody asks: tokens end with the session.
    """
    if known := _known():
        return known
    token = str(generate_csrf())
    _signed.put(session[FIELD], token)
    return token


class Protection(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's check, which takes a token that was found good here before as it is."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse an unsafe request without a good token."""
        asked = asked_for()
        if asked.method in SAFE:
            return
        known = _known()
        sent = asked.form.get(FIELD, "") if known else ""
        if known and sent.isascii() and hmac.compare_digest(known, sent):
            g.csrf_valid = True
            return
        try:
            super().protect(apply_exemptions)
        except CSRFError:
            if not _from_the_way_in(asked):
                raise
            g.csrf_valid = True
            return
        sent = asked.form.get(FIELD, "") if g.get("csrf_valid") else ""
        if sent and not known:
            # Another worker signed it; here it is known from now on.
            _signed.put(session[FIELD], sent)


class FieldToken(_FlaskFormCSRF):  # type: ignore[misc]
    """The same token for forms that are made in Python."""

    def generate_csrf_token(self, csrf_token_field: object) -> str:
        """The token of this browser."""
        return form_token()


def _from_the_way_in(asked: SiteRequest) -> bool:
    """Whether nobody is signed in and the browser says that our own page asks to be let in.

    Two tabs that are opened at once without a cookie get a session each, and the later one wins:
    the form of the other has a token that fits no longer, and who signs in with it did no wrong.
    """
    return (
        getattr(asked.view, "way_in", False)
        and "_user_id" not in session
        and asked.headers.get("Sec-Fetch-Site") == "same-origin"
    )


def _known() -> str | None:
    return _signed.get(session.get(FIELD, ""))
