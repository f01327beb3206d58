"""Pages: a recruiter's shortlists, and one with the candidates on it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.shortlists import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.looks import NoSuchCandidate
from tpmlearn.records.recruiter_roles import role_choices
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import _, later

blueprint = Blueprint("shortlists", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
TOO_MANY = later(
    "You have %(most)s shortlists, which is as many as there can be: remove one.",
    most=services.MOST_LISTS,
)
FULL = later(
    "There are %(most)s candidates on this shortlist: take somebody off first.",
    most=services.MOST_ENTRIES,
)


@blueprint.get("/desk/shortlists")
@audience("recruiter")
def index() -> Page:
    """All shortlists of this recruiter, and where to begin another."""
    return _index_page(forms.ShortlistForm(formdata=None))


@blueprint.post("/desk/shortlists")
@audience("recruiter")
def begin() -> Page:
    """Begin a shortlist."""
    form = forms.ShortlistForm().offer(role_choices(known().id, current_catalogue()))
    if not form.accepted():
        return _index_page(form), 422
    try:
        made = services.begin_shortlist(known().id, typed(form.name), typed(form.role), now=now())
    except services.TooMany:
        refuse(form.name, str(TOO_MANY))
        return _index_page(form), 422
    return redirect(url_for("shortlists.shortlist", shortlist_id=made))


@blueprint.get("/desk/shortlists/<shortlist_id>")
@audience("recruiter")
def shortlist(shortlist_id: str) -> Page:
    """One shortlist and who is on it."""
    page = _page(shortlist_id)
    form = forms.ShortlistForm(formdata=None, name=page.shortlist.name, role=page.role.slug)
    return _shortlist_page(page, form)


@blueprint.post("/desk/shortlists/<shortlist_id>")
@audience("recruiter")
def save(shortlist_id: str) -> Page:
    """Keep name and role."""
    page = _page(shortlist_id)
    form = forms.ShortlistForm().offer(page.roles)
    if not form.accepted():
        return _shortlist_page(page, form), 422
    try:
        services.change_shortlist(known().id, shortlist_id, typed(form.name), typed(form.role))
    except services.NoSuchShortlist:
        abort(404)
    flash(_("The shortlist is saved."))
    return redirect(url_for("shortlists.shortlist", shortlist_id=shortlist_id))


@blueprint.post("/desk/shortlists/<shortlist_id>/candidates")
@audience("recruiter")
def put(shortlist_id: str) -> Page:
    """Put a candidate on a shortlist."""
    form = forms.EntryForm()
    try:
        services.put_on(known().id, shortlist_id, typed(form.candidate), now=now())
    except (services.NoSuchShortlist, NoSuchCandidate):
        abort(404)
    except services.TooMany:
        flash(str(FULL))
    return _back(form, shortlist_id)


@blueprint.post("/desk/shortlists/<shortlist_id>/candidates/drop")
@audience("recruiter")
def drop(shortlist_id: str) -> Page:
    """Take a candidate off a shortlist; putting them on again undoes it."""
    form = forms.EntryForm()
    try:
        services.take_off(known().id, shortlist_id, typed(form.candidate))
    except services.NoSuchShortlist:
        abort(404)
    return _back(form, shortlist_id)


@blueprint.post("/desk/shortlists/<shortlist_id>/remove")
@audience("recruiter")
def remove(shortlist_id: str) -> Page:
    """Remove a shortlist; the next page offers to undo it."""
    try:
        services.remove_shortlist(known().id, shortlist_id, now=now())
    except services.NoSuchShortlist:
        abort(404)
    return redirect(url_for("shortlists.index", removed=shortlist_id))


@blueprint.post("/desk/shortlists/<shortlist_id>/restore")
@audience("recruiter")
def restore(shortlist_id: str) -> Page:
    """Undo a removal."""
    try:
        services.restore_shortlist(known().id, shortlist_id)
    except services.NoSuchShortlist:
        abort(404)
    except services.TooMany:
        flash(str(TOO_MANY))
        return redirect(url_for("shortlists.index", removed=shortlist_id))
    return redirect(url_for("shortlists.shortlist", shortlist_id=shortlist_id))


def _back(form: forms.EntryForm, shortlist_id: str) -> Response:
    if typed(form.then) == "candidate":
        candidate = typed(form.candidate)
        return redirect(url_for("recruiting.candidate", grant_id=candidate, _anchor="shortlists"))
    return redirect(url_for("shortlists.shortlist", shortlist_id=shortlist_id))


def _index_page(form: forms.ShortlistForm) -> str:
    page = queries.shortlists_page(
        known().id, current_catalogue(), removed=request.args.get("removed", ""), now=now()
    )
    return render_template("shortlists/index.html", page=page, form=form.offer(page.roles))


def _shortlist_page(page: queries.ShortlistPage, form: forms.ShortlistForm) -> str:
    return render_template("shortlists/shortlist.html", page=page, form=form.offer(page.roles))


def _page(shortlist_id: str) -> queries.ShortlistPage:
    found = queries.shortlist_page(known().id, shortlist_id, current_catalogue(), now=now())
    return found or abort(404)
