"""Pages for admins: the codes of invigilators, one of them, and a form for another."""

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

from tpmlearn.features.invigilating import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import typed
from tpmlearn.words import _

blueprint = Blueprint("invigilating", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
FRESH = "fresh_code"


@blueprint.get("/codes")
@audience("admin")
def index() -> Page:
    """Every code, how often it was used, and a form for another."""
    end = forms.usual_end(known().time_zone, now=now())
    return _index(forms.IssueForm(formdata=None, until=end))


@blueprint.post("/codes")
@audience("admin")
def issue() -> Page:
    """Issue a code; the page that follows shows its letters once."""
    form = forms.IssueForm().offer(queries.choices(current_catalogue(), now().date()))
    accepted = form.accepted()
    end = form.expires_at(known().time_zone, now=now())
    if not accepted or end is None:
        return _index(form), 422
    wanted = services.Wanted(
        centre=typed(form.centre),
        invigilator=typed(form.invigilator),
        exam=typed(form.exam),
        most_uses=form.most_uses.data or 1,
        expires_at=end,
    )
    made = services.issue(known().id, wanted, now=now())
    session[FRESH] = [made.id, made.code]
    return redirect(url_for("invigilating.code", code_id=made.id))


@blueprint.get("/codes/<code_id>")
@audience("admin")
def code(code_id: str) -> Page:
    """One code: how it stands, and when it opened something; its letters just after issuing."""
    line = queries.code_line(code_id, current_catalogue(), now=now()) or abort(404)
    fresh_id, fresh = session.pop(FRESH, ("", ""))
    page = render_template(
        "invigilating/code.html",
        line=line,
        opened=queries.opened_by(code_id),
        fresh=fresh if fresh_id == code_id else "",
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/codes/<code_id>/revoke")
@audience("admin")
def revoke(code_id: str) -> Page:
    """Let a code open nothing more."""
    if queries.code_line(code_id, current_catalogue(), now=now()) is None:
        abort(404)
    try:
        services.revoke(code_id, now=now())
    except services.NoSuchCode:
        flash(_("This code opened nothing more as it was."))
    else:
        flash(_("The code is revoked: it opens nothing from now on. Sittings under way keep it."))
    return redirect(url_for("invigilating.code", code_id=code_id))


def _index(form: forms.IssueForm) -> str:
    catalogue, moment = current_catalogue(), now()
    return render_template(
        "invigilating/index.html",
        form=form.offer(queries.choices(catalogue, moment.date())),
        lines=queries.code_lines(catalogue, now=moment),
        count=queries.count_codes(),
        zone=known().time_zone,
    )
