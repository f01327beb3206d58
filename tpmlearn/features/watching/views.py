"""Addresses for what watches the site: is this process alive, is it ready."""

from flask import Blueprint, Response, jsonify

from tpmlearn.features.watching import queries
from tpmlearn.web.access import audience

blueprint = Blueprint("watching", __name__, template_folder="templates")


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


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
