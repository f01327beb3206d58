"""Pages: invitations for admins; one invitation for whoever has its link."""

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.invitations import InvitationState
from tpmlearn.features.invitations import forms, queries, services
from tpmlearn.records.invitations import Invitation, invitation_behind
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.forms import typed
from tpmlearn.words import _

blueprint = Blueprint("invitations", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
FRESH = "fresh_invitation"
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@blueprint.get("/invitations")
@audience("admin")
def index() -> Page:
    """All invitations, and a form for another."""
    return _index(forms.InviteForm(formdata=None))


@blueprint.post("/invitations")
@audience("admin")
def invite() -> Page:
    """Make an invitation; the page that follows shows its link once."""
    form = forms.InviteForm()
    if not form.accepted():
        return _index(form), 422
    session[FRESH] = services.invite(
        known().id, form.role.data, typed(form.label), form.days.data or 1, now=now()
    )
    return redirect(url_for("invitations.index"))


@blueprint.post("/invitations/<invitation_id>/revoke")
@audience("admin")
def revoke(invitation_id: str) -> Page:
    """End an invitation that nobody has taken."""
    try:
        services.revoke(invitation_id, now=now())
    except services.NoSuchInvitation:
        abort(404)
    flash(_("The invitation is revoked. Its link opens nothing any more."))
    return redirect(url_for("invitations.index"))


@blueprint.get("/invitations/<token>")
@audience("anyone")
def invitation(token: str) -> Page:
    """What an invitation gives; it is taken by a button, with an account."""
    found = invitation_behind(token, now=now()) or abort(404)
    return _invitation(found, token)


@blueprint.post("/invitations/<token>")
@audience("member")
def take(token: str) -> Page:
    """Take an invitation, once."""
    found = invitation_behind(token, now=now()) or abort(404)
    try:
        role = services.take(known().id, token, now=now())
    except services.NoSuchInvitation:
        found = invitation_behind(token, now=now()) or abort(404)
        return _invitation(found, token)
    except services.HasRole:
        flash(
            _(
                "You have the role %(role)s already. The invitation was not used.",
                role=_(found.role),
            )
        )
        return redirect(url_for("invitations.invitation", token=token))
    except services.NotConfirmed:
        flash(_("Confirm your address first, then take the invitation: it stays open."))
        return redirect(url_for("addresses.address"))
    flash(_("You have the role %(role)s now.", role=_(role)))
    return redirect(url_for("planning.today"))


def _invitation(found: Invitation, token: str) -> Response:
    is_open, who = found.state is InvitationState.OPEN, person()
    page = render_template(
        "invitations/invitation.html",
        invitation=found,
        token=token,
        words=forms.WORDS.get(found.role, found.role),
        has_role=who is not None and found.role in who.roles,
    )
    response = make_response(page, 200 if is_open else 410)
    response.headers.update(NOT_FOR_CACHES)
    return response


def _index(form: forms.InviteForm) -> Response:
    token = session.pop(FRESH, None)
    address = url_for("invitations.invitation", token=token) if token else ""
    page = render_template(
        "invitations/index.html",
        form=form,
        lines=queries.invitation_lines(now=now()),
        fresh=site_settings().public_url + address if token else "",
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
