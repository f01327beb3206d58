"""Pages: what a grant shows to others, on the screen and on paper, now and as it was."""

import json
from typing import Any

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Role
from tpmlearn.domain.profiles.portable.linked_data import person_json_ld
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import GrantKind, Section
from tpmlearn.features.showing import forms, services
from tpmlearn.records.candidates import candidate
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.goals import role_or_first
from tpmlearn.records.grants import (
    Grant,
    View,
    grant_behind,
    half_of_address,
    own_view,
    public_grant,
    record_opening,
)
from tpmlearn.records.shown import shown_profile
from tpmlearn.records.site import site_settings
from tpmlearn.records.snapshots import SnapshotUnreadable, snapshot, snapshots_of
from tpmlearn.rendering.pdf import PdfUnavailable, can_make_pdf, to_pdf
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.assets import FOLDER
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.networks import asking_network
from tpmlearn.words import _

blueprint = Blueprint("showing", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
OPENED = "opened_grants"
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PAPER = FOLDER / "css" / "paper.css"
PUBLIC = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@blueprint.get("/sharing/views/<view_id>/preview")
@audience("member")
def preview(view_id: str) -> Page:
    """Exactly what a view shows, for its owner."""
    found = own_view(known().id, view_id) or abort(404)
    shown = shown_profile(known().id, found.consent, current_catalogue(), now=now())
    response = make_response(_candidate_page(found, shown, grant=None))
    response.headers.update(NOT_FOR_CACHES)
    return response


@blueprint.get("/p/<token>")
@audience("anyone")
def shared(token: str) -> Page:
    """What a link shows to whoever holds it; each opening is on record, asking for headers not."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    if _is_locked(found):
        return _passcode_page(forms.PasscodeForm(formdata=None), token)
    return _behind(found, url_for("showing.shared", token=token))


@blueprint.post("/p/<token>")
@audience("anyone")
def unlock(token: str) -> Page:
    """Open a link that has a passcode, for this browser until it is closed or signs in anew."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    form = forms.PasscodeForm()
    if form.accepted():
        try:
            address = asking_network()
            right = services.check_passcode(found, typed(form.passcode), address=address, now=now())
        except Throttled as slow:
            refuse(form.passcode, str(slow))
        else:
            if right:
                session[OPENED] = [*session.get(OPENED, [])[-20:], found.id]
                return redirect(url_for("showing.shared", token=token))
            refuse(form.passcode, _("This is not the passcode. Ask whoever sent you the link."))
    return _passcode_page(form, token), 422


@blueprint.get("/p/<token>/seen/<snapshot_id>")
@audience("anyone")
def seen(token: str, snapshot_id: str) -> Page:
    """What a link showed before, with its date, and whether there is something newer."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    if _is_locked(found):
        return redirect(url_for("showing.shared", token=token))
    return _as_it_was(found, snapshot_id, url_for("showing.shared", token=token))


@blueprint.get("/p/<token>/sheet")
@audience("anyone")
def sheet(token: str) -> Page:
    """One page for paper of what a link shows; on record as every look."""
    found, shown = _for_paper(token)
    if found is None or shown is None:
        return _gone(found)
    pdf = url_for("showing.pdf", token=token, role=request.args.get("role"))
    page = render_template(
        "showing/sheet.html",
        **_on_paper(found.view, shown),
        address=url_for("showing.shared", token=token, role=request.args.get("role")),
        pdf=pdf if can_make_pdf() else "",
    )
    response = make_response(page)
    response.headers.update(NOT_FOR_CACHES)
    return response


@blueprint.get("/p/<token>/sheet.pdf")
@audience("anyone")
def pdf(token: str) -> Page:
    """The same as a tagged PDF; 404 where the extra that makes it is not installed."""
    if not can_make_pdf():
        abort(404)
    found, shown = _for_paper(token)
    if found is None or shown is None:
        return _gone(found)
    page = render_template("candidate/paper.html", **_on_paper(found.view, shown))
    try:
        made = to_pdf(page, stylesheet=PAPER)
    except PdfUnavailable:
        abort(404)
    response = make_response(made)
    response.headers.update(NOT_FOR_CACHES)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="profile.pdf"'
    return response


@blueprint.get("/people/<slug>")
@audience("anyone")
def public(slug: str) -> Page:
    """A public profile, for people and search engines."""
    found = public_grant(slug, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    return _behind(found, url_for("showing.public", slug=slug))


def _behind(found: Grant, address: str) -> Page:
    """The page of a grant that works, with this opening on record."""
    shown = shown_profile(found.view.person_id, found.view.consent, current_catalogue(), now=now())
    compared = request.args.get("role", "")
    if not _is_own(found) and request.method != "HEAD":
        action = "compared" if compared else "opened"
        if not _record(found, action, shown):
            return redirect(address)
    public = found.kind is GrantKind.PUBLIC
    before = [] if public else [one for one in snapshots_of(found.id) if not one.is_newest]
    response = make_response(
        _candidate_page(found.view, shown, grant=found, address=address, before=before)
    )
    response.headers.update(PUBLIC if public else NOT_FOR_CACHES)
    return response


def _for_paper(token: str) -> tuple[Grant | None, Shown | None]:
    """The grant of a link and what goes on paper of it; None where it shows nothing, or not yet."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return found, None
    if _is_locked(found):
        abort(redirect(url_for("showing.shared", token=token)))
    consent = found.view.consent
    shown = shown_profile(found.view.person_id, consent, current_catalogue(), now=now())
    if not _is_own(found) and not _record(found, "printed", shown):
        return grant_behind(token, now=now()), None
    return found, shown


def _on_paper(view: View, shown: Shown) -> dict[str, Any]:
    return {
        "page": candidate(shown, _role(view), current_catalogue()),
        "title": _("Profile of %(name)s", name=shown.name) if shown.name else _("A shared profile"),
        "day": now(),
        "site": site_settings().public_url,
    }


def _as_it_was(found: Grant, snapshot_id: str, address: str) -> Page:
    try:
        taken_at, shown = snapshot(found.id, snapshot_id) or abort(404)
    except SnapshotUnreadable:
        abort(404)
    if not _is_own(found) and not _record(found, "seen-before", None):
        return redirect(address)
    newer = snapshots_of(found.id)[0].id != snapshot_id
    page = _candidate_page(
        found.view, shown, grant=found, address=address, taken_at=taken_at, newer=newer
    )
    response = make_response(page)
    response.headers.update(NOT_FOR_CACHES)
    return response


def _candidate_page(view: View, shown: Shown, **more: Any) -> str:
    catalogue = current_catalogue()
    page = candidate(shown, _role(view), catalogue)
    grant: Grant | None = more["grant"]
    linked = ""
    if grant and grant.kind is GrantKind.PUBLIC:
        address = site_settings().public_url + more["address"]
        linked = json.dumps(person_json_ld(shown, catalogue, address)).replace("<", "\\u003c")
    values = {"address": "", "before": [], "taken_at": None, "newer": False, **more}
    return render_template(
        "showing/shared.html",
        page=page,
        view=view,
        roles=[(one.slug, one.title) for one in catalogue.roles.values()],
        today=now(),
        Section=Section,
        linked=linked,
        **values,
    )


def _role(view: View) -> Role:
    """The role to compare with: what the address asks for, else the view's own, else the first."""
    catalogue = current_catalogue()
    role = catalogue.roles.get(request.args.get("role", "")) or catalogue.roles.get(view.role)
    return role or role_or_first(None, catalogue)


def _record(found: Grant, action: str, shown: Shown | None) -> bool:
    reader = person()
    return record_opening(
        found,
        action,
        shown,
        reader_id=reader.id if reader and reader.is_member else None,
        network=half_of_address(request.remote_addr),
        now=now(),
    )


def _is_own(found: Grant) -> bool:
    reader = person()
    return reader is not None and reader.id == found.view.person_id


def _is_locked(found: Grant) -> bool:
    return found.has_passcode and not _is_own(found) and found.id not in session.get(OPENED, [])


def _gone(found: Grant | None) -> Response:
    response = make_response(render_template("showing/gone.html"), 410 if found else 404)
    response.headers.update(NOT_FOR_CACHES)
    return response


def _passcode_page(form: forms.PasscodeForm, token: str) -> Response:
    response = make_response(render_template("showing/passcode.html", form=form, token=token))
    response.headers.update(NOT_FOR_CACHES)
    return response
