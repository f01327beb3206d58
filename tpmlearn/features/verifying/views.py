"""Addresses for programs (did.json, status lists, badges), and the page that checks a badge."""

import json
from datetime import timedelta

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.report import (
    Revocation,
    Verdict,
    revocation_in_words,
    signature_in_words,
)
from tpmlearn.features.verifying import forms, queries
from tpmlearn.web.access import audience, now
from tpmlearn.web.forms import refuse
from tpmlearn.web.networks import asking_network
from tpmlearn.web.pace import Pace
from tpmlearn.web.uploads import uploads
from tpmlearn.words import _

blueprint = Blueprint("verifying", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
# Any program may read these from any page: they know no session and set no cookie.
FOR_ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
FRESH_SECONDS = 300
NO_ROBOTS = "noindex, nofollow, noarchive"
# A check takes up to a second of one core.
PACE = Pace(30, timedelta(minutes=10))


@blueprint.get("/.well-known/did.json")
@audience("anyone")
def did() -> Response:
    """The keys of this site, those among them that sign no more."""
    found = queries.own_did_document()
    return _told(found) if found else _nothing(404, _("This site issues no badges yet."))


@blueprint.get("/credentials/status/<int:number>")
@audience("anyone")
def status(number: int) -> Response:
    """A status list: which badges are revoked."""
    found = queries.own_status_list(number, now=now())
    return _told(found) if found else _nothing(404, _("There is no such status list."))


@blueprint.get("/credentials/<credential_id>")
@blueprint.get("/credentials/<credential_id>.<form>")
@audience("anyone")
def credential(credential_id: str, form: str = "") -> Response:
    """A badge by its address: JSON or JWT; whoever comes with a browser is led to the check."""
    if form not in {"", "json", "jwt"}:
        return _nothing(404, _("There is no such form of a badge: json, jwt."))
    found = queries.published(credential_id)
    if found is None:
        return _nothing(404, _("There is no such badge."))
    if isinstance(found, queries.Gone):
        return _nothing(410, _("This badge is revoked, and nothing of it is kept."))
    accepts = request.accept_mimetypes
    wanted = accepts.best_match(["application/json", "application/jwt", "text/html"])
    if not form and wanted == "text/html":
        response: Response = redirect(url_for("verifying.own", credential_id=credential_id), 303)
        response.headers.update(FOR_ANY_SITE)
    elif form == "jwt" or (not form and wanted == "application/jwt"):
        response = Response(found.jwt, content_type="application/jwt")
        response.headers.update(FOR_ANY_SITE)
    else:
        response = _told(found.document)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = NO_ROBOTS
    if not form:
        response.headers["Vary"] = "Accept"
    return response


@blueprint.route("/verify", methods=["GET", "POST"])
@audience("anyone")
@uploads(forms.MOST_BYTES + forms.MOST_CHARACTERS)
def verify() -> Page:
    """Check a badge that somebody pastes or uploads."""
    form = forms.VerifyForm()
    if not form.accepted():
        return _verify_page(form)
    data = form.badge()
    if not data or len(data) > forms.MOST_BYTES:
        refuse(
            form.text,
            _("This is larger than any badge.") if data else _("Paste or choose a badge."),
        )
        return _verify_page(form)
    _count()
    return render_template("verifying/result.html", **_result(queries.checked(data, now=now())))


@blueprint.get("/verify/<credential_id>")
@audience("anyone")
def own(credential_id: str) -> Page | tuple[Response, int]:
    """Check a badge of this site by its id."""
    found = queries.published(credential_id)
    if found is None:
        abort(404)
    _count()
    if isinstance(found, queries.Gone):
        page = make_response(render_template("verifying/gone.html"), 410)
    else:
        result = _result(queries.checked_own(found, now=now()))
        page = make_response(render_template("verifying/result.html", **result))
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = NO_ROBOTS
    return page


def _verify_page(form: forms.VerifyForm) -> Page:
    issues = queries.own_did_document() is not None
    page = render_template("verifying/verify.html", form=form, issues=issues)
    return page, 422 if request.method == "POST" else 200


def _result(found: queries.Checked) -> dict[str, object]:
    report = found.report
    return {
        "checked": found,
        "report": report,
        "signature": signature_in_words(report) if report else "",
        "revocation": revocation_in_words(report) if report else "",
        "Verdict": Verdict,
        "Revocation": Revocation,
    }


def _count() -> None:
    wait = PACE.wait(asking_network(), now=now())
    if wait:
        raise TooManyRequests(retry_after=round(wait.total_seconds()) + 1)


def _told(found: Json) -> Response:
    body = json.dumps(found, ensure_ascii=False)
    response = Response(body, content_type="application/json")
    response.headers.update(FOR_ANY_SITE)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def _nothing(code: int, words: str) -> Response:
    response = _told({"error": words})
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    return response
