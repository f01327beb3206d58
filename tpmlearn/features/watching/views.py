"""Addresses for what watches the site: is this process alive, is it ready, how does it do."""

from flask import Blueprint, Response, abort, jsonify, request

from tpmlearn.features.watching import queries
from tpmlearn.web.access import audience

blueprint = Blueprint("watching", __name__, template_folder="templates")
# The text format that every version of Prometheus reads.
TYPE = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/healthz")
@audience("anyone")
def alive() -> Response:
    """Alive: it touches neither database nor session."""
    return _fresh(Response("alive\n", mimetype="text/plain"))


@blueprint.get("/readyz")
@audience("anyone")
def ready() -> Response:
    """Ready to serve, or 503 and which part is not."""
    parts = queries.readiness()
    is_ready = all(told == queries.READY for told in parts.values())
    response = jsonify(ready=is_ready, parts=parts)
    response.status_code = 200 if is_ready else 503
    return _fresh(response)


@blueprint.get("/metrics")
@audience("anyone")
def metrics() -> Response:
    """Figures for Prometheus, for whoever has the token; not there where none is set."""
    allowed = queries.may_read_figures(request.headers.get("Authorization", ""))
    if allowed is None:
        abort(404)
    if not allowed:
        refused = Response("A token is needed.\n", 401, mimetype="text/plain")
        refused.headers["WWW-Authenticate"] = "Bearer"
        return _fresh(refused)
    return _fresh(Response(queries.figures(), content_type=TYPE))


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
