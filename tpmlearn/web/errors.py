"""Error pages in the site's voice; a 500 carries the id under which it stands in the log.

What the database or the disk cannot do just now is no fault: a 503 says when to try again.
"""

import contextlib
import gzip
import logging
import re
from functools import cache

from flask import Flask, Response, jsonify, make_response, render_template, request, session
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadHost, HTTPException

from tpmlearn import words
from tpmlearn.db import db
from tpmlearn.outages import Outage, first_line, outage
from tpmlearn.web.access import take_for_visitor
from tpmlearn.web.pieces import slots_of
from tpmlearn.web.watching import request_id
from tpmlearn.words import N_, _

PAGES = frozenset({400, 403, 404, 413, 429, 500})
SAME_FOR_VISITORS = frozenset({400, 403, 404, 405, 413, 414})
SENTENCES = {
    400: N_("The request could not be understood."),
    403: N_("This is not open to your account."),
    404: N_("There is nothing here."),
    413: N_("That is larger than this site accepts."),
    405: N_("This address does not take that."),
    429: N_("That was a lot in a short time. Wait a little, then go on."),
    500: N_("Something broke on our side. What was shown as saved is saved."),
}
OUTAGES = {
    Outage.AWAY: N_(
        "The site does not reach its database just now. What was shown as saved is saved; the last"
        " step may not have been. Try again in a few seconds."
    ),
    Outage.BUSY: N_(
        "The site has more to do just now than it can. What was shown as saved is saved; the last"
        " step was not. Try again in a few seconds."
    ),
    Outage.FULL: N_(
        "The site has no room left to save anything, so the last step was not saved. What was"
        " shown as saved is saved, and everything can be read. Try again in a few minutes."
    ),
}
# A page that was refused for now carries what was typed, but for secrets and what is long.
KEPT_BYTES = 200_000
# A body that is too large is taken to its end, up to here: whoever still sends as the answer comes
# may get a broken line in its place.
TAKEN_BYTES, PIECE_BYTES = 26_000_000, 65_536
SECRET_FIELD = re.compile(r"pass|code|secret|token", re.IGNORECASE)
FORM = "application/x-www-form-urlencoded"
log = logging.getLogger("tpmlearn")


def init_errors(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Exception, _on_fault)


def error_page(code: int, **context: object) -> str:
    """The page for a status; unknown ones get the page of their class."""
    page = code if code in PAGES else (500 if code >= 500 else 400)
    return render_template(f"errors/{page}.html", code=code, **context)


def _on_http(error: HTTPException) -> Response | HTTPException:
    try:
        return _http_page(error)
    except SQLAlchemyError as broken:
        # Its page looks for who asks.
        if why := outage(broken):
            return _for_now(why, broken)
        raise


def _http_page(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    if isinstance(error, BadHost):
        # Without a host no address can be made, and so no page.
        return Response(f"{_(SENTENCES[400])}\n", 400, mimetype="text/plain")
    if code == 413:
        _take_the_rest()
    sent = dict(error.get_headers())
    if _asks_as_program():
        response = jsonify(error=_(SENTENCES.get(code, SENTENCES[400])))
    elif code in SAME_FOR_VISITORS and "_user_id" not in session:
        response = _page_for_visitors(code)
    elif code == 429:
        wait = sent.get("Retry-After", "")
        again = _typed() if request.method == "POST" else []
        page = error_page(429, retry_after=int(wait) if wait.isdecimal() else 0, again=again)
        response = make_response(page)
    else:
        response = make_response(error_page(code))
    response.status_code = code
    for name in ("Allow", "Retry-After"):
        if sent.get(name):
            response.headers[name] = sent[name]
    return response


def _take_the_rest() -> None:
    left = min(request.content_length or 0, TAKEN_BYTES)
    body = request.environ["wsgi.input"]
    while left > 0 and (piece := body.read(min(left, PIECE_BYTES))):
        left -= len(piece)


def _asks_as_program() -> bool:
    if request.headers.get("X-Requested-With") == "fetch":
        return True
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "text/html" not in accepted


def _page_for_visitors(code: int) -> Response:
    """A page that is the same for all visitors: whoever tries thousands of addresses has it made
    once."""
    theme = str(session.get("theme", "system"))
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    tag = words.current().tag
    response = Response(_made_page(code, theme, tag, packed=packed), mimetype="text/html")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _made_page(code: int, theme: str, _tag: str, *, packed: bool) -> bytes:
    # In the language that is spoken, which `_tag` names.
    # Nothing in it is secret or anybody's, so its length may be known (see headers.py).
    text = str(error_page(code, is_shared=True, theme=theme))
    if slots_of(text):
        raise ValueError("a page for all visitors is nobody's, and has no form")
    page = text.encode()
    return gzip.compress(page, compresslevel=9, mtime=0) if packed else page


def _typed() -> list[tuple[str, str]]:
    """The fields of the form that was refused, to be sent again; none where it has a secret."""
    if request.mimetype != FORM or (request.content_length or 0) > KEPT_BYTES:
        return []
    fields = list(request.form.items(multi=True))
    known = [(name, value) for name, value in fields if name != "csrf_token"]
    if any(SECRET_FIELD.search(name) or not _can_be_shown(value) for name, value in known):
        return []
    return fields


def _can_be_shown(text: str) -> bool:
    return all(char.isprintable() or char in "\r\n\t" for char in text)


def _on_fault(error: Exception) -> tuple[Response | str, int]:
    if why := outage(error):
        return _for_now(why, error), 503
    db.session.rollback()
    fault = request_id()
    # The rule, not the path: paths of share and reset links carry tokens.
    log.exception("fault %s at %s %s", fault, request.method, request.url_rule, exc_info=error)
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify(error=_(SENTENCES[500]), fault=fault), 500
    return error_page(500, fault=fault), 500


def _for_now(why: Outage, error: Exception) -> Response:
    with contextlib.suppress(SQLAlchemyError):
        # Of a connection that is gone there may be nothing to roll back.
        db.session.rollback()
    # The page must not ask for what is away.
    take_for_visitor()
    # Hundreds come while it lasts: a line each, without the statement and its values.
    log.warning(
        "%s: %s at %s %s",
        why,
        first_line(error),
        request.method,
        request.url_rule,
        extra={"plain": why.value},
    )
    sentence = _(OUTAGES[why])
    if _asks_as_program():
        response = jsonify(error=sentence)
    else:
        again = _typed() if request.method == "POST" else []
        response = make_response(render_template("errors/503.html", sentence=sentence, again=again))
    response.status_code = 503
    response.headers["Retry-After"] = str(why.seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
