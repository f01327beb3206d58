"""Pages for admins: the grants that work, and ending one in an emergency."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.open_grants import forms, queries, services
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, now
from tpmlearn.web.forms import typed
from tpmlearn.words import _

blueprint = Blueprint("open_grants", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
FURTHEST = 100_000


@blueprint.get("/admin/grants")
@audience("admin")
def index() -> Page:
    """How many grants of each kind work, and which end next."""
    form = forms.NarrowForm(request.args)
    if not form.validate():
        abort(404)
    page = min(request.args.get("page", 1, type=int), FURTHEST)
    kind, ends = typed(form.kind), typed(form.ends)
    return render_template(
        "open_grants/index.html",
        form=form,
        address={"kind": kind or None, "ends": ends or None},
        counts=queries.counts(now=now()),
        found=queries.open_grants(kind, soon=bool(ends), page=page, now=now()),
    )


@blueprint.get("/admin/grants/<grant_id>")
@audience("admin")
def grant(grant_id: str) -> Page:
    """One grant that works: whose, of what kind, until when; and the way to end it."""
    return _grant(grant_id, forms.EndForm(formdata=None))


@blueprint.post("/admin/grants/<grant_id>/end")
@audience("admin")
def end(grant_id: str) -> Page:
    """End a grant; its owner is told by whom and why."""
    form = forms.EndForm()
    if not form.accepted():
        return _grant(grant_id, form)
    sharing = site_settings().public_url + url_for("sharing.index")
    try:
        services.end_grant(grant_id, typed(form.why), sharing=sharing, now=now())
    except services.NoSuchGrant:
        abort(404)
    flash(
        _(
            "The grant is ended and shows nothing any more. Its owner is told, by mail and on the "
            "page."
        )
    )
    return redirect(url_for("open_grants.index"))


def _grant(grant_id: str, form: forms.EndForm) -> Page:
    found = queries.open_grant(grant_id, now=now()) or abort(404)
    page = render_template("open_grants/grant.html", grant=found, form=form)
    return page, 422 if request.method == "POST" else 200
