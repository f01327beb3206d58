"""Pages: report a question, one's own reports, and the authors' inbox."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.item_reports import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, known, now, person_id
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.templating import moment_filter

blueprint = Blueprint("item_reports", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
TOO_MANY = (
    f"{services.MOST_OPEN} of your reports wait for an answer, which is as many as may: "
    "take one back first."
)
MEANWHILE = "Another author has answered it since you opened this page. Read that first."
SHOWS = ("", "open", "answered")


@blueprint.route(
    "/exams/sittings/<sitting_id>/result/<int:position>/report", methods=["GET", "POST"]
)
@audience("anyone")
def report(sitting_id: str, position: int) -> Page:
    """Say what is wrong with a question of an exam that is over."""
    found = queries.reportable(person_id(), sitting_id, position, now=now()) or abort(404)
    form = forms.ReportForm().at(position)
    if form.is_submitted() and form.accepted():
        try:
            sent = services.send(known().id, sitting_id, position, typed(form.text), now=now())
        except services.NothingToReport:
            abort(404)
        except services.TooManyOpen:
            refuse(form.text, TOO_MANY)
        else:
            flash(_told(sent))
            return redirect(url_for("item_reports.index"))
    page = render_template("item_reports/report.html", found=found, form=form)
    return (page, 422) if form.errors else page


def _told(sent: services.Sent) -> str:
    at = moment_filter(sent.at)
    if sent.is_new:
        return f"Sent {at}. The answer of an author will stand here."
    return f"You sent this already, {at}: it is one report."


@blueprint.get("/reports")
@audience("anyone")
def index() -> Page:
    """One's own reports with their answers."""
    reports = queries.own_reports(person_id())
    return render_template(
        "item_reports/index.html",
        reports=reports,
        until=queries.newest_answer(one for one in reports if one.is_new),
    )


@blueprint.post("/reports/read")
@audience("anyone")
def mark_read() -> Page:
    """Note that the answers which the page showed have been read."""
    form, who = forms.ReadForm(), person_id()
    until = _moment(typed(form.until))
    if who is not None and form.accepted() and until:
        services.mark_read(who, until, now=now())
    return redirect(url_for("item_reports.index"))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo == UTC else None


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
        flash("It was answered meanwhile, so it stays.")
    else:
        flash("The report is taken back; nobody sees it any more.")
    return redirect(url_for("item_reports.index"))


@blueprint.get("/author/reports")
@audience("author")
def inbox() -> Page:
    """All reports by item, open ones first."""
    return _inbox()


@blueprint.post("/author/reports/<report_id>/answer")
@audience("author")
def answer(report_id: str) -> Page:
    """Answer a report, or replace the answer."""
    form = forms.AnswerForm().of(report_id)
    if form.accepted():
        try:
            count = services.answer(
                known().id,
                report_id,
                typed(form.text),
                before=typed(form.before),
                everyone=bool(form.everyone.data),
                now=now(),
            )
        except services.NoSuchReport:
            flash("This report is gone: it was taken back.")
        except services.AnsweredMeanwhile:
            refuse(form.text, MEANWHILE)
            return _inbox(report_id, form), 422
        else:
            flash(_answered(count))
        return redirect(url_for("item_reports.inbox", show=_show() or None))
    return _inbox(report_id, form), 422


def _answered(count: int) -> str:
    if count == 0:
        return "This is the answer that stands there already."
    if count == 1:
        return "Answered. Whoever reported it sees it."
    return f"Answered {count} reports. Whoever sent them sees it."


def _show() -> str:
    show = request.args.get("show", "")
    return show if show in SHOWS else ""


def _inbox(report_id: str = "", form: forms.AnswerForm | None = None) -> str:
    return render_template(
        "item_reports/inbox.html",
        inbox=queries.inbox(current_catalogue(), show=_show()),
        show=_show(),
        refused=report_id,
        form=form or forms.AnswerForm(formdata=None),
    )
