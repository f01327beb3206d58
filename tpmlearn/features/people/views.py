"""Pages for admins: the list of members, one of them, and what can be done for them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.invitations import INVITED_ROLES
from tpmlearn.features.people import forms, queries, services
from tpmlearn.records.members import NoSuchMember
from tpmlearn.records.reset_links import TOKEN_PLACE
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.addresses import LARGEST
from tpmlearn.web.forms import typed
from tpmlearn.words import N_, _, ngettext

blueprint = Blueprint("people", __name__, template_folder="templates")
NAMES = {"recruiter": N_("recruiter"), "author": N_("author"), "admin": N_("admin")}
"""The roles in a sentence; templates look them up by the key, which is the same."""
Page = str | Response | tuple[str, int]


@blueprint.get("/admin/people")
@audience("admin")
def index() -> Page:
    """The members, newest first, by name or address, by role and state; guests as a number."""
    form = forms.FindForm(request.args)
    is_right = form.validate()
    number = request.args.get("before", 0, type=int)
    wanted = (
        queries.Wanted(
            words=typed(form.q),
            role=typed(form.role),
            state=queries.State(typed(form.state)),
            before=number if 0 < number <= LARGEST else None,
        )
        if is_right
        else queries.Wanted()
    )
    page = render_template(
        "people/index.html",
        form=form,
        found=queries.members(wanted) if is_right else queries.Members((), None),
        wanted=wanted,
        counts=queries.counts(),
    )
    return page, 200 if is_right else 422


@blueprint.get("/admin/people/<int:person_id>")
@audience("admin")
def member(person_id: int) -> Page:
    """One member: roles, ways in, sign-ins, grants; never what they answered or wrote."""
    return render_template(
        "people/member.html",
        page=queries.member_page(person_id, now=now()) or abort(404),
        given=INVITED_ROLES,
        is_self=person_id == known().id,
        sends_mail=bool(site_settings().mail_url),
    )


@blueprint.post("/admin/people/<int:person_id>/roles/<role>/<how>")
@audience("admin")
def change_role(person_id: int, role: str, how: str) -> Page:
    """Give a role or take it away; the button that follows undoes it."""
    if role not in INVITED_ROLES or how not in {"give", "take"}:
        abort(404)
    try:
        services.change_role(person_id, role, held=how == "give", now=now())
    except NoSuchMember:
        abort(404)
    said = {
        "give": _("The role %(role)s is given, from the next page on.", role=_(NAMES[role])),
        "take": _(
            "The role %(role)s is taken away, from the next page on. You can give it back.",
            role=_(NAMES[role]),
        ),
    }
    flash(said[how])
    return _back(person_id)


@blueprint.post("/admin/people/<int:person_id>/sign-ins/end")
@audience("admin")
def end_sign_ins(person_id: int) -> Page:
    """Sign a member out everywhere."""
    _not_oneself(person_id)
    try:
        ended = services.end_sign_ins(person_id, now=now())
    except NoSuchMember:
        abort(404)
    flash(
        ngettext(
            "Ended: %(num)s sign-in. They can sign in again.",
            "Ended: %(num)s sign-ins. They can sign in again.",
            ended,
        )
    )
    return _back(person_id)


@blueprint.post("/admin/people/<int:person_id>/reset")
@audience("admin")
def send_reset(person_id: int) -> Page:
    """Send a member a link for a new password."""
    link = site_settings().public_url + url_for("accounts.reset", token=TOKEN_PLACE)
    try:
        services.send_reset(person_id, link=link, now=now())
    except NoSuchMember:
        abort(404)
    flash(_("A link for a new password is on its way. It works once, for an hour."))
    return _back(person_id)


@blueprint.post("/admin/people/<int:person_id>/erase")
@audience("admin")
def erase(person_id: int) -> Page:
    """Erase a member who asked for it, after the week that everybody has."""
    _not_oneself(person_id)
    page = site_settings().public_url + url_for("accounts.sign_in")
    try:
        services.begin_erasing(person_id, come_back_at=page, now=now())
    except NoSuchMember:
        abort(404)
    except services.IsAdmin:
        flash(_("This is an admin: take that role away first, by the command on the server."))
    except services.IsLeaving:
        flash(_("This account is being erased already."))
    else:
        flash(_("The account is hidden now and erased in seven days. A mail says so to its owner."))
    return _back(person_id)


@blueprint.post("/admin/people/<int:person_id>/keep")
@audience("admin")
def keep(person_id: int) -> Page:
    """Undo erasing, within the week."""
    try:
        services.keep(person_id, now=now())
    except NoSuchMember:
        abort(404)
    except services.NotLeaving:
        flash(_("This account was not being erased."))
    else:
        flash(_("The account is kept, with everything in it. Share links that ended stay ended."))
    return _back(person_id)


def _not_oneself(person_id: int) -> None:
    """An admin who locks themselves out helps nobody; their own settings have all of it."""
    if person_id == known().id:
        abort(403)


def _back(person_id: int) -> Response:
    return redirect(url_for("people.member", person_id=person_id))
