"""The preview of a content folder for its author: nothing is saved, nobody signs in."""

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tpmlearn.domain.content.rules import RULES
from tpmlearn.features.preview import queries
from tpmlearn.library.changes import Changes
from tpmlearn.records.catalogue import current_library
from tpmlearn.web.access import audience

WAIT_SECONDS = 25
blueprint = Blueprint("preview", __name__, template_folder="templates")


def _changes() -> Changes:
    changes: Changes = current_app.extensions["changes"]
    return changes


@blueprint.get("/")
@audience("anyone")
def start() -> str:
    """All files with what is wrong in them."""
    lines = queries.list_files(current_library())
    return render_template("preview/start.html", lines=lines, newest=queries.newest(lines))


@blueprint.get("/files/<path:name>")
@audience("anyone")
def file(name: str) -> str:
    """One file: its page and its problems."""
    found = queries.find_page(current_library(), name) or abort(404)
    return render_template("preview/file.html", file=found)


@blueprint.get("/rules/<code>")
@audience("anyone")
def rule(code: str) -> str:
    """What a rule means and how to mend what breaks it."""
    return render_template("preview/rule.html", rule=RULES.get(code) or abort(404))


@blueprint.get("/changes/<int:number>")
@audience("anyone")
def changes(number: int) -> Response:
    """Answers when the content has changed since edition `number`, or after a while."""
    response = jsonify(number=_changes().wait_past(number, WAIT_SECONDS))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/reload.js")
@audience("anyone")
def reload() -> Response:
    """The script that opens a page again when the content has changed."""
    return Response(render_template("preview/reload.js"), mimetype="text/javascript")


@blueprint.get("/learn/<slug>")
@audience("anyone")
def lesson(slug: str) -> Response:
    """Where a link between lessons leads in the preview."""
    return redirect(url_for("preview.file", name=f"modules/{slug}/lesson.md"))


@blueprint.get("/assignments/<slug>")
@audience("anyone")
def assignment(slug: str) -> Response:
    """Where a link to an assignment leads in the preview."""
    return redirect(url_for("preview.file", name=f"assignments/{slug}.md"))


@blueprint.get("/glossary")
@audience("anyone")
def glossary() -> Response:
    """Where a link to a term leads in the preview; the browser keeps what is after the `#`."""
    return redirect(url_for("preview.file", name="glossary.yml"))


@blueprint.get("/<path:page>")
@audience("anyone")
def elsewhere(page: str) -> ResponseReturnValue:  # noqa: ARG001 - any page of the site
    """A page that the site has and the preview has not."""
    return render_template("preview/elsewhere.html"), 404


@blueprint.app_errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """A page that says what is not there."""
    return render_template("preview/refused.html", error=error), error.code or 500


@blueprint.app_context_processor
def _shared() -> dict[str, object]:
    return {"edition": _changes().number, "problems": current_library().problems}
