"""Pages: the views and grants of one's own, and who looked."""

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

from tpmlearn.domain.accounts.ending import TOLD
from tpmlearn.domain.profiles.visibility import Section
from tpmlearn.features.sharing import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.goals import role_or_first
from tpmlearn.records.grants import View, own_view
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import N_, _, later

blueprint = Blueprint("sharing", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
FRESH = "fresh_link"
TOO_MANY = later(
    "You have %(most)s working grants, which is as many as there can be. Withdraw one first.",
    most=services.MOST_LIVE,
)
TOO_MANY_VIEWS = later(
    "You have %(most)s views, which is as many as there can be. Remove one first.",
    most=services.MOST_VIEWS,
)
NO_RECRUITER = N_(
    "No recruiter's account here has this address. Ask them for the address of their account, or "
    "make a link instead."
)


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
        fresh=site_settings().public_url + url_for("showing.shared", token=token) if token else "",
        Section=Section,
        told=TOLD,
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
        refuse(form.name, str(TOO_MANY_VIEWS))
        return _view_page(form, None), 422
    flash(_("The view is saved. Nobody sees it yet: share it with somebody."))
    return redirect(url_for("sharing.grant", view_id=made))


@blueprint.get("/sharing/views/<view_id>")
@audience("member")
def view(view_id: str) -> Page:
    """What a view shows, to be changed."""
    found = own_view(known().id, view_id) or abort(404)
    return _view_page(forms.ViewForm(formdata=None).show(found), found)


@blueprint.post("/sharing/views/<view_id>")
@audience("member")
def change_view(view_id: str) -> Page:
    """Change what a view shows, at once and for everybody who has it."""
    found = own_view(known().id, view_id) or abort(404)
    form = _offered(forms.ViewForm())
    if not form.accepted():
        return _view_page(form, found), 422
    try:
        services.change_view(known().id, view_id, _wanted(form), now=now())
    except services.NoSuchView:
        abort(404)
    flash(
        _(
            "“%(name)s” is changed, for everybody who has it. What they saw before is gone.",
            name=typed(form.name),
        )
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
    flash(_("The view is removed, and nobody sees it any more."))
    return redirect(url_for("sharing.index"))


@blueprint.get("/sharing/views/<view_id>/grant")
@audience("member")
def grant(view_id: str) -> Page:
    """To whom a view can be granted: a link, a recruiter's account, anybody."""
    found = own_view(known().id, view_id) or abort(404)
    return _grant_page(found)


@blueprint.post("/sharing/views/<view_id>/link")
@audience("member")
def make_link(view_id: str) -> Page:
    """Grant a view by a link; the page that follows shows it once."""
    found = own_view(known().id, view_id) or abort(404)
    form = forms.LinkForm()
    if not form.accepted():
        return _grant_page(found, link=form), 422
    wanted = services.WantedGrant(
        label=typed(form.label), lifetime=form.lifetime, passcode=typed(form.passcode)
    )
    try:
        made = services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.label, str(TOO_MANY))
        return _grant_page(found, link=form), 422
    return _show_once(made)


@blueprint.post("/sharing/views/<view_id>/account")
@audience("member")
def grant_account(view_id: str) -> Page:
    """Grant a view to a recruiter's account."""
    found = own_view(known().id, view_id) or abort(404)
    form = forms.AccountForm()
    if not form.accepted():
        return _grant_page(found, account=form), 422
    address = typed(form.address)
    wanted = services.WantedGrant(label=address, lifetime=form.lifetime, address=address)
    try:
        services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.address, str(TOO_MANY))
    except services.NoSuchRecruiter:
        refuse(form.address, _(NO_RECRUITER))
    except services.AlreadyGranted:
        refuse(form.address, _("This account sees the view already. Withdraw that grant first."))
    except Throttled as slow:
        refuse(form.address, str(slow))
    else:
        flash(_("The view is shared. It stands on the recruiter's desk now."))
        return redirect(url_for("sharing.index"))
    return _grant_page(found, account=form), 422


@blueprint.post("/sharing/views/<view_id>/public")
@audience("member")
def make_public(view_id: str) -> Page:
    """Show a view to anybody, under a name."""
    found = own_view(known().id, view_id) or abort(404)
    form = forms.PublicForm()
    if not form.accepted():
        return _grant_page(found, public=form), 422
    wanted = services.WantedGrant(label=typed(form.slug), lifetime=None, slug=typed(form.slug))
    try:
        services.make_grant(known().id, view_id, wanted, now=now())
    except services.TooMany:
        refuse(form.slug, str(TOO_MANY))
    except services.AlreadyGranted:
        refuse(form.slug, _("You have a public profile already. Withdraw it first."))
    except services.SlugTaken:
        refuse(form.slug, _("Somebody has this name. Choose another."))
    else:
        flash(_("The view is public now, until you withdraw it."))
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
    flash(
        _("The grant is withdrawn. Whoever opens it from now on finds a plain page without data.")
    )
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
        flash(_("The view of this grant was removed. Make another view."))
    except services.JustRenewed:
        flash(_("This was ended a moment ago. Renew the newer one if you have lost its address."))
    except services.NoSuchRecruiter:
        flash(_("That account is no recruiter's any more, so nothing was granted."))
    except services.AlreadyGranted:
        flash(_("That account sees the view already."))
    except services.TooMany:
        flash(str(TOO_MANY))
    else:
        if made.token:
            return _show_once(made)
        flash(_("The grant is renewed."))
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
        public_address=site_settings().public_url + url_for("showing.public", slug="your-name"),
    )


def _show_once(made: services.Made) -> Page:
    session[FRESH] = made.token
    return redirect(url_for("sharing.index"))
