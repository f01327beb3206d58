"""Pages: the own profile, share links, what a link shows to others."""

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

from tpmlearn.domain.profiles.visibility import Section, read_consent
from tpmlearn.features.profiles import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.goals import role_or_first
from tpmlearn.records.grants import Grant, grant_behind, own_grant
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.forms import refuse, typed

blueprint = Blueprint("profiles", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
FRESH = "fresh_link"
TOO_MANY = (
    f"You have {services.MOST_LIVE} working links, which is as many as there can be. "
    "Revoke one first."
)
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@blueprint.get("/profile")
@audience("anyone")
def profile() -> Page:
    """Per skill: what was rated, what shows it, and what was answered; never one figure."""
    who = person()
    found = queries.own_profile(who.id if who else None, current_catalogue(), now=now())
    return render_template("profiles/profile.html", profile=found)


@blueprint.get("/sharing")
@audience("anyone")
def sharing() -> Page:
    """The links of a member, when each was opened, and a form for another."""
    who = person()
    if who is None or not who.is_member:
        return render_template("profiles/sharing_closed.html")
    form = forms.LinkForm(formdata=None, role=role_or_first(who.id, current_catalogue()).slug)
    return _sharing_page(form)


@blueprint.post("/sharing")
@audience("member")
def make() -> Page:
    """Make a link; the page that follows shows it once."""
    form = forms.LinkForm().offer(tuple(current_catalogue().roles.values()))
    if not form.accepted():
        return _sharing_page(form), 422
    wanted = services.Wanted(
        label=typed(form.label),
        consent=read_consent(
            form.sections.data or (), naming="name" if form.show_name.data else "none"
        ),
        role=typed(form.role),
        lifetime=form.lifetime,
    )
    try:
        made = services.make_link(known().id, wanted, now=now())
    except services.TooManyLinks:
        refuse(form.label, TOO_MANY)
        return _sharing_page(form), 422
    return _show_once(made)


@blueprint.post("/sharing/<link_id>/revoke")
@audience("member")
def revoke(link_id: str) -> Page:
    """End a link at once."""
    try:
        services.revoke_link(known().id, link_id, now=now())
    except services.NoSuchLink:
        abort(404)
    flash("The link is revoked. Whoever opens it from now on finds a plain page without data.")
    return redirect(url_for("profiles.sharing"))


@blueprint.post("/sharing/<link_id>/renew")
@audience("member")
def renew(link_id: str) -> Page:
    """End a link and make another with the same choices."""
    try:
        made = services.renew_link(known().id, link_id, now=now())
    except services.NoSuchLink:
        abort(404)
    except services.JustRenewed:
        flash("This link was ended a moment ago. Renew the newer one if you have lost its address.")
        return redirect(url_for("profiles.sharing"))
    except services.TooManyLinks:
        flash(TOO_MANY)
        return redirect(url_for("profiles.sharing"))
    return _show_once(made)


@blueprint.get("/sharing/<link_id>/preview")
@audience("member")
def preview(link_id: str) -> Page:
    """Exactly what a link shows, for its owner."""
    link = own_grant(known().id, link_id, now=now()) or abort(404)
    return _behind(link)


@blueprint.get("/p/<token>")
@audience("anyone")
def shared(token: str) -> Page:
    """What a link shows to whoever holds it; each opening is on record, asking for headers not."""
    if request.method == "HEAD":
        link = grant_behind(token, now=now())
    else:
        link = services.open_link(token, person(), now=now())
    return _behind(link)


def _behind(link: Grant | None) -> Response:
    if link is None or not link.is_active:
        response = make_response(render_template("profiles/gone.html"), 410 if link else 404)
    else:
        catalogue = current_catalogue()
        response = make_response(
            render_template(
                "profiles/shared.html",
                page=queries.shared_page(link, request.args.get("role", ""), catalogue),
                link=link,
                roles=[(role.slug, role.title) for role in catalogue.roles.values()],
                today=now(),
                Section=Section,
            )
        )
    response.headers.update(NOT_FOR_CACHES)
    return response


def _show_once(made: services.Made) -> Page:
    session[FRESH] = made.token
    return redirect(url_for("profiles.sharing"))


def _sharing_page(form: forms.LinkForm) -> Response:
    catalogue, who = current_catalogue(), known()
    token = session.pop(FRESH, None)
    page = render_template(
        "profiles/sharing.html",
        form=form.offer(tuple(catalogue.roles.values())),
        links=queries.own_links(who.id, catalogue, now=now()),
        fresh=site_settings().public_url + url_for("profiles.shared", token=token) if token else "",
        Section=Section,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
