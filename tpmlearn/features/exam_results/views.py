"""Pages: the result of a sitting, all sittings of one exam, and sending misses to review."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.exams.looking_back import in_words
from tpmlearn.features.exam_results import queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import ExamSitting, find_exam_sitting
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.templating import zone
from tpmlearn.words import _, ngettext

blueprint = Blueprint("exam_results", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/exams/sittings/<sitting_id>/result")
@audience("anyone")
def result(sitting_id: str) -> Page:
    """What a sitting says, and how surely."""
    sitting = _own(sitting_id)
    if not sitting.clock.is_told:
        return redirect(url_for("exam_desk.desk", sitting_id=sitting_id))
    page = queries.result_page(sitting, current_catalogue())
    return render_template("exam_results/result.html", page=page, show_words=in_words().items())


@blueprint.get("/exams/<slug>/history")
@audience("anyone")
def history(slug: str) -> Page:
    """All finished sittings of one exam, side by side."""
    exam, who = current_catalogue().exams.get(slug) or abort(404), person()
    page, pair = None, (request.args.get("from", ""), request.args.get("to", ""))
    if who is not None:
        page = queries.history_page(
            who.id, exam.blueprint, zone=zone(who.time_zone), asked_for=pair
        )
    return render_template("exam_results/history.html", exam=exam.blueprint, page=page, pair=pair)


@blueprint.post("/exams/sittings/<sitting_id>/result/review")
@audience("anyone")
def send_to_review(sitting_id: str) -> Page:
    """Put what was wrong or has no answer into review."""
    try:
        count = services.send_to_review(known().id, sitting_id, now=now())
    except services.NoSuchResult:
        abort(404)
    flash(
        _(
            "In review: %(count)s that you missed. You can take them back here.",
            count=_questions(count),
        )
    )
    return redirect(url_for("exam_results.result", sitting_id=sitting_id, _anchor="questions"))


@blueprint.post("/exams/sittings/<sitting_id>/result/review/undo")
@audience("anyone")
def take_from_review(sitting_id: str) -> Page:
    """Take them out of review again."""
    try:
        count = services.take_from_review(known().id, sitting_id)
    except services.NoSuchResult:
        abort(404)
    flash(_("Taken out of review: %(count)s.", count=_questions(count)))
    return redirect(url_for("exam_results.result", sitting_id=sitting_id, _anchor="questions"))


@blueprint.post("/exams/sittings/<sitting_id>/result/noted")
@audience("anyone")
def note_change(sitting_id: str) -> Page:
    """Keep that the newest re-scoring was seen."""
    text = request.form.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    try:
        services.note_change(known().id, sitting_id, revision, now=now())
    except services.NoSuchResult:
        abort(404)
    return redirect(url_for("exam_results.result", sitting_id=sitting_id))


def _questions(count: int) -> str:
    return ngettext("%(n)s question", "%(n)s questions", count, n=count)


def _own(sitting_id: str) -> ExamSitting:
    who = person()
    return (find_exam_sitting(who.id, sitting_id) if who else None) or abort(404)
