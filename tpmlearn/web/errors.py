"""Error pages in the site's voice; a 500 carries the id under which it stands in the log."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from tpmlearn.db import db
from tpmlearn.web.watching import request_id

PAGES = frozenset({400, 403, 404, 413, 429, 500})
SENTENCES = {
    400: "The request could not be understood.",
    403: "This is not open to your account.",
    404: "There is nothing here.",
    413: "That is larger than this site accepts.",
    429: "Too many tries in a short time. Wait a little and try again.",
    500: "Something broke on our side. What was shown as saved is saved.",
}
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
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    body: Response | str = error_page(code)
    if request.headers.get("X-Requested-With") == "fetch":
        body = jsonify(error=SENTENCES.get(code, SENTENCES[400]))
    response = Response(body) if isinstance(body, str) else body
    response.status_code = code
    for name in ("Allow", "Retry-After"):
        value = dict(error.get_headers()).get(name)
        if value:
            response.headers[name] = value
    return response


def _on_fault(error: Exception) -> tuple[Response | str, int]:
    db.session.rollback()
    fault = request_id()
    # The rule, not the path: paths of share and reset links carry tokens.
    log.exception("fault %s at %s %s", fault, request.method, request.url_rule, exc_info=error)
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify(error=SENTENCES[500], fault=fault), 500
    return error_page(500, fault=fault), 500
