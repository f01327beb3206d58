"""Pages: one's own badges, issuing one, and one as a page with its files."""

import json
from datetime import timedelta

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.features.credentials import forms, queries, services
from tpmlearn.figures.badge import badge, badge_file
from tpmlearn.records.asked_badges import Asked, what_became
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.issuing import CannotIssue, IssuedAlready, NotYours, Wanted
from tpmlearn.signing.images import bake_png, bake_svg
from tpmlearn.signing.pictures import picture_of
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.downloads import download
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import _

blueprint = Blueprint("credentials", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
LOOK_SECONDS, LOOKS_FOR = 2, timedelta(seconds=30)
FORMS = {
    "json": "application/json",
    "jwt": "application/jwt",
    "png": "image/png",
    "svg": "image/svg+xml",
}


@blueprint.get("/badges")
@audience("member")
def index() -> Page:
    """What can be issued now, what is missing for the others, and what was issued."""
    found = queries.badges_of(known().id, current_catalogue(), now=now())
    return render_template("credentials/index.html", badges=found, Kind=Kind)


@blueprint.route("/badges/new/<kind>/<about>", methods=["GET", "POST"])
@audience("member")
def issue(kind: str, about: str) -> Page:
    """All that a badge would say, before it is issued; then it is."""
    who, form = known(), forms.IssueForm()
    offer = queries.offer(who.id, kind, about, current_catalogue(), now=now()) or abort(404)
    if not form.accepted():
        return _offer_page(form, offer)
    wanted = Wanted(
        kind=offer.achievement.kind,
        about=about,
        named=bool(form.named.data),
        link=typed(form.link),
        replaces=typed(form.replaces),
    )
    try:
        found = services.issue(who, wanted, current_catalogue(), now=now())
    except NotYours:
        refuse(form.link, _("This is no share link of yours that works now."))
        return _offer_page(form, offer)
    except CannotIssue as problem:
        refuse(form.named, str(problem))
        return _offer_page(form, offer)
    except IssuedAlready as issued:
        flash(_("You have this badge already. Issue it anew if it should be replaced."))
        return redirect(url_for("credentials.own", credential_id=issued.id))
    if queries.own_badge(who.id, found):
        flash(_("The badge is issued. Take it along in the form that suits the reader."))
    return redirect(url_for("credentials.own", credential_id=found))


@blueprint.get("/badges/<credential_id>")
@audience("member")
def own(credential_id: str) -> Page:
    """One's own badge: what it says, its files, revoking; or that it is being signed."""
    asked = what_became(known().id, credential_id, now=now())
    if asked is not None and queries.own_badge(known().id, credential_id) is None:
        return _signing_page(asked)
    return _own_page(credential_id, forms.RevokeForm(formdata=None))


@blueprint.get("/badges/<credential_id>/badge.<form>")
@audience("member")
def take(credential_id: str, form: str) -> Response:
    """The badge as a file: JSON, JWT, or a picture that carries it."""
    found = queries.own_badge(known().id, credential_id) or abort(404)
    if form not in FORMS:
        abort(404)
    text = json.dumps(found.credential.document, ensure_ascii=False)
    match form:
        case "json":
            data = text.encode()
        case "jwt":
            data = found.credential.jwt.encode()
        case "png":
            data = bake_png(picture_of(found.credential.kind), text)
        case _:
            data = bake_svg(badge_file(found.face), text)
    name = f"badge-{found.credential.kind}-{found.credential.issued_at:%Y-%m-%d}.{form}"
    response = download(data, name, FORMS[form])
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/badges/<credential_id>/revoke")
@audience("member")
def revoke(credential_id: str) -> Page:
    """Revoke a badge for good."""
    form = forms.RevokeForm()
    if not form.accepted():
        return _own_page(credential_id, form)
    try:
        services.revoke(known().id, credential_id, Why[typed(form.why)], now=now())
    except services.NoSuchBadge:
        abort(404)
    flash(_("The badge is revoked. Whoever checks it from now on is told so."))
    return redirect(url_for("credentials.own", credential_id=credential_id))


def _offer_page(form: forms.IssueForm, offer: queries.Offer) -> Page:
    form.replaces.data = offer.standing.id if offer.standing else ""
    picture = badge(offer.face)
    page = render_template("credentials/issue.html", offer=offer, form=form, picture=picture)
    return page, 422 if request.method == "POST" else 200


def _signing_page(asked: Asked) -> Response:
    # Usually it takes a second; a page that loads anew for long only gets in the way.
    loads_anew = not asked.is_refused and now() - asked.at < LOOKS_FOR
    page = render_template("credentials/signing.html", asked=asked, loads_anew=loads_anew)
    response = make_response(page)
    if loads_anew:
        response.headers["Refresh"] = str(LOOK_SECONDS)
    return response


def _own_page(credential_id: str, form: forms.RevokeForm) -> Page:
    found = queries.own_badge(known().id, credential_id) or abort(404)
    picture = badge(found.face)
    page = render_template("credentials/own.html", own=found, form=form, picture=picture)
    return page, 422 if request.method == "POST" else 200
