"""Requests that change something must come from our own pages: token and origin."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, abort, jsonify
from flask_wtf.csrf import CSRFError

from tpmlearn.web.application import Application
from tpmlearn.web.errors import error_page
from tpmlearn.web.form_tokens import Protection, form_token
from tpmlearn.web.forms import wants_json
from tpmlearn.web.requests import SiteRequest
from tpmlearn.words import _

View = TypeVar("View", bound=Callable[..., Any])
_protect = Protection()


def signed_address(view: View) -> View:
    """Take a POST without a form token: the address is signed for this one purpose.

    For the one click of a mail program (RFC 8058), which has neither page nor cookie.
    """
    exempt: View = _protect.exempt(view)
    return exempt


def way_in(view: View) -> View:
    """Take a POST of somebody who is not signed in though its form token is another session's,
    if the browser says that it comes from a page of ours."""
    cast(Any, view).way_in = True
    return view


def init_forgery(app: Application) -> None:
    """Check origin and token of each unsafe request."""
    app.before(_check_origin, unsafe_only=True)
    _protect.init_app(app)
    app.register_error_handler(CSRFError, _stale_token)


def _check_origin(asked: SiteRequest) -> None:
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    origin = asked.headers.get("Origin")
    # Not taken apart: whoever writes an address that cannot be is another site as well.
    if origin and origin != "null" and origin.partition("://")[2] != asked.host:
        abort(403)


def _stale_token(_error: CSRFError) -> tuple[Response | str, int]:
    """A page that was open across a sign-in: scripts get a fresh token and send again."""
    if wants_json():
        return jsonify(error=_("This page was out of date."), csrf_token=form_token()), 400
    return error_page(400, reason="stale"), 400
