"""Pages: report a question or a paragraph of a lesson, and one's own reports."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.problem_reports import forms, queries, services
from tpmlearn.features.problem_reports.queries import Origin, Place
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, claim, known, now, person, person_id
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.networks import asking_network
from tpmlearn.web.templating import moment_filter
from tpmlearn.words import _, later

blueprint = Blueprint("problem_reports", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
TOO_MANY = later(
    "%(most)s of your reports wait for an answer, which is as many as may: take one back first.",
    most=services.MOST_OPEN,
)


@blueprint.route(
    "/exams/sittings/<sitting_id>/result/<int:position>/report", methods=["GET", "POST"]
)
@audience("anyone")
def exam(sitting_id: str, position: int) -> Page:
    """Say what is wrong with a question of an exam that is over."""
    return _item(Place(Origin.EXAM, sitting_id, position))


@blueprint.route("/quizzes/<attempt_id>/<int:position>/report", methods=["GET", "POST"])
@audience("anyone")
def quiz(attempt_id: str, position: int) -> Page:
    """Say what is wrong with a question of a quiz or a case that is answered."""
    return _item(Place(Origin.QUIZ, attempt_id, position))


@blueprint.route("/review/<session_id>/<int:position>/report", methods=["GET", "POST"])
@audience("anyone")
def review(session_id: str, position: int) -> Page:
    """Say what is wrong with a question of a session of review that is answered."""
    return _item(Place(Origin.REVIEW, session_id, position))


@blueprint.route("/tests/sittings/<sitting_id>/<int:position>/report", methods=["GET", "POST"])
@audience("anyone")
def test(sitting_id: str, position: int) -> Page:
    """Say what is wrong with a question of a test that is over; its key is not shown."""
    return _item(Place(Origin.TEST, sitting_id, position))


@blueprint.route("/author/items/<item>/report", methods=["GET", "POST"])
@audience("author")
def item(item: str) -> Page:
    """Say, as an author, what is wrong with an item as it is today."""
    return _item(Place(Origin.AUTHOR, item))


@blueprint.route("/learn/<slug>/report", methods=["GET", "POST"])
@audience("anyone")
def lesson(slug: str) -> Page:
    """Say what is wrong with a paragraph of a section; without a section, choose one."""
    anchor = request.args.get("section", "")
    if not anchor and request.method == "GET":
        module = queries.module_of(slug) or abort(404)
        return render_template("problem_reports/sections.html", module=module)
    found, form = queries.section_of(slug, anchor) or abort(404), forms.LessonForm()
    if form.is_submitted() and form.accepted_of(found.keys):
        try:
            _slow_down()
            paragraph = found.keys.get(form.key)
            sent = services.report_paragraph(
                claim().id, slug, anchor, paragraph, typed(form.text), now=now()
            )
        except services.NothingToReport:
            abort(404)
        except services.TooManyOpen:
            refuse(form.text, str(TOO_MANY))
        except Throttled as refusal:
            refuse(form.text, str(refusal))
            return _lesson_page(found, form), 429, _later(refusal)
        else:
            flash(_told(sent))
            return redirect(url_for("problem_reports.index"))
    page = _lesson_page(found, form)
    return (page, 422) if form.errors else page


@blueprint.get("/reports")
@audience("anyone")
def index() -> Page:
    """One's own reports with their answers."""
    found = queries.own_reports(person_id(), current_catalogue())
    return render_template(
        "problem_reports/index.html",
        found=found,
        until=queries.newest_answer(one.report for one in found if one.report.is_new),
    )


@blueprint.post("/reports/read")
@audience("anyone")
def mark_read() -> Page:
    """Note that the answers which the page showed have been read."""
    form, who = forms.ReadForm(), person_id()
    until = _moment(typed(form.until))
    if who is not None and form.accepted() and until:
        services.mark_read(who, until, now=now())
    return redirect(url_for("problem_reports.index"))


@blueprint.post("/reports/<report_id>/take-back")
@audience("anyone")
def take_back(report_id: str) -> Page:
    """Drop a report that nobody has answered."""
    who = person_id() or abort(404)
    try:
        services.take_back(who, report_id)
    except services.NoSuchReport:
        abort(404)
    except services.AlreadyAnswered:
        flash(_("It was answered meanwhile, so it stays."))
    else:
        flash(_("The report is taken back; nobody sees it any more."))
    return redirect(url_for("problem_reports.index"))


def _item(place: Place) -> Page:
    found = queries.reportable(person_id(), place) or abort(404)
    form = forms.ItemForm().at(place.position)
    if form.is_submitted() and form.accepted():
        try:
            _slow_down()
            sent = services.report_item(known().id, place, typed(form.text), now=now())
        except services.NothingToReport:
            abort(404)
        except services.TooManyOpen:
            refuse(form.text, str(TOO_MANY))
        except Throttled as refusal:
            refuse(form.text, str(refusal))
            return _item_page(found, form), 429, _later(refusal)
        else:
            flash(_told(sent))
            return redirect(url_for("problem_reports.index"))
    page = _item_page(found, form)
    return (page, 422) if form.errors else page


def _item_page(found: queries.Reportable, form: forms.ItemForm) -> str:
    return render_template("problem_reports/item.html", found=found, form=form)


def _lesson_page(found: queries.Reported, form: forms.LessonForm) -> str:
    chosen = typed(form.paragraph) if form.is_submitted() else request.args.get("paragraph", "")
    return render_template(
        "problem_reports/lesson.html", found=found, form=form, chosen=chosen, whole=forms.WHOLE
    )


def _slow_down() -> None:
    who = person()
    if who is None or not who.is_member:
        services.slow_down(asking_network(), now=now())


def _later(refusal: Throttled) -> dict[str, str]:
    return {"Retry-After": str(round(refusal.wait.total_seconds()) + 1)}


def _told(sent: services.Sent) -> str:
    at = moment_filter(sent.at)
    if sent.is_new:
        return _("Sent %(at)s. The answer of an author will stand here.", at=at)
    return _("You sent this already, %(at)s: it is one report.", at=at)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo == UTC else None
