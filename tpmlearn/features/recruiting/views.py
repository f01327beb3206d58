"""Pages: the candidates of a recruiter, one of them, a note on them, and what was opened."""

from datetime import datetime
from typing import Any

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
from tpmlearn.records.looks import NoSuchCandidate, Reader, Seen, ViewEnded, look, look_back
from tpmlearn.records.site import site_settings
from tpmlearn.rendering.pdf import can_make_pdf, to_pdf
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.assets import FOLDER
from tpmlearn.web.forms import saved, typed, unsaved, wants_json
from tpmlearn.web.templating import zone
from tpmlearn.words import _

blueprint = Blueprint("recruiting", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
PAPER = FOLDER / "css" / "paper.css"


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


@blueprint.get("/desk/candidates/<grant_id>/sheet")
@audience("recruiter")
def sheet(grant_id: str) -> Page:
    """One page for paper of what a candidate shows; on record as every look."""
    found, _ = _look(grant_id, "printed")
    if found is None:
        return render_template("desk/ended.html"), 410
    role = request.args.get("role")
    return _not_kept(
        render_template(
            "recruiting/sheet.html",
            **_on_paper(found),
            address=url_for("recruiting.candidate", grant_id=grant_id, role=role),
            pdf=url_for("recruiting.pdf", grant_id=grant_id, role=role) if can_make_pdf() else "",
        )
    )


@blueprint.get("/desk/candidates/<grant_id>/sheet.pdf")
@audience("recruiter")
def pdf(grant_id: str) -> Page:
    """The same as a tagged PDF; 404 where the extra that makes it is not installed."""
    if not can_make_pdf():
        abort(404)
    found, _ = _look(grant_id, "printed")
    if found is None:
        return render_template("desk/ended.html"), 410
    page = render_template("candidate/paper.html", **_on_paper(found))
    response = _not_kept(to_pdf(page, stylesheet=PAPER))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="candidate.pdf"'
    return response


@blueprint.post("/desk/candidates/<grant_id>/note")
@audience("recruiter")
def note(grant_id: str) -> Page:
    """Keep a private note; an empty one removes it."""
    form = forms.NoteForm()
    if not form.accepted():
        if wants_json():
            return unsaved({"note": " ".join(map(str, form.note.errors))})
        page = _candidate_page(grant_id, form)
        return page if isinstance(page, tuple) else (page, 422)
    try:
        services.keep_note(known().id, grant_id, typed(form.note), now=now())
    except NoSuchCandidate:
        abort(404)
    if wants_json():
        return saved()
    flash(_("Your note is saved.") if form.note.data else _("The note is removed."))
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
    found, taken_at = _look(grant_id, "opened", snapshot_id)
    if found is None:
        return render_template("desk/ended.html"), 410
    page = _page(found)
    if taken_at:
        page = queries.as_it_was(page, snapshot_id, taken_at)
    if not form.is_submitted():
        form.note.data = page.note.text
    return _not_kept(
        render_template(
            "recruiting/candidate.html", page=page, form=form, today=now(), Section=Section
        )
    )


def _look(grant_id: str, action: str, snapshot_id: str = "") -> tuple[Seen | None, datetime | None]:
    """What is shown, now or in a snapshot, on record; None where it has ended."""
    reader = Reader(known().id, half_of_address(request.remote_addr))
    try:
        if snapshot_id:
            return look_back(reader, grant_id, snapshot_id, now=now())
        return look(reader, grant_id, action, current_catalogue(), now=now()), None
    except NoSuchCandidate:
        abort(404)
    except ViewEnded:
        return None, None


def _page(found: Seen) -> queries.CandidatePage:
    role = request.args.get("role", "")
    return queries.candidate_page(known().id, found, role, current_catalogue())


def _on_paper(found: Seen) -> dict[str, Any]:
    page = _page(found)
    return {
        "page": page.profile,
        "title": page.called,
        "day": now(),
        "site": site_settings().public_url,
    }


def _not_kept(body: str | bytes) -> Response:
    """A response that no cache keeps."""
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    return response
