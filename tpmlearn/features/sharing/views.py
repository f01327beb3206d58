"""Pages: views and grants of one's own, who looked, and what a grant shows to others."""

import json
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
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
from tpmlearn.features.sharing import forms, queries, services
from tpmlearn.records.candidates import candidate
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.goals import role_or_first
from tpmlearn.records.grants import (
    Grant,
    View,
    grant_behind,
    half_of_address,
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

blueprint = Blueprint("sharing", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
FRESH = "fresh_link"
OPENED = "opened_grants"
TOO_MANY = (
    f"You have {services.MOST_LIVE} working grants, which is as many as there can be. "
    "Withdraw one first."
)
TOO_MANY_VIEWS = (
    f"You have {services.MOST_VIEWS} views, which is as many as there can be. Remove one first."
)
NO_RECRUITER = (
    "No recruiter's account here has this address. Ask them for the address of their account, or "
    "make a link instead."
)
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PAPER = FOLDER / "css" / "paper.css"
PUBLIC = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@blueprint.get("/sharing")
@audience("anyone")
def index() -> Page:
    """The views of a member, to whom each is granted, and when it was opened."""
    who = person()
    if who is None or not who.is_member:
        return render_template("sharing/closed.html")
    token = session.pop(FRESH, None)
    page = render_template(
        "sharing/index.html",
        found=queries.own_views(who.id, current_catalogue(), now=now()),
        fresh=site_settings().public_url + url_for("sharing.shared", token=token) if token else "",
        Section=Section,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/sharing/views/new")
@audience("member")
def new_view() -> Page:
    """A form for a view."""
    role = role_or_first(known().id, current_catalogue()).slug
    return _view_page(forms.ViewForm(formdata=None, role=role), None)


@blueprint.post("/sharing/views/new")
@audience("member")
def make_view() -> Page:
    """Make a view, and go on to whom it is granted."""
    form = _offered(forms.ViewForm())
    if not form.accepted():
        return _view_page(form, None), 422
    try:
        made = services.make_view(known().id, _wanted(form), now=now())
    except services.TooMany:
        refuse(form.name, TOO_MANY_VIEWS)
        return _view_page(form, None), 422
    flash("The view is saved. Nobody sees it yet: share it with somebody.")
    return redirect(url_for("sharing.grant", view_id=made))


@blueprint.get("/sharing/views/<view_id>")
@audience("member")
def view(view_id: str) -> Page:
    """What a view shows, to be changed."""
    found = queries.own_view(known().id, view_id) or abort(404)
    return _view_page(forms.ViewForm(formdata=None).show(found), found)


@blueprint.post("/sharing/views/<view_id>")
@audience("member")
def change_view(view_id: str) -> Page:
    """Change what a view shows, at once and for everybody who has it."""
    found = queries.own_view(known().id, view_id) or abort(404)
    form = _offered(forms.ViewForm())
    if not form.accepted():
        return _view_page(form, found), 422
    try:
        services.change_view(known().id, view_id, _wanted(form), now=now())
    except services.NoSuchView:
        abort(404)
    flash(
        f"“{typed(form.name)}” is changed, for everybody who has it. What they saw before is gone."
    )
    return redirect(url_for("sharing.index"))


@blueprint.post("/sharing/views/<view_id>/remove")
@audience("member")
def remove_view(view_id: str) -> Page:
    """Remove a view and end all its grants."""
    try:
        services.remove_view(known().id, view_id, now=now())
    except services.NoSuchView:
        abort(404)
    flash("The view is removed, and nobody sees it any more.")
    return redirect(url_for("sharing.index"))


@blueprint.get("/sharing/views/<view_id>/preview")
@audience("member")
def preview(view_id: str) -> Page:
    """Exactly what a view shows, for its owner."""
    found = queries.own_view(known().id, view_id) or abort(404)
    shown = shown_profile(known().id, found.consent, current_catalogue(), now=now())
    response = make_response(_candidate_page(found, shown, grant=None))
    response.headers.update(NOT_FOR_CACHES)
    return response


@blueprint.get("/sharing/views/<view_id>/grant")
@audience("member")
def grant(view_id: str) -> Page:
    """To whom a view can be granted: a link, a recruiter's account, anybody."""
    found = queries.own_view(known().id, view_id) or abort(404)
    return _grant_page(found)


@blueprint.post("/sharing/views/<view_id>/link")
@audience("member")
def make_link(view_id: str) -> Page:
    """Grant a view by a link; the page that follows shows it once."""
    found = queries.own_view(known().id, view_id) or abort(404)
    form = forms.LinkForm()
    if not form.accepted():
        return _grant_page(found, link=form), 422
    wanted = services.WantedGrant(
        label=typed(form.label), lifetime=form.lifetime, passcode=typed(form.passcode)
    )
    try:
        made = services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.label, TOO_MANY)
        return _grant_page(found, link=form), 422
    return _show_once(made)


@blueprint.post("/sharing/views/<view_id>/account")
@audience("member")
def grant_account(view_id: str) -> Page:
    """Grant a view to a recruiter's account."""
    found = queries.own_view(known().id, view_id) or abort(404)
    form = forms.AccountForm()
    if not form.accepted():
        return _grant_page(found, account=form), 422
    address = typed(form.address)
    wanted = services.WantedGrant(label=address, lifetime=form.lifetime, address=address)
    try:
        services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.address, TOO_MANY)
    except services.NoSuchRecruiter:
        refuse(form.address, NO_RECRUITER)
    except services.AlreadyGranted:
        refuse(form.address, "This account sees the view already. Withdraw that grant first.")
    except Throttled as slow:
        refuse(form.address, str(slow))
    else:
        flash("The view is shared. It stands on the recruiter's desk now.")
        return redirect(url_for("sharing.index"))
    return _grant_page(found, account=form), 422


@blueprint.post("/sharing/views/<view_id>/public")
@audience("member")
def make_public(view_id: str) -> Page:
    """Show a view to anybody, under a name."""
    found = queries.own_view(known().id, view_id) or abort(404)
    form = forms.PublicForm()
    if not form.accepted():
        return _grant_page(found, public=form), 422
    wanted = services.WantedGrant(label=typed(form.slug), lifetime=None, slug=typed(form.slug))
    try:
        services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.slug, TOO_MANY)
    except services.AlreadyGranted:
        refuse(form.slug, "You have a public profile already. Withdraw it first.")
    except services.SlugTaken:
        refuse(form.slug, "Somebody has this name. Choose another.")
    else:
        flash("The view is public now, until you withdraw it.")
        return redirect(url_for("sharing.index"))
    return _grant_page(found, public=form), 422


@blueprint.post("/sharing/grants/<grant_id>/withdraw")
@audience("member")
def withdraw(grant_id: str) -> Page:
    """End a grant at once."""
    try:
        services.withdraw(known().id, grant_id, now=now())
    except services.NoSuchGrant:
        abort(404)
    flash("The grant is withdrawn. Whoever opens it from now on finds a plain page without data.")
    return redirect(url_for("sharing.index"))


@blueprint.post("/sharing/grants/<grant_id>/renew")
@audience("member")
def renew(grant_id: str) -> Page:
    """End a grant and make another of the same view."""
    try:
        made = services.renew(known().id, grant_id, now=now())
    except services.NoSuchGrant:
        abort(404)
    except services.NoSuchView:
        flash("The view of this grant was removed. Make another view.")
    except services.JustRenewed:
        flash("This was ended a moment ago. Renew the newer one if you have lost its address.")
    except services.NoSuchRecruiter:
        flash("That account is no recruiter's any more, so nothing was granted.")
    except services.AlreadyGranted:
        flash("That account sees the view already.")
    except services.TooMany:
        flash(TOO_MANY)
    else:
        if made.token:
            return _show_once(made)
        flash("The grant is renewed.")
    return redirect(url_for("sharing.index"))


@blueprint.get("/sharing/openings")
@audience("member")
def openings() -> Page:
    """Who looked at what, and when."""
    return render_template(
        "sharing/openings.html",
        openings=queries.openings(known().id),
        most=queries.MOST_LISTED,
        consents=queries.consents(known().id),
    )


@blueprint.get("/p/<token>")
@audience("anyone")
def shared(token: str) -> Page:
    """What a link shows to whoever holds it; each opening is on record, asking for headers not."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    if _is_locked(found):
        return _passcode_page(forms.PasscodeForm(formdata=None), token)
    return _behind(found, url_for("sharing.shared", token=token))


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
            address = request.remote_addr or "unknown"
            right = services.check_passcode(found, typed(form.passcode), address=address, now=now())
        except Throttled as slow:
            refuse(form.passcode, str(slow))
        else:
            if right:
                session[OPENED] = [*session.get(OPENED, [])[-20:], found.id]
                return redirect(url_for("sharing.shared", token=token))
            refuse(form.passcode, "This is not the passcode. Ask whoever sent you the link.")
    return _passcode_page(form, token), 422


@blueprint.get("/p/<token>/seen/<snapshot_id>")
@audience("anyone")
def seen(token: str, snapshot_id: str) -> Page:
    """What a link showed before, with its date, and whether there is something newer."""
    found = grant_behind(token, now=now())
    if found is None or not found.is_active:
        return _gone(found)
    if _is_locked(found):
        return redirect(url_for("sharing.shared", token=token))
    return _as_it_was(found, snapshot_id, url_for("sharing.shared", token=token))


@blueprint.get("/p/<token>/sheet")
@audience("anyone")
def sheet(token: str) -> Page:
    """One page for paper of what a link shows; on record as every look."""
    found, shown = _for_paper(token)
    if found is None or shown is None:
        return _gone(found)
    pdf = url_for("sharing.pdf", token=token, role=request.args.get("role"))
    page = render_template(
        "sharing/sheet.html",
        **_on_paper(found.view, shown),
        address=url_for("sharing.shared", token=token, role=request.args.get("role")),
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
    return _behind(found, url_for("sharing.public", slug=slug))


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
        abort(redirect(url_for("sharing.shared", token=token)))
    consent = found.view.consent
    shown = shown_profile(found.view.person_id, consent, current_catalogue(), now=now())
    if not _is_own(found) and not _record(found, "printed", shown):
        return grant_behind(token, now=now()), None
    return found, shown


def _on_paper(view: View, shown: Shown) -> dict[str, Any]:
    return {
        "page": candidate(shown, _role(view), current_catalogue()),
        "title": f"Profile of {shown.name}" if shown.name else "A shared profile",
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
        "sharing/shared.html",
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
    response = make_response(render_template("sharing/gone.html"), 410 if found else 404)
    response.headers.update(NOT_FOR_CACHES)
    return response


def _passcode_page(form: forms.PasscodeForm, token: str) -> Response:
    response = make_response(render_template("sharing/passcode.html", form=form, token=token))
    response.headers.update(NOT_FOR_CACHES)
    return response


def _offered(form: forms.ViewForm) -> forms.ViewForm:
    catalogue = current_catalogue()
    return form.offer(catalogue, queries.choices(known().id, catalogue))


def _wanted(form: forms.ViewForm) -> services.WantedView:
    return services.WantedView(name=typed(form.name), consent=form.consent, role=typed(form.role))


def _view_page(form: forms.ViewForm, found: View | None) -> str:
    return render_template("sharing/view.html", form=_offered(form), view=found)


def _grant_page(
    found: View,
    *,
    link: forms.LinkForm | None = None,
    account: forms.AccountForm | None = None,
    public: forms.PublicForm | None = None,
) -> str:
    return render_template(
        "sharing/grant.html",
        view=found,
        link=link or forms.LinkForm(formdata=None),
        account=account or forms.AccountForm(formdata=None),
        public=public or forms.PublicForm(formdata=None),
        public_address=site_settings().public_url + url_for("sharing.public", slug="your-name"),
    )


def _show_once(made: services.Made) -> Page:
    session[FRESH] = made.token
    return redirect(url_for("sharing.index"))
