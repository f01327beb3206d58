"""Pages: the candidates of a recruiter, one of them, a note on them, and what was opened."""

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

from tpmlearn.domain.profiles.candidates import EvidenceKind, Order
from tpmlearn.domain.profiles.desk_address import month_of, number_of, read_wanted
from tpmlearn.domain.profiles.visibility import Section
from tpmlearn.features.recruiting import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.grants import half_of_address
from tpmlearn.records.looks import NoSuchCandidate, Reader, ViewEnded, look, look_back
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import saved, typed, unsaved, wants_json
from tpmlearn.web.templating import zone

blueprint = Blueprint("recruiting", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]


@blueprint.get("/desk")
@audience("recruiter")
def index() -> Page:
    """Everybody who granted this recruiter a view, narrowed and ordered by the address."""
    who = known()
    wanted = read_wanted(request.args, zone(who.time_zone))
    page = queries.desk_page(
        who.id,
        wanted,
        number_of(request.args.get("page", "")),
        current_catalogue(),
        now=now(),
    )
    return render_template(
        "recruiting/index.html", page=page, wanted=wanted, kinds=EvidenceKind, orders=Order
    )


@blueprint.get("/desk/candidates/<grant_id>")
@audience("recruiter")
def candidate(grant_id: str) -> Page:
    """What one candidate shows, against a role; each look is on record."""
    return _candidate_page(grant_id, forms.NoteForm(formdata=None))


@blueprint.get("/desk/candidates/<grant_id>/seen/<snapshot_id>")
@audience("recruiter")
def seen(grant_id: str, snapshot_id: str) -> Page:
    """What a candidate showed before, with its date; each look is on record."""
    return _candidate_page(grant_id, forms.NoteForm(formdata=None), snapshot_id)


@blueprint.post("/desk/candidates/<grant_id>/note")
@audience("recruiter")
def note(grant_id: str) -> Page:
    """Keep a private note; an empty one removes it."""
    form = forms.NoteForm()
    if not form.accepted():
        if wants_json():
            return unsaved({"note": " ".join(form.note.errors)})
        page = _candidate_page(grant_id, form)
        return page if isinstance(page, tuple) else (page, 422)
    try:
        services.keep_note(known().id, grant_id, typed(form.note), now=now())
    except NoSuchCandidate:
        abort(404)
    if wants_json():
        return saved()
    flash("Your note is saved." if form.note.data else "The note is removed.")
    return redirect(url_for("recruiting.candidate", grant_id=grant_id, _anchor="your-note"))


@blueprint.get("/desk/audit")
@audience("recruiter")
def audit() -> Page:
    """What this recruiter opened, when, and under which grant."""
    who = known()
    month = month_of(request.args.get("month", ""))
    page = queries.audit_page(
        who.id,
        month,
        number_of(request.args.get("page", "")),
        zone(who.time_zone),
        now=now(),
    )
    return render_template("recruiting/audit.html", page=page, month=month)


def _candidate_page(grant_id: str, form: forms.NoteForm, snapshot_id: str = "") -> Page:
    who, catalogue, taken_at = known(), current_catalogue(), None
    reader = Reader(who.id, half_of_address(request.remote_addr))
    try:
        if snapshot_id:
            found, taken_at = look_back(reader, grant_id, snapshot_id, now=now())
        else:
            found = look(reader, grant_id, "opened", catalogue, now=now())
    except NoSuchCandidate:
        abort(404)
    except ViewEnded:
        return render_template("desk/ended.html"), 410
    page = queries.candidate_page(who.id, found, request.args.get("role", ""), catalogue)
    if taken_at:
        page = queries.as_it_was(page, snapshot_id, taken_at)
    if not form.is_submitted():
        form.note.data = page.note.text
    response = make_response(
        render_template(
            "recruiting/candidate.html", page=page, form=form, today=now(), Section=Section
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response
